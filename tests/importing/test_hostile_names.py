"""Names in a database that a terminal or a comment would obey."""

from __future__ import annotations

from pathlib import Path

from tests.support.project import Project
from tests.support.scratch import SqliteScratch

TABLES = """
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT,
  "we\x1b]0;title\x07ird" TEXT,
  "turn\u202eed" TEXT
);
CREATE TRIGGER "t
models: {}" AFTER INSERT ON users BEGIN SELECT 1; END;
CREATE VIEW "v\x1b[2J
gone" AS SELECT 1;
CREATE TABLE "no\x9b31m
such" (id INTEGER PRIMARY KEY);
"""


def test_control_characters_of_names_are_escapes(folder: Project, tmp_path: Path) -> None:
    scratch = SqliteScratch(tmp_path / "app.sqlite")
    scratch.run_script(TABLES)
    done = folder.scaffold("import", scratch.url)
    shown = done.output + done.errors + folder.read("scaffold.yaml")
    assert all(char.isprintable() or char == "\n" for char in shown), ascii(shown)
    assert "  users.we\\x1b]0;title\\x07ird: " in done.errors
    assert "  view v\\x1b[2J\\ngone\n" in done.errors
    assert "  no\\x9b31m\\nsuch: it is not imported" in done.errors
    # What follows in a name is no line of the file.
    assert "    # not expressed: trigger t\n    #   models: {}\n" in folder.read("scaffold.yaml")
    scratch.run_script('ALTER TABLE users ADD COLUMN "later\x1b[31m" TEXT')
    told = folder.scaffold("check", "--database", scratch.url, code=1).errors
    assert all(char.isprintable() or char == "\n" for char in told), ascii(told)

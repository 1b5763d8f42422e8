"""A second import: new tables are added, people's names stay, other changes are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.importing.conftest import DATABASES
from tests.support.project import Project
from tests.support.scratch import Scratch

NEW = {
    "sqlite": (
        "CREATE TABLE medals (id INTEGER PRIMARY KEY AUTOINCREMENT, title VARCHAR(255) NOT NULL, "
        "user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE)",
        "ALTER TABLE posts ADD COLUMN views INTEGER",
    ),
    "postgres": (
        "CREATE TYPE metal AS ENUM ('gold', 'tin')",
        "CREATE TABLE medals (id serial PRIMARY KEY, title varchar(255) NOT NULL, "
        "user_id bigint NOT NULL CONSTRAINT theirs REFERENCES users ON DELETE CASCADE, "
        "mood mood, metal metal DEFAULT 'gold')",
        "ALTER TABLE posts ADD COLUMN views integer",
    ),
    "mysql": (
        "CREATE TABLE medals (id int AUTO_INCREMENT PRIMARY KEY, title varchar(255) NOT NULL, "
        "user_id int unsigned NOT NULL, "
        "CONSTRAINT theirs FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)",
        "ALTER TABLE posts ADD COLUMN views integer",
    ),
}


@pytest.mark.slow
def test_adds_new_tables_and_keeps_names(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    scratch = new_scratch()
    scratch.run_script((DATABASES / f"{dialect}.sql").read_text())
    folder.scaffold("import", scratch.url, "--quiet")
    assert "no new table" in folder.scaffold("import", scratch.url).errors
    folder.generate("--quiet")
    old = with_another_name(folder.read("scaffold.yaml"))
    folder.schema(old)
    assert json.loads(folder.generate("--json").output)["migrations"] == []
    scratch.execute(*NEW[dialect])
    done = folder.scaffold("import", scratch.url)
    assert "update  scaffold.yaml" in done.output
    assert "column posts.views is in the database only" in done.errors
    schema = folder.read("scaffold.yaml")
    if dialect == "postgres":
        schema = without_new_enum(schema)
    assert schema.startswith(old.split("  User:")[0])
    assert "medals: hasMany(Medal)" in schema
    assert "\n  Medal:\n    title: string required\n    user: belongsTo(User) required" in schema
    generated = json.loads(folder.generate("--json").output)
    assert generated["migrations"] == []
    assert "models/medal.js" in {each["path"] for each in generated["files"]}
    assert "up to date" in folder.scaffold("check").output


def test_refuses_a_schema_that_no_import_made(
    folder: Project, hard_database: Callable[[str], Scratch]
) -> None:
    folder.schema("version: 1\ntargets: {sequelize: {}}\nmodels: {A: {a: string}}\n")
    done = folder.scaffold("import", hard_database("sqlite").url, code=2)
    assert "no import made it" in done.errors


def without_new_enum(schema: str) -> str:
    """Return the schema without the fields of enums that the new table has, and their entry."""
    added = "    mood: enum(Mood)\n    metal: enum(Metal) default(gold)\n"
    assert added in schema
    assert "enums:\n  Metal: [gold, tin]\n" in schema
    return schema.replace("  Metal: [gold, tin]\n", "", 1).replace(added, "", 1)


def with_another_name(schema: str) -> str:
    """Return the schema with an attribute called as a person would, and its column as before."""
    before, model, rest = schema.partition("\n  Post:\n")
    line = re.sub(r"    title: (.*)", r"    headline: \1 column(title)", rest, count=1)
    return before + model + line.replace("[author, title]", "[author, headline]", 1)

"""Changes of a table of 200,000 rows on SQLite, beside a plain UPDATE of the column."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.contest import Call, Contestant, timed
from benchmarks.peers import sequelize_cli, sequelize_project
from benchmarks.tool import GENERATE, PASS

ROWS = 200_000
NOTHING = "sequelize db:migrate, nothing to do"
UPDATE = "UPDATE of one column"

_DATABASE = "database.sqlite"
_SCHEMA = """version: 1

targets:
  sequelize: {directory: .}

models:
  Reading:
    place: string(80) required
    value: integer
    note: text
    state: enum(open, closed) default(open)
"""
# What is replaced in the schema, by the name of the change.
_CHANGES = {
    "a column is renamed": ("place: string(80)", "site: string(80) was(place)"),
    "a column is added": ("value: integer", "value: integer\n    unit: string(20)"),
    "a column is dropped": ("    note: text\n", ""),
    "a default is changed": ("default(open)", "default(closed)"),
    "a text is made longer": ("string(80)", "string(120)"),
    "a column becomes required": ("value: integer", "value: integer required fill(0)"),
    "a type is changed": ("value: integer", "value: string(20)"),
    "an enum gets a value": ("enum(open, closed)", "enum(open, closed, lost)"),
}


def changing(work: Path, packages: Path) -> list[Contestant]:
    """Return a migration of each kind, the start of sequelize-cli, and the plain UPDATE."""
    before = sequelize_project(work / "rows", packages)
    (before / "scaffold.yaml").write_text(_SCHEMA)
    timed(Call(GENERATE, before))
    timed(sequelize_cli(before, "db:migrate"))
    _fill(before / _DATABASE)
    contestants = [
        Contestant(PASS, lambda _: Call((sys.executable, "-c", "pass"), before)),
        Contestant(UPDATE, _updating(work / "rows-update", before)),
        Contestant(NOTHING, lambda _: sequelize_cli(before, "db:migrate")),
    ]
    for name, (old, new) in _CHANGES.items():
        folder = work / f"rows-{name.replace(' ', '-')}"
        shutil.copytree(before, folder, symlinks=True)
        (folder / "scaffold.yaml").write_text(_SCHEMA.replace(old, new))
        timed(Call((*GENERATE, "--allow-data-loss"), folder))
        contestants.append(Contestant(name, _migrating(folder, before)))
    return contestants


def assert_changed(work: Path) -> None:
    """AssertionError if a migration left its table as it was, or lost rows."""
    for name in _CHANGES:
        path = work / f"rows-{name.replace(' ', '-')}" / _DATABASE
        with sqlite3.connect(path) as database:
            (runs,) = database.execute("SELECT count(*) FROM SequelizeMeta").fetchone()
            (rows,) = database.execute("SELECT count(*) FROM Readings").fetchone()
        assert (runs, rows) == (2, ROWS), f"{name}: {runs} migrations, {rows} rows"


def names() -> tuple[str, ...]:
    """Return the names of the changes."""
    return tuple(_CHANGES)


def _fill(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO Readings (place, value, note, state, createdAt, updatedAt) "
            "SELECT 'place ' || i, i, 'a note about ' || i, 'open', "
            "'2026-01-01 00:00:00.000 +00:00', '2026-01-01 00:00:00.000 +00:00' FROM n",
            (ROWS,),
        )


def _updating(folder: Path, before: Path) -> Callable[[int], Call]:
    folder.mkdir()
    code = (
        "import sqlite3\n"
        f"with sqlite3.connect({_DATABASE!r}) as database:\n"
        "    database.execute('UPDATE Readings SET value = value + 1')\n"
    )

    def call(_: int) -> Call:
        shutil.copyfile(before / _DATABASE, folder / _DATABASE)
        return Call((sys.executable, "-c", code), folder)

    return call


def _migrating(folder: Path, before: Path) -> Callable[[int], Call]:
    def call(_: int) -> Call:
        shutil.copyfile(before / _DATABASE, folder / _DATABASE)
        return sequelize_cli(folder, "db:migrate")

    return call

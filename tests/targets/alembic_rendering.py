"""A schema's text as a project of both targets, and the tables of each way to make them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scaffold.database.tables import Database
from scaffold.migrations import Migration
from tests.support.sqlite_tables import Table, Tables
from tests.targets.python_rendering import TARGET, rendered
from tests.targets.rendering import database_of, migrations_of
from tests.targets.shared_renderer import renderer_of

TESTS = Path(__file__).parents[1]
SCHEMAS = {
    "uuid": TESTS / "reference" / "uuid" / "scaffold.yaml",
    "integer": TESTS / "reference" / "integer" / "scaffold.yaml",
    "shop": TESTS.parent / "examples" / "shop" / "scaffold.yaml",
    "everything": TESTS / "targets" / "schemas" / "everything.yaml",
    "names": TESTS / "targets" / "schemas" / "names.yaml",
    "values": TESTS / "targets" / "schemas" / "values.yaml",
    **{path.stem: path for path in sorted((TESTS / "end_to_end" / "shapes").glob("*.yaml"))},
}
POSTGRES_SCHEMA = TESTS / "targets" / "schemas" / "postgres.yaml"
SUBSET_SCHEMA = TESTS / "targets" / "schemas" / "subset.yaml"


def revision_files(database: Database, migrations: tuple[Migration, ...]) -> dict[str, str]:
    """The revisions' texts by their paths, in order."""
    previous = None
    files: dict[str, str] = {}
    for migration in migrations:
        artifact = TARGET.migration_artifact(
            migration, database.dialects, TARGET.settings, previous
        )
        for each in (*artifact.helpers, artifact):
            files[each.path] = renderer_of(TARGET).render(each)
        previous = migration.version
    return files


def python_files(text: str) -> dict[str, str]:
    """Every file of the SQLAlchemy target's first generation."""
    database = database_of(text)
    return rendered(database) | revision_files(database, migrations_of(database))


def write_python(text: str, folder: Path) -> Path:
    """The same, into a folder."""
    for path, code in python_files(text).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(code, encoding="utf-8")
    return folder


def seen(tables: Tables, *, key_names: bool = True, long_uniques: bool = True) -> Tables:
    """The tables without what differs by nature.

    SQLite takes no null into a primary key of whole numbers, whether it says so or not, and keeps
    the blanks of a type. Without `key_names` an index that MySQL makes for a key, and calls like
    it, has no name either. Without `long_uniques` a unique constraint of a long name has none:
    sync() leaves it to PostgreSQL, which cuts it its own way.
    """
    return {name: _seen(table, key_names, long_uniques) for name, table in tables.items()}


def _seen(table: Table, key_names: bool, long_uniques: bool) -> Table:
    columns = tuple(
        replace(
            column,
            not_null=column.not_null or bool(column.key),
            type=column.type.replace(", ", ","),
        )
        for column in table.columns
    )
    made_up = {key.name for key in table.foreign_keys} | {column.name for column in columns}
    indexes = (
        replace(index, name="")
        if (not long_uniques and index.origin == "u" and len(index.name) > 60)
        or (not key_names and index.name in made_up)
        else index
        for index in table.indexes
    )
    return replace(table, columns=columns, indexes=tuple(sorted(indexes)))

"""`metadata.create_all()` makes the tables of `sequelize db:migrate`, except for listed
differences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import Rules, differences
from tests.support.random_schemas import random_schema
from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Table, Tables
from tests.targets.python_rendering import package_of
from tests.targets.rendering import files_of, write

pytestmark = pytest.mark.node

SCHEMAS = Path(__file__).parent / "schemas"
SHAPES = Path(__file__).parents[1] / "end_to_end" / "shapes"
REFERENCE = Path(__file__).parents[1] / "reference"
CASES = {
    "uuid": REFERENCE / "uuid" / "scaffold.yaml",
    "integer": REFERENCE / "integer" / "scaffold.yaml",
    "everything": SCHEMAS / "everything.yaml",
    "names": SCHEMAS / "names.yaml",
    "subset": SCHEMAS / "subset.yaml",
    **{path.stem: path for path in sorted(SHAPES.glob("*.yaml"))},
}
# Names of foreign keys are what their database makes of them, on SQLite none; the order of the
# columns is that in which migrations came to add them.
RULES = Rules(key_names=False, order=False)

Compare = Callable[[str], list[str]]


@pytest.fixture
def compared(
    new_project: MakeProject, new_scratch: Callable[[], Scratch], tmp_path: Path
) -> Compare:
    """The differences between the tables of both, for a schema's text."""

    def compare(text: str) -> list[str]:
        project = new_project()
        project.home = new_scratch()
        write(project, files_of(text))
        project.run_migrations()
        folder = tmp_path / f"python{len(list(tmp_path.iterdir()))}"
        package_of(text, folder)
        scratch = new_scratch()
        if "$schema: auth" in text:
            # No more than sync() does create_all() make a schema.
            scratch.execute("CREATE SCHEMA auth")
        made = AlembicProject(folder, scratch)
        return differences(_seen(project.scratch.tables()), _seen(made.create_all()), RULES)

    return compare


@pytest.mark.parametrize("name", CASES)
def test_create_all_makes_the_tables_of_the_migrations(compared: Compare, name: str) -> None:
    text = CASES[name].read_text().replace("DIALECTS", "sqlite, postgres, mysql")
    assert compared(text) == []


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_types_of_postgresql(compared: Compare) -> None:
    assert compared((SCHEMAS / "postgres.yaml").read_text()) == []


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(6))
def test_random_schemas(compared: Compare, seed: int) -> None:
    assert compared(random_schema(seed, (12, 24))) == []


def _seen(tables: Tables) -> Tables:
    """The tables without what differs by nature."""
    return {name: _seen_table(table) for name, table in tables.items()}


def _seen_table(table: Table) -> Table:
    """SQLite takes no null into a primary key of whole numbers, whether it says so or not, and a
    type is the same with a space after a comma. MySQL calls the index that it makes for a key
    like the key or its column. Sequelize leaves it to PostgreSQL to shorten the name
    of a unique constraint."""
    keys = {key.name for key in table.foreign_keys}
    columns = (
        replace(
            column,
            not_null=column.not_null or bool(column.key),
            type=column.type.replace(", ", ","),
        )
        for column in table.columns
    )
    indexes = (
        replace(index, name="")
        if index.name in keys
        or index.columns == (index.name,)
        or (index.origin == "u" and len(index.name) > 60)
        else index
        for index in table.indexes
    )
    return replace(table, columns=tuple(columns), indexes=tuple(sorted(indexes)))

"""Alembic's tables equal those of sequelize-cli, `sync()` and `create_all()`, up and down."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given

from scaffold.database.resolve import resolve
from scaffold.project.compilation import known_targets
from scaffold.schema.read_schema import read_schema
from tests.strategies import schemas
from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import Rules, differences
from tests.support.examples import examples
from tests.support.project import Project
from tests.support.random_schemas import random_schema
from tests.support.rounds import SYNCED, unbound, uncut
from tests.support.scratch import Scratch, SqliteScratch
from tests.support.sqlite_tables import Tables
from tests.targets.alembic_rendering import (
    POSTGRES_SCHEMA,
    SCHEMAS,
    SUBSET_SCHEMA,
    seen,
    write_python,
)
from tests.targets.rendering import TARGET as SEQUELIZE
from tests.targets.rendering import database_of, files_of, write

# Names of keys are their database's; the order of columns is that of the migrations.
CREATED = Rules(key_names=False, order=False)
Make = Callable[[str], AlembicProject]


@pytest.fixture
def made(new_scratch: Callable[[], Scratch], tmp_path: Path) -> Make:
    """A schema's text as a project, with an empty database."""
    return lambda text: AlembicProject(write_python(text, tmp_path / "python"), new_scratch())


def there_and_back(project: AlembicProject, created: Scratch, schemas: tuple[str, ...]) -> Tables:
    """Up, down one by one, and up again; against the models, which find nothing to say.

    Return the tables after the last upgrade.
    """
    assert project.step_by_step() == []
    assert project.check() == []
    by_models = AlembicProject(project.root, created)
    for name in schemas:
        # No more than sync() does create_all() make a schema.
        created.execute(f"CREATE SCHEMA {name}")
    upgraded = project.tables()
    one = seen(upgraded, key_names=False)
    other = seen(by_models.create_all(), key_names=False)
    assert differences(one, other, CREATED) == []
    by_models.stamp()
    assert by_models.check() == []
    return upgraded


@pytest.mark.slow
@pytest.mark.parametrize("schema", SCHEMAS)
def test_upgrade_and_downgrade_restore_the_tables(
    made: Make, new_scratch: Callable[[], Scratch], schema: str
) -> None:
    there_and_back(made(SCHEMAS[schema].read_text()), new_scratch(), ())


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_types_of_postgresql(made: Make, new_scratch: Callable[[], Scratch]) -> None:
    there_and_back(made(POSTGRES_SCHEMA.read_text()), new_scratch(), ("auth",))


@pytest.mark.slow
def test_schema_of_a_single_dialect(
    made: Make, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    text = SUBSET_SCHEMA.read_text().replace("DIALECTS", dialect)
    there_and_back(made(text), new_scratch(), ())


def test_line_separators_in_every_literal(
    made: Make, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    """In an enum, a default, comments, a CHECK and, where there are such, a partial index."""
    separators = "\n\r\v\f\x1c\x85\u2028\u2029"
    values = [f"a{char}b" for char in separators]
    model: dict[str, Any] = {
        "kind": {"type": "enum", "values": values, "default": values[-1], "comment": values[-2]},
        "text": {"type": "string", "default": separators, "comment": f"{separators}."},
        "$checks": [f"{{text}} <> '{values[-3]}'"],
        "$comment": f"{separators}.",
    }
    if dialect != "mysql":
        model["$indexes"] = [{"fields": ["text"], "where": f"{{text}} <> '{separators}'"}]
    document = {
        "version": 1,
        "targets": {"sequelize": {}},
        "options": {"dialects": [dialect]},
        "models": {"Note": model},
    }
    project = made(json.dumps(document))
    there_and_back(project, new_scratch(), ())
    table = project.scratch.quoted("Notes")
    names = ", ".join(map(project.scratch.quoted, ("createdAt", "updatedAt")))
    project.scratch.execute(f"INSERT INTO {table} ({names}) VALUES ('2020-01-01', '2020-01-01')")
    columns = ", ".join(map(project.scratch.quoted, ("kind", "text")))
    (rows,) = project.scratch.query(f"SELECT {columns} FROM {table}")
    assert [tuple(row) for row in rows] == [(values[-1], separators)]


@pytest.mark.slow
@examples(15, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=schemas())
def test_generated_schemas(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    assume("sqlite" in text.partition("dialects:")[2].partition("\n")[0])
    databases = [SqliteScratch(folder / name) for name in ("one.sqlite", "other.sqlite")]
    for each in databases:
        each.clear()
    project = AlembicProject(write_python(text, folder / "python"), databases[0])
    there_and_back(project, databases[1], ())


def compare_with_node(
    node: Project, project: AlembicProject, upgraded: Tables, text: str, dialect: str
) -> None:
    """db:migrate makes the tables of upgrade, and sync() too; stamped, there is nothing to say."""
    write(node, files_of(text))
    tables = node.run_migrations()
    migrated = AlembicProject(project.root, node.scratch)
    assert differences(seen(tables), seen(upgraded)) == []
    migrated.stamp()
    assert migrated.check() == []
    rules = SYNCED[dialect]
    wanted = unbound(upgraded) if is_unbound(text) and dialect != "sqlite" else upgraded
    named = rules.key_names
    one, other = (
        uncut(seen(each, key_names=named, long_uniques=False)) for each in (node.sync(), wanted)
    )
    if dialect == "postgres":
        one, other = without_cut(one, text), without_cut(other, text)
    assert differences(one, other, rules) == []


def without_cut(tables: Tables, text: str) -> Tables:
    """The tables without the defaults that sync() makes otherwise, as `check` notes."""
    database = database_of(text)
    found = dict(tables)
    for note in SEQUELIZE.notes(database):
        said = re.match(r"sync\(\) truncates the default of `(\w+)\.(\w+)`", note.message)
        if said:
            model = database.model(said[1])
            table, column = str(model.table.name), model.attribute(said[2]).column.name
            columns = (
                replace(each, default=None) if each.name == column else each
                for each in found[table].columns
            )
            found[table] = replace(found[table], columns=tuple(columns))
    return found


def is_unbound(text: str) -> bool:
    """Whether `check` notes that sync() creates no foreign keys of primary keys."""
    found = (each.message for each in SEQUELIZE.notes(database_of(text)))
    return any(each.startswith("sync() creates no foreign key") for each in found)


@pytest.mark.node
@pytest.mark.parametrize("schema", SCHEMAS)
def test_tables_equal_those_of_sequelize(
    housed: Project, made: Make, dialect: str, schema: str
) -> None:
    text = SCHEMAS[schema].read_text()
    project = made(text)
    compare_with_node(housed, project, project.upgrade(), text, dialect)


@pytest.mark.node
@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_tables_equal_those_of_sequelize_on_postgresql(
    housed: Project, made: Make, dialect: str
) -> None:
    text = POSTGRES_SCHEMA.read_text()
    project = made(text)
    compare_with_node(housed, project, project.upgrade(), text, dialect)


def drawn(seed: int, dialect: str) -> str:
    """The first schema of the seed, or of those far behind it, that the dialect takes."""
    while True:
        text = random_schema(seed, (5, 12), dialects=f"[{dialect}]")
        schema, _ = read_schema(text, "scaffold.yaml", known_targets())
        if schema and resolve(schema)[0]:
            return text
        seed += 10_000


@pytest.mark.node
def test_random_schemas_make_the_same_tables(
    housed: Project,
    new_scratch: Callable[[], Scratch],
    tmp_path: Path,
    dialect: str,
    seeds: range,
) -> None:
    upgraded, created = new_scratch(), new_scratch()
    for seed in seeds:
        text = drawn(seed, dialect)
        for folder in ("models", "migrations"):
            for path in (housed.root / folder).glob("*.js"):
                path.unlink()
        for scratch in (housed.scratch, upgraded, created):
            scratch.clear()
        project = AlembicProject(write_python(text, tmp_path / f"python{seed}"), upgraded)
        try:
            upgraded_tables = there_and_back(project, created, ())
            compare_with_node(housed, project, upgraded_tables, text, dialect)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error

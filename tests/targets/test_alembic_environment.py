"""Alembic's other commands in a generated project: --autogenerate, --sql, and their output."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError

from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import differences
from tests.support.scratch import Scratch
from tests.targets.alembic_rendering import POSTGRES_SCHEMA, SCHEMAS, seen, write_python
from tests.targets.test_alembic_tables import CREATED

Make = Callable[[str], AlembicProject]
HEAD = "version: 1\ntargets: {sequelize: {}}\n"
SHOP = """
models:
  Shop: {name: string}
  Used:
    token: uuid
    open: boolean default(true)
    wakes: time
    size: tinyint
    share: double
    kind: enum(a, b)
    data: json
    point: type("VARCHAR(30)")
    seen: datetime(3)
"""
# Columns of each type that the package has helpers for, and of stock ones.
BY_HAND = """
    token: Mapped[UUID | None]
    at: Mapped[datetime | None]
    exact: Mapped[datetime | None] = mapped_column(UtcDateTime(3))
    is_open: Mapped[bool] = mapped_column(server_default=true())
    wakes: Mapped[time | None]
    size: Mapped[int | None] = mapped_column(TINY_INT)
    share: Mapped[float | None] = mapped_column(DOUBLE)
    data: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    point: Mapped[Any | None] = mapped_column(Declared("VARCHAR(30)"))
    text: Mapped[str | None] = mapped_column(String(20), server_default="it's 100%")
"""
IMPORTS = """from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, true

from .types import DOUBLE, TINY_INT, Declared, UtcDateTime
"""


@pytest.fixture
def made(new_scratch: Callable[[], Scratch], tmp_path: Path) -> Make:
    """A schema's text as a project, with an empty database."""
    return lambda text: AlembicProject(write_python(text, tmp_path / "python"), new_scratch())


@pytest.mark.slow
def test_autogenerate_adds_columns_of_the_package_types(made: Make) -> None:
    project = made(HEAD + SHOP)
    before = project.upgrade()
    model = project.root / "models/shop.py"
    model.write_text(IMPORTS + model.read_text() + BY_HAND)
    text = project.autogenerate("more columns")
    assert "models" not in text, "a revision takes nothing from the models, which change"
    upgraded = project.upgrade()
    assert len(upgraded["Shops"].columns) == len(before["Shops"].columns) + 10
    assert project.check() == []
    assert differences(before, project.downgrade("-1")) == []


@pytest.mark.slow
@pytest.mark.parametrize("schema", ["uuid", "everything"])
def test_autogenerate_from_an_empty_database(
    made: Make, new_scratch: Callable[[], Scratch], schema: str
) -> None:
    project = made(SCHEMAS[schema].read_text())
    for path in (project.root / "migrations/versions").iterdir():
        path.unlink()
    project.autogenerate("everything")
    upgraded = project.upgrade()
    assert project.check() == []
    created = AlembicProject(project.root, new_scratch()).create_all()
    one, other = (seen(tables, key_names=False) for tables in (upgraded, created))
    assert differences(one, other, CREATED) == []


def changed(project: AlembicProject, text: str) -> AlembicProject:
    """The project with the models of another schema, and the database that it had."""
    folder = project.root.parent / "changed"
    return AlembicProject(write_python(text, folder), project.scratch)


def found(project: AlembicProject) -> list[tuple[str, str]]:
    """What `alembic check` says of columns: the kind of difference, and the column."""
    return sorted((each[0], each[3]) for changes in project.check() for each in changes)


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_check_compares_the_default_of_a_column_with_a_collation(made: Make) -> None:
    schema = """version: 1
targets: {sequelize: {directory: .}}
options: {dialects: [postgres]}
models:
  A:
    label: string(30) collate(C) default(x)
"""
    project = made(schema)
    project.upgrade()
    assert project.check() == []
    other = changed(project, schema.replace("default(x)", "default(y)"))
    assert found(other) == [("modify_default", "label")]


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_check_reports_values_that_an_enum_in_the_database_lacks(made: Make) -> None:
    schema = """version: 1
targets: {sequelize: {}}
options: {dialects: [postgres]}
models:
  Shop:
    kind: enum(VALUES) default(LAST)
    kinds: array(enum(VALUES))
    same: enum(a, b) default(a)
"""
    before, after = (
        schema.replace("VALUES", ", ".join(values)).replace("LAST", values[-1])
        for values in ("ab", "abc")
    )
    project = made(before)
    project.upgrade()
    assert found(project) == []
    assert found(changed(project, after)) == [
        ("modify_default", "kind"),
        ("modify_type", "kind"),
        ("modify_type", "kinds"),
    ]


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("integer default(1)", "uuid default(6f9619ff-8b86-d011-b42d-00c04fc964ff)"),
        ("string default(x)", "integer default(1)"),
        ("string default(x)", 'type("not_there") default("x")'),
        ('type("money")', 'type("not there")'),
        ('type("money")', 'type("integer")'),
        ("integer default(1)", "enum(a, b) default(a)"),
    ],
)
def test_check_compares_defaults_of_different_types(made: Make, old: str, new: str) -> None:
    schema = f"{HEAD}models:\n  Shop:\n    some: TERMS\n    other: integer\n"
    project = made(schema.replace("TERMS", old))
    project.upgrade()
    other = changed(project, schema.replace("TERMS", new))
    assert ("modify_type", "some") in found(other)
    assert "other" not in {column for _, column in found(other)}


OF_POSTGRES = """
options: {dialects: [postgres], timestamps: false}
models:
  Shop:
    name: type("character varying") required default("x")
    words: type("character varying[]")
    seen: type("timestamp(3) with time zone")
    parentId: integer
    parent: belongsTo(Shop) foreignKey(parentId)
    $id: bigint
"""


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_check_finds_no_differences_in_native_types_that_sqlalchemy_has(made: Make) -> None:
    project = made(HEAD + OF_POSTGRES)
    project.upgrade()
    assert found(project) == []


OF_MYSQL = """
options: {dialects: [mysql], timestamps: false}
models:
  Shop:
    bits: type("bit(1)") required default(sql("b'1'"))
    cost: type("decimal(8,2) unsigned") required default(0.00)
    day: type("year(4)") default("2020")
    changed: type("timestamp(3)") required onUpdateNow default(sql("current_timestamp(3)"))
    second: type("timestamp(0)") required default(sql("CURRENT_TIMESTAMP(0)"))
    seen: type("TIMESTAMP") onUpdateNow
    since: datetime default(now) onUpdateNow
"""


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_check_finds_no_differences_in_native_types_of_mysql(made: Make) -> None:
    project = made(HEAD + OF_MYSQL)
    project.upgrade()
    assert found(project) == []
    project.downgrade("base")


@pytest.mark.slow
@pytest.mark.parametrize("schema", ["uuid", "values", "cycles", "postgres"])
def test_upgrade_sql_creates_the_tables_of_upgrade(
    made: Make, new_scratch: Callable[[], Scratch], dialect: str, schema: str
) -> None:
    """With per cent signs, colons, backslashes and quotes in literals."""
    if schema == "postgres" and dialect != "postgres":
        pytest.skip("a schema for PostgreSQL")
    path = SCHEMAS.get(schema, POSTGRES_SCHEMA)
    project = made(path.read_text())
    offline = AlembicProject(project.root, new_scratch())
    offline.scratch.run_script(offline.script(command.upgrade, "head"))
    assert differences(project.upgrade(), offline.tables()) == []
    assert offline.check() == []
    offline.scratch.run_script(offline.script(command.downgrade, "head:base"))
    assert list(offline.tables()) == []


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
def test_upgrade_sql_adds_keys_to_declared_attributes(
    made: Make, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    project = made(SCHEMAS["everything"].read_text())
    offline = AlembicProject(project.root, new_scratch())
    offline.scratch.run_script(offline.script(command.upgrade, "head"))
    assert differences(project.upgrade(), offline.tables()) == []
    if dialect == "postgres":
        offline.scratch.run_script(offline.script(command.downgrade, "head:base"))
        assert list(offline.tables()) == []


READING = [
    'op.get_bind().exec_driver_sql("SELECT 1").scalar()',
    'op.get_bind().execute(sa.text("SELECT 1")).scalar()',
    "sa.inspect(op.get_bind()).get_table_names()",
]


@pytest.mark.parametrize("statement", READING)
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sql_of_a_revision_that_reads_the_database_is_refused(made: Make, statement: str) -> None:
    project = made(HEAD + "models: {Shop: {name: string}}")
    (path,) = (project.root / "migrations/versions").iterdir()
    text = path.read_text()
    path.write_text(text.replace("upgrade() -> None:\n", f"upgrade() -> None:\n    {statement}\n"))
    project.upgrade()
    output = io.StringIO()
    with pytest.raises(CommandError, match=f"^{path.name} reads the database"):
        project.script(command.upgrade, "head", output)
    assert output.getvalue() == "", "half a script could be run"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sql_of_a_revision_with_a_mistake_shows_the_mistake(made: Make) -> None:
    project = made(HEAD + "models: {Shop: {name: string}}")
    (path,) = (project.root / "migrations/versions").iterdir()
    path.write_text(path.read_text().replace("op.create_table", "op.make_table"))
    with pytest.raises(AttributeError, match="make_table"):
        project.script(command.upgrade, "head")


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_upgrade_prints_each_revision_that_it_runs(made: Make) -> None:
    project = made(HEAD + "models: {Shop: {name: string}}")
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=project.root,
        env=os.environ | {"DATABASE_URL": project.url},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Running upgrade  -> {project.revisions[0]}, create-shops" in done.stderr
    assert done.stdout == ""

"""Native column types in the terms of the schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from scaffold.importing.database_facts import ColumnFacts
from scaffold.importing.draft.default_terms import default_term
from scaffold.importing.live_tables import canonical_type
from scaffold.importing.schema_types import column_type
from scaffold.schema.data_types import DataType
from tests.support.alembic_project import AlembicProject
from tests.support.project import Project
from tests.support.scratch import SqliteScratch


@pytest.mark.parametrize(
    ("native", "written"),
    [
        # Of Prisma, of Rails, and plain.
        ("timestamp(3) without time zone", "datetime(3) local"),
        ("timestamp(6) without time zone", "datetime(6) local"),
        ("timestamp(0) without time zone", "datetime(0) local"),
        ("timestamp without time zone", "datetime local"),
        # 6 digits are PostgreSQL's own.
        ("timestamp(6) with time zone", "datetime"),
        ("timestamp(3) with time zone", 'type("timestamp(3) with time zone")'),
        ("timestamp(3) without time zone[]", 'type("timestamp(3) without time zone[]")'),
    ],
)
def test_datetimes_of_postgres(native: str, written: str) -> None:
    column = ColumnFacts("at", native, False, "CURRENT_TIMESTAMP")
    kind = column_type(column, "postgres")
    assert str(kind) == written
    if kind.native is None:
        assert default_term(column, kind, "postgres") == "default(now)"
    # `check --database` compares the database's words with those of the schema.
    assert canonical_type(kind, "postgres") == canonical_type(
        DataType("type", native=native), "postgres"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("timestamp(3)", "timestamp(3) without time zone"),
        ("timestamptz(3)", "timestamp(3)  with time zone"),
        ("timetz(3)", "time(3) with time zone"),
        ("varchar(20)[]", "character varying(20)[]"),
        ("decimal(10, 2)", "numeric(10,2)"),
    ],
)
def test_spellings_of_one_type_are_equal(one: str, other: str) -> None:
    first, second = (
        canonical_type(DataType("type", native=each), "postgres") for each in (one, other)
    )
    assert first == second


def test_datetimes_with_other_digits_differ() -> None:
    three, six = (
        canonical_type(DataType("datetime", length=each, local=True), "postgres") for each in (3, 6)
    )
    assert three != six


BOOLEANS = """
CREATE TABLE flags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a BOOLEAN DEFAULT true, b bool NOT NULL DEFAULT 0, c Boolean,
  at datetime(6), createdAt datetime(6) NOT NULL, updatedAt datetime(6) NOT NULL
);
"""


def test_booleans_of_sqlite_are_booleans_in_both_languages(folder: Project, tmp_path: Path) -> None:
    scratch = SqliteScratch(tmp_path / "app.sqlite")
    scratch.run_script(BOOLEANS)
    done = folder.scaffold("import", scratch.url, "--targets", "sequelize,sqlalchemy")
    # Sequelize reads 0 and 1 of an attribute of another type as numbers.
    schema = folder.read("scaffold.yaml")
    lines = (
        "a: boolean default(true)",
        "b: boolean required default(false)",
        "c: boolean\n",
        "at: datetime\n",
    )
    assert all(f"    {line}" in schema for line in lines)
    assert "booleans, as TINYINT(1): flags.a, flags.b, flags.c" in done.errors
    assert "datetimes, as DATETIME: flags.createdAt, flags.updatedAt, flags.at" in done.errors
    folder.generate("--quiet")
    folder.scaffold("check", "--database", scratch.url)
    assert AlembicProject(folder.root / "python", scratch).check() == []

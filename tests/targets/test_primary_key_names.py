"""Primary keys that have a name of their own on PostgreSQL, in both languages' migrations."""

from __future__ import annotations

import json

from scaffold.database.alterations import AlterPrimaryKey, RenameTable
from scaffold.database.operations import CreateTable
from scaffold.database.tables import Column, Database, Table, TableName
from scaffold.history.operation_codec import read_operation, write_operation
from scaffold.migrations import Migration
from scaffold.schema.data_types import DataType
from tests.targets.alembic_rendering import revision_files
from tests.targets.rendering import rendered

INTEGER = DataType("integer")
STAYS = Table(
    TableName("stays"),
    (Column("room", INTEGER, False), Column("day", INTEGER, False)),
    ("room",),
    primary_key_name="pk_stays",
)


def texts(
    dialects: tuple[str, ...], *operations: CreateTable | AlterPrimaryKey | RenameTable
) -> str:
    database = Database((), dialects)
    migration = Migration("20260101000001", "change-stays", "change", operations)
    files = rendered(database, (migration,)) | revision_files(database, (migration,))
    return "\n".join(text for path, text in files.items() if "change" in path)


def test_a_changed_key_keeps_its_name() -> None:
    text = texts(("postgres",), AlterPrimaryKey(STAYS, ("room", "day")))
    assert text.count("pk_stays") == 8
    assert "stays_pkey" not in text
    assert AlterPrimaryKey(STAYS, ("room", "day")).reverse().table.primary_key_name == "pk_stays"


def test_a_renamed_table_keeps_the_name() -> None:
    text = texts(("postgres",), RenameTable(STAYS, TableName("nights")))
    assert "CONSTRAINT" not in text


def test_a_new_table_gets_the_name_on_postgres() -> None:
    alone = texts(("postgres",), CreateTable(STAYS))
    assert alone.count('RENAME CONSTRAINT "stays_pkey" TO "pk_stays"') == 2
    several = texts(("sqlite", "postgres", "mysql"), CreateTable(STAYS))
    assert several.count('RENAME CONSTRAINT "stays_pkey" TO "pk_stays"') == 2
    assert several.count("postgres") > alone.count("postgres")


def test_the_record_has_the_name() -> None:
    created = CreateTable(STAYS)
    assert read_operation(json.loads(write_operation(created))) == created

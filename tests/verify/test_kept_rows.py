"""Which rows and values the operations of a run keep."""

from __future__ import annotations

import pytest

from scaffold.database import alterations as alter
from scaffold.database import operations as op
from scaffold.database.tables import Column, Table, TableName
from scaffold.schema.data_types import DataType
from scaffold.verify.last_run.kept import KeptRows, kept_rows
from scaffold.verify.last_run.sample_rows import literal

A, B, J = TableName("A"), TableName("B"), TableName("J")
ID, TEXT = Column("id", DataType("integer")), Column("text", DataType("string", length=9))
TABLE = Table(A, (ID, TEXT), ("id",))


def kept(*operations: op.Operation, table: Table = TABLE) -> KeptRows:
    (found,) = kept_rows([table], operations)
    return found


def test_all_values_of_an_unchanged_table_are_kept() -> None:
    both = {"id": "id", "text": "text"}
    assert kept() == KeptRows(A, ("id", "text"), A, both, ("id", "text"), True, True)


def test_renames_are_followed() -> None:
    renamed = alter.RenameTable(TABLE, B)
    table = renamed.reverse().table
    found = kept(renamed, alter.RenameColumn(table, "text", "word"))
    assert (found.after, found.up) == (B, {"id": "id", "text": "word"})
    assert found.down == ("id", "text")


def test_columns_that_exchange_their_names_are_followed() -> None:
    found = kept(
        alter.RenameColumn(TABLE, "text", "text__new"),
        alter.RenameColumn(TABLE, "id", "text"),
        alter.RenameColumn(TABLE, "text__new", "id"),
    )
    assert found.up == {"id": "text", "text": "id"}


def test_dropped_table_keeps_nothing() -> None:
    found = kept(op.DropTable(TABLE), op.CreateTable(TABLE))
    assert (found.after, found.down) == (None, ())


def test_dropped_column_is_not_compared_although_another_gets_its_name() -> None:
    found = kept(op.DropColumn(A, TEXT), op.AddColumn(A, TEXT))
    assert (found.up, found.down) == ({"id": "id"}, ("id",))


def test_converted_column_is_compared_when_it_is_undone() -> None:
    wide = Column("id", DataType("bigint"))
    found = kept(alter.AlterColumn(TABLE, ID, wide))
    assert (found.up, found.down) == ({"text": "text"}, ("id", "text"))


def test_longer_text_is_compared_at_once() -> None:
    longer = Column("text", DataType("string", length=20))
    assert kept(alter.AlterColumn(TABLE, TEXT, longer)).up == {"id": "id", "text": "text"}


def test_rows_of_a_join_table_that_gets_pairs_are_not_counted() -> None:
    source = alter.Pairs(B, "aId", "id", "aId")
    target = alter.Pairs(J, "aId", "bId")
    join = Table(J, (Column("aId", DataType("integer")), Column("bId", DataType("integer"))))
    found = kept(alter.MoveRows(source, target), table=join)
    assert (found.up, found.counted_up, found.counted_down) == ({}, False, False)


@pytest.mark.parametrize(
    ("data_type", "value", "dialect", "sql"),
    [
        (DataType("string"), "it's", "postgres", "'it''s'"),
        (DataType("text"), "a\\b", "mysql", "'a\\\\b'"),
        (DataType("boolean"), True, "sqlite", "TRUE"),
        (DataType("bigint"), "5", "mysql", "5"),
        (DataType("binary"), "00ff", "sqlite", "X'00ff'"),
        (DataType("binary"), "00ff", "postgres", "'\\x00ff'"),
        (DataType("datetime"), "2020-01-01T00:01:00Z", "mysql", "'2020-01-01 00:01:00'"),
        (DataType("json"), {"value": 1}, "sqlite", "'{\"value\": 1}'"),
        (DataType("array", of=DataType("string")), ["a"], "postgres", "'{\"a\"}'"),
        (DataType("range", of=DataType("integer")), [10, 15], "postgres", "'[10,15)'"),
        (DataType("integer"), None, "mysql", "NULL"),
    ],
)
def test_sample_values_as_sql(data_type: DataType, value: object, dialect: str, sql: str) -> None:
    assert literal(data_type, value, dialect) == sql

"""The tables before a migration, as far as its own operations tell.

A migration renders from itself alone: what rows may refuse is derived from these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scaffold.database import operations as op
from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    MoveRows,
    RenameColumn,
    RenameTable,
)
from scaffold.database.apply_operations import apply_operations
from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import Column, Table, TableName
from scaffold.schema.data_types import DataType

_UNKNOWN = DataType("type", native="")


def tables_before(operations: Iterable[op.Operation]) -> tuple[Table, ...]:
    """Return the tables before the operations, with the parts that these mention."""
    tables: dict[TableName, Table] = {}
    for operation in reversed(tuple(operations)):
        match operation:
            case op.CreateTable(table):
                tables.pop(table.name, None)
            case RenameTable(table, _):
                _undo(tables, operation)
                tables[table.name] = table
            case op.DropTable(table):
                tables[table.name] = table
            case RenameColumn() | AlterColumn() | AlterPrimaryKey():
                _undo(tables, operation)
                tables[operation.table.name] = operation.table
            case MoveRows(source, target):
                for pairs in (source, target):
                    _mention(tables, pairs.table, (pairs.left, pairs.right))
            case _:
                _undo(tables, operation)
                name = op.table_of(operation)
                _mention(tables, name, ())
                before = _with_part(tables[name], operation)
                tables[name] = before
        if isinstance(operation, op.AddForeignKey):
            key = operation.foreign_key
            _mention(tables, key.table, (key.key,))
    return tuple(tables.values())


def _undo(tables: dict[TableName, Table], operation: op.Operation) -> None:
    """Take the operation back in the tables that are known so far."""
    try:
        undone = apply_operations(tables.values(), (operation.reverse(),))
    except ValueError:
        # The table, or the part of it, is not known from the later operations.
        return
    tables.clear()
    tables.update((table.name, table) for table in undone)


def _mention(tables: dict[TableName, Table], name: TableName, columns: Iterable[str]) -> None:
    table = tables.setdefault(name, Table(name))
    known = {column.name for column in table.columns}
    added = tuple(Column(column, _UNKNOWN) for column in columns if column not in known)
    tables[name] = replace(table, columns=(*table.columns, *added))


def _with_part(table: Table, operation: op.Operation) -> Table:
    """Return the table with what the operation drops, and with the columns that it mentions."""
    match operation:
        case op.DropColumn(_, column, key, index):
            if column.name in {each.name for each in table.columns}:
                return table
            return replace(
                table,
                columns=(*table.columns, column),
                foreign_keys=(*table.foreign_keys, *((key,) if key else ())),
                indexes=(*table.indexes, *((index,) if index else ())),
            )
        case op.DropForeignKey(_, key):
            if key not in table.foreign_keys:
                table = replace(table, foreign_keys=(*table.foreign_keys, key))
            return _with_columns(table, (key.column,))
        case op.DropUnique(_, unique):
            if unique not in table.uniques:
                table = replace(table, uniques=(*table.uniques, unique))
            return _with_columns(table, (unique.column,))
        case op.DropIndex(_, index):
            if index not in table.indexes:
                table = replace(table, indexes=(*table.indexes, index))
            return _with_columns(table, index.columns)
        case op.DropCheck(_, check):
            if check not in table.checks:
                table = replace(table, checks=(*table.checks, check))
            return _with_columns(table, _named(check.expression))
        case op.AddForeignKey(_, key):
            return _with_columns(table, (key.column,))
        case op.AddUnique(_, unique):
            return _with_columns(table, (unique.column,))
        case op.AddIndex(_, index):
            return _with_columns(table, index.columns)
        case op.AddCheck(_, check):
            return _with_columns(table, _named(check.expression))
    return table


def _with_columns(table: Table, columns: Iterable[str]) -> Table:
    known = {column.name for column in table.columns}
    added = tuple(Column(name, _UNKNOWN) for name in columns if name not in known)
    return replace(table, columns=(*table.columns, *added))


def _named(expression: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for is_name, part in expression_parts(expression) if is_name))

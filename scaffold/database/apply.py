"""Operations done on values: tables in, tables out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    CreateTable,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropTable,
    DropUnique,
    Operation,
)
from scaffold.database.tables import Check, Column, ForeignKey, Index, Table, Unique

_Part = TypeVar("_Part", Column, ForeignKey, Index, Unique, Check)


def apply(tables: Iterable[Table], operations: Iterable[Operation]) -> tuple[Table, ...]:
    """The tables after the operations; ValueError where one of them cannot be done.

    New tables and columns come last.
    """
    standing = {table.name: table for table in tables}
    for operation in operations:
        if isinstance(operation, CreateTable):
            if operation.table.name in standing:
                raise ValueError(f"table {operation.table.name} stands already")
            standing[operation.table.name] = operation.table
            continue
        if isinstance(operation, DropTable):
            if standing.pop(operation.table.name, None) is None:
                raise ValueError(f"there is no table {operation.table.name}")
            continue
        table = standing.get(operation.table)
        if table is None:
            raise ValueError(f"there is no table {operation.table}")
        standing[operation.table] = _changed(table, operation)
    return tuple(standing.values())


def reverse(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """What takes the operations back, in the order to do it in."""
    return tuple(operation.reverse() for operation in reversed(tuple(operations)))


def _changed(table: Table, operation: Operation) -> Table:
    match operation:
        case AddColumn(_, column, foreign_key, index):
            if any(other.name == column.name for other in table.columns):
                raise ValueError(f"column {table.name}.{column.name} stands already")
            return replace(
                table,
                columns=(*table.columns, column),
                foreign_keys=(*table.foreign_keys, *_one(foreign_key)),
                indexes=(*table.indexes, *_one(index)),
            )
        case DropColumn(_, column, foreign_key, index):
            stripped = _without_index(table, index) if index else table
            return replace(
                stripped,
                columns=_without(table, stripped.columns, column.name),
                foreign_keys=_without(table, stripped.foreign_keys, foreign_key.name)
                if foreign_key
                else stripped.foreign_keys,
            )
        case AddForeignKey(_, foreign_key):
            return replace(table, foreign_keys=(*table.foreign_keys, foreign_key))
        case DropForeignKey(_, foreign_key):
            keys = _without(table, table.foreign_keys, foreign_key.name)
            return replace(table, foreign_keys=keys)
        case AddIndex(_, index):
            return replace(table, indexes=(*table.indexes, index))
        case DropIndex(_, index):
            return _without_index(table, index)
        case AddCheck(_, check):
            return replace(table, checks=(*table.checks, check))
        case DropCheck(_, check):
            return replace(table, checks=_without(table, table.checks, check.name))
        case AddUnique(_, unique):
            return replace(table, uniques=(*table.uniques, unique))
        case DropUnique(_, unique):
            return replace(table, uniques=_without(table, table.uniques, unique.name))
    raise TypeError(f"{operation!r} is no operation on a table")


def _without_index(table: Table, index: Index) -> Table:
    """A unique constraint goes like the unique index that means the same."""
    if index.unique and any(unique.name == index.name for unique in table.uniques):
        return replace(table, uniques=_without(table, table.uniques, index.name))
    return replace(table, indexes=_without(table, table.indexes, index.name))


def _without(table: Table, parts: tuple[_Part, ...], name: str) -> tuple[_Part, ...]:
    rest = tuple(part for part in parts if part.name != name)
    if len(rest) == len(parts):
        raise ValueError(f"table {table.name} has no {name}")
    return rest


def _one(part: _Part | None) -> tuple[_Part, ...]:
    return () if part is None else (part,)

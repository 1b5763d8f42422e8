"""Apply operations to tables as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    AlterTableComment,
    MoveRows,
    RenameCheck,
    RenameColumn,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameTable,
    RenameUnique,
)
from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddCompositeKey,
    AddForeignKey,
    AddIndex,
    AddUnique,
    CreateTable,
    DropCheck,
    DropColumn,
    DropCompositeKey,
    DropForeignKey,
    DropIndex,
    DropTable,
    DropUnique,
    Operation,
    table_of,
)
from scaffold.database.renaming import with_column_renamed, with_table_renamed
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)

_Part = TypeVar("_Part", Column, ForeignKey, CompositeForeignKey, Index, Unique, Check)


def apply_operations(tables: Iterable[Table], operations: Iterable[Operation]) -> tuple[Table, ...]:
    """Return the tables after the operations; ValueError if one of them cannot be applied.

    New tables and columns come last.
    """
    current = {table.name: table for table in tables}
    for operation in operations:
        if isinstance(operation, CreateTable):
            if operation.table.name in current:
                raise ValueError(f"table {operation.table.name} exists already")
            current[operation.table.name] = operation.table
            continue
        if isinstance(operation, DropTable):
            if current.pop(operation.table.name, None) is None:
                raise ValueError(f"there is no table {operation.table.name}")
            continue
        name = table_of(operation)
        table = current.get(name)
        if table is None:
            raise ValueError(f"there is no table {name}")
        match operation:
            case RenameTable(_, new):
                current = _table_renamed(current, name, new)
            case RenameColumn(_, old, new):
                _require(table, old)
                if any(column.name == new for column in table.columns):
                    raise ValueError(f"column {name}.{new} exists already")
                current = {
                    each: with_column_renamed(one, name, old, new) for each, one in current.items()
                }
            case _:
                current[name] = _changed(table, operation)
    return tuple(current.values())


def reverse(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Return the operations that undo these, in the order to apply them."""
    return tuple(operation.reverse() for operation in reversed(tuple(operations)))


def _table_renamed(
    tables: dict[TableName, Table], old: TableName, new: TableName
) -> dict[TableName, Table]:
    if new in tables:
        raise ValueError(f"table {new} exists already")
    renamed = (with_table_renamed(each, old, new) for each in tables.values())
    return {table.name: table for table in renamed}


def _require(table: Table, column: str) -> None:
    if all(each.name != column for each in table.columns):
        raise ValueError(f"there is no column {table.name}.{column}")


def _changed(table: Table, operation: Operation) -> Table:
    match operation:
        case AddColumn(_, column, foreign_key, index):
            if any(other.name == column.name for other in table.columns):
                raise ValueError(f"column {table.name}.{column.name} exists already")
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
        case AddCompositeKey(_, composite):
            return replace(table, composite_keys=(*table.composite_keys, composite))
        case DropCompositeKey(_, composite):
            composites = _without(table, table.composite_keys, composite.name)
            return replace(table, composite_keys=composites)
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
        case RenameIndex(_, one, other):
            return replace(table, indexes=_exchanged(table, table.indexes, one, other))
        case RenameUnique(_, unique, renamed):
            return replace(table, uniques=_exchanged(table, table.uniques, unique, renamed))
        case RenameForeignKey(_, key, new_key):
            return replace(table, foreign_keys=_exchanged(table, table.foreign_keys, key, new_key))
        case RenameCompositeKey(_, composite, renamed_key):
            composites = _exchanged(table, table.composite_keys, composite, renamed_key)
            return replace(table, composite_keys=composites)
        case RenameCheck(_, check, new_check):
            return replace(table, checks=_exchanged(table, table.checks, check, new_check))
        case AlterColumn(_, old, new):
            return replace(table, columns=_exchanged(table, table.columns, old, new))
        case AlterPrimaryKey():
            changed = replace(operation, table=table)
            if not {each.name for each in operation.dropped} <= {c.name for c in table.columns}:
                raise ValueError(f"table {table.name} lacks a column of its primary key")
            return changed.after
        case AlterTableComment(_, _, comment):
            return replace(table, comment=comment)
        case MoveRows():
            return table
    raise TypeError(f"{operation!r} is not an operation on a table")


def _without_index(table: Table, index: Index) -> Table:
    """Return the table without an index, or without the unique constraint that is equal to it."""
    if index.unique and any(unique.name == index.name for unique in table.uniques):
        return replace(table, uniques=_without(table, table.uniques, index.name))
    return replace(table, indexes=_without(table, table.indexes, index.name))


def _exchanged(table: Table, parts: tuple[_Part, ...], old: _Part, new: _Part) -> tuple[_Part, ...]:
    if old not in parts:
        raise ValueError(f"table {table.name} has no such {old.name}")
    return tuple(new if part == old else part for part in parts)


def _without(table: Table, parts: tuple[_Part, ...], name: str) -> tuple[_Part, ...]:
    rest = tuple(part for part in parts if part.name != name)
    if len(rest) == len(parts):
        raise ValueError(f"table {table.name} has no {name}")
    return rest


def _one(part: _Part | None) -> tuple[_Part, ...]:
    return () if part is None else (part,)

"""The tables before a migration, as far as its own operations tell.

A migration renders from itself alone: what rows may refuse is derived from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.changes.condition import UNKNOWN, Condition
from scaffold.changes.row_conditions import conditions
from scaffold.database import operations as op
from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    MoveRows,
    RenameCheck,
    RenameColumn,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameTable,
    RenameUnique,
)
from scaffold.database.apply_operations import apply_operations
from scaffold.database.sql_text import expression_parts
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

Part = Column | ForeignKey | CompositeForeignKey | Index | Unique | Check


def conditions_of(operations: tuple[op.Operation, ...]) -> tuple[Condition, ...]:
    """Return what existing rows must meet for the operations of one migration."""
    return conditions(tables_before(operations), operations)


def tables_before(operations: Iterable[op.Operation]) -> tuple[Table, ...]:
    """Return the tables before the operations, with the parts that these mention."""
    tables: dict[TableName, Table] = {}
    for operation in reversed(tuple(operations)):
        match operation:
            case op.CreateTable(table):
                tables.pop(table.name, None)
            case op.DropTable(table):
                tables[table.name] = table
            case RenameTable() | RenameColumn() | AlterColumn() | AlterPrimaryKey():
                tables = _undone(tables, operation)
                tables[operation.table.name] = operation.table
            case op.AddColumn(name, column, key):
                if name in tables:
                    tables[name] = _without_column(tables[name], column.name)
                _mention(tables, name, ())
                if key is not None:
                    _mention(tables, key.table, (key.key,))
            case MoveRows(source, target):
                for pairs in (source, target):
                    _mention(tables, pairs.table, (pairs.left, pairs.right))
            case _:
                tables = _undone(tables, operation)
                name = op.table_of(operation)
                _mention(tables, name, _columns(operation))
                for part in _dropped(operation):
                    tables[name] = _with_part(tables[name], part)
        if isinstance(operation, op.AddForeignKey | op.DropForeignKey):
            key = operation.foreign_key
            _mention(tables, key.table, (key.key,))
        elif isinstance(operation, op.AddCompositeKey | op.DropCompositeKey):
            _mention(tables, operation.key.table, operation.key.keys)
        elif isinstance(operation, AlterColumn) and operation.fill is not None:
            for key in operation.table.foreign_keys:
                if key.column == operation.new.name:
                    _mention(tables, key.table, (key.key,))
            for composite in operation.table.composite_keys:
                if operation.new.name in composite.columns:
                    _mention(tables, composite.table, composite.keys)
    return tuple(tables.values())


def _undone(tables: dict[TableName, Table], operation: op.Operation) -> dict[TableName, Table]:
    """The tables before the operation; as they are where it concerns no part that is known."""
    try:
        found = apply_operations(tables.values(), (operation.reverse(),))
    except ValueError:
        return tables
    return {table.name: table for table in found}


def _without_column(table: Table, name: str) -> Table:
    """The table without a column, and without the parts that need it."""
    return replace(
        table,
        columns=tuple(each for each in table.columns if each.name != name),
        uniques=tuple(each for each in table.uniques if each.column != name),
        indexes=tuple(each for each in table.indexes if name not in each.columns),
        foreign_keys=tuple(each for each in table.foreign_keys if each.column != name),
        composite_keys=tuple(each for each in table.composite_keys if name not in each.columns),
    )


def _mention(tables: dict[TableName, Table], name: TableName, columns: Iterable[str]) -> None:
    table = tables.setdefault(name, Table(name))
    known = {column.name for column in table.columns}
    added = tuple(Column(column, UNKNOWN) for column in columns if column not in known)
    tables[name] = replace(table, columns=(*table.columns, *added))


def _columns(operation: op.Operation) -> tuple[str, ...]:
    """The columns that exist before the operation and that it mentions."""
    match operation:
        case op.AddForeignKey(_, key) | op.DropForeignKey(_, key) | RenameForeignKey(_, key, _):
            return (key.column,)
        case (
            op.AddCompositeKey(_, composite)
            | op.DropCompositeKey(_, composite)
            | RenameCompositeKey(_, composite, _)
        ):
            return composite.columns
        case op.AddUnique(_, unique) | op.DropUnique(_, unique) | RenameUnique(_, unique, _):
            return (unique.column,)
        case op.AddIndex(_, index) | op.DropIndex(_, index) | RenameIndex(_, index, _):
            return index.columns
        case op.AddCheck(_, check) | op.DropCheck(_, check) | RenameCheck(_, check, _):
            found = (part for is_name, part in expression_parts(check.expression) if is_name)
            return tuple(dict.fromkeys(found))
    return ()


def _dropped(operation: op.Operation) -> Iterator[Part]:
    """What a table has before the operation that it has not afterwards."""
    match operation:
        case op.DropColumn(_, column, key, index):
            yield column
            if key:
                yield key
            if index:
                yield index
        case op.DropForeignKey(_, key) | RenameForeignKey(_, key, _):
            yield key
        case op.DropCompositeKey(_, composite) | RenameCompositeKey(_, composite, _):
            yield composite
        case op.DropUnique(_, unique) | RenameUnique(_, unique, _):
            yield unique
        case op.DropIndex(_, index) | RenameIndex(_, index, _):
            yield index
        case op.DropCheck(_, check) | RenameCheck(_, check, _):
            yield check


def _with_part(table: Table, part: Part) -> Table:
    match part:
        case Column() if part.name not in {each.name for each in table.columns}:
            return replace(table, columns=(*table.columns, part))
        case ForeignKey() if part not in table.foreign_keys:
            return replace(table, foreign_keys=(*table.foreign_keys, part))
        case CompositeForeignKey() if part not in table.composite_keys:
            return replace(table, composite_keys=(*table.composite_keys, part))
        case Unique() if part not in table.uniques:
            return replace(table, uniques=(*table.uniques, part))
        case Index() if part not in table.indexes:
            return replace(table, indexes=(*table.indexes, part))
        case Check() if part not in table.checks:
            return replace(table, checks=(*table.checks, part))
    return table

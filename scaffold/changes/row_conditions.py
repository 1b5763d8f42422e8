"""The conditions that existing rows must meet before operations can run.

A migration asks for them first, by a SELECT each: what the servers refuse in the middle of a
migration stays half done on MySQL, and SQLite refuses much of it not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from scaffold.changes.conversions import conversion
from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    MoveRows,
    RenameColumn,
    RenameTable,
)
from scaffold.database.apply_operations import apply_operations
from scaffold.database.operations import (
    AddCheck,
    AddForeignKey,
    AddIndex,
    AddUnique,
    Operation,
    table_of,
)
from scaffold.database.sql_text import enum_values
from scaffold.database.tables import Column, ForeignKey, Table, TableName
from scaffold.schema.type_table import TYPES
from scaffold.values import dataclass

ConditionKind = Literal[
    "not null", "unique", "foreign key", "check", "length", "range", "cast", "values"
]
ColumnName = tuple[TableName, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows of `table` must meet, by the names from before the operations.

    `columns` are those that it is about; `column` the one as it will be (`length`, `range`,
    `cast`, `values`, by its old name). `expression` is a CHECK's, or a partial index's WHERE.
    `foreign_key` has the old names too. `allowed` are the values that rows may hold.
    """

    kind: ConditionKind
    table: TableName
    columns: tuple[str, ...]
    column: Column | None = None
    expression: str | None = None
    foreign_key: ForeignKey | None = None
    allowed: tuple[str, ...] = ()


def described(condition: Condition) -> str:
    """Return what rows must meet, in words: `all rows of Orders have a total`."""
    table, columns = condition.table, " and ".join(condition.columns)
    kind = condition.column.type if condition.column else None
    match condition.kind:
        case "not null":
            return f"all rows of {table} have a {columns}"
        case "unique":
            return f"no two rows of {table} share {columns}"
        case "foreign key":
            key = condition.foreign_key
            referenced = f"{key.table}.{key.key}" if key else "nothing"
            return f"each {columns} of {table} is a {referenced}"
        case "check":
            return f"all rows of {table} meet {condition.expression}"
        case "values":
            return f"each {columns} of {table} is a value of its enum"
    return f"each {columns} of {table} fits {kind}"


def conditions(tables: Iterable[Table], operations: Sequence[Operation]) -> tuple[Condition, ...]:
    """Return what rows of `tables` must meet for all the operations, each condition once."""
    return tuple(dict.fromkeys(_Walk(tables).conditions(operations)))


class _Walk:
    """Follows the operations and knows what every table and column was called at the start."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._start = {table.name: table for table in tables}
        self._tables = dict(self._start)
        self._origin: dict[ColumnName, ColumnName] = {
            (table.name, column.name): (table.name, column.name)
            for table in self._start.values()
            for column in table.columns
        }
        # Columns that rows were moved to, or that were converted: their values are not there yet.
        self._changed: set[ColumnName] = set()

    def conditions(self, operations: Sequence[Operation]) -> Iterator[Condition]:
        for operation in operations:
            yield from self._of(operation)
            self._follow(operation)

    def _follow(self, operation: Operation) -> None:
        match operation:
            case RenameTable(table, new):
                self._origin = {
                    (new if name == table.name else name, column): origin
                    for (name, column), origin in self._origin.items()
                }
            case RenameColumn(table, old, new):
                origin = self._origin.pop((table.name, old), None)
                if origin is not None:
                    self._origin[table.name, new] = origin
            case MoveRows(_, target):
                self._changed.update((target.table, each) for each in (target.left, target.right))
            case AlterColumn(table, old, new) if _family(old) != _family(new):
                self._changed.add((table.name, new.name))
        name = table_of(operation)
        before = self._tables.pop(name, None)
        if isinstance(operation, RenameTable | RenameColumn):
            # Foreign keys of other tables refer to what is renamed.
            tables = [*self._tables.values()] + ([before] if before else [])
            self._tables = {each.name: each for each in apply_operations(tables, (operation,))}
            return
        for after in apply_operations((before,) if before else (), (operation,)):
            self._tables[after.name] = after
        # A column that was dropped leaves its name to others.
        columns = self._tables[name].columns if name in self._tables else ()
        for column in {each.name for each in before.columns} if before else ():
            if all(each.name != column for each in columns):
                self._origin.pop((name, column), None)

    def _of(self, operation: Operation) -> Iterator[Condition]:
        match operation:
            case AlterColumn():
                yield from self._altered(operation)
            case AddUnique(table, unique):
                yield from self._unique(table, (unique.column,), None)
            case AddIndex(table, index) if index.unique and not index.has_expression:
                yield from self._unique(table, index.columns, index.where)
            case AlterPrimaryKey(table, columns):
                if not set(columns) & {column.name for column in operation.added}:
                    yield from self._unique(table.name, columns, None)
            case AddForeignKey(table, key):
                yield from self._foreign_key(table, key)
            case AddCheck(table, check):
                yield from self._check(table, check.expression)

    def _altered(self, operation: AlterColumn) -> Iterator[Condition]:
        old, new, name = operation.old, operation.new, operation.table.name
        origin = self._origin.get((name, old.name))
        if origin is None or (name, old.name) in self._changed:
            return
        table, column = origin
        as_new = replace(new, name=column)
        if old.nullable and not new.nullable and operation.fill is None:
            yield Condition("not null", table, (column,), as_new)
        found = conversion(old.type, new.type, operation.values)
        mapped = tuple(value for value, _ in operation.values)
        for kind in found.conditions:
            allowed = (*enum_values(new.type), *mapped) if kind == "values" else ()
            yield Condition(kind, table, (column,), as_new, allowed=tuple(dict.fromkeys(allowed)))

    def _unique(
        self, table: TableName, columns: Sequence[str], where: str | None
    ) -> Iterator[Condition]:
        origins = self._origins(table, columns)
        if origins is None:
            return
        start, names = origins
        known = self._start[start]
        unique = {frozenset((each.column,)) for each in known.uniques}
        unique |= {
            frozenset(each.columns)
            for each in known.indexes
            if each.unique and not each.where and not each.has_expression
        }
        unique.add(frozenset(known.primary_key))
        if frozenset(names) not in unique:
            yield Condition("unique", start, names, expression=where)

    def _foreign_key(self, table: TableName, key: ForeignKey) -> Iterator[Condition]:
        origins = self._origins(table, (key.column,))
        target = self._origins(key.table, (key.key,), altered=True)
        if origins is None or target is None:
            return
        start, (column,) = origins
        old = replace(key, column=column, table=target[0], key=target[1][0])
        for known in self._start[start].foreign_keys:
            if (known.column, known.table, known.key) == (old.column, old.table, old.key):
                return
        yield Condition("foreign key", start, (column,), foreign_key=replace(old, name=""))

    def _check(self, table: TableName, expression: str) -> Iterator[Condition]:
        current = self._tables[table]
        named = [column.name for column in current.columns if f"{{{column.name}}}" in expression]
        origins = self._origins(table, named)
        if origins is None:
            return
        start, names = origins
        old = expression
        for now, was in zip(named, names, strict=True):
            old = old.replace(f"{{{now}}}", f"{{{was}}}")
        if all(check.expression != old for check in self._start[start].checks):
            yield Condition("check", start, names, expression=old)

    def _origins(
        self, table: TableName, columns: Sequence[str], altered: bool = False
    ) -> tuple[TableName, tuple[str, ...]] | None:
        """The old names of a table and columns; None where one of them is new or is rewritten."""
        found = [self._origin.get((table, column)) for column in columns]
        if not found or any(each is None for each in found):
            return None
        if not altered and any((table, column) in self._changed for column in columns):
            return None
        names = [each for each in found if each is not None]
        if len({name for name, _ in names}) != 1:
            return None
        return names[0][0], tuple(column for _, column in names)


def _family(column: Column) -> str:
    return TYPES[column.type.name].family

"""The conditions that existing rows must meet before operations can run.

A migration asks for them first, by a SELECT each: what the servers refuse in the middle of a
migration stays half done on MySQL, and SQLite refuses much of it not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scaffold.changes.condition import UNKNOWN, Condition
from scaffold.changes.conversions import conversion
from scaffold.changes.orphan_rows import ends, literal, orphans
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
    AddColumn,
    AddCompositeKey,
    AddForeignKey,
    AddIndex,
    AddUnique,
    DropTable,
    Operation,
    table_of,
)
from scaffold.database.sql_text import enum_values
from scaffold.database.tables import Column, CompositeForeignKey, ForeignKey, Table, TableName
from scaffold.schema.data_types import Default
from scaffold.schema.type_table import TYPES

ColumnName = tuple[TableName, str]


def conditions(tables: Iterable[Table], operations: Sequence[Operation]) -> tuple[Condition, ...]:
    """Return what rows of `tables` must meet for all the operations, each condition once."""
    tables = tuple(tables)
    if not tables:
        return ()
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
        self._names = {name: name for name in self._start}
        # Columns that rows were moved to, or that were converted: their values are not there yet.
        self._changed: set[ColumnName] = set()
        # What rows get in a column: the value, and whether only those without one.
        self._fills: dict[ColumnName, tuple[Default, bool]] = {}

    def conditions(self, operations: Sequence[Operation]) -> Iterator[Condition]:
        for operation in operations:
            yield from self._of(operation)
            self._follow(operation)
            if isinstance(operation, AlterColumn) and operation.fill is not None:
                for key in operation.table.composite_keys:
                    if operation.new.name in key.columns:
                        yield from self._composite_key(operation.table.name, key)

    def _follow(self, operation: Operation) -> None:
        match operation:
            case RenameTable(table, new):
                if (known := self._names.pop(table.name, None)) is not None:
                    self._names[new] = known
                self._origin = {
                    (new if name == table.name else name, column): origin
                    for (name, column), origin in self._origin.items()
                }
            case RenameColumn(table, old, new):
                origin = self._origin.pop((table.name, old), None)
                if origin is not None:
                    self._origin[table.name, new] = origin
            case DropTable(table):
                self._names.pop(table.name, None)
            case MoveRows(_, target):
                self._changed.update((target.table, each) for each in (target.left, target.right))
            case AlterColumn(table, old, new):
                if _family(old) != _family(new):
                    self._changed.add((table.name, new.name))
                if operation.fill is not None:
                    self._fills[table.name, new.name] = operation.fill, True
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
            case AlterColumn(table, _, new):
                yield from self._altered(operation)
                key = next((key for key in table.foreign_keys if key.column == new.name), None)
                if key is not None and operation.fill is not None:
                    yield from self._filled(table.name, key, operation.fill, without=True)
            case AddColumn(table, column, key, _, fill) if fill is not None:
                self._fills[table, column.name] = fill, False
                if key is not None:
                    yield from self._filled(table, key, fill, without=False)
            case AddUnique(table, unique):
                yield from self._unique(table, (unique.column,), None)
            case AddIndex(table, index) if index.unique and not index.has_expression:
                yield from self._unique(table, index.columns, index.where)
            case AlterPrimaryKey(table, columns):
                if not set(columns) & {column.name for column in operation.added}:
                    yield from self._unique(table.name, columns, None)
            case AddForeignKey(table, key):
                yield from self._foreign_key(table, key)
            case AddCompositeKey(table, composite):
                yield from self._composite_key(table, composite)
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
        fill, without = self._fills.get((table, key.column), (None, False))
        if fill is not None:
            yield from self._filled(table, key, fill, without=without)
        origins = self._origins(table, (key.column,), altered=True)
        target = self._origins(key.table, (key.key,), altered=True)
        if origins is None:
            return
        start, (column,) = origins
        converted = (table, key.column) in self._changed
        if target is None:
            # Converted values are those of keys that are converted too, and of no new ones.
            if converted or self._start_of(key.table) is None:
                yield Condition("foreign key", start, (column,))
            return
        old = replace(key, name="", column=column, table=target[0], key=target[1][0])
        is_known = any(
            (known.column, known.table, known.key) == (old.column, old.table, old.key)
            for known in self._start[start].foreign_keys
        )
        if converted:
            # With the keys that it referred to before, unless they are others now.
            if not is_known:
                yield Condition("foreign key", start, (column,), foreign_key=old, as_text=True)
            return
        if (key.table, key.key) in self._changed:
            # The keys are computed again: no value from before is one of them.
            yield Condition("foreign key", start, (column,))
            return
        if is_known:
            return
        families = {self._family_of(start, column), self._family_of(old.table, old.key)}
        if len(families - {None}) > 1:
            # They were converted by an earlier file: their values cannot be compared here.
            yield Condition("foreign key", start, (column,))
            return
        yield Condition("foreign key", start, (column,), foreign_key=old)

    def _composite_key(self, table: TableName, key: CompositeForeignKey) -> Iterator[Condition]:
        start = self._start_of(table)
        if start is None or any((table, column) in self._changed for column in key.columns):
            return
        names, columns, values, fills = [], [], [], False
        for column in key.columns:
            fill, _ = self._fills.get((table, column), (None, False))
            fills = fills or fill is not None
            filled = None if fill is None else literal(fill)
            if (origin := self._origin.get((table, column))) is not None:
                names.append(origin[1])
                column = f"{{{start.name}}}.{{{origin[1]}}}"
                columns += [] if filled else [column]
                values.append(f"COALESCE({column}, {filled})" if filled else column)
            elif filled is not None:
                values.append(filled)
            else:
                # A new column is NULL, or gets a value of which nothing is known.
                return
        target = self._origins(key.table, key.keys)
        keys = self._start[start].composite_keys
        if fills or target is None or (tuple(names), *target) not in map(ends, keys):
            test = orphans(columns, values, target)
            goal = target[0] if target else None
            yield Condition("composite key", start, tuple(names), expression=test, target=goal)

    def _filled(
        self, table: TableName, key: ForeignKey, fill: Default, *, without: bool
    ) -> Iterator[Condition]:
        """Yield that what rows get in a foreign key is the key of a row."""
        start = self._start_of(table)
        if start is None or fill.kind not in ("number", "text"):
            return
        target = self._origins(key.table, (key.key,))
        if target is None and self._start_of(key.table) is not None:
            return
        known = target and replace(key, name="", table=target[0], key=target[1][0])
        old = self._origin.get((table, key.column), (start, key.column))[1]
        rows = f"{{{old}}} IS NULL" if without else None
        yield Condition("fill", start, (old,), None, rows, known, (fill.value,))

    def _family_of(self, table: TableName, name: str) -> str | None:
        """Return the family of a column's type before the operations; None if it is unknown."""
        column = next((each for each in self._start[table].columns if each.name == name), None)
        return None if column is None or column.type == UNKNOWN else _family(column)

    def _start_of(self, table: TableName) -> TableName | None:
        """Return the name of a table before the operations; None if it is new."""
        return self._names.get(table)

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

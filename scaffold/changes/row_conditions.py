"""The conditions that existing rows must meet before operations can run.

A migration asks for them first, by a SELECT each: what the servers refuse in the middle of a
migration stays half done on MySQL, and SQLite refuses much of it not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scaffold.changes.condition import Condition
from scaffold.changes.conversions import conversion
from scaffold.changes.orphan_rows import ends, literal, orphans
from scaffold.changes.row_values import repeated
from scaffold.changes.rows_before import RowsBefore
from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
)
from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddCompositeKey,
    AddForeignKey,
    AddIndex,
    AddUnique,
    Operation,
)
from scaffold.database.sql_text import enum_values, expression_parts
from scaffold.database.tables import CompositeForeignKey, ForeignKey, Table, TableName
from scaffold.schema.data_types import Default


def conditions(tables: Iterable[Table], operations: Sequence[Operation]) -> tuple[Condition, ...]:
    """Return what rows of `tables` must meet for all the operations, each condition once."""
    tables = tuple(tables)
    if not tables:
        return ()
    return tuple(dict.fromkeys(_Walk(tables).conditions(operations)))


class _Walk:
    """Finds the conditions of one operation after another."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._rows = RowsBefore(tables)

    def conditions(self, operations: Sequence[Operation]) -> Iterator[Condition]:
        for operation in operations:
            yield from self._of(operation)
            self._rows.follow(operation)
            match operation:
                case AlterColumn(table, _, new, fill) if fill is not None:
                    yield from self._constraints_of(table, new.name)
                case AddColumn(name, _, _, index) if index is not None and index.unique:
                    yield from self._unique(name, index.columns, index.where)

    def _of(self, operation: Operation) -> Iterator[Condition]:
        match operation:
            case AlterColumn(table, _, new):
                yield from self._altered(operation)
                key = next((key for key in table.foreign_keys if key.column == new.name), None)
                if key is not None and operation.fill is not None:
                    yield from self._filled(table.name, key, operation.fill, without=True)
            case AddColumn(table, column, key, _, fill):
                if key is not None and (value := fill or column.default):
                    yield from self._filled(table, key, value, without=False)
            case AddUnique(table, unique):
                yield from self._unique(table, (unique.column,), None)
            case AddIndex(table, index) if index.unique and not index.has_expression:
                yield from self._unique(table, index.columns, index.where)
            case AlterPrimaryKey(table, columns):
                if columns and not set(columns) & {column.name for column in operation.added}:
                    yield from self._unique(table.name, columns, None)
            case AddForeignKey(table, key):
                yield from self._foreign_key(table, key)
            case AddCompositeKey(table, composite):
                yield from self._composite_key(table, composite)
            case AddCheck(table, check):
                yield from self._check(table, check.expression)

    def _altered(self, operation: AlterColumn) -> Iterator[Condition]:
        old, new, name = operation.old, operation.new, operation.table.name
        origin = self._rows.origin.get((name, old.name))
        if origin is None or (name, old.name) in self._rows.changed:
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

    def _constraints_of(self, table: Table, column: str) -> Iterator[Condition]:
        """Yield what the constraints of a column ask of the value that rows got in it."""
        for key in table.composite_keys:
            if column in key.columns:
                yield from self._composite_key(table.name, key)
        for columns, where in _unique_parts(table):
            if column in columns:
                yield from self._unique(table.name, columns, where)
        for check in table.checks:
            if f"{{{column}}}" in check.expression:
                yield from self._check(table.name, check.expression)

    def _unique(
        self, table: TableName, columns: Sequence[str], where: str | None
    ) -> Iterator[Condition]:
        start = self._rows.table_before(table)
        if start is None:
            return
        found = [self._rows.value(table, column) for column in columns]
        values = [each for each in found if each is not None and each.kind != "distinct"]
        rows = None if where is None else self._rows.in_old_names(table, where)
        if len(values) < len(columns) or (where is not None and rows is None):
            return
        names = tuple(each.column for each in values if each.column is not None)
        if any(each.kind != "column" for each in values):
            parts = [each.sql for each in values if each.kind != "constant" and each.sql]
            yield Condition("repeated", start, names, expression=repeated(start, parts, rows))
            return
        known = self._rows.tables[start]
        unique = {frozenset(each) for each, rows_of in _unique_parts(known) if not rows_of}
        if frozenset(names) not in unique:
            yield Condition("unique", start, names, expression=rows)

    def _foreign_key(self, table: TableName, key: ForeignKey) -> Iterator[Condition]:
        fill, without = self._rows.fills.get((table, key.column), (None, False))
        if fill is not None:
            yield from self._filled(table, key, fill, without=without)
        origins = self._rows.origins(table, (key.column,), altered=True)
        target = self._rows.origins(key.table, (key.key,), altered=True)
        if origins is None:
            return
        start, (column,) = origins
        converted = (table, key.column) in self._rows.changed
        if target is None:
            # Converted values are those of keys that are converted too, and of no new ones.
            if converted or self._rows.has_new_values(key.table, key.key):
                yield Condition("foreign key", start, (column,))
            return
        old = replace(key, name="", column=column, table=target[0], key=target[1][0])
        is_known = any(
            (known.column, known.table, known.key) == (old.column, old.table, old.key)
            for known in self._rows.tables[start].foreign_keys
        )
        if converted:
            # With the keys that it referred to before, unless they are others now.
            if not is_known:
                yield Condition("foreign key", start, (column,), foreign_key=old, as_text=True)
            return
        if (key.table, key.key) in self._rows.changed:
            # The keys are computed again: no value from before is one of them.
            yield Condition("foreign key", start, (column,))
            return
        if is_known:
            return
        families = {
            self._rows.family_before(start, column),
            self._rows.family_before(old.table, old.key),
        }
        if len(families - {None}) > 1:
            # They were converted by an earlier file: their values cannot be compared here.
            yield Condition("foreign key", start, (column,))
            return
        yield Condition("foreign key", start, (column,), foreign_key=old)

    def _composite_key(self, table: TableName, key: CompositeForeignKey) -> Iterator[Condition]:
        start = self._rows.table_before(table)
        converted = any((table, column) in self._rows.changed for column in key.columns)
        is_new = any(self._rows.has_new_values(key.table, each) for each in key.keys)
        if start is None or (converted and not is_new):
            return
        names, columns, values, fills = [], [], [], False
        for column in key.columns:
            fill, _ = self._rows.fills.get((table, column), (None, False))
            fills = fills or fill is not None
            filled = None if fill is None else literal(fill)
            if (origin := self._rows.origin.get((table, column))) is not None:
                names.append(origin[1])
                column = f"{{{start.name}}}.{{{origin[1]}}}"
                columns += [] if filled else [column]
                values.append(f"COALESCE({column}, {filled})" if filled else column)
            elif filled is not None:
                values.append(filled)
            else:
                # A new column is NULL, or gets a value of which nothing is known.
                return
        target = self._rows.origins(key.table, key.keys)
        keys = self._rows.tables[start].composite_keys
        if fills or target is None or (tuple(names), *target) not in map(ends, keys):
            test = orphans(columns, values, target)
            goal = target[0] if target else None
            yield Condition("composite key", start, tuple(names), expression=test, target=goal)

    def _filled(
        self, table: TableName, key: ForeignKey, fill: Default, *, without: bool
    ) -> Iterator[Condition]:
        """Yield that what rows get in a foreign key is the key of a row."""
        start = self._rows.table_before(table)
        if start is None or fill.kind not in ("number", "text"):
            return
        target = self._rows.origins(key.table, (key.key,))
        if target is None and self._rows.table_before(key.table) is not None:
            return
        known = target and replace(key, name="", table=target[0], key=target[1][0])
        old = self._rows.origin.get((table, key.column), (start, key.column))[1]
        rows = f"{{{old}}} IS NULL" if without else None
        yield Condition("fill", start, (old,), None, rows, known, (fill.value,))

    def _check(self, table: TableName, expression: str) -> Iterator[Condition]:
        start, old = self._rows.table_before(table), self._rows.in_old_names(table, expression)
        if start is None or old is None:
            return
        named = {part for is_name, part in expression_parts(expression) if is_name}
        old_names = {self._rows.old_name(table, name) for name in named}
        if all(check.expression != old for check in self._rows.tables[start].checks):
            yield Condition("check", start, tuple(sorted(filter(None, old_names))), expression=old)


def _unique_parts(table: Table) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield the columns of which no two rows may have the same values, and which rows are meant."""
    if table.primary_key:
        yield table.primary_key, None
    for unique in table.uniques:
        yield (unique.column,), None
    for index in table.indexes:
        if index.unique and not index.has_expression:
            yield index.columns, index.where

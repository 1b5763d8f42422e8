"""The phases in which additions are run: create tables first, then relate them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from scaffold.changes.schedule.table_additions import ColumnName
from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    CreateTable,
    Operation,
)
from scaffold.database.sql_text import uses_column
from scaffold.database.tables import ForeignKey, TableName
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Phases:
    """Additions in the order of the phases.

    create_tables: base tables of models.
    alter_tables: what existing tables get that no foreign key needs.
    add_foreign_keys: foreign keys, and what uses their columns.
    add_dependent_keys: those that need foreign keys of other tables, if tables are separate.
    create_join_tables: pure join tables.
    add_join_keys: foreign keys to join tables, and what uses their columns.
    """

    create_tables: tuple[CreateTable, ...] = ()
    alter_tables: tuple[Operation, ...] = ()
    add_foreign_keys: tuple[Operation, ...] = ()
    add_dependent_keys: tuple[Operation, ...] = ()
    create_join_tables: tuple[CreateTable, ...] = ()
    add_join_keys: tuple[Operation, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, in order."""
        return (
            *self.create_tables,
            *self.alter_tables,
            *self.add_foreign_keys,
            *self.add_dependent_keys,
            *self.create_join_tables,
            *self.add_join_keys,
        )


def addition_phases(operations: Sequence[Operation], *, separate_tables: bool = False) -> Phases:
    """Return the additions by phase, in an order in which they can be run.

    With `separate_tables`, no table's part of `add_foreign_keys` needs another table's part.
    """
    creates = [operation for operation in operations if isinstance(operation, CreateTable)]
    rest = [operation for operation in operations if not isinstance(operation, CreateTable)]
    keyed = _by_table(column for operation in rest if (column := foreign_key_column(operation)))
    joins = {create.table.name for create in creates if create.table.join}
    after_joins = _by_table(_columns_after_joins(rest, joins))
    dependent = _by_table(_dependent_columns(rest)) if separate_tables else {}
    alter: list[Operation] = []
    keys: list[Operation] = []
    dependent_keys: list[Operation] = []
    join_keys: list[Operation] = []
    for operation in sorted(rest, key=_turn(rest)):
        if _touches(operation, after_joins):
            join_keys.append(operation)
        elif _touches(operation, dependent):
            dependent_keys.append(operation)
        elif _touches(operation, keyed):
            keys.append(operation)
        else:
            alter.append(operation)
    return Phases(
        create_tables=tuple(create for create in creates if not create.table.join),
        alter_tables=tuple(alter),
        add_foreign_keys=tuple(keys),
        add_dependent_keys=tuple(dependent_keys),
        create_join_tables=tuple(create for create in creates if create.table.join),
        add_join_keys=tuple(join_keys),
    )


def foreign_key_column(operation: Operation) -> ColumnName | None:
    """Return the column of the foreign key that an operation adds, if it adds one."""
    if isinstance(operation, AddForeignKey):
        return operation.table, operation.foreign_key.column
    if isinstance(operation, AddColumn) and (operation.foreign_key or operation.column.deferred):
        return operation.table, operation.column.name
    return None


def _columns_after_joins(operations: Sequence[Operation], joins: Set[TableName]) -> Set[ColumnName]:
    """Return the columns whose foreign keys refer to a join table, or depend on such a column."""
    first = {
        (table, key.column)
        for table, key in _keys(operations)
        if key.table in joins or table in joins
    }
    return _with_dependents(first, operations)


def _dependent_columns(operations: Sequence[Operation]) -> Set[ColumnName]:
    """Return the columns whose foreign keys depend on new or newly unique columns elsewhere."""
    new = _new_columns(operations) | _newly_unique(operations)
    first = {
        (table, key.column)
        for table, key in _keys(operations)
        if (key.table, key.key) in new and key.table != table
    }
    return _with_dependents(first, operations)


def _with_dependents(columns: Set[ColumnName], operations: Sequence[Operation]) -> Set[ColumnName]:
    """Return the columns, and the new ones whose foreign keys lead to them."""
    found = set(columns)
    new = _new_columns(operations) if found else frozenset()
    keys = [
        ((key.table, key.key), (table, key.column))
        for table, key in _keys(operations)
        if (key.table, key.key) in new
    ]
    size = -1
    while size != len(found):
        size = len(found)
        found.update(column for target, column in keys if target in found)
    return found


def _new_columns(operations: Iterable[Operation]) -> Set[ColumnName]:
    return {(op.table, op.column.name) for op in operations if isinstance(op, AddColumn)}


def _newly_unique(operations: Iterable[Operation]) -> Set[ColumnName]:
    return {(op.table, op.unique.column) for op in operations if isinstance(op, AddUnique)}


def _keys(operations: Iterable[Operation]) -> Iterator[tuple[TableName, ForeignKey]]:
    for operation in operations:
        if isinstance(operation, AddColumn | AddForeignKey) and operation.foreign_key:
            yield operation.table, operation.foreign_key


def _by_table(columns: Iterable[ColumnName]) -> Mapping[TableName, Set[str]]:
    tables: dict[TableName, set[str]] = {}
    for table, column in columns:
        tables.setdefault(table, set()).add(column)
    return tables


def _touches(operation: Operation, tables: Mapping[TableName, Set[str]]) -> bool:
    """Return whether an addition adds or uses one of the columns."""
    match operation:
        case AddColumn(table, column):
            return column.name in tables.get(table, ())
        case AddForeignKey(table, key):
            return key.column in tables.get(table, ())
        case AddUnique(table, unique):
            return unique.column in tables.get(table, ())
        case AddIndex(table, index):
            columns = tables.get(table, frozenset())
            return not columns.isdisjoint(index.columns) or uses_column(index.where, columns)
        case AddCheck(table, check):
            return uses_column(check.expression, tables.get(table, ()))
    raise TypeError(f"{operation!r} is not an addition")


def _turn(operations: Sequence[Operation]) -> Callable[[Operation], tuple[int, int]]:
    """Return a sort key: columns and their uniqueness after what they refer to, indexes before
    keys.
    """
    columns = {(op.table, op.column.name): op for op in operations if isinstance(op, AddColumn)}
    bound = {foreign_key_column(op) for op in operations if isinstance(op, AddForeignKey)}

    def depth(column: AddColumn) -> int:
        steps = 0
        ahead: AddColumn | None = column
        while ahead and ahead.foreign_key and steps <= len(columns):
            ahead = columns.get((ahead.foreign_key.table, ahead.foreign_key.key))
            steps += 1
        return steps

    def turn(operation: Operation) -> tuple[int, int]:
        match operation:
            case AddColumn():
                return 0, 2 * depth(operation)
            case AddUnique(table, unique):
                column = columns.get((table, unique.column))
                return 0, 2 * depth(column) + 1 if column else -1
            case AddIndex(table, index) if index.columns and (table, index.columns[0]) in bound:
                return (1 if len(index.columns) == 1 else 3), 0
            case AddForeignKey():
                return 2, 0
            case AddIndex():
                return 3, 0
        return 4, 0

    return turn

"""Operations for what is new: base tables first, then what is added to tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    Operation,
)
from scaffold.database.sql_text import uses_column
from scaffold.database.tables import Column, ForeignKey, Index, Table, TableName

ColumnName = tuple[TableName, str]


def referable_columns(before: Iterable[Table], new: Iterable[Table]) -> frozenset[ColumnName]:
    """Return the columns that foreign keys can refer to from the start.

    These are the columns of existing tables and of the base tables of new models.
    """
    columns = [(table.name, column.name) for table in before for column in table.columns]
    columns += [
        (table.name, column.name)
        for table in new
        if not table.join
        for column in table.columns
        if not column.deferred
    ]
    return frozenset(columns)


def new_tables(
    new: Sequence[Table], wanted: Iterable[Table], referable: Set[ColumnName]
) -> tuple[Table, ...]:
    """Return the new tables as they are created, in an order in which they can be created.

    A model's base table has no foreign keys and nothing that associations add. Join tables come
    last and are complete, except for foreign keys to what only later operations add. `wanted` are
    all tables; `referable` is the result of `referable_columns`.
    """
    joins = _joins_in_order([table for table in new if table.join])
    base_tables = [_base_table(table) for table in new if not table.join]
    ahead = {table.name for table in joins}
    later = _columns_after_joins(wanted, frozenset(ahead), referable)
    for table in joins:
        ahead.discard(table.name)
        keys = tuple(
            key
            for key in table.foreign_keys
            if key.table not in ahead
            and (key.table, key.key) not in later
            # The database names a key that CREATE TABLE contains.
            and not key.declared
        )
        base_tables.append(replace(table, foreign_keys=keys, composite_keys=()))
    return tuple(base_tables)


def additions(existing: Table, wanted: Table, referable: Set[ColumnName]) -> Iterator[Operation]:
    """Yield operations that add what `wanted` has and `existing` lacks."""
    names = {index.name for index in unique_indexes(existing)}
    uniques = [unique for unique in wanted.uniques if unique.name not in names]
    indexes = [index for index in _unique_first(wanted.indexes) if index.name not in names]
    columns = {column.name for column in existing.columns}
    keys = {key.column: key for key in wanted.foreign_keys}
    for column in sorted(wanted.columns, key=lambda column: column.generated is not None):
        if column.name in columns:
            continue
        index = next((index for index in indexes if index.columns == (column.name,)), None)
        if index:
            indexes.remove(index)
        key = keys.get(column.name)
        if key and _key_comes_along(column, key, referable):
            keys.pop(column.name)
            yield AddColumn(wanted.name, column, key, index)
        else:
            yield AddColumn(wanted.name, column, None, index)
    for unique in uniques:
        yield AddUnique(wanted.name, unique)
    for index in indexes:
        yield AddIndex(wanted.name, index)
    bound = {key.column for key in existing.foreign_keys}
    for key in keys.values():
        if key.column not in bound:
            yield AddForeignKey(wanted.name, key)
    checks = {check.name for check in existing.checks}
    for check in wanted.checks:
        if check.name not in checks:
            yield AddCheck(wanted.name, check)


def unique_indexes(table: Table) -> tuple[Index, ...]:
    """Return every index of a table, unique constraints as the equivalent unique indexes."""
    uniques = (Index(unique.name, (unique.column,), unique=True) for unique in table.uniques)
    return (*uniques, *_unique_first(table.indexes))


def _unique_first(indexes: Iterable[Index]) -> list[Index]:
    """Return unique indexes first: foreign keys can refer to their columns."""
    return sorted(indexes, key=lambda index: not index.unique)


def _base_table(table: Table) -> Table:
    deferred = {column.name for column in table.columns if column.deferred}
    if not deferred:
        if not table.foreign_keys and not table.composite_keys:
            return table
        return replace(table, foreign_keys=(), composite_keys=())
    return replace(
        table,
        columns=tuple(column for column in table.columns if not column.deferred),
        indexes=tuple(
            index
            for index in table.indexes
            if deferred.isdisjoint(index.columns) and not uses_column(index.where, deferred)
        ),
        foreign_keys=(),
        composite_keys=(),
        checks=tuple(
            check for check in table.checks if not uses_column(check.expression, deferred)
        ),
    )


def _key_comes_along(column: Column, key: ForeignKey, referable: Set[ColumnName]) -> bool:
    # SQLite refuses ADD COLUMN with REFERENCES and a default; foreign keys of declared
    # attributes that are added together may form a cycle.
    if column.default is not None:
        return False
    return column.deferred or (key.table, key.key) in referable


def _joins_in_order(joins: Sequence[Table]) -> tuple[Table, ...]:
    """Return each join table after those that it refers to; in a cycle, in the given order."""
    by_name = {table.name: table for table in joins}
    ordered: dict[TableName, Table] = {}
    for start in joins:
        path = [start]
        entered = {start.name}
        while path:
            ahead = _unmet(path[-1], by_name, ordered, entered)
            if ahead:
                entered.add(ahead.name)
                path.append(ahead)
            else:
                table = path.pop()
                ordered.setdefault(table.name, table)
    return tuple(ordered.values())


def _unmet(
    table: Table,
    joins: Mapping[TableName, Table],
    ordered: Mapping[TableName, Table],
    entered: Set[TableName],
) -> Table | None:
    for key in table.foreign_keys:
        if key.table in joins and key.table not in ordered and key.table not in entered:
            return joins[key.table]
    return None


def _columns_after_joins(
    tables: Iterable[Table], joins: Set[TableName], referable: Set[ColumnName]
) -> Set[ColumnName]:
    """Return the columns that come after join tables, because their foreign keys refer to them."""
    later: set[ColumnName] = set()
    if not joins:
        return later
    keys = [
        ((table.name, key.column), key)
        for table in tables
        for key in table.foreign_keys
        if table.name not in joins and (table.name, key.column) not in referable
    ]
    size = -1
    while size != len(later):
        size = len(later)
        later.update(
            column for column, key in keys if key.table in joins or (key.table, key.key) in later
        )
    return later

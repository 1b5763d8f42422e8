"""Foreign keys, CHECKs, indexes and unique constraints that are dropped or changed.

Those that only get another name, and indexes that a foreign key of MySQL needs, are left to the
steps after the renames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from scaffold.changes.conversions import rewrites_values
from scaffold.changes.schedule.schedule_state import ScheduleState
from scaffold.changes.table_changes import TablePair
from scaffold.database.operations import (
    DropCheck,
    DropForeignKey,
    DropIndex,
    DropUnique,
)
from scaffold.database.sql_text import uses_column
from scaffold.database.tables import (
    Check,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.database.unique_columns import index_columns

_Part = TypeVar("_Part", Index, Unique, Check)


def drop_foreign_keys(state: ScheduleState) -> None:
    """Drop foreign keys that are removed or changed, or of which a column is altered."""
    for pair in state.pairs:
        if pair.is_same and all(state.by_new[key.table].is_same for key in pair.new.foreign_keys):
            continue
        old_names = {old: new for new, old in pair.columns.items()}
        kept = {key.column: key for key in pair.kept.foreign_keys}
        wanted = {key.column: key for key in pair.new.foreign_keys}
        for old in pair.old.foreign_keys:
            column = old_names.get(old.column, "")
            now, new = kept.get(column), wanted.get(column)
            if (
                now is None
                or new is None
                or not _same_key(now, new)
                or _must_detach(state, pair, now, new)
            ):
                _drop_foreign_key(state, pair.old.name, old)
            elif now.name != new.name:
                state.renames.append((pair, now, new.name))
    for table in state.dropped:
        is_early = table.name in state.early
        for key in table.foreign_keys:
            is_altered = state.is_altered_end(key)
            # A join table is dropped before what it refers to, and its foreign keys with it.
            leaves_with_table = table.join and table.name not in state.moved_tables and is_early
            if leaves_with_table and not is_altered:
                continue
            if is_early or key.table in state.early or is_altered:
                _drop_foreign_key(state, table.name, key)


def _drop_foreign_key(state: ScheduleState, table: TableName, key: ForeignKey) -> None:
    linked: tuple[TableName, ...] = (table,)
    if key.table in state.early or state.is_renamed(key) or state.is_altered_end(key):
        linked = (table, key.table)
    state.emit("alter", DropForeignKey(table, key), *linked)


def _must_detach(state: ScheduleState, pair: TablePair, now: ForeignKey, new: ForeignKey) -> bool:
    """Whether a foreign key that stays must be dropped while one of its ends is altered.

    PostgreSQL and MySQL refuse another type under a foreign key, MySQL also NOT NULL under
    SET NULL, MariaDB NULL in what it refers to, and all another primary key that it needs.
    """
    target = state.by_new[new.table]
    own = pair.kept.column(now.column), pair.new.column(new.column)
    other = target.kept.column(now.key), target.new.column(new.key)
    if state.servers and (own[0].type != own[1].type or other[0].type != other[1].type):
        return True
    if rewrites_values(other[0].type, other[1].type):
        return True
    if state.mysql and other[0].nullable != other[1].nullable:
        return True
    sets_null = "SET NULL" in (now.on_delete, now.on_update, new.on_delete, new.on_update)
    if state.mysql and sets_null and own[0].nullable != own[1].nullable:
        return True
    if not state.servers:
        return False
    if target.kept.primary_key != target.new.primary_key and new.key in (
        *target.kept.primary_key,
        *target.new.primary_key,
    ):
        return True
    if _unique_parts(target.kept, now.key) != _unique_parts(target.new, new.key):
        return True
    if not state.mysql or pair.kept.primary_key == pair.new.primary_key:
        return False
    if new.column in pair.kept.primary_key and own[0].nullable == own[1].nullable:
        return True
    # A primary key that begins with the column replaces the index that the server made for it.
    in_key = new.column in (*pair.kept.primary_key, *pair.new.primary_key[:1])
    return in_key and not any(_is_indexed(table, new.column) for table in (pair.kept, pair.new))


def _is_indexed(table: Table, column: str) -> bool:
    """Whether an index other than the primary key begins with the column."""
    return any(
        kind != "primary" and columns[:1] == (column,) for kind, columns in index_columns(table)
    )


def drop_constraints(state: ScheduleState) -> None:
    """Drop the CHECKs, indexes and unique constraints that are dropped or changed."""
    for pair in state.pairs:
        if pair.is_same:
            continue
        altered = {
            column.name
            for column in pair.kept.columns
            if column.type != pair.new.column(column.name).type
        }
        _part_checks(state, pair, altered if state.servers else set())
        _part_indexes(state, pair, altered if state.servers else set())
        _part_uniques(state, pair)


def _part_checks(state: ScheduleState, pair: TablePair, altered: set[str]) -> None:
    def same(one: Check, other: Check) -> bool:
        return one.expression == other.expression

    if state.mysql:
        # MySQL 8 renames no column that a CHECK uses (ER_DEPENDENT_BY_CHECK_CONSTRAINT).
        altered = altered | {new for new, old in pair.columns.items() if new != old}
    kept, wanted = pair.kept.checks, pair.new.checks
    for old, new in _matched(pair.old.checks, kept, wanted, same):
        now = _named(kept, old.name)
        if new is None or now is None or uses_column(now.expression, altered):
            state.emit("alter", DropCheck(pair.old.name, old), pair.old.name)
        elif now.name != new.name:
            state.renames.append((pair, now, new.name))


def _part_indexes(state: ScheduleState, pair: TablePair, altered: set[str]) -> None:
    def same(one: Index, other: Index) -> bool:
        return replace(one, name="") == replace(other, name="")

    kept, wanted = pair.kept.indexes, pair.new.indexes
    for old, new in _matched(pair.old.indexes, kept, wanted, same):
        now = _named(kept, old.name)
        if new is None or now is None or _is_altered(now, altered):
            _drop_index(state, pair, old, now)
        elif now.name != new.name:
            state.renames.append((pair, now, new.name))


def _is_altered(index: Index, altered: set[str]) -> bool:
    """Whether an expression of the index uses a column of another type."""
    return any(uses_column(sql, altered) for sql in (index.where, *(k.sql for k in index.keys)))


def _part_uniques(state: ScheduleState, pair: TablePair) -> None:
    def same(one: Unique, other: Unique) -> bool:
        return one.column == other.column

    kept, wanted = pair.kept.uniques, pair.new.uniques
    for old, new in _matched(pair.old.uniques, kept, wanted, same):
        now = _named(kept, old.name)
        if new is None or now is None:
            _drop_index(state, pair, old, now)
        elif now.name != new.name:
            state.renames.append((pair, now, new.name))


def _drop_index(
    state: ScheduleState, pair: TablePair, old: Index | Unique, now: Index | Unique | None
) -> None:
    """Drop an index, or exchange it later where a foreign key of MySQL needs one."""
    if now is not None and state.mysql:
        leading = now.column if isinstance(now, Unique) else now.columns[0]
        if any(key.column == leading for key in pair.kept.foreign_keys):
            state.swaps.append((pair, now))
            return
    operation = (
        DropUnique(pair.old.name, old) if isinstance(old, Unique) else DropIndex(pair.old.name, old)
    )
    state.emit("alter", operation, pair.old.name)


def _matched(
    old: Sequence[_Part],
    kept: Sequence[_Part],
    wanted: Sequence[_Part],
    same: Callable[[_Part, _Part], bool],
) -> Iterator[tuple[_Part, _Part | None]]:
    """Each old part with the new one that it becomes: of the same name first, then alike."""
    left = list(wanted)
    found: dict[str, _Part] = {}
    for strict in (True, False):
        for one in kept:
            if one.name in found:
                continue
            match = next(
                (new for new in left if same(one, new) and (new.name == one.name or not strict)),
                None,
            )
            if match is not None:
                left.remove(match)
                found[one.name] = match
    for part in old:
        yield part, found.get(part.name)


def _same_key(one: ForeignKey, other: ForeignKey) -> bool:
    return replace(one, name="") == replace(other, name="")


def _is_unique_by(index: Index, column: str) -> bool:
    return index.unique and index.columns == (column,) and not index.has_expression


def _unique_parts(table: Table, column: str) -> frozenset[str]:
    """What makes one column unique: the kinds of its constraints."""
    found = {"unique" for unique in table.uniques if unique.column == column}
    found |= {"index" for index in table.indexes if _is_unique_by(index, column)}
    return frozenset(found)


def _named(parts: Iterable[_Part], name: str) -> _Part | None:
    return next((part for part in parts if part.name == name), None)

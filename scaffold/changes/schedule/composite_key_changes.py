"""Foreign keys of several columns: dropped before anything else changes, added last."""

from __future__ import annotations

from dataclasses import replace

from scaffold.changes.conversions import rewrites_values
from scaffold.changes.schedule.schedule_state import Phase, ScheduleState
from scaffold.changes.table_changes import TablePair
from scaffold.database.operations import AddCompositeKey, DropCompositeKey
from scaffold.database.tables import CompositeForeignKey, Table, TableName
from scaffold.database.unique_columns import index_columns, unique_columns


def drop_composite_keys(state: ScheduleState) -> None:
    """Drop the keys that go or change, or must not be there while one of their ends is altered."""
    for pair in state.pairs:
        kept = {key.name: key for key in pair.kept.composite_keys}
        wanted = {replace(key, name=""): key for key in pair.new.composite_keys}
        for old in pair.old.composite_keys:
            now = kept.get(old.name)
            new = wanted.get(replace(now, name="")) if now is not None else None
            if now is None or new is None:
                _drop(state, pair.old.name, old)
            elif _must_detach(state, pair, now):
                linked = dict.fromkeys((pair.old.name, state.old_name(now.table)))
                state.emit("alter", DropCompositeKey(pair.old.name, old), *linked)
            elif now.name != new.name:
                state.renames.append((pair, now, new.name))
    for table in state.dropped:
        is_early = table.name in state.early
        for old in table.composite_keys:
            if is_early or old.table in state.early or _is_changed(state, old):
                _drop(state, table.name, old)


def drop_composite_keys_of_dropped_tables(state: ScheduleState) -> None:
    """Drop the keys of the tables that are dropped last."""
    for table in state.dropped:
        name = state.aside_tables.get(table.name, table.name)
        current = state.tables.get(name)
        if current is None or table.name in state.by_new:
            continue
        for key in current.composite_keys:
            state.emit("drop table", DropCompositeKey(name, key), name)


def restore_composite_keys(state: ScheduleState) -> None:
    """Add the keys between existing tables whose columns and unique index are there."""
    for pair in state.pairs:
        for key in _missing(state, pair.new):
            target = state.by_new.get(key.table)
            if target is None or not _is_possible(state, pair.new.name, key):
                continue
            linked = dict.fromkeys((pair.old.name, target.old.name))
            if not _is_changed(state, replace(key, table=target.old.name)):
                linked = dict.fromkeys((pair.old.name,))
            state.emit("restore", AddCompositeKey(pair.new.name, key), *linked)


def add_composite_keys(state: ScheduleState) -> None:
    """Add the keys that are left: all tables, columns and indexes are there now."""
    for table in state.after.tables:
        for key in _missing(state, table):
            state.emit("bind", AddCompositeKey(table.name, key), table.name)


def _drop(state: ScheduleState, table: TableName, key: CompositeForeignKey) -> None:
    phase: Phase = "alter"
    linked: tuple[TableName, ...] = (table,)
    if key.table in state.early or _is_changed(state, key):
        linked = (table, key.table)
    state.emit(phase, DropCompositeKey(table, key), *linked)


def _missing(state: ScheduleState, table: Table) -> tuple[CompositeForeignKey, ...]:
    there = {key.name for key in state.tables[table.name].composite_keys}
    return tuple(key for key in table.composite_keys if key.name not in there)


def _is_possible(state: ScheduleState, table: TableName, key: CompositeForeignKey) -> bool:
    """Whether the tables so far have the columns of both ends, and the unique index."""
    own = {column.name for column in state.tables[table].columns}
    target = state.tables.get(key.table)
    return target is not None and own.issuperset(key.columns) and _is_unique(target, key)


def _is_unique(target: Table, key: CompositeForeignKey) -> bool:
    return frozenset(key.keys) in {frozenset(each) for each in unique_columns(target)}


def _is_changed(state: ScheduleState, key: CompositeForeignKey) -> bool:
    """Whether what an old key refers to is renamed or altered, or is unique in another way."""
    target = state.by_old.get(key.table)
    if target is None:
        return False
    if target.old.name != target.new.name:
        return True
    old_names = {old: new for new, old in target.columns.items()}
    for name in key.keys:
        column = old_names.get(name)
        if column is None or column != name:
            return True
        if state.alters_end(target.kept.column(column), target.new.column(column)):
            return True
    return _unique_parts(target.kept, key.keys) != _unique_parts(target.new, key.keys)


def _must_detach(state: ScheduleState, pair: TablePair, key: CompositeForeignKey) -> bool:
    """Whether a key that stays must be dropped while one of its ends is altered.

    The servers refuse another type under a foreign key, MySQL also NOT NULL under SET NULL, and
    MariaDB NULL in what it refers to; all databases need the unique index or primary key that it
    refers to, and MySQL an index of its own.
    """
    target = state.by_new[key.table]
    ends = [(pair, name) for name in key.columns] + [(target, name) for name in key.keys]
    for end, name in ends:
        old, new = end.kept.column(name), end.new.column(name)
        if (state.servers and old.type != new.type) or rewrites_values(old.type, new.type):
            return True
    if _unique_parts(target.kept, key.keys) != _unique_parts(target.new, key.keys):
        return True
    if not state.mysql:
        return False
    if "SET NULL" in (key.on_delete, key.on_update) and any(
        pair.kept.column(name).nullable != pair.new.column(name).nullable for name in key.columns
    ):
        return True
    if any(
        target.kept.column(name).nullable != target.new.column(name).nullable for name in key.keys
    ):
        return True
    serving = {
        (kind, columns)
        for kind, columns in index_columns(pair.kept)
        if columns[: len(key.columns)] == key.columns
    }
    return not serving <= index_columns(pair.new)


def _unique_parts(table: Table, columns: tuple[str, ...]) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset(
        (kind, found)
        for kind, found in index_columns(table)
        if kind != "index" and set(found) == set(columns)
    )

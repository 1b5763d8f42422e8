"""Columns of existing tables that change, and indexes that take each other's place."""

from __future__ import annotations

from scaffold.changes.schedule.schedule_state import Phase, ScheduleState
from scaffold.changes.table_changes import TablePair
from scaffold.database.alterations import AlterColumn, AlterTableComment
from scaffold.database.operations import AddIndex, AddUnique, DropIndex, DropUnique
from scaffold.database.sql_text import shared_enum
from scaffold.database.tables import (
    Column,
    TableName,
    Unique,
)


def exchange_indexes(state: ScheduleState) -> None:
    """Drop indexes that a foreign key needs after the ones that take their place are there."""
    for pair, old in state.swaps:
        table = pair.new.name
        leading = old.column if isinstance(old, Unique) else old.columns[0]
        current = state.tables[table]
        names = {each.name for each in current.uniques}
        names |= {each.name for each in current.indexes}
        for unique in pair.new.uniques:
            if unique.column == leading and unique.name not in names:
                state.emit("alter", AddUnique(table, unique), pair.old.name)
                names.add(unique.name)
        for index in pair.new.indexes:
            is_first = index.columns[0] == leading and index.name not in names
            if is_first and all(each in pair.columns for each in index.columns):
                state.emit("alter", AddIndex(table, index), pair.old.name)
                names.add(index.name)
        if isinstance(old, Unique):
            state.emit("alter", DropUnique(table, old), pair.old.name)
        else:
            state.emit("alter", DropIndex(table, old), pair.old.name)


def alter(state: ScheduleState) -> None:
    """Alter the columns and comments of existing tables."""
    for pair in state.pairs:
        if state.is_untouched(pair):
            continue
        name = pair.new.name
        if pair.old.comment != pair.new.comment:
            comment = AlterTableComment(name, pair.old.comment, pair.new.comment)
            state.emit("alter", comment, pair.old.name)
        for column in pair.new.columns:
            if column.name not in pair.columns:
                continue
            old = state.tables[name].column(column.name)
            if old != column and not _waits_for_key(pair, old, column):
                alter_column(state, "alter", pair, old, column)


def alter_column(
    state: ScheduleState, phase: Phase, pair: TablePair, old: Column, new: Column
) -> None:
    """Emit the alteration of one column."""
    key = (pair.new.name, new.name)
    operation = AlterColumn(
        state.tables[pair.new.name],
        old,
        new,
        fill=state.fill(key, new) if old.nullable and not new.nullable else None,
        values=state.values.maps.get(key, ()),
    )
    state.emit(phase, operation, pair.old.name, *_sharing(state, old, new))


def _sharing(state: ScheduleState, old: Column, new: Column) -> tuple[TableName, ...]:
    """The tables that have columns of the same shared enum, whose values change once for all."""
    enum = shared_enum(old.type)
    if enum is None or shared_enum(new.type) in (None, enum):
        return ()
    return tuple(
        pair.old.name
        for pair in state.pairs
        if any(shared_enum(column.type) == enum for column in pair.old.columns)
    )


def _waits_for_key(pair: TablePair, old: Column, new: Column) -> bool:
    """Whether a column can change only once the primary key has changed.

    MySQL has autoincrement columns in a primary key only, no primary key takes a NULL, and
    SQLite has INTEGER alone for the primary key of one integer.
    """
    if pair.kept.primary_key == pair.new.primary_key:
        return False
    counts = new.autoincrement and not old.autoincrement
    leaves = new.name in pair.kept.primary_key and new.name not in pair.new.primary_key
    return counts or leaves

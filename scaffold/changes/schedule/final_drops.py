"""Rows that move, and what is dropped last."""

from __future__ import annotations

from dataclasses import replace

from scaffold.changes.row_moves import Move
from scaffold.changes.schedule.composite_key_changes import drop_composite_keys_of_dropped_tables
from scaffold.changes.schedule.schedule_state import Phase, ScheduleState
from scaffold.changes.table_changes import TablePair
from scaffold.database.alterations import AlterColumn, MoveRows, Pairs
from scaffold.database.operations import DropColumn, DropForeignKey, DropTable
from scaffold.database.tables import (
    Column,
    Table,
)


def move_rows(state: ScheduleState) -> None:
    """Move rows to where associations are stored now, and drop the columns they came from."""
    for move in state.moves:
        state.emit("move", MoveRows(_current(state, move.source), move.target), move.target.table)
        _require_moved(state, move)
    for pair in state.pairs:
        for column in pair.removed:
            if (pair.old.name, column.name) in state.moved_columns:
                drop_column(state, "move", pair, column)


def _current(state: ScheduleState, pairs: Pairs) -> Pairs:
    """Old pairs by the names that table and columns have once everything is renamed."""
    pair = state.by_old.get(pairs.table)
    new_names = {old: new for new, old in pair.columns.items()} if pair else {}

    def now(column: str) -> str:
        aside = state.aside_columns.get((pairs.table, column))
        return aside or new_names.get(column, column)

    table = state.aside_tables.get(pairs.table, pairs.table)
    return replace(
        pairs,
        table=pair.new.name if pair else table,
        left=now(pairs.left),
        right=now(pairs.right),
        foreign_key=pairs.foreign_key and now(pairs.foreign_key),
    )


def _require_moved(state: ScheduleState, move: Move) -> None:
    pair = state.by_new.get(move.target.table)
    if pair is None or move.target.foreign_key is None:
        return
    old = state.tables[pair.new.name].column(move.target.foreign_key)
    new = pair.new.column(move.target.foreign_key)
    if old != new:
        state.emit("move", AlterColumn(state.tables[pair.new.name], old, new), pair.old.name)


def drop_column(state: ScheduleState, phase: Phase, pair: TablePair, column: Column) -> None:
    """Drop a removed column, unless that was done before."""
    name = state.aside_columns.get((pair.old.name, column.name), column.name)
    current = state.tables[pair.new.name]
    found = next((each for each in current.columns if each.name == name), None)
    # A column that was dropped early has given its name to a new one.
    if found is None or (name == column.name and name in _names(pair.new)):
        return
    drop = DropColumn(pair.new.name, found)
    state.emit(phase, drop, pair.old.name, dropped=(pair.old.name, column.name))


def drop_late(state: ScheduleState) -> None:
    """Drop the removed tables, join tables first."""
    drop_composite_keys_of_dropped_tables(state)
    gone = {table.name for table in state.dropped}
    for table in state.dropped:
        if table.name in state.early or table.join:
            continue
        for key in state.tables[table.name].foreign_keys:
            if key.table in gone:
                state.emit("drop table", DropForeignKey(table.name, key), table.name)
    for table in sorted(state.dropped, key=lambda each: each.join is None):
        name = state.aside_tables.get(table.name, table.name)
        if name in state.tables and (
            name != table.name or name not in {each.name for each in state.after.tables}
        ):
            drop = DropTable(state.tables[name])
            state.emit("drop table", drop, name, dropped=(table.name, None))


def _names(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns)

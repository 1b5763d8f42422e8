"""What occupies a name that something else gets: dropped before the renames, or moved aside."""

from __future__ import annotations

from scaffold.changes.name_collisions import of_column
from scaffold.changes.schedule.schedule_state import ScheduleState
from scaffold.changes.table_changes import TablePair
from scaffold.database.alterations import RenameColumn, RenameTable
from scaffold.database.operations import DropCheck, DropColumn, DropIndex, DropTable, DropUnique
from scaffold.database.tables import (
    Column,
    Table,
)


def drop_early(state: ScheduleState) -> None:
    """Drop the columns and tables that are in the way, or move them aside."""
    for pair in state.pairs:
        names = {column.name.casefold() for column in pair.new.columns}
        for column in pair.removed:
            if not _column_is_in_the_way(state, pair, column, names):
                continue
            key = (pair.old.name, column.name)
            if key in state.moved_columns or column.name in pair.old.primary_key:
                name = state.temporary_name()
                table = state.tables[pair.old.name]
                state.emit("alter", RenameColumn(table, column.name, name), pair.old.name)
                state.aside_columns[key] = name
            else:
                drop = DropColumn(pair.old.name, column)
                state.emit("alter", drop, pair.old.name, dropped=key)
    for table in sorted(state.dropped, key=lambda each: each.join is None):
        if table.name not in state.early:
            continue
        if table.name in state.moved_tables:
            _set_table_aside(state, table)
        else:
            drop_table = DropTable(state.tables[table.name])
            linked = dict.fromkeys(
                key.table
                for key in table.foreign_keys
                if key.table in state.early or state.is_renamed(key)
            )
            state.emit("alter", drop_table, table.name, *linked, dropped=(table.name, None))


def _column_is_in_the_way(
    state: ScheduleState, pair: TablePair, column: Column, names: set[str]
) -> bool:
    derived = {name for name in of_column(pair.old.name, column) if name[0] != "column"}
    return column.name.casefold() in names or not state.taken.isdisjoint(derived)


def _set_table_aside(state: ScheduleState, table: Table) -> None:
    """Give a table whose rows move another name; its indexes are not needed any more."""
    for unique in table.uniques:
        state.emit("alter", DropUnique(table.name, unique), table.name)
    for index in table.indexes:
        state.emit("alter", DropIndex(table.name, index), table.name)
    for check in table.checks:
        state.emit("alter", DropCheck(table.name, check), table.name)
    name = table.name._replace(name=state.temporary_name())
    state.emit("alter", RenameTable(state.tables[table.name], name), table.name)
    state.aside_tables[table.name] = name

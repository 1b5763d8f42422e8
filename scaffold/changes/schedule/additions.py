"""What is new: tables, columns, constraints, primary keys; and removed columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scaffold.changes.schedule.addition_phases import addition_phases
from scaffold.changes.schedule.column_alterations import alter_column
from scaffold.changes.schedule.composite_key_changes import (
    add_composite_keys,
    restore_composite_keys,
)
from scaffold.changes.schedule.final_drops import drop_column
from scaffold.changes.schedule.schedule_state import Phase, ScheduleState
from scaffold.changes.schedule.table_additions import additions, new_tables, referable_columns
from scaffold.changes.table_changes import TablePair
from scaffold.database.alterations import AlterPrimaryKey
from scaffold.database.operations import AddColumn, AddForeignKey, CreateTable, Operation, table_of
from scaffold.database.tables import (
    Column,
    ForeignKey,
    Table,
    TableName,
)


def add(state: ScheduleState) -> None:
    """Add what is new, change primary keys, restore foreign keys, drop removed columns."""
    new = [model.table for model in state.created]
    referable = referable_columns(state.tables.values(), new)
    base_tables = {table.name: table for table in new_tables(new, state.after.tables, referable)}
    found: list[Operation] = [CreateTable(table) for table in base_tables.values()]
    in_keys: list[AddColumn] = []
    restored: list[AddForeignKey] = []
    counted: dict[TableName, list[Column]] = {}
    for table in state.after.tables:
        if (pair := state.by_new.get(table.name)) and state.is_untouched(pair):
            continue
        current = base_tables.get(table.name) or state.tables[table.name]
        for operation in additions(current, table, referable):
            match operation:
                case AddForeignKey(_, key) if _is_between_old_columns(state, table, key):
                    restored.append(operation)
                case AddColumn(_, column) if column.autoincrement and _is_in_key(table, column):
                    counted.setdefault(table.name, []).append(column)
                case AddColumn(_, column, key) if _is_in_key(table, column):
                    # The primary key changes before any foreign key is added.
                    if key is not None:
                        bound = restored if _is_to_old_column(state, key) else found
                        bound.append(AddForeignKey(table.name, key))
                    in_keys.append(_with_fill(state, replace(operation, foreign_key=None)))
                case AddColumn():
                    found.append(_with_fill(state, operation))
                case _:
                    found.append(operation)
    phases = addition_phases(found, separate_tables=state.after.associations == "per-model")
    for operation in (*in_keys, *phases.alter_tables):
        state.emit("change", operation, state.old_name(table_of(operation)))
    _change_primary_keys(state, counted)
    for restore in restored:
        state.emit("restore", restore, *_linked(state, restore))
    for pair in state.pairs:
        for column in pair.removed:
            if (pair.old.name, column.name) not in state.moved_columns:
                drop_column(state, "drop column", pair, column)
    restore_composite_keys(state)
    order = {table.name: at for at, table in enumerate(state.after.tables)}
    first = min(phases.create_tables, key=lambda create: order[create.table.name], default=None)
    for create in phases.create_tables:
        if create is first and state.after.extensions:
            table = replace(create.table, extensions=state.after.extensions)
            create = replace(create, table=table)
        state.emit("create", create, create.table.name)
    later: tuple[tuple[Phase, Sequence[Operation]], ...] = (
        ("relate", phases.add_foreign_keys),
        ("lean", phases.add_dependent_keys),
        ("join", phases.create_join_tables),
        ("late", phases.add_join_keys),
    )
    for phase, operations in later:
        for operation in operations:
            state.emit(phase, operation, table_of(operation))
    add_composite_keys(state)


def _is_in_key(table: Table, column: Column) -> bool:
    return column.name in table.primary_key


def _with_fill(state: ScheduleState, operation: AddColumn) -> AddColumn:
    """The column with what existing rows get; one that rows move to may be empty first."""
    key = (operation.table, operation.column.name)
    if (computed := state.values.computed.get(key)) is not None:
        return replace(operation, computed=computed)
    if operation.table not in state.by_new or operation.column.nullable:
        return operation
    if any(key == (move.target.table, move.target.foreign_key) for move in state.moves):
        return replace(operation, column=replace(operation.column, nullable=True))
    return replace(operation, fill=state.values.fills.get(key))


def _is_between_old_columns(state: ScheduleState, table: Table, key: ForeignKey) -> bool:
    pair = state.by_new.get(table.name)
    return pair is not None and key.column in pair.columns and _is_to_old_column(state, key)


def _is_to_old_column(state: ScheduleState, key: ForeignKey) -> bool:
    target = state.by_new.get(key.table)
    return target is not None and key.key in target.columns


def _linked(state: ScheduleState, restore: AddForeignKey) -> tuple[TableName, ...]:
    """The tables whose changes must be done before: both ends, where the other is altered."""
    table, key = restore.table, restore.foreign_key
    target = state.by_new[key.table]
    own = state.old_name(table)
    altered = target.kept.primary_key != target.new.primary_key or (
        target.kept.column(key.key) != target.new.column(key.key)
    )
    return (own, target.old.name) if altered else (own,)


def _change_primary_keys(
    state: ScheduleState, counted: Mapping[TableName, Sequence[Column]]
) -> None:
    for pair in state.pairs:
        if state.is_untouched(pair):
            continue
        name = pair.new.name
        current = state.tables[name]
        added = tuple(counted.get(name, ()))
        if current.primary_key != pair.new.primary_key:
            removed = {column.name for column in pair.removed}
            dropped = tuple(
                column
                for column in current.columns
                if column.autoincrement
                and column.name in current.primary_key
                and column.name in _current_names(state, pair, removed)
            )
            keys = AlterPrimaryKey(current, pair.new.primary_key, added, dropped)
            state.emit("change", keys, pair.old.name)
        for column in pair.new.columns:
            if column.name in pair.columns:
                old = state.tables[name].column(column.name)
                if old != column:
                    alter_column(state, "change", pair, old, column)


def _current_names(state: ScheduleState, pair: TablePair, removed: Iterable[str]) -> set[str]:
    return {state.aside_columns.get((pair.old.name, name), name) for name in removed}

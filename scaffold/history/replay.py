"""The snapshot after some records: the replay of their operations and model facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scaffold.changes.snapshot import ModelSnapshot, Snapshot, name_order
from scaffold.database.apply_operations import apply_operations
from scaffold.database.operations import Operation
from scaffold.database.tables import Table, TableName
from scaffold.history.record import Record, RecordedMigration
from scaffold.lock.state import canonical


class CannotReplayError(ValueError):
    """An operation of a record cannot be done; `record` is its file name."""

    def __init__(self, record: str, reason: str) -> None:
        super().__init__(reason)
        self.record = record
        self.reason = reason


def replay(records: Mapping[str, Record], target: str | None = None) -> Snapshot:
    """Return what the records leave, in their order; of one target, what its migrations leave.

    CannotReplayError where an operation does not fit the tables that it is done to: two branches
    that changed the same thing were merged.
    """
    tables: dict[TableName, Table] = {}
    models: dict[str, ModelSnapshot] = {}
    for name, record in records.items():
        for migration in record.migrations:
            if migration.catches_up if target is None else target not in migration.files:
                continue
            tables = _applied(name, tables, migration.operations)
        for model, known in record.models.items():
            if known is None:
                models.pop(model, None)
            else:
                models[model] = known
    ordered = tuple(canonical(tables[name]) for name in sorted(tables, key=name_order))
    whole = Snapshot(ordered, tuple(models[name] for name in sorted(models)))
    return whole if target is None else _as_far_as(whole)


def migrations(records: Mapping[str, Record], target: str) -> tuple[RecordedMigration, ...]:
    """Return the migrations that a target has files of, in the order in which tools run them."""
    found = (
        migration
        for record in records.values()
        for migration in record.migrations
        if migration.files.get(target) is not None
    )
    return tuple(sorted(found, key=lambda each: (each.timestamp, each.slug)))


def _applied(
    record: str, tables: dict[TableName, Table], operations: Iterable[Operation]
) -> dict[TableName, Table]:
    try:
        return {table.name: table for table in apply_operations(tables.values(), operations)}
    except ValueError as error:
        raise CannotReplayError(record, str(error)) from error


def _as_far_as(facts: Snapshot) -> Snapshot:
    """The facts of the models as far as their tables and columns exist for a target."""
    columns = {(table.name, column.name) for table in facts.tables for column in table.columns}
    names = {table.name for table in facts.tables}
    models = tuple(
        replace(
            model,
            attributes=tuple(
                each for each in model.attributes if (model.table, each[1]) in columns
            ),
            associations=tuple(
                each for each in model.associations if (each.table, each.column) in columns
            ),
        )
        for model in facts.models
        if model.table in names
    )
    return Snapshot(facts.tables, models)

"""The snapshot after some records: the replay of their operations and model facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from scaffold.changes.decisions import Decision
from scaffold.changes.snapshot import ModelSnapshot, Snapshot, canonical, name_order
from scaffold.database.apply_operations import apply_operations
from scaffold.database.operations import Operation, constraint_names
from scaffold.database.tables import Table, TableName
from scaffold.history.record import OpaqueFact, Record, RecordedMigration, RenderedAgain
from scaffold.values import dataclass


class CannotReplayError(ValueError):
    """An operation of a record cannot be done; `record` is its file name."""

    def __init__(self, record: str, reason: str) -> None:
        super().__init__(reason)
        self.record = record
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Replayed:
    """What records leave: the snapshot, and the decisions of the schema that they used.

    `stored_names` are those of imported constraints and indexes, `opaque` is what the schema does
    not express of imported tables.
    """

    snapshot: Snapshot = Snapshot()
    spent: frozenset[Decision] = frozenset()
    stored_names: frozenset[str] = frozenset()
    opaque: tuple[OpaqueFact, ...] = ()


def replay(records: Mapping[str, Record]) -> Replayed:
    """Return what the records leave, in their order.

    CannotReplayError where an operation does not fit the tables that it is done to: two branches
    that changed the same thing were merged.
    """
    state = _State()
    for name, record in records.items():
        state.apply(name, (each for each in record.migrations if not each.catches_up))
        state.take_models(record)
        state.spent |= frozenset(record.decisions)
        if record.imported:
            state.take_imported(record)
    return state.result()


def replay_target(records: Mapping[str, Record], target: str) -> Replayed:
    """Return what the records leave for one target.

    A record with migrations of which it has none passes it by, until a later one catches up.
    """
    whole, own = _State(), _State()
    for name, record in records.items():
        is_current = (own.tables, own.models) == (whole.tables, whole.models)
        whole.apply(name, (each for each in record.migrations if not each.catches_up))
        whole.take_models(record)
        whole.spent |= frozenset(record.decisions)
        if record.imported:
            own.take_imported(record)
        mine = [each for each in record.migrations if target in each.files]
        own.apply(name, mine)
        if mine or (is_current and not record.migrations):
            own.models, own.spent = dict(whole.models), whole.spent
    return own.result()


def migrations(records: Mapping[str, Record], target: str) -> tuple[RecordedMigration, ...]:
    """Return the migrations that a target has files of, in the order in which tools run them.

    One that was rendered again has the dialects and files of the last time.
    """
    again = {name: each for record in records.values() for name, each in record.rendered.items()}
    found = (
        _rendered_last(migration, again.get(migration.name))
        for record in records.values()
        for migration in record.migrations
        if migration.files.get(target) is not None
    )
    return tuple(sorted(found, key=lambda each: (each.timestamp, each.slug)))


def _rendered_last(recorded: RecordedMigration, again: RenderedAgain | None) -> RecordedMigration:
    if again is None:
        return recorded
    files = {**recorded.files, **again.files}
    return replace(recorded, dialects=again.dialects, files=files)


class _State:
    def __init__(self) -> None:
        self.tables: dict[TableName, Table] = {}
        self.models: dict[str, ModelSnapshot] = {}
        self.spent: frozenset[Decision] = frozenset()
        self.stored_names: set[str] = set()
        self.opaque: dict[TableName, tuple[OpaqueFact, ...]] = {}
        # Of columns and tables that are not imported.
        self.outside: set[OpaqueFact] = set()

    def apply(self, record: str, migrations: Iterable[RecordedMigration]) -> None:
        operations: list[Operation] = [
            operation for each in migrations for operation in each.operations
        ]
        if not operations:
            return
        try:
            changed = apply_operations(self.tables.values(), operations)
        except ValueError as error:
            raise CannotReplayError(record, str(error)) from error
        self.tables = {table.name: table for table in changed}
        for table in changed:
            for key in table.foreign_keys:
                referenced = self.tables.get(key.table)
                columns = () if referenced is None else referenced.columns
                if all(column.name != key.key for column in columns):
                    reason = (
                        f"there is no column {key.table}.{key.key} for {table.name} to refer to"
                    )
                    raise CannotReplayError(record, reason)
            for composite in table.composite_keys:
                referenced = self.tables.get(composite.table)
                known = {column.name for column in referenced.columns} if referenced else set()
                if not known.issuperset(composite.keys):
                    reason = (
                        f"there are no columns {composite.table} ({', '.join(composite.keys)}) "
                        f"for {table.name} to refer to"
                    )
                    raise CannotReplayError(record, reason)

    def take_models(self, record: Record) -> None:
        for name, known in record.models.items():
            if known is None:
                self.models.pop(name, None)
            else:
                self.models[name] = known

    def take_imported(self, record: Record) -> None:
        for migration in record.migrations:
            for operation in migration.operations:
                self.stored_names.update(constraint_names(operation))
        by_table: dict[TableName, list[OpaqueFact]] = {}
        self.outside.update(fact for fact in record.opaque if not self._has_columns(fact))
        for fact in record.opaque:
            by_table.setdefault(fact.table, []).append(fact)
        self.opaque.update({table: tuple(facts) for table, facts in by_table.items()})

    def _has_columns(self, fact: OpaqueFact) -> bool:
        table = self.tables.get(fact.table)
        columns = {column.name for column in table.columns} if table else set()
        return table is not None and columns.issuperset(fact.columns)

    def _holds(self, fact: OpaqueFact) -> bool:
        """Whether the columns of a fact still exist, or were never imported."""
        return fact in self.outside or self._has_columns(fact)

    def result(self) -> Replayed:
        tables = tuple(canonical(self.tables[name]) for name in sorted(self.tables, key=name_order))
        models = tuple(self.models[name] for name in sorted(self.models))
        return Replayed(
            _as_far_as(Snapshot(tables, models)),
            self.spent,
            frozenset(self.stored_names),
            tuple(fact for facts in self.opaque.values() for fact in facts if self._holds(fact)),
        )


def _as_far_as(whole: Snapshot) -> Snapshot:
    """The facts of the models as far as their tables and columns exist."""
    columns = {(table.name, column.name) for table in whole.tables for column in table.columns}
    names = {table.name for table in whole.tables}
    models = tuple(
        _model_as_far_as(model, columns) for model in whole.models if model.table in names
    )
    return Snapshot(whole.tables, models)


def _model_as_far_as(
    model: ModelSnapshot, columns: Collection[tuple[TableName, str]]
) -> ModelSnapshot:
    attributes = tuple(each for each in model.attributes if (model.table, each[1]) in columns)
    known = {name for name, _ in attributes}
    return replace(
        model,
        attributes=attributes,
        associations=tuple(
            each for each in model.associations if (each.table, each.column) in columns
        ),
        created_at=model.created_at if model.created_at in known else None,
        updated_at=model.updated_at if model.updated_at in known else None,
        deleted_at=model.deleted_at if model.deleted_at in known else None,
    )

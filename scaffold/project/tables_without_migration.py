"""The tables that no migration of a target creates, for `scaffold verify`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import Snapshot
from scaffold.database.apply_operations import apply_operations
from scaffold.database.operations import CreateTable, DropTable, Operation, table_of
from scaffold.database.tables import Attribute, Database, Model, Table, TableName
from scaffold.history.history import History
from scaffold.migrations import Migration
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.verify.stand_ins import StandIns


def stand_ins(
    configured: ConfiguredTarget, database: Database, history: History, dialect: str
) -> StandIns:
    """Return the tables of others, and those of a baseline, as the records have them."""
    tables = unwritten_tables(history, configured.target.name)

    def render(existing: frozenset[str]) -> Mapping[str, str]:
        missing = [table for table in tables if str(table.name) not in existing]
        if not missing:
            return {}
        outcome = changes(Snapshot(), _as_database(missing, existing, database, dialect))
        migration = Migration("0" * 14, "stand-ins", "create", outcome.operations)
        files = configured.migration_files(migration, (dialect,), None)
        return {file.path: file.content for file in files}

    own = history.migrations(configured.target.name)
    names = frozenset(name for each in own for name in (each.name, each.timestamp))
    return StandIns(frozenset(str(table.name) for table in tables), names, render)


def unwritten_tables(history: History, target: str) -> tuple[Table, ...]:
    """Return the tables that exist for a target without a migration, as far as the records tell.

    A table of others keeps what earlier migrations may refer to.
    """
    tables: dict[TableName, Table] = {}
    external: set[TableName] = set()
    for record in history.records.values():
        external |= {each.table for each in record.models.values() if each and each.external}
        for migration in record.migrations:
            if migration.files.get(target, migration) is not None:
                continue
            for operation in migration.operations:
                _apply(tables, operation, table_of(operation) in external)
    return tuple(tables.values())


def _apply(tables: dict[TableName, Table], operation: Operation, is_external: bool) -> None:
    name = table_of(operation)
    if isinstance(operation, CreateTable):
        tables[name] = operation.table
        return
    if name not in tables or (is_external and isinstance(operation, DropTable)):
        return
    known = tables[name]
    changed = {table.name: table for table in apply_operations(tables.values(), (operation,))}
    tables.clear()
    tables.update(changed)
    if not is_external:
        return
    for table in changed.values():
        names = {column.name for column in table.columns}
        lost = tuple(column for column in known.columns if column.name not in names)
        if table.name == name and lost:
            tables[name] = replace(table, columns=(*table.columns, *lost))
    tables.setdefault(name, known)


def _as_database(
    tables: Iterable[Table], existing: frozenset[str], database: Database, dialect: str
) -> Database:
    """Return a database of these tables, without foreign keys to tables that come later."""
    known = existing | {str(table.name) for table in tables}
    models = []
    for table in tables:
        kept = replace(
            table,
            columns=tuple(replace(column, deferred=False) for column in table.columns),
            foreign_keys=tuple(key for key in table.foreign_keys if str(key.table) in known),
            composite_keys=tuple(key for key in table.composite_keys if str(key.table) in known),
            join=None,
        )
        attributes = tuple(Attribute(column.name, column) for column in kept.columns)
        models.append(Model(str(table.name), table.name.name, kept, attributes))
    return Database(tuple(models), (dialect,), extensions=database.extensions)

"""The generated files of each model: those of its code, and its migrations."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.alterations import RenameTable
from scaffold.database.operations import table_of
from scaffold.database.tables import TableName
from scaffold.files.file_plan import Disk
from scaffold.history.history import History
from scaffold.history.record import RecordedMigration
from scaffold.project.compiled_source import CompiledSchema


def files_of_models(
    compiled: CompiledSchema, history: History, only: str | None, disk: Disk
) -> dict[str, list[str]]:
    """Return the generated files of each model, only those of the target `only` if it is given."""
    generated = {table.name for table in history.snapshot.tables}
    models = {
        each.table.name: each.name
        for each in compiled.database.models
        if each.table.name in generated
    }
    known = set(disk.generated_paths())
    files: dict[str, list[str]] = {name: [] for name in models.values()}
    for configured in compiled.configured_targets:
        if only not in (None, configured.target.name):
            continue
        for artifact in configured.target.model_artifacts(compiled.database, configured.settings):
            path = configured.path(artifact.path)
            is_generated = not configured.has_own_models or path in known
            if artifact.model in files and is_generated:
                files[artifact.model].append(path)
        for recorded, tables in _tables_now(history.migrations(configured.target.name)):
            for table in sorted(tables & set(models)):
                files[models[table]].append(configured.migration_path(recorded))
    return files


def _tables_now(
    migrations: tuple[RecordedMigration, ...],
) -> Iterator[tuple[RecordedMigration, set[TableName]]]:
    """Yield each migration with its tables, by their current names."""
    found: list[tuple[RecordedMigration, set[TableName]]] = []
    for recorded in migrations:
        found.append((recorded, set()))
        for operation in recorded.operations:
            found[-1][1].add(table_of(operation))
            if isinstance(operation, RenameTable):
                for _, tables in found:
                    if operation.table.name in tables:
                        tables.remove(operation.table.name)
                        tables.add(operation.name)
    yield from found

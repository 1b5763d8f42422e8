"""Migrations that create an imported database elsewhere, with the database's own names."""

from __future__ import annotations

import posixpath
from datetime import datetime

from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import Snapshot
from scaffold.database.tables import TableName
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File
from scaffold.history.history import History
from scaffold.history.record import Record, RecordedFile, RecordedMigration
from scaffold.importing.baseline_record import first_record
from scaffold.importing.import_database import ImportedSchema
from scaffold.importing.stored_tables import with_database_names
from scaffold.migrations import Migration, MigrationDraft, versioned
from scaffold.project.compilation import compile_source
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.predecessor import predecessor
from scaffold.project.schema_source import Source
from scaffold.targets import TARGETS
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class BaselineMigrations:
    """The files, the record, and the statements that mark them as run in an existing database."""

    files: tuple[File, ...]
    record: Record
    marks: tuple[str, ...]


def baseline_migrations(
    imported: ImportedSchema,
    source: Source,
    disk: Disk,
    now: datetime,
    excluded: frozenset[TableName],
) -> BaselineMigrations:
    """Return migrations for all targets of the schema `source`.

    SchemaError if a target has several heads that a migration could follow.
    """
    compiled = compile_source(source, disk)
    database = with_database_names(compiled.database, imported.facts, kinds=False)
    outcome = changes(Snapshot(), database, compiled.schema)
    made = drafts(outcome.scheduled, database)
    others = tuple(each.operation for each in outcome.external)
    if others:
        made = (MigrationDraft("external-tables", "change", others), *made)
    migrations = versioned(made, now=now, after=_latest(compiled, disk))
    unwritten, migrations = (migrations[:1], migrations[1:]) if others else ((), migrations)
    files: list[File] = []
    written: dict[str, dict[str, RecordedFile | None]] = {
        each.name: dict.fromkeys(TARGETS) for each in (*unwritten, *migrations)
    }
    marks: list[str] = []
    for configured in compiled.configured_targets:
        previous = predecessor(configured, History(), {}, disk)
        names: list[str] = []
        for migration in migrations:
            rendered = configured.migration_files(migration, database.dialects, previous)
            known = {file.path for file in files}
            files += (file for file in rendered if file.path not in known)
            own = rendered[-1]
            names.append(posixpath.basename(own.path))
            suffix = posixpath.splitext(own.path)[1]
            written[migration.name][configured.target.name] = RecordedFile(
                suffix, text_digest(own.content)
            )
            previous = migration.version
        marks += configured.target.marks(names, migrations, imported.facts.dialect)
    recorded = tuple(
        _recorded(each, database.dialects, written[each.name]) for each in (*unwritten, *migrations)
    )
    time = migrations[-1].version if migrations else f"{now:%Y%m%d%H%M%S}"
    record = first_record(imported, time, excluded, recorded)
    return BaselineMigrations(tuple(files), record, tuple(marks))


def _recorded(
    migration: Migration, dialects: tuple[str, ...], files: dict[str, RecordedFile | None]
) -> RecordedMigration:
    return RecordedMigration(
        migration.version, migration.slug, migration.kind, dialects, migration.operations, files
    )


def _latest(compiled: CompiledSchema, disk: Disk) -> str | None:
    found = (
        each.target.latest_migration(disk.names(each.migrations_folder))
        for each in compiled.configured_targets
    )
    return max((each for each in found if each), default=None)

"""The record of an import: its tables exist, and no migration made them."""

from __future__ import annotations

from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import Snapshot, snapshot
from scaffold.database.tables import Database
from scaffold.history.record import OpaqueFact, Record, RecordedFile, RecordedMigration
from scaffold.importing.import_database import ImportedSchema
from scaffold.importing.stored_tables import with_database_names
from scaffold.targets import TARGETS


def first_record(imported: ImportedSchema, timestamp: str) -> Record:
    """Return the first record of a project whose tables all exist.

    The targets that the project may add later know the tables too.
    """
    settled = imported.settled
    database = with_database_names(settled.database, imported.facts)
    files: dict[str, RecordedFile | None] = dict.fromkeys(TARGETS)
    outcome = changes(Snapshot(), database, settled.schema)
    operations = tuple(
        operation for draft in drafts(outcome.scheduled, database) for operation in draft.operations
    )
    migrations = (
        RecordedMigration(timestamp, "import", "change", database.dialects, operations, files),
    )
    return Record(
        None,
        migrations if operations else (),
        {model.name: model for model in snapshot(database).models},
        imported=True,
        opaque=_opaque(imported, database),
    )


def _opaque(imported: ImportedSchema, database: Database) -> tuple[OpaqueFact, ...]:
    known = {table.name for table in database.tables}
    found = [
        (model.table.name, note)
        for model in imported.draft.models
        for note in model.all_notes
        if note.kept
    ]
    return tuple(
        OpaqueFact(table, note.text, note.columns, note.names)
        for table, note in (*found, *imported.draft.opaque)
        if table in known
    )

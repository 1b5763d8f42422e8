"""The record of an import: its tables exist, and no migration made them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.changes.snapshot import snapshot
from scaffold.database.operations import CreateTable
from scaffold.database.tables import Database, Table, TableName
from scaffold.history.history import History
from scaffold.history.record import OpaqueFact, Record, RecordedFile, RecordedMigration
from scaffold.history.record_text import changed_models
from scaffold.importing.import_database import ImportedSchema
from scaffold.importing.stored_tables import is_name, with_database_names
from scaffold.targets import TARGETS


def first_record(
    imported: ImportedSchema,
    timestamp: str,
    excluded: Iterable[TableName] = (),
    migrations: tuple[RecordedMigration, ...] | None = None,
) -> Record:
    """Return the first record of a project whose tables all exist.

    The targets that the project may add later know the tables too. `excluded` tables exist too, and
    are not imported. `migrations` are those that have files, if there are such.
    """
    settled = imported.settled
    database = with_database_names(settled.database, imported.facts)
    if migrations is None:
        files: dict[str, RecordedFile | None] = dict.fromkeys(TARGETS)
        operations = _created(database.tables)
        one = RecordedMigration(timestamp, "import", "change", database.dialects, operations, files)
        migrations = (one,) if operations else ()
    return Record(
        None,
        migrations,
        {model.name: model for model in snapshot(database).models},
        imported=True,
        opaque=tuple(_opaque(imported, database, excluded)),
    )


def further_record(
    imported: ImportedSchema, before: Database, after: Database, history: History, timestamp: str
) -> Record:
    """Return the record that adds new tables of a database to a project.

    `before` has the names that the database has; `after` has the new tables too.
    """
    known = {model.table.name: model for model in before.models}
    known_tables = {table.name for table in history.snapshot.tables}
    named = with_database_names(after, imported.facts)
    models = (
        replace(model, table=known[model.table.name].table) if model.table.name in known else model
        for model in named.models
    )
    database = replace(named, models=tuple(models))
    operations = _created(table for table in database.tables if table.name not in known_tables)
    files: dict[str, RecordedFile | None] = dict.fromkeys(TARGETS)
    migration = RecordedMigration(
        timestamp, "import", "change", database.dialects, operations, files
    )
    opaque = (fact for fact in _opaque(imported, database, ()) if fact.table not in known)
    changed = changed_models(
        {model.name: model for model in history.snapshot.models},
        {model.name: model for model in snapshot(database).models},
    )
    return Record(history.last, (migration,), changed, imported=True, opaque=tuple(opaque))


def _created(tables: Iterable[Table]) -> tuple[CreateTable, ...]:
    """Return the creation of tables that exist, each whole."""
    return tuple(
        CreateTable(
            replace(
                table, columns=tuple(replace(column, deferred=False) for column in table.columns)
            )
        )
        for table in tables
    )


def _opaque(
    imported: ImportedSchema, database: Database, excluded: Iterable[TableName]
) -> Iterator[OpaqueFact]:
    known = {table.name for table in database.tables}
    found = [
        (model.table.name, note)
        for model in imported.draft.models
        for note in model.all_notes
        if note.kept
    ]
    for table, note in (*found, *imported.draft.opaque):
        if table in known:
            yield OpaqueFact(table, note.text, note.columns, note.names)
    for table in (*imported.draft.left_out, *excluded):
        if table not in known and is_name(table.name):
            yield OpaqueFact(table, "it is not imported")

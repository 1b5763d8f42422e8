"""What an import found, named, and could not express, as values to print."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.importing.draft.draft import Draft, Note
from scaffold.importing.import_database import ImportedSchema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The counts of an import, and its lists.

    not_expressed: notes about tables. outside: what exists outside them.
    differences: what a fresh build has otherwise: the kind, and the places.
    model_differences: what the models of the code say otherwise than the database.
    model_notes: what did not work while these were loaded. has_models: they were loaded.
    code_remarks: what the source of the names says and the database has not: the kind, and the
        places, none where it is a whole sentence.
    external: tables that are not imported, and that foreign keys refer to.
    """

    engine: str
    tables: int
    models: int
    joins: int
    associations: int
    not_expressed: tuple[Note, ...]
    outside: tuple[str, ...]
    differences: tuple[tuple[str, tuple[str, ...]], ...]
    model_differences: tuple[tuple[str, tuple[str, ...]], ...] = ()
    model_notes: tuple[str, ...] = ()
    has_models: bool = False
    code_remarks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    external: tuple[str, ...] = ()


def import_report(imported: ImportedSchema) -> ImportReport:
    """Return the report of an import."""
    draft = imported.draft
    kinds = [field.kind for model in draft.models for field in model.fields]
    return ImportReport(
        imported.facts.engine,
        sum(not table.external for table in imported.facts.tables.values()),
        sum(not model.table.facts.external for model in draft.models),
        sum(table.join == "plain" for table in imported.tables.values()),
        len(kinds) - kinds.count("attribute"),
        tuple(_notes(draft)),
        tuple(note.text for note in draft.notes if note.kind == "outside"),
        tuple((kind, tuple(places)) for kind, places in sorted(draft.differences.items())),
        external=tuple(
            f"{model.table.name} ({model.name})"
            for model in draft.models
            if model.table.facts.external
        ),
    )


def _notes(draft: Draft) -> Iterator[Note]:
    for model in draft.models:
        yield from model.all_notes
    yield from (note for note in draft.notes if note.kind != "outside")

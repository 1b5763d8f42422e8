"""The names that constraints and indexes of imported tables have in their database."""

from __future__ import annotations

from dataclasses import replace

from scaffold.history.history import History
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.request import Request


def with_imported_names(
    compiled: CompiledSchema, before: History, request: Request
) -> CompiledSchema:
    """Return the compiled schema with the names that imported constraints and indexes have."""
    stored = before.replayed.stored_names
    if not stored:
        return compiled
    from scaffold.changes.stored_names import with_stored_names

    decisions = request.decisions(before.spent)
    database = with_stored_names(
        compiled.database, before.snapshot, stored, compiled.schema, decisions
    )
    return replace(compiled, database=database)

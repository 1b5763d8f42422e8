"""Projects that began with the import of a database."""

from __future__ import annotations

from dataclasses import replace

from scaffold.files.disk import BASE_FOLDER, open_tree, state_paths
from scaffold.history.history import History
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.request import Request
from scaffold.project.schema_source import Source


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


def awaits_models(source: Source) -> bool:
    """Return whether tables were imported, and no file was generated since."""
    from scaffold.project.run import read_history

    with open_tree(source.root) as tree:
        if state_paths(tree, BASE_FOLDER):
            return False
    return any(each.imported for each in read_history(source).records.values())

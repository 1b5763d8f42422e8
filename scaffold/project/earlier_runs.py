"""Traces of earlier runs beside their records: the ignore file, bases of models."""

from __future__ import annotations

import os
from dataclasses import replace

from scaffold.errors import SchemaError
from scaffold.files.conflicts import IGNORE_FILE
from scaffold.files.disk import BASE_FOLDER, HISTORY_FOLDER, has_state, open_tree, state_paths
from scaffold.files.file_plan import Disk
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.schema_source import Source
from scaffold.schema.reserved_folders import STATE_FOLDER


def has_run(source: Source) -> bool:
    """Return whether any run has written files here: the first one writes the ignore file.

    So does the copy of a template before it, which leaves nothing but its base.
    """
    if not os.path.lexists(source.root or os.curdir):
        return False
    with open_tree(source.root) as tree:
        bases = state_paths(tree, BASE_FOLDER)
        is_copy = bool(bases) and all(map(_is_template, bases))
        return has_state(tree, IGNORE_FILE) and not (
            is_copy and not has_state(tree, HISTORY_FOLDER)
        )


def _is_template(path: str) -> bool:
    """Whether a base is that of a copied template."""
    return path.endswith(".jinja")


def _creates_tables(configured: ConfiguredTarget, compiled: CompiledSchema, disk: Disk) -> bool:
    """Whether a migration in the folder creates a table of the schema."""
    folder = configured.migrations_folder
    texts = (disk.read(f"{folder}/{name}") for name in disk.names(folder))
    tables = {table.name.name for table in compiled.database.tables}
    return any(
        isinstance(text, str) and not tables.isdisjoint(configured.target.made_by(text).tables)
        for text in texts
    )


def require_no_models(source: Source, compiled: CompiledSchema, disk: Disk) -> None:
    """Raise SchemaError if there are generated models and migrations but no records of them.

    A run without the records would create every table again. After the undo of all runs no
    migration creates a table of the schema.
    """
    bare = replace(compiled.database, models=())
    known = {file.path for each in compiled.configured_targets for file in each.models(bare)}
    with open_tree(source.root) as tree:
        bases = state_paths(tree, BASE_FOLDER)
        if all(path in known or _is_template(path) for path in bases):
            return
    if not any(_creates_tables(each, compiled, disk) for each in compiled.configured_targets):
        return
    raise SchemaError(
        f"{HISTORY_FOLDER} has no record of a run, but {BASE_FOLDER} shows that models were "
        "generated here",
        "Restore the folder from version control. To start over, remove "
        f"{STATE_FOLDER} and the generated migrations.",
    )

"""What the first new migration of a run follows, whoever wrote it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from scaffold.errors import Problem, SchemaError
from scaffold.files.file_plan import Disk
from scaffold.history.history import History
from scaffold.project.configured_target import ConfiguredTarget


def replaced_names(configured: ConfiguredTarget, history: History, before: History) -> set[str]:
    """Return the names of the files of `history` that a run from `before` replaces."""
    kept = {each.name for each in before.migrations(configured.target.name)}
    return {
        posixpath.basename(configured.migration_path(each))
        for each in history.migrations(configured.target.name)
        if each.name not in kept
    }


def predecessor(
    configured: ConfiguredTarget, history: History, before: History, disk: Disk
) -> str | None:
    """Return what the new migrations follow; SchemaError if that is not a single one."""
    earlier = before.migrations(configured.target.name)
    replaced = replaced_names(configured, history, before)
    folder = configured.migrations_folder
    texts: Mapping[str, str] = {
        name: text
        for name in disk.names(folder)
        if name not in replaced and isinstance(text := disk.read(f"{folder}/{name}"), str)
    }
    found = configured.target.predecessor(texts, earlier[-1].timestamp if earlier else None)
    if isinstance(found, Problem):
        raise SchemaError((found,))
    return found

"""Migrations of earlier runs, rendered again where the schema declares further dialects."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File
from scaffold.history.history import History
from scaffold.history.record import RecordedFile, RecordedMigration, RenderedAgain
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.predecessor import predecessor_of


def grown_files(
    configured: ConfiguredTarget, database: Database, before: History, disk: Disk
) -> dict[str, tuple[File, ...]]:
    """Return the files of the migrations that lack a dialect, by name, helpers first.

    SchemaError with those that were edited, and with operations that the target cannot render
    for the further dialects.
    """
    found: dict[str, tuple[File, ...]] = {}
    problems: list[Problem] = []
    previous: str | None = None
    for recorded in before.migrations(configured.target.name):
        path = configured.existing_path(recorded, disk)
        if path is not None and set(database.dialects) - set(recorded.dialects):
            problem = _problem(configured, recorded, database, path, disk)
            if problem is None:
                follows = predecessor_of(configured, recorded, previous, disk)
                found[recorded.name] = _files(configured, recorded, database, follows, path)
            else:
                problems.append(problem)
        previous = recorded.timestamp
    if problems:
        raise SchemaError(problems)
    return found


def rendered_again(
    database: Database, files: Mapping[str, Mapping[str, Sequence[File]]]
) -> dict[str, RenderedAgain]:
    """Return what the record keeps of migrations that were rendered again, by name.

    `files` has their files by target and by the migration's name.
    """
    found: dict[str, dict[str, RecordedFile | None]] = {}
    for target, by_name in files.items():
        for name, each in by_name.items():
            suffix = posixpath.splitext(each[-1].path)[1]
            file = RecordedFile(suffix, text_digest(each[-1].content))
            found.setdefault(name, {})[target] = file
    return {name: RenderedAgain(database.dialects, each) for name, each in found.items()}


def _files(
    configured: ConfiguredTarget,
    recorded: RecordedMigration,
    database: Database,
    previous: str | None,
    path: str,
) -> tuple[File, ...]:
    *helpers, file = configured.files_again(recorded, database.dialects, previous)
    digest = _digest(configured, recorded)
    return (*helpers, File(path, file.content, "replace", digest))


def _problem(
    configured: ConfiguredTarget,
    recorded: RecordedMigration,
    database: Database,
    path: str,
    disk: Disk,
) -> Problem | None:
    new = ", ".join(each for each in database.dialects if each not in recorded.dialects)
    text = disk.read(path)
    if not isinstance(text, str) or text_digest(text) != _digest(configured, recorded):
        return Problem(
            None,
            f"{path}: this migration was edited, and is not rendered again for {new}",
            f"Undo the edit, or make it work on {new} yourself and remove the dialect until then.",
        )
    for operation in recorded.operations:
        if not configured.target.renders(operation, database.dialects):
            return Problem(
                None,
                f"{path}: {type(operation).__name__} cannot be rendered for {new}",
                f"Remove {new} from `dialects`.",
            )
    return None


def _digest(configured: ConfiguredTarget, recorded: RecordedMigration) -> str:
    file = recorded.files[configured.target.name]
    return file.digest if file is not None else ""

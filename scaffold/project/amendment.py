"""`generate --amend`: the migrations of the last run, and their replacements."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scaffold.errors import Problem, SchemaError
from scaffold.files.file_plan import Disk, File, Removal
from scaffold.history.record import Record, RecordedMigration
from scaffold.history.replay import migrations
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.new_migrations import NewMigrations

if TYPE_CHECKING:
    from scaffold.project.compiled_source import CompiledSchema


def last_digests(
    configured: ConfiguredTarget, last: Mapping[str, Record], disk: Disk
) -> Mapping[str, str]:
    """Return the digests of the last run's migrations, as they were written, by path."""
    name = configured.target.name
    digests: dict[str, str] = {}
    for recorded in migrations(last, name):
        file = recorded.files[name]
        assert file is not None
        path = configured.existing_path(recorded, disk) or configured.migration_path(recorded)
        digests[path] = file.digest
    return digests


def make_the_same(
    made: NewMigrations, last: Mapping[str, Record], compiled: CompiledSchema
) -> bool:
    """Whether the last run's migrations are the ones that would be made, but for their stamps."""
    dialects = compiled.database.dialects
    for name in compiled.target_names:
        recorded = migrations(last, name)
        if any(each.dialects != dialects for each in recorded):
            return False
        existing = [replace(each.migration, version="") for each in recorded]
        if existing != [replace(each, version="") for each in made.of_target(name)]:
            return False
    return True


def amended(files: Sequence[File], last: Mapping[str, str]) -> tuple[list[File], list[Removal]]:
    """Return the files, one of which may replace one of the last run's, and what is removed."""
    kept = {file.path for file in files}
    changed = [
        replace(file, policy="replace", expected=last[file.path]) if file.path in last else file
        for file in files
    ]
    return changed, [Removal(path, digest) for path, digest in last.items() if path not in kept]


def require_last(configured: ConfiguredTarget, last: Mapping[str, Record], disk: Disk) -> None:
    """SchemaError if a migration of the user runs after one of the last run's migrations."""
    recorded = migrations(last, configured.target.name)
    found = tuple(_written_after(configured, recorded, disk))
    if found:
        first = configured.migration_path(recorded[0])
        raise SchemaError(
            Problem(
                None,
                f"{path}: it runs after {first}, which --amend would replace with a later one",
                "Run without --amend to add a further migration, or with "
                "--amend --force if the two migrations are independent.",
            )
            for path in found
        )


def _written_after(
    configured: ConfiguredTarget, last: Sequence[RecordedMigration], disk: Disk
) -> Iterator[str]:
    """Return user migrations that sort after the last run's first one or refer to one of them."""
    ours = {posixpath.basename(configured.migration_path(each)) for each in last}
    folder = configured.migrations_folder
    for name in disk.names(folder):
        if name in ours or not ours:
            continue
        latest = configured.target.latest_migration([name])
        text = disk.read(f"{folder}/{name}")
        named = isinstance(text, str) and any(each.timestamp in text for each in last)
        if (latest is not None and latest > min(ours)) or named:
            yield f"{folder}/{name}"

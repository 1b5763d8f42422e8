"""`generate --amend`: the last run's migrations, and what takes their place."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scaffold.errors import Problem, SchemaError
from scaffold.files.file_plan import Disk, File, Removal
from scaffold.lock import Lock
from scaffold.migrations import Migration
from scaffold.project.configured_target import ConfiguredTarget


def last_files(configured: ConfiguredTarget, lock: Lock, before: Lock) -> Mapping[str, str]:
    """The texts of the last run's migrations, as they were rendered, by path."""
    name = configured.target.name
    earlier = before.targets.get(name, ())
    previous = earlier[-1].version if earlier else None
    texts: dict[str, str] = {}
    for recorded in lock.last_recorded(name):
        file = configured.migration(recorded.migration, recorded.dialects, previous)
        texts[file.path] = file.content
        previous = recorded.version
    return texts


def make_the_same(
    made: Mapping[str, Sequence[Migration]], lock: Lock, dialects: tuple[str, ...]
) -> bool:
    """Whether the last run's migrations are the ones that would be made, but for their stamps."""
    for name, migrations in made.items():
        last = lock.last_recorded(name)
        if any(each.dialects != dialects for each in last):
            return False
        standing = [replace(each.migration, version="") for each in last]
        if standing != [replace(each, version="") for each in migrations]:
            return False
    return True


def amended(files: Sequence[File], last: Mapping[str, str]) -> tuple[list[File], list[Removal]]:
    """The files, where one may take the place of one of the last run's; the rest of those go."""
    kept = {file.path for file in files}
    amended = [
        replace(file, policy="replace", expected=last[file.path]) if file.path in last else file
        for file in files
    ]
    return amended, [Removal(path, text) for path, text in last.items() if path not in kept]


def require_last(configured: ConfiguredTarget, lock: Lock, disk: Disk) -> None:
    """SchemaError where a person wrote a migration that runs after one of the last run's."""
    last = lock.last_recorded(configured.target.name)
    found = tuple(_written_after(configured, lock, disk))
    if found:
        first = configured.migration_path(last[0])
        raise SchemaError(
            Problem(
                None,
                f"{path}: it runs after {first}, which --amend would replace by a later one",
                "Run without --amend, so that the change becomes a further migration, or with "
                "--amend --force where the two have nothing to do with each other.",
            )
            for path in found
        )


def _written_after(configured: ConfiguredTarget, lock: Lock, disk: Disk) -> Iterator[str]:
    """The migrations of others that sort after the last run's first, or that name one of them."""
    last = lock.last_recorded(configured.target.name)
    ours = {posixpath.basename(configured.migration_path(each)) for each in last}
    folder = configured.migrations_folder
    for name in disk.names(folder):
        if name in ours or not ours:
            continue
        latest = configured.target.latest_migration([name])
        text = disk.read(f"{folder}/{name}")
        named = isinstance(text, str) and any(each.version in text for each in last)
        if (latest is not None and latest > min(ours)) or named:
            yield f"{folder}/{name}"

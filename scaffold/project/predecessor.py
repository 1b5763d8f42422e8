"""The migration that the first new one of a run follows: ours or the user's own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from scaffold.errors import Problem, SchemaError
from scaffold.files.file_plan import Disk
from scaffold.history.history import History
from scaffold.history.record import Record, RecordedMigration
from scaffold.history.replay import migrations
from scaffold.project.configured_target import ConfiguredTarget


class _Texts(Mapping[str, str]):
    """The texts of files in a folder by name, read when they are asked for: few targets do."""

    def __init__(self, folder: str, names: Iterable[str], disk: Disk) -> None:
        self._folder = folder
        self._names = tuple(names)
        self._disk = disk

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {
            name: text
            for name in self._names
            if isinstance(text := self._disk.read(f"{self._folder}/{name}"), str)
        }

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def replaced_names(configured: ConfiguredTarget, replaced: Mapping[str, Record]) -> set[str]:
    """Return the names of the files of the records that a run replaces."""
    return {
        posixpath.basename(configured.migration_path(each))
        for each in migrations(replaced, configured.target.name)
    }


def predecessor_of(
    configured: ConfiguredTarget, recorded: RecordedMigration, previous: str | None, disk: Disk
) -> str | None:
    """Return what a recorded migration follows: `previous`, or a migration of the user after it."""
    folder = configured.migrations_folder
    texts = _Texts(folder, disk.names(folder), disk)
    found = configured.target.predecessor(texts, previous, recorded.timestamp)
    return previous if isinstance(found, Problem) else found


def predecessor(
    configured: ConfiguredTarget, before: History, replaced: Mapping[str, Record], disk: Disk
) -> str | None:
    """Return what the new migrations follow; SchemaError if that is not a single one."""
    earlier = before.migrations(configured.target.name)
    ours = replaced_names(configured, replaced)
    folder = configured.migrations_folder
    texts = _Texts(folder, (name for name in disk.names(folder) if name not in ours), disk)
    found = configured.target.predecessor(texts, earlier[-1].timestamp if earlier else None)
    if isinstance(found, Problem):
        raise SchemaError((found,))
    return found

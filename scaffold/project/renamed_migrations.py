"""A rebase that repeats the operations of a branch: what a database that ran them needs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scaffold.files.file_plan import Disk, FilePlan
from scaffold.history.record import Record, RecordedMigration
from scaffold.history.replay import migrations
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.targets.protocol import RenamedMigrations


def renaming_commands(
    targets: Sequence[ConfiguredTarget],
    replaced: Mapping[str, Record],
    record: Record,
    plan: FilePlan,
    disk: Disk,
) -> tuple[tuple[str, ...], ...]:
    """Return the ways to keep what a database has of the replaced records, commands each.

    There is none for a target whose new migrations have other operations: such a database must
    undo the old ones.
    """
    texts = {change.path: change.content for change in plan.changes}
    found = (_renamed(each, replaced, record, texts, disk) for each in targets)
    return tuple(commands for each in found for commands in each)


def _renamed(
    configured: ConfiguredTarget,
    replaced: Mapping[str, Record],
    record: Record,
    texts: Mapping[str, str | None],
    disk: Disk,
) -> Iterator[tuple[str, ...]]:
    target, settings = configured.target, configured.settings
    former = migrations(replaced, target.name)
    new = migrations({"": record}, target.name)
    if not former or [*map(_unnamed, former)] != [*map(_unnamed, new)]:
        return
    path = configured.existing_path(former[0], disk)
    before = disk.read(path) if path is not None else None
    new_path = configured.migration_path(new[0])
    after = texts.get(new_path)
    if path is not None and isinstance(before, str) and after is not None:
        renamed = RenamedMigrations(
            tuple(each.migration for each in former),
            tuple(each.migration for each in new),
            before,
            after,
            new[0].dialects,
            posixpath.splitext(path)[1],
            posixpath.splitext(new_path)[1],
        )
        yield from target.renaming_commands(renamed, settings)


def _unnamed(recorded: RecordedMigration) -> RecordedMigration:
    return replace(recorded, timestamp="", slug="", files={})

"""Helper files of migrations that no other migration calls."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping

from scaffold.files.encoding_details import normalized, text_digest
from scaffold.files.file_plan import Disk, Removal
from scaffold.history.record import Record
from scaffold.history.replay import migrations
from scaffold.project.configured_target import ConfiguredTarget


def unused_helpers(
    configured: ConfiguredTarget,
    removed: Mapping[str, Record],
    removed_paths: Collection[str],
    disk: Disk,
) -> Iterator[Removal]:
    """Yield the removals of helper files that only the migrations of removed records call.

    An edited helper is kept, and so is one that another file names: a migration or helper, also a
    user's, or a generated file beside the helpers' folder (Alembic's template of revisions).
    """
    helpers = {
        file.path: file.content
        for recorded in migrations(removed, configured.target.name)
        for file in configured.helpers(recorded)
    }
    if not helpers:
        return
    folders = {configured.migrations_folder, *map(posixpath.dirname, helpers)}
    beside = tuple({f"{posixpath.dirname(posixpath.dirname(path))}/" for path in helpers})
    paths = {path for path in disk.generated_paths() if path.startswith(beside)}
    paths |= {f"{folder}/{name}" for folder in folders for name in disk.names(folder)}
    texts: dict[str, str] = {}
    for path in sorted(paths):
        text = disk.read(path) if path not in removed_paths else None
        if isinstance(text, str):
            texts[path] = text
    unused = {
        path
        for path, content in helpers.items()
        if path in texts and normalized(texts[path]) == normalized(content)
    }
    left = [path for path in texts if path not in unused]
    while left:
        text = texts[left.pop()]
        named = {path for path in unused if _stem(path) in text}
        unused -= named
        left += named
    for path in sorted(unused):
        yield Removal(path, text_digest(texts[path]))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]

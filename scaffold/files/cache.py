"""Decide whether anything changed since the last run, without reading the generated files.

`.scaffold/cache` may be lost: without it a run only takes longer. The key is its last line, so that
a truncated cache is never used.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from scaffold.files.file_plan import FilePlan
from scaffold.files.tree import Tree
from scaffold.schema.reserved_folders import STATE_FOLDER

CACHE_NAME = "cache"
_ACTIONS = ("identical", "skip")
TEMPLATE = "template"


def unchanged(root: str, inputs: Iterable[bytes]) -> tuple[tuple[str, str], ...] | None:
    """Return each generated file as (action, path), or None if a full run must decide.

    It returns them only if the inputs are those of the last run, and every generated file and every
    file that the run consulted has its size and modification time. `inputs` is what determines the
    output: the schema, the version of this tool. A template has the action `template`.
    """
    try:
        folder = Tree(root).folder(STATE_FOLDER)
        if folder.status("pending") is not None:
            return None
        *lines, key, end = (folder.read(CACHE_NAME) or b"").decode("utf-8").split("\n")
    except (OSError, ValueError):
        return None
    if key != _key(inputs) or end != "":
        return None
    outputs = []
    stat = os.stat
    try:
        for line in lines:
            size, modified, action, path = line.split(" ", 3)
            if action in ("consulted", TEMPLATE):
                if _state(f"{root}/{path}") != f"{size} {modified}":
                    return None
                if action == TEMPLATE:
                    outputs.append((action, path))
                continue
            status = stat(f"{root}/{path}")
            if str(status.st_size) != size or str(status.st_mtime_ns) != modified:
                return None
            if action not in _ACTIONS or not path.isprintable():
                return None
            outputs.append((action, path))
    except (OSError, ValueError):
        return None
    return tuple(outputs)


def remember(
    root: str,
    inputs: Iterable[bytes],
    plan: FilePlan,
    consulted: Iterable[str] = (),
    templates: Iterable[str] = (),
) -> None:
    """Record the inputs, the files of an applied plan, and the other files that it consulted.

    `templates` are the files and folders of a project's own templates.
    """
    lines = [f"{_state(f'{root}/{path}')} consulted {path}" for path in consulted]
    lines += [f"{_state(f'{root}/{path}')} {TEMPLATE} {path}" for path in templates]
    # Without a cache the next run is only slower.
    with contextlib.suppress(OSError):
        for change in plan.changes:
            if change.action != "remove":
                status = os.stat(f"{root}/{change.path}")
                action = "skip" if change.action == "skip" else "identical"
                lines.append(f"{status.st_size} {status.st_mtime_ns} {action} {change.path}")
        text = "\n".join([*lines, _key(inputs), ""])
        with Tree(root) as tree:
            tree.folder(STATE_FOLDER).replace(CACHE_NAME, text.encode())


def _state(path: str) -> str:
    """Return size and modification time of a file that may not exist."""
    try:
        status = os.stat(path)
    except OSError:
        return "- -"
    return f"{status.st_size} {status.st_mtime_ns}"


def _key(inputs: Iterable[bytes]) -> str:
    # Like the standard library's random: hashlib loads OpenSSL, a twentieth of an unchanged run.
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    digest = blake2b(digest_size=32)
    for part in inputs:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()

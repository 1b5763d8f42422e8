"""Whether anything changed since the last run: decides it without reading the outputs.

`.scaffold/cache` is ours to lose: one that is missing or unreadable only costs time. Its key stands
last, so that a part of it counts as none.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from scaffold.files.file_plan import FilePlan
from scaffold.files.tree import Tree
from scaffold.schema.reserved_folders import STATE_FOLDER

CACHE_NAME = "cache"
_WORDS = ("identical", "skip")


def unchanged(root: str, inputs: Iterable[bytes]) -> tuple[tuple[str, str], ...] | None:
    """Each output as (word, path), where the inputs are the last run's and every output stands.

    So are the files that the last run consulted, existing or not.

    None where a full run must decide. `inputs`: what shapes the outputs (schema, version).
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
            size, modified, word, path = line.split(" ", 3)
            if word == "consulted":
                if _state(f"{root}/{path}") != f"{size} {modified}":
                    return None
                continue
            status = stat(f"{root}/{path}")
            if str(status.st_size) != size or str(status.st_mtime_ns) != modified:
                return None
            if word not in _WORDS or not path.isprintable():
                return None
            outputs.append((word, path))
    except (OSError, ValueError):
        return None
    return tuple(outputs)


def remember(
    root: str, inputs: Iterable[bytes], plan: FilePlan, consulted: Iterable[str] = ()
) -> None:
    """Note the inputs and the outputs of an applied plan, and other files that it rests on."""
    lines = [f"{_state(f'{root}/{path}')} consulted {path}" for path in consulted]
    # Without a cache the next run is slower, and nothing else.
    with contextlib.suppress(OSError):
        for change in plan.changes:
            if change.action != "remove":
                status = os.stat(f"{root}/{change.path}")
                word = "skip" if change.action == "skip" else "identical"
                lines.append(f"{status.st_size} {status.st_mtime_ns} {word} {change.path}")
        text = "\n".join([*lines, _key(inputs), ""])
        with Tree(root) as tree:
            tree.folder(STATE_FOLDER).replace(CACHE_NAME, text.encode())


def _state(path: str) -> str:
    """Size and time of change of a file that may not exist."""
    try:
        status = os.stat(path)
    except OSError:
        return "- -"
    return f"{status.st_size} {status.st_mtime_ns}"


def _key(inputs: Iterable[bytes]) -> str:
    # As the standard library's random does it: hashlib would load OpenSSL first, which takes a
    # twentieth of an unchanged run.
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

    digest = blake2b(digest_size=32)
    for part in inputs:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()

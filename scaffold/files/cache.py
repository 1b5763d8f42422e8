"""Whether anything changed since the last run: decides it without reading the outputs.

`.scaffold/cache` is ours to lose: one that is missing or unreadable only costs time. Its key stands
last, so that a part of it counts as none.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from scaffold.files.disk import PENDING_FOLDER, STATE_FOLDER
from scaffold.files.types import Plan

CACHE_FILE = f"{STATE_FOLDER}/cache"


def unchanged(root: str, inputs: Iterable[bytes]) -> tuple[tuple[str, str], ...] | None:
    """Each output as (word, path), where the inputs are the last run's and every output stands.

    None where a full run must decide. `inputs`: what shapes the outputs (schema, version).
    """
    if os.path.lexists(os.path.join(root, PENDING_FOLDER)):
        return None
    try:
        with open(os.path.join(root, CACHE_FILE), encoding="utf-8", newline="\n") as file:
            *lines, key, end = file.read().split("\n")
    except (OSError, ValueError):
        return None
    if key != _key(inputs) or end != "":
        return None
    outputs = []
    stat = os.stat
    try:
        for line in lines:
            size, modified, word, path = line.split(" ", 3)
            status = stat(f"{root}/{path}")
            if str(status.st_size) != size or str(status.st_mtime_ns) != modified:
                return None
            outputs.append((word, path))
    except (OSError, ValueError):
        return None
    return tuple(outputs)


def remember(root: str, inputs: Iterable[bytes], plan: Plan) -> None:
    """Note the inputs and the outputs of an applied plan."""
    lines = []
    target = os.path.join(root, CACHE_FILE)
    # Without a cache the next run is slower, and nothing else.
    with contextlib.suppress(OSError):
        for change in plan.changes:
            if change.action != "remove":
                status = os.stat(f"{root}/{change.path}")
                word = "skip" if change.action == "skip" else "identical"
                lines.append(f"{status.st_size} {status.st_mtime_ns} {word} {change.path}")
        with open(f"{target}.new", "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([*lines, _key(inputs), ""]))
        os.replace(f"{target}.new", target)


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

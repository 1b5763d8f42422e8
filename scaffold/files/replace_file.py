"""Replace a file only if its content is still what was read.

No single system call does this. The current file is kept under a second name, compared, and only
then replaced: an editor that had the file open writes to the kept copy.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from scaffold.files.directory import Directory, LinkError

Same = Callable[[bytes], bool]


def keep(folder: Directory, name: str, to: Directory, kept: str) -> bool:
    """Keep a file under the name `kept`; return False if there is none."""
    try:
        linked = folder.link(name, to, kept)
    except FileExistsError:
        # Kept by a run that was interrupted before it replaced the file.
        to.remove(kept)
        linked = folder.link(name, to, kept)
    except FileNotFoundError:
        return False
    if not linked:
        found = folder.read_with_status(name)
        if found is None:
            return False
        to.remove(kept)
        to.write_new(kept, found[0], found[1].st_mode & 0o7777)
    return True


def is_unchanged(folder: Directory, name: str, same: Same) -> bool:
    """Return whether a file is what was read, and nobody is writing to it or has replaced it."""
    found = folder.read_with_status(name)
    if found is None or not same(found[0]):
        return False
    now = folder.status(name)
    return now is not None and _identity(now) == _identity(found[1])


def write_unchanged(path: str, data: bytes, before: bytes | None) -> bool:
    """Replace the file at `path` atomically; return False if it is not `before` (None: no file).

    Links inside the file's own folder are followed. LinkError if one leads out of it; OSError if
    the disk refuses. Nothing is changed then.
    """
    real = os.path.realpath(path)
    home = os.path.realpath(os.path.dirname(path) or os.curdir)
    if not real.startswith(home.rstrip(os.sep) + os.sep):
        raise LinkError(path, f"this link leads out of its folder, to {real}")
    folder, name = Directory.open(os.path.dirname(real)), os.path.basename(real)
    new, kept = f".{name}.scaffold-new", f".{name}.scaffold-kept"
    try:
        status = folder.status(name)
        folder.remove(new)
        folder.write_new(new, data, None if status is None else status.st_mode & 0o7777)
        if before is None:
            return _make(folder, name, new)
        if not keep(folder, name, folder, kept) or not is_unchanged(folder, name, before.__eq__):
            return False
        folder.move(new, folder, name)
        if folder.read(kept) == before:
            return True
        folder.move(kept, folder, name)
        return False
    finally:
        folder.remove(new)
        folder.remove(kept)
        folder.close()


def _make(folder: Directory, name: str, new: str) -> bool:
    try:
        if folder.link(new, folder, name):
            return True
    except FileExistsError:
        return False
    if folder.status(name) is not None:
        return False
    folder.move(new, folder, name)
    return True


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns

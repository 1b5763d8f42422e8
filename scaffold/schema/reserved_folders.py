"""Folders that no generated file may be in."""

from __future__ import annotations

STATE_FOLDER = ".scaffold"
# Windows has the second name for the first.
_GIT_FOLDERS = ("git~1", ".git")


def reserved_part(path: str) -> str | None:
    """Return `.git` or `.scaffold` if a path is below such a folder on any file system.

    Some file systems ignore case, or a dot or space at the end of a name.
    """
    for part in path.casefold().split("/"):
        name = part.rstrip(". ")
        if name in _GIT_FOLDERS:
            return _GIT_FOLDERS[-1]
        if name == STATE_FOLDER:
            return STATE_FOLDER
    return None

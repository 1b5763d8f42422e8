"""Files in the folders above a project, and files that will be written there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from scaffold.errors import EnvironmentFailure
from scaffold.files.file_plan import File

# Bytes read of a file that people write.
_MOST = 1 << 20


class Surroundings:
    """The folders around a schema's folder, which may not exist yet.

    `planned` are files that will be written in addition to the generated ones; `find_upwards` finds
    them.
    """

    def __init__(self, root: str, planned: Iterable[File] = ()) -> None:
        self._planned = {file.path: file.content for file in planned}
        self._real_root = os.path.realpath(root or os.curdir)
        self._consulted: dict[str, None] = {}
        self._links: dict[str, str | None] = {}

    @property
    def root(self) -> str:
        """The folder: an absolute path without links, with forward slashes."""
        return self._real_root.replace(os.sep, "/")

    def link_above(self, path: str) -> str | None:
        """Return the first link that a path in the folder crosses, itself included."""
        folder = path.rpartition("/")[0]
        if folder not in self._links:
            # Many files are in one folder, whose own links are looked for once.
            self._links[folder] = self.link_above(folder) if folder else None
        link = self._links[folder]
        if link is None and os.path.islink(os.path.join(self._real_root, path)):
            return path
        return link

    @property
    def planned(self) -> tuple[str, ...]:
        """The paths of files that will be written in addition to the generated ones."""
        return tuple(self._planned)

    @property
    def consulted(self) -> tuple[str, ...]:
        """The paths that `find_upwards` has looked for, existing or not, relative to the folder."""
        return tuple(os.path.relpath(path, self._real_root) for path in self._consulted)

    def find_upwards(self, folder: str, name: str, top: str = "/") -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of that name in a folder and its parents, up to `top`.

        Bytes that are not UTF-8 are replaced. EnvironmentFailure if a file cannot be read.
        """
        at = os.path.realpath(os.path.join(self._real_root, folder))
        inside = top.rstrip("/") + "/"
        below = ""
        while at != below and f"{at.replace(os.sep, '/')}/".startswith(inside):
            path = os.path.join(at, name)
            self._consulted[path] = None
            text = _text(path) if os.path.isfile(path) else self._plan_for(path)
            if text is not None:
                yield path.replace(os.sep, "/"), text
            at, below = os.path.dirname(at), at

    def _plan_for(self, path: str) -> str | None:
        if not self._planned:
            return None
        return self._planned.get(os.path.relpath(path, self._real_root).replace(os.sep, "/"))


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(_MOST).decode("utf-8", "replace")
    except OSError as error:
        hint = "Give yourself read permission and run again."
        raise EnvironmentFailure(f"{path}: {error.strerror or error}", hint) from error

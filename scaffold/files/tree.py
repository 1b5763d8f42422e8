"""A project's folders: which files may be used, and where they are behind links.

Files below `.scaffold` are this tool's own and are never reached through a link. Other files may be
behind links of the project, if these stay inside the project and do not lead to `.git` or
`.scaffold`.
"""

from __future__ import annotations

import contextlib
import errno
import os
from types import TracebackType

from scaffold.files.directory import Directory, LinkError
from scaffold.schema.reserved_folders import STATE_FOLDER, reserved_part


class Tree:
    """The folder `root` and its subfolders, each opened once; leaving the context closes them.

    A root that does not exist counts as empty.
    """

    def __init__(self, root: str):
        self._root = root or os.curdir
        self._real_root = os.path.realpath(self._root)
        self._opened: dict[str, Directory] = {}
        self._real: dict[str, str] = {"": ""}
        with contextlib.suppress(FileNotFoundError):
            self._opened[""] = Directory.open(self._root)

    def __enter__(self) -> Tree:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for folder in self._opened.values():
            folder.close()

    def full(self, path: str) -> str:
        """Return a path in the folder as it is shown in messages."""
        return os.path.join(self._root, path)

    def folder(self, path: str) -> Directory:
        """Open the folder at a path without links.

        FileNotFoundError, NotADirectoryError or LinkError if it fails.
        """
        opened = self._opened.get(path)
        if opened is None:
            if not path:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._root)
            above, _, name = path.rpartition("/")
            opened = self._opened[path] = self.folder(above).folder(name)
        return opened

    def make_folder(self, path: str, made: list[str]) -> Directory:
        """Return the folder at a path without links, made if missing; new paths are added to
        `made`.
        """
        try:
            return self.folder(path)
        except FileNotFoundError:
            above, _, name = path.rpartition("/")
            self.make_folder(above, made).make_folder(name)
            made.append(path)
        return self.folder(path)

    def remove_folders(self, made: list[str]) -> None:
        """Remove the folders that `make_folder` made, if they are empty."""
        for path in reversed(made):
            above, _, name = path.rpartition("/")
            try:
                self.folder(above).remove_folder(name)
            except OSError:
                continue
            opened = self._opened.pop(path, None)
            if opened is not None:
                opened.close()
        made.clear()

    def remove(self, path: str) -> None:
        """Remove the folder at a path without links, and all that is in it."""
        folder = self.folder(path)
        for name, kind in folder.kinds().items():
            if kind == "folder":
                folder.remove_tree(name)
            else:
                folder.remove(name)
        self._opened.pop(path).close()
        above, _, name = path.rpartition("/")
        self.folder(above).remove_folder(name)

    def locate(self, path: str, *, is_file: bool = False) -> tuple[str, str]:
        """Return the path without links of a file's folder, and the file's name there.

        `is_file`: its folder was listed, and it is no link. LinkError if a link leads out of the
        project or into `.git` or `.scaffold`.
        """
        folder, _, name = path.rpartition("/")
        if is_state(path):
            return folder, name
        real = self._real.get(folder)
        if real is None:
            real = self._real[folder] = self._inside(folder, f"the folder {folder}")
        if not is_file and os.path.islink(os.path.join(self._real_root, real, name)):
            below = f"{real}/{name}" if real else name
            real, _, name = self._inside(below, "this link").rpartition("/")
        return real, name

    def read(self, path: str, *, is_file: bool = False) -> bytes | None:
        """Return a file's bytes, None if there is none; OSError if it is not a file.

        `is_file` as in `locate`; a link that took its place since is a LinkError.
        """
        folder, name = self.locate(path, is_file=is_file)
        try:
            return self.folder(folder).read(name)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _inside(self, path: str, what: str) -> str:
        real = real_path(self._real_root, path)
        if real is None:
            raise LinkError(self.full(path), f"{what} leads out of the schema's folder")
        if reserved_part(real):
            message = f"{what} is a link to {real}, where scaffold does not write"
            raise LinkError(self.full(path), message)
        return real


def real_path(real_root: str, path: str) -> str | None:
    """Return the path below the root without links, or None if it is not below it."""
    real = os.path.realpath(os.path.join(real_root, path))
    if real == real_root:
        return ""
    above = real_root.rstrip(os.sep) + os.sep
    return real[len(above) :].replace(os.sep, "/") if real.startswith(above) else None


def is_state(path: str) -> bool:
    """Return whether a path is below `.scaffold`."""
    return path.partition("/")[0] == STATE_FOLDER

"""An open folder whose entries are accessed by name, without following links.

On POSIX every call is relative to the open folder (openat and the like), so that nothing is written
elsewhere when a folder is replaced by a link during a run. Windows has no such calls; there each
entry is checked just before it is used.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import Any, Literal

Kind = Literal["file", "link", "folder", "other"]
# A schema of the largest size that is read makes no file that is nearly as large.
MAX_BYTES = 200_000_000

_RELATIVE = os.open in os.supports_dir_fd
_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# Without it, opening a pipe waits for a writer.
_READ = os.O_RDONLY | _FLAGS | getattr(os, "O_NONBLOCK", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)


class LinkError(OSError):
    """A link is in the place of a file or folder of this tool, or leads out of the project."""

    def __init__(
        self, path: str, message: str = "it is a link, which scaffold does not follow here"
    ):
        super().__init__(errno.ELOOP, message, path)


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return "link"
    if entry.is_file():
        return "file"
    return "folder" if entry.is_dir() else "other"


def require_ordinary(status: os.stat_result) -> None:
    """Raise OSError unless it is the status of a regular file of at most MAX_BYTES."""
    if not stat.S_ISREG(status.st_mode):
        is_folder = stat.S_ISDIR(status.st_mode)
        code, what = (errno.EISDIR, "a folder") if is_folder else (errno.EINVAL, "a pipe or device")
        raise OSError(code, f"it is {what}, not a file")
    if status.st_size > MAX_BYTES:
        limit = f"it has {status.st_size:,} bytes, more than the {MAX_BYTES:,} that scaffold reads"
        raise OSError(errno.EFBIG, limit)


class Directory:
    """A folder that is open until `close`. Every OSError has the entry's full path."""

    __slots__ = ("_handle", "path")

    def __init__(self, path: str, handle: int | None):
        self.path = path
        self._handle = handle

    @classmethod
    def open(cls, path: str) -> Directory:
        """Open the folder at `path`; links in `path` itself are followed."""
        return cls(path, os.open(path, _FOLDER) if _RELATIVE else None)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the folder; closing it twice is harmless."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def full(self, name: str) -> str:
        """Return the path of an entry, for messages."""
        return os.path.join(self.path, name)

    def folder(self, name: str) -> Directory:
        """Open a folder in this one. FileNotFoundError, NotADirectoryError or LinkError if it
        fails.
        """
        try:
            if self._handle is not None:
                handle = os.open(name, _FOLDER | _FLAGS, dir_fd=self._handle)
                return Directory(self.full(name), handle)
            self._refuse_link(name)
            if not os.path.isdir(self.full(name)):
                os.listdir(self.full(name))
        except OSError as error:
            self._refuse_link(name)
            self._name(error, name)
            raise
        return Directory(self.full(name), None)

    def status(self, name: str) -> os.stat_result | None:
        """Return the entry's status (of a link, its own), or None if there is no such entry."""
        try:
            where, at = self._os_arguments(name)
            return os.stat(where, follow_symlinks=False, **at)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._name(error, name)
            raise

    def kinds(self) -> dict[str, Kind]:
        """Return the kind of each entry by name."""
        try:
            at: Any = self.path if self._handle is None else self._handle
            with os.scandir(at) as entries:
                return {entry.name: _kind(entry) for entry in entries}
        except OSError as error:
            self._name(error, "")
            raise

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None if there is none. LinkError for a link, OSError for a
        folder.
        """
        found = self.read_with_status(name)
        return None if found is None else found[0]

    def read_with_status(self, name: str) -> tuple[bytes, os.stat_result] | None:
        """Return a file's bytes and its status while they were read; errors as in `read`."""
        try:
            handle = self.handle(name, _READ)
        except FileNotFoundError:
            return None
        try:
            status = os.fstat(handle)
            require_ordinary(status)
            # One call reads all of a file that does not change; a file object makes five.
            data = os.read(handle, status.st_size + 1)
            if len(data) != status.st_size:
                parts = [data]
                while data := os.read(handle, 1 << 20):
                    parts.append(data)
                data = b"".join(parts)
            return data, status
        except OSError as error:
            self._name(error, name)
            raise
        finally:
            os.close(handle)

    def write_new(self, name: str, data: bytes, mode: int | None = None) -> None:
        """Write a new file; FileExistsError if the name is in use."""
        # The bare system calls take a fifth less time than a file object.
        handle = self.handle(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            while data:
                data = data[os.write(handle, data) :]
            if mode is not None:
                os.chmod(self.full(name) if self._handle is None else handle, mode)
        except OSError as error:
            self._name(error, name)
            raise
        finally:
            os.close(handle)

    def replace(self, name: str, data: bytes, beside: str = "{}.new") -> None:
        """Write a file atomically over what exists: an interrupted run leaves the old one.

        It is first written under the name `beside`, which must not be in use.
        """
        new = beside.format(name)
        self.remove(new)
        try:
            self.write_new(new, data)
            self.move(new, self, name)
        except BaseException:
            with contextlib.suppress(OSError):
                self.remove(new)
            raise

    def replace_file(self, name: str, data: bytes) -> None:
        """Write a file atomically where there is none or a regular file; LinkError or OSError for
        anything else.
        """
        status = self.status(name)
        if status is not None:
            self._refuse_link(name)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is not a regular file", self.full(name))
        self.replace(name, data, ".{}.scaffold-new")

    def handle(self, name: str, flags: int) -> int:
        """Return a file descriptor for an entry; LinkError if it is a link."""
        try:
            if self._handle is None:
                self._refuse_link(name)
                return os.open(self.full(name), flags | _FLAGS, 0o666)
            return os.open(name, flags | _FLAGS, 0o666, dir_fd=self._handle)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK):
                self._refuse_link(name)
            self._name(error, name)
            raise

    def move(self, name: str, to: Directory, new_name: str) -> None:
        """Rename an entry, replacing any that is called `new_name`."""
        try:
            if self._handle is None:
                os.replace(self.full(name), to.full(new_name))
            else:
                os.replace(name, new_name, src_dir_fd=self._handle, dst_dir_fd=to._handle)
        except OSError as error:
            to._name(error, new_name)
            raise

    def link(self, name: str, to: Directory, new_name: str) -> bool:
        """Make a hard link; False if the file system has none.

        FileNotFoundError if `name` does not exist, FileExistsError if `new_name` does.
        """
        try:
            if self._handle is None:
                os.link(self.full(name), to.full(new_name))
            else:
                at = {"src_dir_fd": self._handle, "dst_dir_fd": to._handle}
                os.link(name, new_name, **at, follow_symlinks=False)
        except OSError as error:
            if error.errno in _NO_LINKS:
                return False
            to._name(error, new_name)
            raise
        return True

    def remove(self, name: str) -> None:
        """Remove a file or a link if it exists."""
        try:
            where, at = self._os_arguments(name)
            os.unlink(where, **at)
        except FileNotFoundError:
            return
        except OSError as error:
            self._name(error, name)
            raise

    def make_folder(self, name: str) -> None:
        """Make a folder; FileExistsError if the name is in use."""
        try:
            where, at = self._os_arguments(name)
            os.mkdir(where, **at)
        except OSError as error:
            self._name(error, name)
            raise

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""
        try:
            where, at = self._os_arguments(name)
            os.rmdir(where, **at)
        except OSError as error:
            self._name(error, name)
            raise

    def remove_tree(self, name: str) -> None:
        """Remove a folder and all that is in it; links in it are removed, not followed."""
        # Slow to import and rarely needed.
        import shutil

        self._refuse_link(name)
        try:
            where, at = self._os_arguments(name)
            shutil.rmtree(where, **at)
        except OSError as error:
            self._name(error, name)
            raise

    def _os_arguments(self, name: str) -> tuple[str, dict[str, Any]]:
        """Return the path and the keyword arguments that functions of `os` take for an entry."""
        if self._handle is None:
            return self.full(name), {}
        return name, {"dir_fd": self._handle}

    def _refuse_link(self, name: str) -> None:
        status = self.status(name)
        if status is not None and stat.S_ISLNK(status.st_mode):
            raise LinkError(self.full(name))

    def _name(self, error: OSError, name: str) -> None:
        error.filename, error.filename2 = self.full(name), None

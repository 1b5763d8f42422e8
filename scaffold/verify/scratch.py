"""The folder and the databases of one run, and those that interrupted runs left behind.

A run locks a file in its folder, and its child processes inherit the lock: the system releases it
when the last of them ends. A folder without a lock belongs to an interrupted run.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from scaffold.files.locking import host_name, try_lock
from scaffold.verify.server import Server

_PREFIX = "scaffold-verify-"
_LOCK = "run.lock"
_RECORD = "databases.json"
# Seconds after which a run that made a folder has certainly locked it.
_GRACE = 3600.0
_NAME = re.compile(r"scaffold_verify_[0-9a-f]{16}_[a-z]+")


class Scratch:
    """The folder of a run, an absolute path, and the names of its databases."""

    def __init__(self, folder: str, handle: int):
        self.folder = folder
        self.names: tuple[str, ...] = ()
        self._handle = handle

    @property
    def inherited_files(self) -> tuple[int, ...]:
        """The open files that a process of this run inherits (`pass_fds`)."""
        return (self._handle,) if os.name == "posix" else ()

    def reserve(self, server: Server, *purposes: str) -> tuple[str, ...]:
        """Return a database name for each purpose; on SQLite the path of a file in the folder.

        The names are recorded on disk before any of these databases is created.
        """
        stem = f"scaffold_verify_{secrets.token_hex(8)}"
        names = tuple(f"{stem}_{purpose}" for purpose in purposes)
        if server.dialect == "sqlite":
            self.names = tuple(os.path.join(self.folder, f"{name}.sqlite") for name in names)
            return self.names
        self.names = names
        record = {"host": host_name(), "server": _address(server), "names": names}
        path = os.path.join(self.folder, _RECORD)
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            json.dump(record, file)
        os.replace(f"{path}.new", path)
        return names


@contextlib.contextmanager
def scratch_folder() -> Iterator[Scratch]:
    """Yield a new, locked folder in the system's temporary folder; it is removed afterwards."""
    folder, handle = _locked_folder()
    try:
        yield Scratch(os.path.realpath(folder), handle)
    finally:
        # A process that is ending may still use it.
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


class Leftovers:
    """The folders of interrupted runs, and the databases that they left on `server`.

    Only databases that a run of this user on this machine recorded for this server are included,
    and only of runs without a living process. A folder is removed once its databases are dropped.
    """

    def __init__(self, server: Server):
        self.notes: list[str] = []
        self._found = list(_abandoned(server))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for folder, handle, names in self._found:
            if not names:
                shutil.rmtree(folder, ignore_errors=True)
            os.close(handle)
        self._found = []

    @property
    def names(self) -> tuple[str, ...]:
        """The databases that are still to be dropped."""
        return tuple(name for _, _, names in self._found for name in sorted(names))

    def forget(self, name: str) -> None:
        """Record that a database was dropped."""
        for _, _, names in self._found:
            names.discard(name)

    def keep(self, name: str, reason: str) -> None:
        """Record that a database could not be dropped: the next run tries again."""
        self.notes.append(f"{name}, left by an interrupted run, could not be dropped: {reason}")


def _locked_folder() -> tuple[str, int]:
    while True:
        folder = tempfile.mkdtemp(prefix=_PREFIX)
        handle = os.open(os.path.join(folder, _LOCK), os.O_RDWR | os.O_CREAT, 0o600)
        if try_lock(handle):
            return folder, handle
        # Another run removed it as that of an interrupted run.
        os.close(handle)


def _abandoned(server: Server) -> Iterator[tuple[str, int, set[str]]]:
    """Yield folder, lock file and databases of each interrupted run."""
    for entry in os.scandir(tempfile.gettempdir()):
        if not entry.name.startswith(_PREFIX) or not _is_ours(entry):
            continue
        handle = _lock_of(entry.path)
        if handle is None:
            continue
        names = _recorded(entry.path, server)
        if names is None:
            os.close(handle)
        else:
            yield entry.path, handle, names


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a real folder of the current user, and still there."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            return False
        return os.name != "posix" or entry.stat(follow_symlinks=False).st_uid == os.getuid()
    except FileNotFoundError:
        # A run that ends at this moment removes its folder.
        return False


def _lock_of(folder: str) -> int | None:
    """Return the folder's lock; None if a living process has it, or the run has just started."""
    path = os.path.join(folder, _LOCK)
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        _remove_unused(folder)
        return None
    except OSError:
        return None
    if try_lock(handle):
        return handle
    os.close(handle)
    return None


def _remove_unused(folder: str) -> None:
    """Remove an empty folder whose run was interrupted before it could lock it."""
    with contextlib.suppress(OSError):
        if time.time() - os.stat(folder).st_mtime > _GRACE:
            os.rmdir(folder)


def _recorded(folder: str, server: Server) -> set[str] | None:
    """Return the run's databases on this server; None if they are elsewhere or not known."""
    try:
        with open(os.path.join(folder, _RECORD), encoding="utf-8") as file:
            record = json.load(file)
        known = (record["host"], record["server"]) == (host_name(), _address(server))
        names = {name for name in record["names"] if _NAME.fullmatch(name)}
    except FileNotFoundError:
        # It created no database, or only SQLite files in the folder.
        return set()
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return names if known else None


def _address(server: Server) -> Mapping[str, Any]:
    """Return what identifies a server and its user."""
    return {
        "dialect": server.dialect,
        "host": server.host,
        "port": server.port,
        "user": server.user,
        "socket": (server.options or {}).get("socketPath"),
    }

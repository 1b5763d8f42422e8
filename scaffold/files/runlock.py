"""Allow one run at a time in a folder. The system releases the lock when a run is killed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator

from scaffold.errors import EnvironmentFailure
from scaffold.files.directory import Directory
from scaffold.files.failures import disk_failure
from scaffold.files.locking import host_name, try_lock
from scaffold.schema.reserved_folders import STATE_FOLDER

LOCK_NAME = "run.lock"
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
_REFUSALS = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT)


class CannotHoldError(EnvironmentFailure):
    """The disk refuses the lock file, as it would refuse any other file."""


@contextlib.contextmanager
def exclusive(root: str, wait: float = 5.0, writes: str | None = None) -> Iterator[None]:
    """Hold the folder's lock during the block; nothing is left behind.

    EnvironmentFailure, with the holder, if another run holds it for more than `wait` seconds.
    CannotHoldError if the disk is full or not writable; it names the file that the run `writes`.
    """
    try:
        top = Directory.open(root or os.curdir)
        folder, handle = _acquire(top, time.monotonic() + wait)
    except OSError as error:
        hint = "Give yourself write permission to the folder and run again."
        if error.errno in _REFUSALS:
            path = str(writes or error.filename or root)
            hint = "Nothing was changed. Free disk space or correct the permissions, and run again."
            raise CannotHoldError(disk_failure(error, path, hint).problems) from error
        raise disk_failure(error, str(error.filename or root), hint) from error
    try:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.write(handle, _holder().encode())
        yield
    finally:
        # Removed while locked: a run that waits for it notices and opens a new one.
        with contextlib.suppress(OSError):
            folder.remove(LOCK_NAME)
        os.close(handle)
        with contextlib.suppress(OSError):
            if os.name == "nt":
                folder.remove(LOCK_NAME)
            else:
                top.remove_folder(STATE_FOLDER)
        folder.close()
        top.close()


def _acquire(top: Directory, deadline: float) -> tuple[Directory, int]:
    while True:
        folder = _state_folder(top)
        path = os.path.normpath(folder.full(LOCK_NAME))
        try:
            handle = folder.handle(LOCK_NAME, _FLAGS)
        except FileNotFoundError:
            # The previous run has just removed the folder.
            continue
        with contextlib.ExitStack() as opened:
            opened.callback(os.close, handle)
            _require_own(handle, path)
            if try_lock(handle):
                if _is_current(handle, folder):
                    opened.pop_all()
                    return folder, handle
            elif time.monotonic() >= deadline:
                holder = os.read(handle, 500).decode(errors="replace").strip()
                raise EnvironmentFailure(
                    f"another run holds {path}: {holder or 'it has just started'}",
                    "Wait until it has finished, or end it, and run again.",
                )
            else:
                time.sleep(0.05)


def _state_folder(top: Directory) -> Directory:
    """Return the folder `.scaffold`, made if it does not exist."""
    while True:
        try:
            return top.folder(STATE_FOLDER)
        except FileNotFoundError:
            with contextlib.suppress(FileExistsError):
                top.make_folder(STATE_FOLDER)


def _require_own(handle: int, path: str) -> None:
    """Raise OSError unless it is a regular file without further hard links: it is written to."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise OSError(errno.EINVAL, "it was not written by scaffold: remove it", path)


def _is_current(handle: int, folder: Directory) -> bool:
    """Return whether the locked file is still the one at its path."""
    status = folder.status(LOCK_NAME)
    return status is not None and os.path.samestat(os.fstat(handle), status)


def _holder() -> str:
    since = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    return f"process {os.getpid()} on {host_name()} since {since}\n"

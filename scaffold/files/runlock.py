"""One run at a time in a folder. The lock is the system's own, so a killed run leaves none."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator

from scaffold.errors import SurroundingsError
from scaffold.files.disk import STATE_FOLDER, trouble
from scaffold.files.locking import host_name, try_lock

LOCK_FILE = f"{STATE_FOLDER}/run.lock"


@contextlib.contextmanager
def exclusive(root: str, wait: float = 5.0) -> Iterator[None]:
    """Hold the folder for this run; it leaves nothing behind.

    SurroundingsError, which says who holds it, after `wait` seconds.
    """
    folder = os.path.normpath(os.path.join(root, STATE_FOLDER))
    path = os.path.normpath(os.path.join(root, LOCK_FILE))
    try:
        handle = _acquire(folder, path, time.monotonic() + wait)
    except OSError as error:
        hint = "Make it a folder that you may write to, and run again."
        raise trouble(error, str(error.filename or path), hint) from error
    try:
        os.ftruncate(handle, 0)
        os.write(handle, _who().encode())
        yield
    finally:
        # Removed while held: another run that waits for it sees that and opens a new one.
        with contextlib.suppress(OSError):
            os.unlink(path)
        os.close(handle)
        with contextlib.suppress(OSError):
            os.unlink(path) if os.name == "nt" else os.rmdir(folder)


def _acquire(folder: str, path: str, deadline: float) -> int:
    while True:
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:
            if os.path.islink(folder):
                hint = "Remove this link and run again."
                raise SurroundingsError(f"{folder}: it leads to no folder", hint) from None
            # The run before has just removed the folder.
            continue
        with contextlib.ExitStack() as opened:
            opened.callback(os.close, handle)
            if try_lock(handle):
                if _is_current(handle, path):
                    opened.pop_all()
                    return handle
            elif time.monotonic() >= deadline:
                holder = os.read(handle, 500).decode(errors="replace").strip()
                raise SurroundingsError(
                    f"another run holds {path}: {holder or 'it has just begun'}",
                    "Wait until it is done, or end it, and run again.",
                )
            else:
                time.sleep(0.05)


def _is_current(handle: int, path: str) -> bool:
    """Whether the locked file is still the one at its path."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _who() -> str:
    since = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    return f"process {os.getpid()} on {host_name()} since {since}\n"

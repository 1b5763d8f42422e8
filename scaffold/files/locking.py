"""Locks on open files, which the system releases when their last holder ends."""

from __future__ import annotations

import errno
import os
import sys

_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def try_lock(handle: int) -> bool:
    """Lock an open file; return False if another process holds it.

    OSError if the file system has no locks.
    """
    try:
        _lock(handle)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        # Far beyond the text, which other processes must be able to read.
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

    def host_name() -> str:
        return os.environ.get("COMPUTERNAME", "this machine")

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def host_name() -> str:
        return os.uname().nodename

"""An interactive shell on a pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.support.node_packages import clean_environment

BIN = Path(sys.executable).parent


class Shell:
    """A shell that ends with the block: `with Shell(["bash", "--norc"], folder) as shell`."""

    def __init__(self, command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        import fcntl
        import pty
        import termios

        self._ours, theirs = pty.openpty()
        path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=clean_environment({"PATH": path, "TERM": "dumb", **environment}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            # It becomes the shell's controlling terminal.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def run(self, line: str) -> str:
        """Run a line that prints nothing, and return what the terminal shows until it has ended."""
        self.type(f"{line}; echo do''ne\n")
        return self.until("done\r\n")

    def until(self, text: str, seconds: float = 20) -> str:
        """Return what the terminal shows before `text`; AssertionError if it never appears."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self._ours], [], [], max(0, end - time.monotonic()))
            assert ready, f"no {text!r} in {self.seen!r}"
            self.seen += os.read(self._ours, 1 << 16).decode(errors="replace")
        found, _, self.seen = self.seen.partition(text)
        return found


def find(name: str) -> str | None:
    """Return the shell's path if it is installed."""
    return shutil.which(name)

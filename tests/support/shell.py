"""An interactive shell on a pseudo-terminal, typed into as a person does."""

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
    """`with Shell(["bash", "--norc"], folder) as shell`: it ends with the block."""

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
            # It becomes the terminal that the shell answers to.
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
        """What is seen until the line, which must print nothing, has come to its end."""
        self.type(f"{line}; echo do''ne\n")
        return self.until("done\r\n")

    def until(self, text: str, seconds: float = 20) -> str:
        """What is seen until `text`, which is taken away; AssertionError where it never comes."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self._ours], [], [], max(0, end - time.monotonic()))
            assert ready, f"no {text!r} in {self.seen!r}"
            self.seen += os.read(self._ours, 1 << 16).decode(errors="replace")
        found, _, self.seen = self.seen.partition(text)
        return found


def find(name: str) -> str | None:
    """The shell's path, where it is installed."""
    return shutil.which(name)

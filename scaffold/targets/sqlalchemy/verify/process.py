"""One Python process that makes, migrates, reads and at its end drops scratch databases.

It is `worker.py`; it runs apart from our own process group, so that Ctrl-C reaches us alone, and
drops what it made when its standard input ends: however this process ends, nothing is left.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import Any

from scaffold.errors import SurroundingsError

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")
_PATIENCE = 60.0


class RequestError(Exception):
    """The project's own code, or its database, refused."""


class Process:
    """The process, under the project's own Python."""

    def __init__(self, directory: str, folder: str):
        self.python = project_python(directory)
        self._log = os.path.join(folder, "python.log")
        with open(self._log, "ab") as log:
            try:
                self._process = subprocess.Popen(
                    [self.python, WORKER],
                    cwd=directory,
                    # Nothing but what is asked for is to be left in the project.
                    env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    encoding="utf-8",
                    start_new_session=True,
                )
            except OSError as error:
                raise SurroundingsError(
                    f"{self.python} cannot be run: {error.strerror}",
                    "Make an environment: `python -m venv .venv`.",
                ) from error

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def ask(self, command: str, **request: Any) -> Any:
        """The answer to a request; RequestError where it was refused, or ended the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"command": command, **request}) + "\n")
            self._process.stdin.flush()
            reply = self._process.stdout.readline()
        except BrokenPipeError:
            reply = ""
        if not reply:
            raise RequestError(f"Python ended in the middle: {self._last_words()}")
        answer = json.loads(reply)
        if "error" in answer:
            raise RequestError(answer["error"])
        return answer["value"]

    def _last_words(self) -> str:
        with open(self._log, encoding="utf-8", errors="replace") as log:
            lines = [line.strip() for line in log if line.strip()]
        return lines[-1] if lines else f"exit {self._process.wait()}"


def project_python(directory: str) -> str:
    """The environment of the project: its `.venv`, the active one, or that which runs this."""
    folders = [os.path.join(directory, ".venv"), os.path.join(os.path.dirname(directory), ".venv")]
    if active := os.environ.get("VIRTUAL_ENV"):
        folders.append(active)
    for folder in folders:
        for place in (("bin", "python"), ("Scripts", "python.exe")):
            python = os.path.join(folder, *place)
            if os.path.exists(python):
                return python
    return sys.executable

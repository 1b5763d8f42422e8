"""The process in the project's own Python, which makes, migrates and drops scratch databases.

It runs apart from our own process group, so that Ctrl-C reaches us alone, and ends when its
standard input does: however this process ends, nothing is left on a server.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import TracebackType
from typing import Any

from scaffold.errors import SurroundingsError

_CHILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child.py")
_PATIENCE = 20.0


class RequestError(Exception):
    """The project's own code, or its database, refused; `sql` is the statement, if any."""

    def __init__(self, message: str, sql: str | None):
        super().__init__(message)
        self.message = message
        self.sql = sql


class Session:
    """The process, in the target's directory."""

    def __init__(self, directory: str, folder: str):
        self.python = project_python(directory)
        self._log = os.path.join(folder, "python.log")
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                [self.python, _CHILD],
                cwd=directory,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._process.stdout.close()
        if code and kind is None:
            raise SurroundingsError(
                f"the scratch databases could not be dropped: {self._last_words()}",
                "Drop those called scaffold_verify_… by hand.",
            )

    def ask(self, what: str, **request: Any) -> Any:
        """The answer to a request; RequestError where it was refused, or ended the process."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps({"do": what, **request}) + "\n")
            self._process.stdin.flush()
            reply = self._process.stdout.readline()
        except BrokenPipeError:
            reply = ""
        if not reply:
            self._process.wait()
            raise RequestError(f"Python ended in the middle: {self._last_words()}", None)
        answer = json.loads(reply)
        if error := answer.get("error"):
            raise RequestError(error["message"], error["sql"])
        return answer["value"]

    def _last_words(self) -> str:
        with open(self._log, encoding="utf-8", errors="replace") as log:
            lines = [line.strip() for line in log if line.strip()]
        return lines[-1] if lines else f"exit {self._process.returncode}"


def project_python(directory: str) -> str:
    """The Python of the active environment, of a .venv in the folder or above it, or our own."""
    folders = [os.environ.get("VIRTUAL_ENV", "")]
    place = os.path.abspath(directory)
    while True:
        folders.append(os.path.join(place, ".venv"))
        if place == os.path.dirname(place):
            break
        place = os.path.dirname(place)
    for folder in filter(None, folders):
        for program in ("bin/python", "Scripts/python.exe"):
            if os.path.exists(found := os.path.join(folder, *program.split("/"))):
                return found
    return sys.executable

"""One node process that makes, migrates, reads and at its end drops scratch databases.

It is `session.js`; it runs apart from our own process group, so that Ctrl-C reaches us alone,
and ends when its standard input does: however this process ends, nothing is left on a server.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import IO, Any

from scaffold.errors import SurroundingsError

HERE = os.path.dirname(os.path.abspath(__file__))
_PATIENCE = 20.0


class RequestError(Exception):
    """The project's own code, or its database, refused; `sql` is the statement, if any."""

    def __init__(self, message: str, sql: str | None, code: str | None):
        super().__init__(message)
        self.message = message
        self.sql = sql
        self.code = code


class Session:
    """The process. It knows the databases called `names`, and makes no other."""

    def __init__(self, directory: str, folder: str, names: Sequence[str]):
        self.directory = directory
        self.alive = True
        self._names = tuple(names)
        self._made: list[str] = []
        self._connected: Mapping[str, Any] | None = None
        self._log = os.path.join(folder, "node.log")
        self._process = self._start()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with _uninterrupted():
            self._close()

    @property
    def environment(self) -> dict[str, str]:
        """What the guard needs to know, beside our own environment."""
        return {**os.environ, "SCAFFOLD_SCRATCH": json.dumps(self._names)}

    def ask(self, command: str, **request: Any) -> Any:
        """The answer to a request; RequestError where it was refused, or ended the process."""
        if command == "create":
            self._made.append(request["name"])
        elif command == "connect":
            self._connected = request
        line = json.dumps({"do": command, **request})
        try:
            _pipe(self._process.stdin).write(line + "\n")
            _pipe(self._process.stdin).flush()
            reply = _pipe(self._process.stdout).readline()
        except BrokenPipeError:
            reply = ""
        if not reply:
            self.alive = False
            self._process.wait()
            raise RequestError(f"node ended in the middle: {self._last_words()}", None, None)
        answer = json.loads(reply)
        if error := answer.get("error"):
            raise RequestError(error["message"], error["sql"], error["code"])
        return answer["value"]

    def _start(self) -> subprocess.Popen[str]:
        command = ["node", os.path.join(HERE, "session.js")]
        with open(self._log, "ab") as log:
            try:
                return subprocess.Popen(
                    command,
                    cwd=self.directory,
                    env=self.environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    encoding="utf-8",
                    start_new_session=True,
                )
            except FileNotFoundError as error:
                hint = "Install Node.js 18 or later (https://nodejs.org)."
                raise SurroundingsError("node is not installed, or not in PATH", hint) from error

    def _close(self) -> None:
        """Let it drop what it made; where it cannot, let another do that."""
        if self._ended() or self._connected is None or not self._made:
            return
        self._process = self._start()
        self.alive = True
        try:
            self.ask("connect", **self._connected)
            self.ask("adopt", names=self._made)
        except RequestError as error:
            raise self._left_behind(error.message) from error
        if not self._ended():
            raise self._left_behind(self._last_words())

    def _ended(self) -> bool:
        """Whether the process ended well, within our patience."""
        with contextlib.suppress(BrokenPipeError):
            _pipe(self._process.stdin).close()
        try:
            well = self._process.wait(_PATIENCE) == 0
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            well = False
        _pipe(self._process.stdout).close()
        return well and self.alive

    def _left_behind(self, reason: str) -> SurroundingsError:
        names = " and ".join(self._made)
        return SurroundingsError(f"{names} could not be dropped: {reason}", "Drop them by hand.")

    def _last_words(self) -> str:
        with open(self._log, encoding="utf-8", errors="replace") as log:
            lines = [line.strip() for line in log if line.strip()]
        # A stack is many lines; the message stands before its first.
        said = [line for line in lines if not line.startswith("at ")]
        return said[-1] if said else f"exit {self._process.returncode}"


class _uninterrupted:
    """A stretch in which Ctrl-C is not heard: what was made is dropped first."""

    def __enter__(self) -> None:
        self._main = threading.current_thread() is threading.main_thread()
        if self._main:
            self._before = signal.signal(signal.SIGINT, signal.SIG_IGN)

    def __exit__(self, *_: object) -> None:
        if self._main:
            signal.signal(signal.SIGINT, self._before)


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream

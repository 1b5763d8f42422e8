"""A process that creates, migrates and reads scratch databases, and drops them when it ends.

A request is a line of JSON on its standard input, the answer a line on its standard output. The
process has its own process group, so that Ctrl-C reaches only the parent, and ends when its
standard input is closed: however the parent ends, nothing is left on a server.
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
from typing import IO, Any, Self

from scaffold.errors import EnvironmentFailure
from scaffold.verify.scratch import Leftovers, Scratch

END = json.dumps({"do": "end"}) + "\n"
_PATIENCE = 20.0


class RequestError(Exception):
    """The project's code or its database raised an error; `sql` is the statement, if known."""

    def __init__(self, message: str, sql: str | None = None):
        super().__init__(message)
        self.message = message
        self.sql = sql


class Session:
    """The process `command`, started in the target's folder; it knows the scratch databases."""

    # The program's name in messages.
    program = "the process"

    def __init__(self, command: Sequence[str], directory: str, scratch: Scratch):
        self.directory = directory
        self.alive = True
        self._command = command
        self._scratch = scratch
        self._made: list[str] = []
        self._connected: Mapping[str, Any] | None = None
        self._log = os.path.join(scratch.folder, "session.log")
        self._process = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with uninterrupted():
            self._close()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the process, with what its guard needs to know."""
        return {**os.environ, "SCAFFOLD_SCRATCH": json.dumps(self._scratch.names)}

    @property
    def inherited_files(self) -> tuple[int, ...]:
        """The open files that each process of this run inherits."""
        return self._scratch.inherited_files

    def ask(self, command: str, /, **request: Any) -> Any:
        """Return the answer to a request; RequestError if it was refused, or ended the process."""
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
            raise RequestError(f"{self.program} ended unexpectedly: {self._last_error()}")
        answer = json.loads(reply)
        if error := answer.get("error"):
            raise RequestError(error["message"], error["sql"])
        return answer["value"]

    def sweep(self, leftovers: Leftovers) -> None:
        """Drop the databases that interrupted runs left on this server."""
        for name in leftovers.names:
            try:
                self.ask("drop", name=name)
            except RequestError as error:
                leftovers.keep(name, error.message)
            else:
                leftovers.forget(name)

    def _start(self) -> subprocess.Popen[str]:
        with open(self._log, "ab") as log:
            return subprocess.Popen(
                self._command,
                cwd=self.directory,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                start_new_session=True,
                pass_fds=self.inherited_files,
            )

    def _close(self) -> None:
        """Let the process drop its databases; if it cannot, start another one that does."""
        if self._ended() or self._connected is None or not self._made:
            return
        self._process = self._start()
        self.alive = True
        try:
            self.ask("connect", **self._connected)
            self.ask("adopt", names=self._made)
        except RequestError as error:
            raise self._undropped(error.message) from error
        if not self._ended():
            raise self._undropped(self._last_error())

    def _ended(self) -> bool:
        """Return whether the process ended successfully in time."""
        with contextlib.suppress(BrokenPipeError):
            # Without this line, the process takes this one for killed.
            _pipe(self._process.stdin).write(END)
            _pipe(self._process.stdin).flush()
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

    def _undropped(self, reason: str) -> EnvironmentFailure:
        names = " and ".join(self._made)
        return EnvironmentFailure(f"{names} could not be dropped: {reason}", "Drop them manually.")

    def _last_error(self) -> str:
        with open(self._log, encoding="utf-8", errors="replace") as log:
            lines = [line.strip() for line in log if line.strip()]
        # A stack trace has many lines; in JavaScript the message precedes them.
        lines = [line for line in lines if not line.startswith("at ")]
        return lines[-1] if lines else f"exit {self._process.returncode}"


class uninterrupted:
    """Ignores Ctrl-C during the block: the databases are dropped first."""

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

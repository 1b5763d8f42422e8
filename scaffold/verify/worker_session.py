"""A process that makes, migrates and reads scratch databases, and drops them when it ends.

A request is a line of JSON on its standard input, its answer one on its standard output. It runs
in a process group of its own, so that Ctrl-C reaches this process only, and ends when its
standard input does: however this process ends, nothing is left on a server.
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

_PATIENCE = 20.0


class RequestError(Exception):
    """The project's own code, or its database, refused; `sql` is the statement, if any."""

    def __init__(self, message: str, sql: str | None = None):
        super().__init__(message)
        self.message = message
        self.sql = sql


class Session:
    """The process `command`, in the target's directory; it knows the scratch databases."""

    # What the program is called in messages.
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
        with _uninterrupted():
            self._close()

    @property
    def environment(self) -> dict[str, str]:
        """What the guard needs to know, beside our own environment."""
        return {**os.environ, "SCAFFOLD_SCRATCH": json.dumps(self._scratch.names)}

    @property
    def held(self) -> tuple[int, ...]:
        """The open files that each process of this run inherits."""
        return self._scratch.held

    def ask(self, command: str, /, **request: Any) -> Any:
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
            raise RequestError(f"{self.program} ended in the middle: {self._last_words()}")
        answer = json.loads(reply)
        if error := answer.get("error"):
            raise RequestError(error["message"], error["sql"])
        return answer["value"]

    def sweep(self, leftovers: Leftovers) -> None:
        """Drop what runs that were killed left on this server."""
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
                pass_fds=self.held,
            )

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

    def _left_behind(self, reason: str) -> EnvironmentFailure:
        names = " and ".join(self._made)
        return EnvironmentFailure(f"{names} could not be dropped: {reason}", "Drop them by hand.")

    def _last_words(self) -> str:
        with open(self._log, encoding="utf-8", errors="replace") as log:
            lines = [line.strip() for line in log if line.strip()]
        # A stack is many lines; in JavaScript the message stands before its first.
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

"""Run `scaffold` in processes forked from one that has imported it: importing takes most of a run.

`program` names another program of the fork server, "copier".

Such a process has its own streams, folder, environment, session and exit code. What Python and the
C library decide at their start is the server's: if an environment changes that, `start` starts a
new interpreter.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import selectors
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from tests.support.fork_server import take_terminal
from tests.support.node_packages import ROOT, clean_environment

# Read only when a process starts.
_READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_", "TZ")
_COMMAND = Path(__file__).with_name("forked_command.py")
_STREAMS = ("stdin", "stdout", "stderr")


class Run(NamedTuple):
    """What a command printed; `text` is both streams."""

    code: int
    output: str
    errors: str

    @property
    def text(self) -> str:
        return self.output + self.errors


def run(
    arguments: Sequence[str],
    cwd: Path,
    environment: dict[str, str] | None = None,
    given: str | None = None,
    program: str = "scaffold",
) -> Run:
    """Run the program to its end; `given` is its standard input, empty by default."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = start(
            arguments,
            cwd,
            environment,
            program=program,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=output,
            stderr=errors,
        )
        if process.stdin is not None:
            # It may end without reading.
            with contextlib.suppress(BrokenPipeError), process.stdin:
                process.stdin.write((given or "").encode())
        code = process.wait()
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read().decode())
        return Run(code, *texts)


def start(
    arguments: Sequence[str],
    cwd: Path,
    environment: dict[str, str] | None = None,
    *,
    terminal: bool = False,
    program: str = "scaffold",
    **streams: Any,
) -> Forked | subprocess.Popen[bytes]:
    """Start the program in its own session, with `environment` or else `clean_environment`.

    `streams` are those of `Popen`. `terminal`: the one on its standard error, or else its input,
    becomes its controlling terminal.
    """
    whole = (environment or clean_environment()) | {"PYTHONPATH": str(ROOT)}
    if _at_start(whole) == _at_start(_environment()):
        return Forked(arguments, cwd, whole, terminal, program, **streams)
    return subprocess.Popen(
        [sys.executable, "-m", program, *arguments],
        cwd=cwd,
        env=whole,
        bufsize=0,
        start_new_session=True,
        preexec_fn=take_terminal if terminal else None,
        **streams,
    )


def command() -> list[str]:
    """Return the words before the arguments of `scaffold`, for programs that start it."""
    return [sys.executable, "-I", "-S", str(_COMMAND), _server().path]


def write_command(path: Path) -> None:
    """Write a program that is `scaffold`."""
    path.write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n')
    path.chmod(0o755)


class Forked:
    """A process of the fork server, with the part of `subprocess.Popen` that tests use."""

    def __init__(
        self,
        arguments: Sequence[str],
        cwd: Path,
        environment: Mapping[str, str],
        terminal: bool = False,
        program: str = "scaffold",
        **streams: int | IO[Any] | None,
    ) -> None:
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = None
        self.stdout: IO[bytes] | None = None
        self.stderr: IO[bytes] | None = None
        request = {
            "program": program,
            "arguments": [*arguments],
            "cwd": str(cwd),
            "env": {**environment},
            "terminal": terminal,
        }
        with contextlib.ExitStack() as opened:
            ends = [self._stream(number, streams, opened) for number in range(3)]
            self._connection = _server().connect()
            socket.send_fds(self._connection, [b" "], ends)
        self._connection.sendall(json.dumps(request).encode() + b"\n")
        self._answers = b""
        self._hear(1)
        self.pid = int(self._answers.split()[0])

    def _stream(
        self,
        number: int,
        streams: Mapping[str, int | IO[Any] | None],
        opened: contextlib.ExitStack,
    ) -> int:
        """Return the child's end of a standard stream; what is opened is closed with `opened`."""
        name = _STREAMS[number]
        asked = streams.get(name)
        if asked is None:
            return number
        if asked == subprocess.PIPE:
            reader, writer = os.pipe()
            theirs, ours = (reader, writer) if number == 0 else (writer, reader)
            setattr(self, name, os.fdopen(ours, "wb" if number == 0 else "rb", buffering=0))
        elif asked == subprocess.DEVNULL:
            theirs = os.open(os.devnull, os.O_RDWR)
        else:
            return asked if isinstance(asked, int) else asked.fileno()
        opened.callback(os.close, theirs)
        return theirs

    def fileno(self) -> int:
        """Return the file that is readable once the process has ended, until `wait` returns."""
        return self._connection.fileno()

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when it has ended; TimeoutExpired after so many seconds."""
        if self.returncode is None:
            self._hear(2, timeout)
            self.returncode = int(self._answers.split()[1])
            self._connection.close()
        return self.returncode

    def communicate(self) -> tuple[bytes, bytes]:
        """Read the streams that are pipes until the process has ended."""
        if self.stdin is not None:
            self.stdin.close()
        read: dict[IO[bytes] | None, bytes] = {self.stdout: b"", self.stderr: b""}
        with selectors.DefaultSelector() as selector:
            for stream in (self.stdout, self.stderr):
                if stream is not None:
                    selector.register(stream, selectors.EVENT_READ, stream)
            while selector.get_map():
                for key, _ in selector.select():
                    if data := os.read(key.fd, 1 << 16):
                        read[key.data] += data
                    else:
                        selector.unregister(key.data)
                        key.data.close()
        self.wait()
        return read[self.stdout], read[self.stderr]

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            self._connection.sendall(bytes([number]))

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _hear(self, lines: int, timeout: float | None = None) -> None:
        end = None if timeout is None else time.monotonic() + timeout
        while self._answers.count(b"\n") < lines:
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self._connection], [], [], left)[0]:
                raise subprocess.TimeoutExpired("scaffold", timeout or 0.0)
            heard = self._connection.recv(64)
            if not heard:
                raise RuntimeError("the fork server has ended")
            self._answers += heard


class _Server:
    """The fork server of this process, which ends with it."""

    def __init__(self) -> None:
        # The path of a socket is limited to about 100 bytes, which a test's folder may exceed.
        self._folder = tempfile.TemporaryDirectory(prefix="scaffold-fork-")
        self.path = f"{self._folder.name}/socket"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fork_server", self.path],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline() != b"ready\n":
            raise RuntimeError("the fork server does not start")
        atexit.register(self._end)

    def connect(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.path)
        return connection

    def _end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._folder.cleanup()


@cache
def _server() -> _Server:
    return _Server()


def _environment() -> dict[str, str]:
    return clean_environment({"PYTHONPATH": str(ROOT)})


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: at for name, at in environment.items() if name.startswith(_READ_AT_START)}

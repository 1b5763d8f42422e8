"""The process that imports programs once and forks: `python -m tests.support.fork_server SOCKET`.

The programs are `scaffold` and `copier`.

A request on the socket is a line of JSON, sent with three streams. The answers are the child's
process id and, when it has ended, its exit code (negative: the signal that ended it), a line each.
A byte received meanwhile is a signal for the child; it is killed when the connection closes, and
all are when the server's standard input does.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import importlib
import json
import os
import pkgutil
import selectors
import signal
import socket
import sys
import tempfile
import termios
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

# Imported by scaffold only when they are needed.
_ALSO = (
    "copier._cli",
    "prompt_toolkit.shortcuts",
    "questionary",
    "rich.console",
    "yaml",
    "difflib",
)


_SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
models:
  Customer: {name: string required, orders: hasMany(Order)}
  Order: {total: 'decimal(10, 2) default(0)', state: 'enum(new, paid)'}
"""


def main(path: str) -> None:
    """Serve until standard input ends."""
    _import_all()
    _run_once()
    gc.collect()
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    _Server(listener).serve()


def _import_all() -> None:
    import scaffold

    for module in pkgutil.walk_packages(scaffold.__path__, "scaffold."):
        # `child` modules are programs for other interpreters; __main__ is the program itself.
        if not module.name.endswith(("__main__", ".child")):
            importlib.import_module(module.name)
    for name in _ALSO:
        importlib.import_module(name)


def _run_once() -> None:
    """Fill the caches of a run, such as the methods of values."""
    from scaffold.cli.app import run

    with tempfile.TemporaryDirectory(prefix="scaffold-fork-") as folder:
        Path(folder, "scaffold.yaml").write_text(_SCHEMA)
        assert run(["generate", "--quiet", "-C", folder]) == 0


class _Server:
    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.children: dict[int, socket.socket] = {}
        self.selector = selectors.DefaultSelector()
        self.woken, self.waker = socket.socketpair()
        self.waker.setblocking(False)
        signal.set_wakeup_fd(self.waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # Ctrl-C at the test run's terminal is for pytest, which closes our standard input.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for each in (listener, self.woken, sys.stdin):
            self.selector.register(each, selectors.EVENT_READ)
        print("ready", flush=True)

    def serve(self) -> None:
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is sys.stdin:
                    return self.end()
                if key.fileobj is self.listener:
                    self.accept()
                elif key.fileobj is self.woken:
                    self.woken.recv(1 << 10)
                    self.reap()
                else:
                    self.signal(key.data)

    def end(self) -> None:
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)

    def accept(self) -> None:
        connection, _ = self.listener.accept()
        data, streams, _, _ = socket.recv_fds(connection, 1 << 16, 3)
        while data and not data.endswith(b"\n"):
            data += connection.recv(1 << 16)
        if not data:
            connection.close()
            return
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            _run(json.loads(data), streams)
        for each in streams:
            os.close(each)
        self.children[pid] = connection
        self.selector.register(connection, selectors.EVENT_READ, pid)
        self.tell(connection, pid)

    def reap(self) -> None:
        for pid in [*self.children]:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                connection = self.children.pop(pid)
                self.selector.unregister(connection)
                self.tell(connection, os.waitstatus_to_exitcode(status))
                connection.close()

    def signal(self, pid: int) -> None:
        """Send the requested signals; SIGKILL when the connection closes."""
        connection = self.children.get(pid)
        if connection is not None:
            for number in connection.recv(64) or [signal.SIGKILL]:
                os.kill(pid, number)

    @staticmethod
    def tell(connection: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(b"%d\n" % number)


def _run(request: dict[str, Any], streams: list[int]) -> NoReturn:
    """In the child: become a `python -m scaffold` that has just started."""
    try:
        os.setsid()
        for number, each in enumerate(streams):
            os.dup2(each, number)
        os.closerange(3, max(streams) + 64)
        if request["terminal"]:
            take_terminal()
        for number in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"])
        # Found anew: TMPDIR may be another one.
        tempfile.tempdir = None
        _open_streams()
        sys.argv = [request["program"], *request["arguments"]]
        code = _call(_PROGRAMS[request["program"]])
    except BaseException:
        traceback.print_exc()
        code = 1
    os._exit(code)


def take_terminal() -> None:
    """Make the terminal on standard error, or else input, this session's controlling terminal."""
    try:
        fcntl.ioctl(2, termios.TIOCSCTTY, 0)
    except OSError:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _open_streams() -> None:
    """Open the standard streams like Python, on the current file descriptors."""
    encoding = sys.__stdout__.encoding if sys.__stdout__ else "utf-8"
    settings: tuple[tuple[str, str, str], ...] = (
        ("stdin", "r", "strict"),
        ("stdout", "w", "strict"),
        ("stderr", "w", "backslashreplace"),
    )
    for number, (name, mode, errors) in enumerate(settings):
        lines = name == "stderr" or os.isatty(number)
        stream = open(  # noqa: SIM115
            number, mode, 1 if lines else -1, encoding=encoding, errors=errors, closefd=False
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _scaffold() -> None:
    from scaffold.__main__ import main

    main()


def _copier() -> None:
    from copier._cli import CopierApp
    from plumbum import local

    # Plumbum passes the environment of its import to git.
    local.env.clear()
    local.env.update(os.environ)
    CopierApp.run()


_PROGRAMS: dict[str, Callable[[], None]] = {"scaffold": _scaffold, "copier": _copier}


def _call(main: Callable[[], None]) -> int:
    code: object = 0
    try:
        main()
    except SystemExit as error:
        code = error.code
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if code is None or isinstance(code, int):
        return code or 0
    print(code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    main(sys.argv[1])

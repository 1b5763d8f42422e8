"""Types keys into a program on a terminal, and waits for text on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

from tests.support import forked
from tests.support.node_packages import clean_environment

ENTER, ESCAPE, TAB, BACKSPACE = "\r", "\x1b", "\t", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
CTRL_C, CTRL_D, CTRL_O, CTRL_U = "\x03", "\x04", "\x0f", "\x15"
# Seconds that a slow machine may take.
PATIENCE = 30.0


def pasted(text: str) -> str:
    """Return the text as a terminal sends it with bracketed paste."""
    return f"\x1b[200~{text}\x1b[201~"


class _Screen(pyte.HistoryScreen):
    """A screen that answers (or does not) a program's queries to the terminal."""

    def __init__(self, columns: int, lines: int, reply: Callable[[str], object] | None) -> None:
        super().__init__(columns, lines, history=2000)
        self._reply = reply

    def write_process_input(self, data: str) -> None:
        if self._reply is not None:
            self._reply(data)


class Typist:
    """Runs `scaffold` with arguments on its own terminal, and ends it with the block."""

    def __init__(
        self,
        arguments: Sequence[str],
        cwd: Path,
        *,
        columns: int = 80,
        lines: int = 24,
        replies: bool = True,
        environment: Mapping[str, str] | None = None,
        **streams: Any,
    ) -> None:
        self._ours, theirs = pty.openpty()
        self._screen = _Screen(columns, lines, self.type if replies else None)
        self._stream = pyte.ByteStream(self._screen)
        # All bytes received, for what the screen does not show: colours.
        self.sent = b""
        self._closed = False
        self._size(columns, lines)
        said = {
            "TERM": "xterm",
            "XDG_STATE_HOME": str(cwd.parent / "state"),
        }
        environment = clean_environment(said | dict(environment or {}))
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            if environment.get(name) == os.environ.get(name):
                environment.pop(name, None)
        own = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        self.process = forked.start(arguments, cwd, environment, terminal=True, **own | streams)
        self._theirs = theirs

    def __enter__(self) -> Typist:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()
        os.close(self._theirs)

    def type(self, *keys: str) -> None:
        """Type the keys at once."""
        os.write(self._ours, "".join(keys).encode())

    def see(self, *texts: str, gone: bool = False) -> None:
        """Wait until all the texts are on the screen, or none of them (`gone`)."""
        self.until(lambda shown: all((text in shown) is not gone for text in texts), *texts)

    def until(self, holds: Callable[[str], bool], *wanted: str) -> None:
        """Wait until a condition holds for the screen; AssertionError with the screen if it never
        does.
        """
        end = time.monotonic() + PATIENCE
        while not holds(self.shown):
            left = end - time.monotonic()
            if left <= 0 or not self._read(left):
                what = "ended" if left > 0 else f"waited {PATIENCE:.0f} s"
                raise AssertionError(f"{what} without {' · '.join(wanted)}:\n{self.picture}")

    def rest(self, seconds: float) -> None:
        """Do nothing for a while, to see that nothing happens."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def answer(self, question: str, *keys: str) -> None:
        """Wait for the question, then type."""
        self.see(question)
        self.type(*keys)

    def end(self, code: int | None = None) -> int:
        """Read until the program ends, and return its exit code, which must be `code`."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self._read(0.1)
            assert time.monotonic() < end, f"it does not end:\n{self.picture}"
        while self._read(0):
            pass
        ended = self.process.wait()
        assert code is None or ended == code, f"exit {ended}, not {code}:\n{self.picture}"
        return ended

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        self._screen.resize(lines, columns)
        self._size(columns, lines)
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """Close the window."""
        if not self._closed:
            os.close(self._ours)
        self._closed = True

    @property
    def shown(self) -> str:
        """Return the screen's lines without trailing blanks."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    @property
    def text(self) -> str:
        """Return all text, scrolled lines first."""
        above = (
            "".join(line[column].data for column in range(self._screen.columns)).rstrip()
            for line in self._screen.history.top
        )
        return "\n".join([*above, self.shown])

    @property
    def cursor(self) -> str:
        """Return the line of the cursor."""
        return str(self._screen.display[self._screen.cursor.y]).rstrip()

    @property
    def picture(self) -> str:
        """Return the screen in a frame."""
        edge = "+" + "-" * self._screen.columns + "+"
        return "\n".join([edge, *(f"|{line}|" for line in self._screen.display), edge])

    @property
    def echoes(self) -> bool:
        """Return whether the terminal shows what is typed, as for a shell."""
        return bool(termios.tcgetattr(self._theirs)[3] & termios.ECHO)

    def _size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _read(self, timeout: float) -> bool:
        """Read what arrives within the time; False if nothing did and the program ended."""
        watched: list[int | forked.Forked] = [self._ours]
        if isinstance(self.process, forked.Forked) and self.process.returncode is None:
            watched.append(self.process)
        ready, _, _ = select.select(watched, [], [], min(timeout, 0.1))
        if self._ours not in ready:
            return self.process.poll() is None
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:
            return False
        self.sent += data
        self._stream.feed(data)
        return bool(data)

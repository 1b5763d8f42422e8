"""Copier's questions, answered on a pseudo-terminal."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.project_template.conftest import IDENTITY
from tests.support.node_packages import clean_environment

_PATIENCE = 30.0
_WHERE_IS_THE_CURSOR, _IN_THE_CORNER = b"\x1b[6n", b"\x1b[1;1R"
_CONTROLS = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def answering(
    arguments: Iterable[str], cwd: Path, answers: Iterable[tuple[str, str]]
) -> tuple[int, str]:
    """Wait for each text and type its keys; return the exit code and the output."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    command = [sys.executable, "-m", "copier", *arguments]
    environment = clean_environment({"TERM": "xterm", "NO_COLOR": "1", **IDENTITY})
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(command[0], command, environment)
    seen = b""
    try:
        for text, keys in answers:
            result = _until(terminal, text.encode())
            seen += result
            os.write(terminal, keys.encode())
        seen += _until(terminal, None)
    finally:
        os.close(terminal)
        status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status), _CONTROLS.sub(b"", seen).decode()


def _until(terminal: int, text: bytes | None) -> bytes:
    """What is seen up to the text, or to the end; AssertionError where it does not come."""
    seen, end = b"", time.monotonic() + _PATIENCE
    while text is None or text not in seen:
        assert time.monotonic() < end, f"{text!r} was not asked:\n{seen.decode()}"
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            chunk = os.read(terminal, 1 << 16)
        except OSError:
            chunk = b""
        if not chunk:
            assert text is None, f"it ended before {text!r}:\n{seen.decode()}"
            break
        seen += chunk
        if _WHERE_IS_THE_CURSOR in chunk:
            os.write(terminal, _IN_THE_CORNER)
    # The question is drawn before its keys are bound.
    time.sleep(0.1)
    return seen

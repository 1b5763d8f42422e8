"""`scaffold verify` in a process whose temporary files are in the project's folder `tmp`."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

from tests.support import forked
from tests.support.forked import Run
from tests.support.node_packages import clean_environment
from tests.support.project import Project

Process = forked.Forked | subprocess.Popen[bytes]


def start(project: Project, *arguments: str, **environment: str) -> Process:
    """Start the command."""
    temporary = project.root / "tmp"
    temporary.mkdir(exist_ok=True)
    return forked.start(
        ["verify", *arguments],
        project.root,
        clean_environment({"TMPDIR": str(temporary), **environment}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process: Process) -> Run:
    """Wait until the command has ended, and return what it printed."""
    output, errors = process.communicate()
    assert process.returncode is not None
    return Run(process.returncode, output.decode(), errors.decode())


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds; AssertionError after a minute."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)

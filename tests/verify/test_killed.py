"""The next run of verify removes what a killed run left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scaffold.files.locking import try_lock
from tests.support import verify_command
from tests.support.project import Project
from tests.support.scratch import MysqlScratch, PostgresScratch
from tests.support.verify_command import Process, until

pytestmark = pytest.mark.node

SCHEMA = "version: 1\ntargets: {TARGET: {directory: .}}\nmodels:\n  Tag: {label: string unique}\n"
WAITS = {
    "sequelize": (
        "*-create-tags.js",
        "async up(queryInterface, Sequelize) {",
        "\nrequire('fs').writeFileSync(BEGUN, '');\n"
        "await new Promise((resolve) => setTimeout(resolve, 60000));\n",
    ),
    "sqlalchemy": (
        "versions/*_create_tags.py",
        "def upgrade() -> None:\n",
        "    op.execute('SELECT 1')\n    open(BEGUN, 'w').close()\n"
        "    __import__('time').sleep(60)\n",
    ),
}


@pytest.fixture
def url(dialect: str, server_of: Callable[[str], str]) -> str:
    """What `--database` takes for the dialect."""
    return "sqlite" if dialect == "sqlite" else server_of(dialect)


@pytest.fixture(params=[*WAITS])
def waiting(request: pytest.FixtureRequest, project: Project) -> Project:
    """A project whose first migration waits; the file `begun` says that it is at it."""
    project.schema(SCHEMA.replace("TARGET", request.param))
    project.generate()
    pattern, head, code = WAITS[request.param]
    (path,) = (project.root / "migrations").glob(pattern)
    text = path.read_text()
    assert head in text
    lines = code.replace("BEGUN", json.dumps(str(project.root / "begun")))
    path.write_text(text.replace(head, head + lines))
    return project


def start(project: Project, url: str) -> Process:
    (project.root / "begun").unlink(missing_ok=True)
    return verify_command.start(project, "--database", url)


def folders(project: Project) -> list[Path]:
    """The folders of runs that are there."""
    return sorted((project.root / "tmp").iterdir())


def databases(dialect: str, url: str, folders: list[Path]) -> set[str]:
    """Return the databases of these runs that exist on the server."""
    if dialect == "sqlite":
        return set()
    names: list[str] = []
    for folder in folders:
        names += json.loads((folder / "databases.json").read_text())["names"]
    return existing(dialect, url) & {*names}


def existing(dialect: str, url: str) -> set[str]:
    if dialect == "postgres":
        rows = PostgresScratch(url).query("SELECT datname FROM pg_database")[0]
    else:
        rows = MysqlScratch(url).query("SHOW DATABASES")[0]
    return {row[0] for row in rows}


def kill_whole_run(process: Process) -> None:
    """The process and those that it started, before one of them can tidy up."""
    process.send_signal(signal.SIGSTOP)
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True)
    pairs = [line.split() for line in listed.stdout.splitlines()]
    for number, parent in pairs:
        if parent == str(process.pid):
            os.kill(int(number), signal.SIGKILL)
    process.kill()
    process.communicate()


def is_unlocked(folder: Path) -> bool:
    """Whether the last process of a run has ended: one that is killed takes a moment to."""
    with (folder / "run.lock").open("r+") as file:
        return try_lock(file.fileno())


@pytest.mark.parametrize("waiting", ["sqlalchemy"], indirect=True)
@pytest.mark.parametrize(
    ("dialect", "sent"),
    [
        ("sqlite", signal.SIGKILL),
        ("postgres", signal.SIGINT),
        ("postgres", signal.SIGKILL),
        ("mysql", signal.SIGKILL),
    ],
    indirect=["dialect"],
)
def test_stopped_command_leaves_nothing_behind(
    waiting: Project, dialect: str, url: str, sent: signal.Signals
) -> None:
    process = start(waiting, url)
    until((waiting.root / "begun").exists)
    made = databases(dialect, url, folders(waiting))
    assert len(made) == (0 if dialect == "sqlite" else 2)
    process.send_signal(sent)
    process.communicate()
    until(lambda: folders(waiting) == [])
    if made:
        until(lambda: not made & existing(dialect, url))


@pytest.mark.parametrize(
    ("waiting", "dialect"),
    [
        ("sequelize", "sqlite"),
        ("sequelize", "postgres"),
        ("sqlalchemy", "postgres"),
        ("sqlalchemy", "mysql"),
    ],
    indirect=True,
)
def test_next_run_removes_databases_of_a_killed_run(
    waiting: Project, dialect: str, url: str
) -> None:
    process = start(waiting, url)
    until((waiting.root / "begun").exists)
    kill_whole_run(process)
    left = folders(waiting)
    until(lambda: all(map(is_unlocked, left)))
    made = databases(dialect, url, left)
    assert (len(left), len(made)) == (1, 0 if dialect == "sqlite" else 2)

    # The next one removes that, and lets alone the one that is alive meanwhile.
    living = start(waiting, url)
    until((waiting.root / "begun").exists)
    (theirs,) = set(folders(waiting)) - {*left}
    needed = databases(dialect, url, [theirs])
    assert len(needed) == len(made)
    assert not made or not made & existing(dialect, url)
    another = start(waiting, url)
    until((waiting.root / "begun").exists)
    assert theirs.exists()
    assert databases(dialect, url, [theirs]) == needed
    for each in (another, living):
        each.send_signal(signal.SIGINT)
        each.communicate()
    assert folders(waiting) == []
    assert not (made | needed) & (existing(dialect, url) if needed else set())

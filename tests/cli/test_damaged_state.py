"""Every file of `.scaffold`, damaged in every way: an error with a solution, or no effect."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scaffold.cli.app import run
from tests.cli.conftest import Cli

pytestmark = pytest.mark.slow

MODEL = "models/customer.js"
NAMES = (
    ".scaffold/.gitignore",
    ".scaffold/base",
    ".scaffold/base/models",
    f".scaffold/base/{MODEL}",
    ".scaffold/cache",
    ".scaffold/cache.new",
    ".scaffold/conflict",
    ".scaffold/conflict/index.json",
    ".scaffold/conflict/index.json.new",
    ".scaffold/conflict/models",
    f".scaffold/conflict/{MODEL}",
    f".scaffold/conflict/{MODEL}.old",
    ".scaffold/pending",
    ".scaffold/pending/manifest.json",
    ".scaffold/pending/reversed.json",
    ".scaffold/pending/0",
    ".scaffold/run.lock",
    ".scaffold/history",
    ".scaffold/history/20260101000001-00000000.json",
)


def as_file(path: Path) -> None:
    path.write_text("anything\n")


def as_folder(path: Path) -> None:
    (path / "deep").mkdir(parents=True)
    (path / "deep/file").write_text("anything\n")


def as_binary(path: Path) -> None:
    path.write_bytes(b"\xff\x00\n" * 9)


def as_marked(path: Path) -> None:
    path.write_text("<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")


KINDS: dict[str, Callable[[Path], object]] = {
    "file": as_file,
    "empty": Path.touch,
    "folder": as_folder,
    "binary": as_binary,
    "markers": as_marked,
    "pipe": os.mkfifo,
    "loop": lambda path: path.symlink_to(path.name),
}
COMMANDS = (["generate"], ["check"], ["show"], ["generate", "--json"], ["add", "Tag"])


def damage(path: Path, kind: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    KINDS[kind](path)


@pytest.fixture
def conflict(cli: Cli) -> Cli:
    """A project that waits for a person's decision about a model."""
    cli.schema()
    cli.generate("-q")
    cli.replace(MODEL, "as: 'orders'", "as: 'mine'")
    cli.replace("scaffold.yaml", "hasMany(Order)", "hasMany(Order) singular(purchase)")
    cli.generate("-q", code=1)
    return cli


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_damaged_state_is_reported_or_rebuilt(conflict: Cli, name: str, kind: str) -> None:
    if (name, kind) == (f".scaffold/conflict/{MODEL}", "file"):
        pytest.skip("that is how a person resolves the conflict")
    before = (conflict.root / MODEL).read_text()
    for command in COMMANDS:
        damage(conflict.root / name, kind)
        conflict.capsys.readouterr()
        code = run(command)
        result = conflict.capsys.readouterr()
        assert code in (0, 1, 4), result.err
        assert "Traceback" not in result.err
        if code == 4:
            first, *rest = (result.err or result.out).splitlines()
            assert ".scaffold" in result.err + result.out
            assert rest, first
        if (conflict.root / MODEL).read_text() != before:
            pytest.fail("a person's edit is lost")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_removing_damaged_state_helps(conflict: Cli, name: str, kind: str) -> None:
    """After the solution of the message, the next run decides as without damage."""
    damage(conflict.root / name, kind)
    conflict.capsys.readouterr()
    code = run(["generate", "--keep", MODEL])
    result = conflict.capsys.readouterr().err
    if code == 0 or name.startswith(".scaffold/history"):
        return
    assert code == 4, result
    for path in (conflict.root / name, conflict.root / ".scaffold/pending"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
    conflict.generate("-q", "--keep", MODEL)


def test_random_bytes_in_random_state(conflict: Cli) -> None:
    chosen = random.Random(14)
    whole = {path: path.read_bytes() for path in conflict.root.rglob("*") if path.is_file()}
    for _ in range(60):
        for _ in range(chosen.randint(1, 3)):
            path = conflict.root / chosen.choice(NAMES)
            kind = chosen.choice([*KINDS, "bytes", "bytes"])
            try:
                if kind == "bytes" and path.is_file():
                    data = bytearray(path.read_bytes())
                    for _ in range(chosen.randint(1, 9)):
                        data[chosen.randrange(len(data) or 1) :][:1] = chosen.randbytes(2)
                    path.write_bytes(bytes(data))
                elif kind != "bytes":
                    damage(path, kind)
            except OSError:
                continue
        conflict.capsys.readouterr()
        code = run(chosen.choice(COMMANDS))
        result = conflict.capsys.readouterr().err
        assert code in (0, 1, 4), result
        assert "Traceback" not in result
        shutil.rmtree(conflict.root / ".scaffold", ignore_errors=True)
        (conflict.root / ".scaffold").unlink(missing_ok=True)
        for path, content in whole.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

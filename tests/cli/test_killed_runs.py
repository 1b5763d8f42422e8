"""SIGKILL at random moments of the commands that write: the project is as before, or as after."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from scaffold.files.apply_changes import recover
from tests.cli.test_amend import commit, git
from tests.support import forked
from tests.support.node_packages import clean_environment

STAMP = {"SOURCE_DATE_EPOCH": "1769904000"}
SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
models:
  Customer:
    name: string
    orders: hasMany(Order)
  Order:
    total: integer
    customer: belongsTo(Customer)

  Tag:
    label: string
"""
GROWN = SCHEMA.replace("    name: string", "    name: string\n    email: string")
OTHER = SCHEMA.replace("    label: string", "    label: string\n    kind: string")


def scaffold(root: Path, *arguments: str) -> forked.Forked | subprocess.Popen[bytes]:
    return forked.start(
        arguments,
        root,
        {**clean_environment(), **STAMP},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def run(root: Path, *arguments: str) -> None:
    assert scaffold(root, *arguments).wait() == 0, arguments


def tree(root: Path) -> dict[str, bytes]:
    """Every file that a person or another run would see."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and ".git" not in path.parts
        and path.name not in ("cache", "cache.new", "run.lock")
    }


def prepared(root: Path, command: str) -> tuple[str, ...]:
    """Make a project that waits for a command; the command's arguments."""
    root.mkdir()
    (root / "scaffold.yaml").write_text(SCHEMA)
    run(root, "generate", "-q")
    model = root / "models/customer.js"
    model.write_text(model.read_text().replace("'use strict';\n", "'use strict';\n// mine\n"))
    if command == "rebase":
        git(root, "init", "-q", "-b", "main")
        commit(root)
        git(root, "checkout", "-qb", "feature")
        (root / "scaffold.yaml").write_text(GROWN)
        run(root, "generate", "-q", "--timestamp", "20260301000000")
        commit(root)
        git(root, "checkout", "-q", "main")
        (root / "scaffold.yaml").write_text(OTHER)
        run(root, "generate", "-q", "--timestamp", "20260302000000")
        commit(root)
        git(root, "checkout", "-q", "feature")
        git(root, "merge", "-q", "--no-edit", "main")
        return "rebase", "--onto", "main", "-q"
    (root / "scaffold.yaml").write_text(GROWN)
    if command == "generate":
        return "generate", "-q"
    run(root, "generate", "-q")
    if command == "undo":
        return "undo", "-q"
    text = GROWN.replace("    label: string", "    label: string\n    kind: string")
    (root / "scaffold.yaml").write_text(text)
    return "generate", "--amend", "-q"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["generate", "undo", "rebase", "amend"])
def test_a_killed_command_leaves_the_tree_before_or_after_it(
    tmp_path: Path, command: str, request: pytest.FixtureRequest
) -> None:
    arguments = prepared(tmp_path / "before", command)
    before = tree(tmp_path / "before")
    shutil.copytree(tmp_path / "before", tmp_path / "after")
    began = time.monotonic()
    run(tmp_path / "after", *arguments)
    took = time.monotonic() - began
    after = tree(tmp_path / "after")
    assert before != after
    chosen = random.Random(command)
    for moment in range(request.config.getoption("--kills")):
        root = tmp_path / str(moment)
        shutil.copytree(tmp_path / "before", root)
        process = scaffold(root, *arguments)
        time.sleep(took * chosen.uniform(0.1, 1.05))
        process.kill()
        process.wait()
        recover(str(root))
        left = {path: data for path, data in tree(root).items() if ".scaffold/.git" not in path}
        wanted = [
            {path: data for path, data in each.items() if ".scaffold/.git" not in path}
            for each in (before, after)
        ]
        assert left in wanted, f"{command}, moment {moment}"
        if left == wanted[0]:
            run(root, *arguments)
            assert tree(root) == after

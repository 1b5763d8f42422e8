"""Further runs in a generated project: killed, concurrent, amended and refused ones."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from tests.conftest import MakeProject
from tests.support import forked
from tests.support.compare_tables import assert_same_tables
from tests.support.node_packages import ROOT
from tests.support.project import Project
from tests.support.random_schemas import random_schema

SHOP = (ROOT / "examples" / "shop" / "scaffold.yaml").read_text(encoding="utf-8")
STAMP = ("--timestamp", "20260101000001")


def tree(root: Path, *, own: bool = False) -> dict[str, tuple[bytes, int]]:
    """Each file's bytes and time of change; the tool's own notes only where asked for."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file() and (own or ".scaffold" not in path.parts)
    }


def texts(root: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in tree(root).items()}


def start(project: Project) -> forked.Forked | subprocess.Popen[bytes]:
    return forked.start(
        ["generate", *STAMP],
        project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def ended(process: forked.Forked | subprocess.Popen[bytes]) -> tuple[int, str]:
    """Return the exit code and the output."""
    assert process.stdout is not None
    with process.stdout:
        output = process.stdout.read()
    return process.wait(), output.decode()


@pytest.fixture
def shop(folder: Project) -> Project:
    folder.schema(SHOP)
    folder.generate(*STAMP)
    return folder


def test_unchanged_schema_writes_nothing(shop: Project) -> None:
    before = tree(shop.root, own=True)
    said = shop.generate().output
    assert tree(shop.root, own=True) == before
    assert {line.split()[0] for line in said.splitlines()} <= {"identical", "skip"}
    os.utime(shop.root / "models" / "tag.js")
    before = tree(shop.root)
    assert shop.generate("-q").text == ""
    assert tree(shop.root) == before
    shop.scaffold("check")


@pytest.mark.slow
def test_a_killed_run_is_finished_by_the_next(folder: Project, tmp_path: Path) -> None:
    schema = random_schema(7, (120, 200))
    whole = Project(tmp_path / "whole")
    whole.schema(schema)
    started = time.monotonic()
    whole.generate(*STAMP)
    longest = time.monotonic() - started
    random = Random(1)
    for _ in range(12):
        folder.schema(schema)
        one = start(folder)
        time.sleep(longest * random.uniform(0.1, 1))
        one.kill()
        ended(one)
    folder.generate(*STAMP)
    expected = texts(whole.root)
    assert {name: text for name, text in texts(folder.root).items() if name in expected} == expected
    stray = set(texts(folder.root)) - set(expected)
    made = [name for name in stray if name.startswith(("models/", "migrations/"))]
    assert set(made) <= {"migrations/.gitkeep"}
    assert not (folder.root / ".scaffold" / "pending").exists()


def test_concurrent_runs_write_one_set_of_files(folder: Project) -> None:
    folder.schema(SHOP)
    runs = [start(folder) for _ in range(4)]
    found = [ended(each) for each in runs]
    assert [code for code, _ in found] == [0] * 4, found
    created = [output for _, output in found if output.split()[0] == "create"]
    assert len(created) == 1
    assert len(folder.migrations) == 7
    folder.scaffold("check")


@pytest.mark.node
def test_amend_replaces_the_last_migrations(project: Project, new_project: MakeProject) -> None:
    project.schema(SHOP)
    project.generate(*STAMP)
    project.sequelize("db:migrate")
    first = project.migrations
    project.schema(SHOP.replace("    email:", "    phone: string(20)\n    email:"))
    project.generate()
    second = project.migrations
    assert len(second) == len(first) + 1
    # Not the length that was meant; and a table more.
    grown = SHOP.replace("    email:", "    phone: string(40) index\n    email:")
    project.schema(f"{grown}\n  Note:\n    text: text\n    order: belongsTo(Order)\n")
    project.generate("--amend")
    assert project.migrations[: len(first)] == first
    assert len(project.migrations) == len(first) + 3
    project.sequelize("db:migrate")
    fresh = new_project()
    fresh.schema(project.read("scaffold.yaml"))
    fresh.generate()
    fresh.run_migrations()
    assert_same_tables(
        {name: table for name, table in fresh.tables().items() if name != "Customers"},
        {name: table for name, table in project.tables().items() if name != "Customers"},
    )
    assert [
        each.type for each in project.tables()["Customers"].columns if each.name == "phone"
    ] == ["VARCHAR(40)"]

    # A migration that a person edited is not replaced.
    last = f"migrations/{project.migrations[-1]}"
    project.write(last, project.read(last).replace("'use strict';", "'use strict';\n// mine"))
    project.schema(f"{grown}\n  Note:\n    text: text required\n    order: belongsTo(Order)\n")
    before = tree(project.root)
    assert last in project.generate("--amend", code=1).text
    assert tree(project.root) == before

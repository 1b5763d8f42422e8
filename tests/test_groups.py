"""The groups of tests that one worker runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.groups import GROUPS, group_of
from tests.support.node_packages import ROOT, clean_environment


def every_test() -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}::{name}[a True b]"
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def test_each_group_has_tests() -> None:
    assert {group_of(each) for each in every_test()} == {None, *GROUPS}


CONFTEST = f"""
import sys

sys.path.insert(0, {str(ROOT)!r})
from tests.support.groups import scheduling as pytest_xdist_make_scheduler
"""
BODY = """
import pytest

@pytest.mark.parametrize("at", range(6))
def test_it(at):
    pass
"""


@pytest.mark.slow
def test_a_group_is_run_by_one_worker(tmp_path: Path) -> None:
    pytest.importorskip("xdist")
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "tests").mkdir()
    for name in ("test_wheel.py", "test_npm.py", "test_other.py"):
        (tmp_path / "tests" / name).write_text(BODY)
    command = [sys.executable, "-m", "pytest", "-n2", "--dist=loadgroup", "-v"]
    done = subprocess.run(
        [*command, "--import-mode=importlib", "tests"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    passed = [line for line in done.stdout.splitlines() if " PASSED " in line]
    assert len(passed) == 18, done.stdout
    workers = {line.split()[0] for line in passed if "test_other" not in line}
    assert len(workers) == 1, done.stdout

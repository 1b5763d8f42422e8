from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scaffold.errors import EnvironmentFailure
from scaffold.files.runlock import exclusive

HOLD = """
import sys, time
from scaffold.files.runlock import exclusive
with exclusive(sys.argv[1]):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
ADD = """
import sys, time
from scaffold.files.runlock import exclusive
with exclusive(sys.argv[1], wait=30):
    path = sys.argv[1] + "/count"
    count = int(open(path).read())
    time.sleep(0.01)
    open(path, "w").write(str(count + 1))
"""


def holder(root: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_lock_leaves_no_trace(tmp_path: Path) -> None:
    with exclusive(str(tmp_path)):
        assert (tmp_path / ".scaffold/run.lock").exists()
    assert not list(tmp_path.iterdir())


def test_existing_files_in_the_state_folder_are_kept(tmp_path: Path) -> None:
    (tmp_path / ".scaffold").mkdir()
    (tmp_path / ".scaffold/cache").touch()
    with exclusive(str(tmp_path)):
        pass
    assert [path.name for path in (tmp_path / ".scaffold").iterdir()] == ["cache"]


def test_second_run_reports_the_holder_of_the_lock(tmp_path: Path) -> None:
    process = holder(tmp_path, 60)
    try:
        expected = f"process {process.pid} on {os.uname().nodename} since 2"
        with pytest.raises(EnvironmentFailure, match=expected), exclusive(str(tmp_path), wait=0.1):
            pass
    finally:
        end(process)


def test_a_second_run_waits_for_a_short_one(tmp_path: Path) -> None:
    process = holder(tmp_path, 0.3)
    begun = time.monotonic()
    with exclusive(str(tmp_path)):
        assert time.monotonic() - begun > 0.1
    end(process)


def test_killed_run_releases_the_lock(tmp_path: Path) -> None:
    end(holder(tmp_path, 60))
    with exclusive(str(tmp_path), wait=0.1):
        pass


@pytest.mark.slow
def test_runs_never_overlap(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", ADD, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": os.getcwd()},
        )
        for _ in range(8)
    ]
    assert [run.wait() for run in runs] == [0] * 8
    assert (tmp_path / "count").read_text() == "8"


def test_a_folder_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.mkdir", refuse)
    with pytest.raises(EnvironmentFailure, match="Permission denied"), exclusive(str(tmp_path)):
        pass

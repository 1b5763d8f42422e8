"""A disk that is full or read-only, as the system itself has it: a mount of our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SCHEMA, Cli
from tests.support.node_packages import ROOT, clean_environment

RUN = f"PYTHONPATH={ROOT} {sys.executable} -m scaffold"


def in_a_mount(tmp_path: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a namespace of its own, in a folder that is a file system of 300 KB."""
    disk = tmp_path / "disk"
    disk.mkdir(exist_ok=True)
    begin = f"mount -t tmpfs -o size=300k none {disk} && cd {disk} || exit 99\n"
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", begin + script],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module", autouse=True)
def mounts(tmp_path_factory: pytest.TempPathFactory) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare")
    done = in_a_mount(tmp_path_factory.mktemp("mount"), "true")
    if done.returncode:
        pytest.skip(f"no file system can be mounted: {done.stderr}")


def schema(cli: Cli, text: str = SCHEMA, name: str = "schema.yaml") -> str:
    return f"cp {cli.write(name, text)} scaffold.yaml\n"


READ_ONLY = "mount -o remount,ro .\n"
FULL = (
    "dd if=/dev/zero of=filler bs=1k 2> /dev/null; dd if=/dev/zero of=filler2 bs=1 2> /dev/null\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [READ_ONLY, FULL])
def test_run_without_changes_succeeds_on_a_limited_disk(
    cli: Cli, tmp_path: Path, limit: str
) -> None:
    script = f"""
    {schema(cli)}
    {RUN} generate -q || exit 1
    {limit}
    {RUN} generate > /dev/shm/said || exit 2
    {RUN} generate -q --json > /dev/shm/said || exit 3
    {RUN} check || exit 4
    {RUN} generate -q --amend || exit 5
    """
    done = in_a_mount(tmp_path, script.replace("/dev/shm/said", str(tmp_path / "said")))
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 files up to date" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "message"),
    [(READ_ONLY, "Read-only file system"), (FULL, "No space left on device")],
)
def test_limited_disk_names_the_file(cli: Cli, tmp_path: Path, limit: str, message: str) -> None:
    more = SCHEMA.replace("total:", "more: text\n    total:")
    script = f"""
    {schema(cli)}
    {RUN} generate -q || exit 1
    {schema(cli, more, "more.yaml")}
    {limit}
    find . -type f | sort | xargs cksum > {tmp_path}/before
    {RUN} generate; echo $?
    {RUN} generate --json > {tmp_path}/json; echo $?
    {RUN} add Tag; echo $?
    {RUN} new . --yes --field 'Tag.a: text'; echo $?
    find . -type f | sort | xargs cksum | diff {tmp_path}/before - && echo unchanged
    """
    done = in_a_mount(tmp_path, script)
    assert done.stdout.split() == ["4", "4", "4", "4", "unchanged"], done.stderr
    first, _, *rest = done.stderr.splitlines()
    assert first == f"models/order.js: {message}"
    assert [line for line in rest if not line.startswith(" ")] == [f"scaffold.yaml: {message}"] * 2
    assert f'"message": "models/order.js: {message}"' in (tmp_path / "json").read_text()
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_disk_that_fills_up_during_a_run(cli: Cli, tmp_path: Path) -> None:
    script = f"""
    {schema(cli)}
    size=8
    while [ $size -le 260 ]; do
        rm -rf models migrations .scaffold filler
        dd if=/dev/zero of=filler bs=1k count=$((280 - size)) 2> /dev/null
        {RUN} generate -q > /dev/null 2> {tmp_path}/said; code=$?
        echo $code; head -n 1 {tmp_path}/said
        [ $code = 0 ] && break
        [ "$(find . -type f | sort | tr '\\n' ' ')" = "./filler ./scaffold.yaml " ] || find .
        size=$((size + 12))
    done
    """
    done = in_a_mount(tmp_path, script)
    result = done.stdout.splitlines()
    assert result[-1] == "0", done.stdout
    for code, line in zip(result[:-1:2], result[1:-1:2], strict=True):
        assert code == "4"
        path, _, reason = line.partition(": ")
        assert reason == "No space left on device"
        assert path.startswith(("models/", "migrations/", ".scaffold")), line


@pytest.mark.slow
def test_read_only_folder_of_the_project(cli: Cli, tmp_path: Path) -> None:
    script = f"""
    {schema(cli)}
    mkdir migrations models
    mount --bind migrations migrations && mount -o remount,bind,ro migrations || exit 1
    {RUN} generate -q; echo $?
    find . -type f
    """
    done = in_a_mount(tmp_path, script)
    assert done.stdout.split() == ["4", "./scaffold.yaml"]
    path, _, reason = done.stderr.splitlines()[0].partition(": ")
    assert path.startswith("migrations/2")
    assert reason == "Read-only file system"

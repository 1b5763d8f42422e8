"""The npm package, as it is packed: its first run, parallel and killed ones, and its refusals."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

from scaffold import __version__
from tests.support.built import clean, run
from tests.support.node_packages import ROOT

pytestmark = [pytest.mark.node, pytest.mark.slow]


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the installed command of the packed tarball, in a folder with a space in its name."""
    source = tmp_path_factory.mktemp("npm") / "source"
    shutil.copytree(ROOT / "npm", source, ignore=shutil.ignore_patterns("wheel", "*.tgz"))
    (source / "wheel").mkdir()
    shutil.copy(wheel, source / "wheel")
    run("npm", "pack", "--silent", cwd=source)
    (tarball,) = source.glob("*.tgz")
    home = source.parent / "a project"
    home.mkdir()
    (home / "package.json").write_text("{}")
    run("npm", "install", "--offline", "--no-audit", "--no-fund", tarball, cwd=home)
    return home / "node_modules" / ".bin" / "sequelize-scaffold"


def start(
    program: Path, cache: Path, *arguments: str, cwd: Path | None = None, **variables: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(program), *arguments],
        cwd=cwd,
        env=clean() | {"SEQUELIZE_SCAFFOLD_CACHE": str(cache)} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def cache(
    program: Path, wheel_environments: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the cache after a first run that was killed, and three that ran side by side."""
    folder = tmp_path_factory.mktemp("cache") / "with space"
    killed = start(program, folder, "--version")
    assert killed.stderr is not None
    assert "setting up" in killed.stderr.readline()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    made = [start(program, folder, "--version") for _ in range(3)]
    results = [each.communicate(timeout=300) for each in made]
    assert [output for output, _ in results] == [f"scaffold {__version__}\n"] * 3, results
    assert sum("setting up" in errors for _, errors in results) == 1
    assert [each.returncode for each in made] == [0, 0, 0]
    (environment,) = folder.iterdir()
    assert environment.name.startswith(f"{__version__}-")
    wheel_environments.append(environment)
    return folder


def test_runs_pass_on_arguments_exit_code_and_streams(
    program: Path, cache: Path, tmp_path: Path
) -> None:
    # What node and Python would import from the project's folder, if they looked there.
    (tmp_path / "yaml.py").write_text("raise SystemExit(9)")
    (tmp_path / "scaffold").mkdir()
    for arguments, code in ((("check",), 2), (("explain", "bug"), 0), (("nonsense",), 2)):
        done = start(program, cache, *arguments, cwd=tmp_path)
        output, errors = done.communicate()
        assert (done.returncode, bool(output), bool(errors)) == (code, code == 0, code != 0)
    (tmp_path / "scaffold.yaml").write_text(
        "version: 1\ntargets: {sequelize: {directory: .}}\nmodels: {A: {}}\n"
    )
    _, errors = start(program, cache, "check", cwd=tmp_path).communicate()
    assert "run `npx sequelize-scaffold generate`" in errors


def test_commands_in_messages_name_the_tarball_that_npx_was_given(
    program: Path, cache: Path, tmp_path: Path
) -> None:
    """In a folder of npx; the index has no such version, so `npx sequelize-scaffold` would fail."""
    settings = program.parent.parent.parent / "package.json"
    before = settings.read_text()
    settings.write_text(json.dumps({"_npx": {"packages": ["/a b/sequelize-scaffold-9.tgz"]}}))
    try:
        done = start(program, cache, "new", "shop", "--yes", "--field", "A.b: text", cwd=tmp_path)
        _, errors = done.communicate()
        assert done.returncode == 0, errors
        (tmp_path / "shop/models/a.js").unlink()
        _, stale = start(program, cache, "check", cwd=tmp_path / "shop").communicate()
    finally:
        settings.write_text(before)
    given = "npx --yes --package='/a b/sequelize-scaffold-9.tgz' sequelize-scaffold"
    lines = errors.partition("Next steps:\n")[2].splitlines()[:3]
    assert lines == ["  cd shop", f"  export SCAFFOLD={shlex.quote(given)}", "  make migrate"]
    assert f"`{given} generate`" in stale


def test_signals_reach_scaffold(program: Path, cache: Path, tmp_path: Path) -> None:
    read, write = os.pipe()
    process = subprocess.Popen(
        [str(program), "check", "-f", "-"],
        cwd=tmp_path,
        env=clean() | {"SEQUELIZE_SCAFFOLD_CACHE": str(cache)},
        stdin=read,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(read)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not children.read_text():
        time.sleep(0.02)
    process.terminate()
    assert process.wait(30) == -signal.SIGTERM
    os.close(write)


PYTHON = """#!/bin/sh
echo '{"path": "/opt/python3", "version": [%s], "venv": false}'
"""


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (
            "3, 12",
            "/opt/python3 has no `venv` with `ensurepip`.\n    On Debian and Ubuntu: apt-get",
        ),
        ("3, 9", "/opt/python3 is Python 3.9, and 3.11 or later is needed.\n    Install Python"),
    ],
)
def test_a_python_that_does_not_do_is_named(
    program: Path, tmp_path: Path, version: str, message: str
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    node = shutil.which("node")
    assert node is not None
    (folder / "node").symlink_to(node)
    (folder / "env").symlink_to("/usr/bin/env")
    (folder / "python3").write_text(PYTHON % version)
    (folder / "python3").chmod(0o755)
    done = start(program, tmp_path / "cache", "--version", PATH=str(folder))
    output, errors = done.communicate()
    assert (done.returncode, output) == (4, "")
    assert errors.startswith(f"sequelize-scaffold: {message}"), errors
    assert not any((tmp_path / "cache").iterdir())


def test_version_and_name_are_those_of_the_wheel(wheel: Path) -> None:
    package = json.loads((ROOT / "npm" / "package.json").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert package["version"] == __version__ == wheel.name.split("-")[1]
    assert package["name"] == project["name"]
    assert package["description"] == project["description"]

"""The template as a tagged git repository, and Copier's own command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scaffold import __version__
from tests.support import forked
from tests.support.node_packages import ROOT, clean_environment

TAG = f"v{__version__}"
Copier = Callable[..., str]
# Nobody's own git or Copier settings; a template is cloned from a folder.
IDENTITY = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
    "COPIER_SETTINGS_PATH": "/dev/null",
}


def run(
    *command: str, cwd: Path, environment: Mapping[str, str] | None = None, code: int = 0
) -> str:
    """What a command prints, both streams; AssertionError where it ends otherwise than `code`."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**(environment or clean_environment()), **IDENTITY},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == code, f"{' '.join(command)}: {done.returncode}\n{done.stdout}"
    return done.stdout


def copier(*arguments: str, cwd: Path, code: int = 0) -> str:
    """Run Copier's command."""
    environment = {**clean_environment(), **IDENTITY}
    done = forked.run(arguments, cwd, environment, program="copier")
    assert done.code == code, f"copier {' '.join(arguments)}: {done.code}\n{done.text}"
    return done.text


def git(*arguments: str, cwd: Path) -> str:
    return run("git", *arguments, cwd=cwd)


def commit(repository: Path, tag: str | None = None) -> None:
    """Commit all files and tag the commit."""
    git("add", "--all", cwd=repository)
    git("commit", "--quiet", "--allow-empty", "--message", tag or "work", cwd=repository)
    if tag:
        git("tag", tag, cwd=repository)


def mark_installed(folder: Path, manifest: Path) -> None:
    """Tell make that the packages in a folder are those of the manifest."""
    (folder / ".installed").touch()
    later = manifest.stat().st_mtime + 1
    os.utime(folder / ".installed", (later, later))


def stand_in(app: Path) -> None:
    """Give a project the .venv that its Makefile sets up, of this environment's packages."""
    programs = app / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("alembic", "mypy", "ruff"):
        (programs / name).symlink_to(Path(sys.executable).with_name(name))
    # pip installs the project itself as editable.
    own = f'PYTHONPATH="{app}/python" exec "{sys.executable}"'
    for name, call in {"python": f'exec "{sys.executable}"', "pytest": f"{own} -m pytest"}.items():
        (programs / name).write_text(f'#!/bin/sh\n{call} "$@"\n')
        (programs / name).chmod(0o755)
    mark_installed(app / ".venv", app / "pyproject.toml")


@pytest.fixture(scope="session")
def whole_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository made of this tree, tagged with its version."""
    return _repository(tmp_path_factory.mktemp("whole"), ".")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of those files that Copier reads, which is sooner cloned."""
    return _repository(tmp_path_factory.mktemp("template"), "copier.yml", "templates/project")


def _repository(root: Path, *paths: str) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    known = ("--cached", "--others", "--exclude-standard")
    listed = git("ls-files", "-z", *known, "--", *paths, cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    git("init", "--quiet", "--initial-branch", "main", cwd=root)
    commit(root, TAG)
    return root

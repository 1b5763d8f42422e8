"""What generated Python needs to run, and the message if it is missing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scaffold.errors import EnvironmentFailure
from scaffold.targets.sqlalchemy.setup import is_too_old, setup_commands
from scaffold.targets.sqlalchemy.verify import _require_packages


def test_existing_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy("/bin/sh", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "shop").mkdir()
    first, install, url = setup_commands(str(tmp_path / "shop"), ("postgres", "mysql"))
    assert first == ". ../.venv/bin/activate"
    assert install == (
        "pip install 'alembic>=1.19' 'sqlalchemy>=2.0.40' 'psycopg[binary]>=3.2' 'PyMySQL>=1.1'"
    )
    assert url == "export DATABASE_URL=postgres://user:password@localhost:5432/database"
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    assert setup_commands(str(tmp_path), ("sqlite",))[0].startswith("pip install ")


def packages(python: str, **versions: str | None) -> str:
    """Return the message for a Python with these packages; empty if they suffice."""
    session: Any = SimpleNamespace(python=python, ask=lambda what, names: versions)
    job: Any = SimpleNamespace(server=SimpleNamespace(dialect="postgres"))
    try:
        _require_packages(session, job)
    except EnvironmentFailure as error:
        return str(error)
    return ""


def test_missing_and_outdated_packages_are_named() -> None:
    python = "/shop/.venv/bin/python"
    assert packages(python, sqlalchemy="2.1.0", alembic="1.19.0", psycopg="3.2") == ""
    assert packages(python, sqlalchemy="2.0.50", alembic=None, psycopg=None) == (
        "alembic, psycopg: not installed for /shop/.venv/bin/python\n"
        "  Run: /shop/.venv/bin/python -m pip install 'alembic>=1.19' psycopg"
    )
    assert packages(python, sqlalchemy="2.0.50", alembic="1.18.4", psycopg="3.2") == (
        "alembic 1.18.4 is older than 1.19, which the generated code needs\n"
        "  Run: /shop/.venv/bin/python -m pip install 'alembic>=1.19'"
    )
    said = packages(sys.executable, sqlalchemy=None, alembic="1.20.1", psycopg="3.2")
    assert said.endswith(
        "Run, in the schema's folder: python3 -m venv .venv && "
        ".venv/bin/python -m pip install 'sqlalchemy>=2.0.40'"
    )


@pytest.mark.parametrize(
    ("package", "version", "too_old"),
    [
        ("alembic", "1.9.4", True),
        ("alembic", "1.19", False),
        ("alembic", "2.0.0b1", False),
        ("sqlalchemy", "2.0.4", True),
        ("sqlalchemy", "2.1.0rc1", False),
        ("psycopg", "1.0", False),
    ],
)
def test_outdated_versions_are_detected(package: str, version: str, too_old: bool) -> None:
    assert is_too_old(package, version) is too_old

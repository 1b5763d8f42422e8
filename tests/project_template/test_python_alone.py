"""Projects for Python alone, from an empty folder: the printed next steps work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.project_template.conftest import copier, stand_in
from tests.support import forked
from tests.support.built import python_with_pip
from tests.support.groups import MYPY_CACHE
from tests.support.node_packages import clean_environment
from tests.support.sqlite_tables import reflect

pytestmark = pytest.mark.slow

MODELS = """\
Order:
  total: decimal(10, 2) default(0)
  customer: belongsTo(Customer) required
Customer:
  email: string unique
  orders: hasMany(Order)
"""
FIELDS = ("Order.total: decimal(10, 2)", "Order.customer: belongsTo(Customer)", "Customer.x: text")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with `scaffold` and `python3`, as a person has them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    forked.write_command(folder / "scaffold")
    python_with_pip(folder / "python3")
    return folder


def shell(script: str, folder: Path, programs: Path) -> str:
    """What a script prints, line by line until one fails; AssertionError where one does."""
    environment = clean_environment()
    environment.pop("VIRTUAL_ENV", None)
    environment["PATH"] = f"{programs}:{environment['PATH']}"
    environment["MYPY_CACHE_DIR"] = MYPY_CACHE
    done = subprocess.run(
        ["bash", "-e"],
        cwd=folder,
        env=environment,
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def expected(result: str) -> str:
    """The commands below `Next steps:`."""
    lines = result.partition("Next steps:\n")[2].partition("\n\n")[0].splitlines()
    return "\n".join(line.strip() for line in lines)


def new(folder: Path, programs: Path, *flags: str) -> str:
    fields = "".join(f" --field '{field}'" for field in FIELDS)
    return shell(
        f"scaffold new shop --yes --targets sqlalchemy{fields} {' '.join(flags)}", folder, programs
    )


def test_next_steps_of_a_new_project(tmp_path: Path, programs: Path) -> None:
    next_steps = expected(new(tmp_path, programs))
    assert next_steps == "cd shop\nmake migrate\nmake test"
    result = shell(f"{next_steps}\nmake lint check verify undo", tmp_path, programs)
    assert "2 passed" in result
    assert "6 of 6 checks passed" in result
    assert {"Orders", "Customers"} <= set(reflect(tmp_path / "shop" / "database.sqlite"))
    # Of what these commands wrote, git is told of nothing but the project's own files.
    left = shell("cd shop; git init -q .; git add --all; git ls-files", tmp_path, programs)
    assert not [name for name in left.split() if "cache" in name or name in (".env", ".venv")]


def test_next_steps_without_template_files(tmp_path: Path, programs: Path) -> None:
    python_with_pip(programs / "python3", "alembic", "sqlalchemy")
    next_steps = expected(new(tmp_path, programs, "--no-project-files"))
    assert next_steps.splitlines()[:2] == [
        "cd shop",
        "python3 -m venv .venv && . .venv/bin/activate",
    ]
    result = shell(next_steps, tmp_path, programs)
    assert "6 of 6 checks passed" in result
    assert "Running upgrade" in result
    assert {"Orders", "Customers"} <= set(reflect(tmp_path / "shop" / "database.sqlite"))


def test_copied_template(template: Path, tmp_path: Path, programs: Path) -> None:
    data = {"dialects": ["sqlite", "postgres"], "node": False, "models": MODELS}
    (tmp_path / "answers.yml").write_text(yaml.safe_dump(data))
    copied = ("copy", "--defaults", "--data-file", "answers.yml", str(template), "shop")
    assert "make generate migrate" in copier(*copied, cwd=tmp_path)
    # What pip installs for such a project is tested above.
    stand_in(tmp_path / "shop")
    result = shell("cd shop\nmake generate migrate\nmake test lint verify", tmp_path, programs)
    assert "2 passed" in result
    assert "6 of 6 checks passed" in result

"""Projects of all kinds, from the tagged template to a migrated database, with the real tools."""

from __future__ import annotations

import itertools
import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from scaffold.project.template import questions
from tests.conftest import REQUIRED
from tests.project_template.conftest import (
    copier,
    mark_installed,
    run,
    stand_in,
)
from tests.support import forked, managers
from tests.support.built import python_with_pip
from tests.support.groups import MYPY_CACHE
from tests.support.node_packages import ROOT, NodeMissingError
from tests.support.scratch import Scratch, SqliteScratch, scratch_on

pytestmark = [pytest.mark.node, pytest.mark.slow]

# Not in the order of their keys, nor in that of the tables, and with comments.
MODELS = """\
# What is sold.
Order:
  total: decimal(10, 2) default(0) # in euros

  customer: belongsTo(Customer) required
  tags: belongsToMany(Tag) through(OrderTags)
Tag: {name: string(40) required unique}
Customer:
  # "user" elsewhere
  email: string unique
  orders: hasMany(Order)
"""
TABLES = {
    "sequelize": {"Customers", "OrderTags", "Orders", "Tags"},
    # What `through` names is a table's name already.
    "snake_case": {"customers", "OrderTags", "orders", "tags"},
}


# What CI begins with.
FROZEN = {
    "npm": "npm ci --dry-run",
    "pnpm": "pnpm install --frozen-lockfile",
    "yarn": "yarn install --immutable",
}


class Answers(NamedTuple):
    dialects: str
    id: str
    naming: str
    python: bool
    package_manager: str


# Any two answers to two questions meet in one of these.
COMBINATIONS = (
    Answers("sqlite", "uuid", "snake_case", False, "npm"),
    Answers("sqlite", "integer", "sequelize", True, "pnpm"),
    Answers("sqlite", "bigint", "sequelize", False, "yarn"),
    Answers("postgres", "bigint", "sequelize", True, "npm"),
    Answers("postgres", "uuid", "snake_case", False, "pnpm"),
    Answers("postgres", "integer", "snake_case", False, "yarn"),
    Answers("mysql", "uuid", "sequelize", False, "npm"),
    Answers("mysql", "integer", "snake_case", False, "pnpm"),
    Answers("mysql", "bigint", "snake_case", True, "yarn"),
    Answers("sqlite postgres mysql", "integer", "snake_case", False, "npm"),
    Answers("sqlite postgres mysql", "bigint", "sequelize", False, "pnpm"),
    Answers("sqlite postgres mysql", "uuid", "snake_case", True, "yarn"),
)


def test_every_pair_of_answers() -> None:
    asked = questions()
    values: dict[str, set[object]] = {
        name: set(_choices(asked[name])) for name in Answers._fields if name != "dialects"
    }
    values["dialects"] = {each.dialects for each in COMBINATIONS}
    assert values["dialects"] >= set(_choices(asked["dialects"]))
    for one, other in itertools.combinations(Answers._fields, 2):
        met = {(getattr(each, one), getattr(each, other)) for each in COMBINATIONS}
        assert met == set(itertools.product(values[one], values[other])), (one, other)


def _choices(question: Mapping[str, object]) -> list[object]:
    choices = question.get("choices", [False, True])
    assert isinstance(choices, dict | list)
    return list(choices.values() if isinstance(choices, dict) else choices)


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    try:
        return managers.environment()
    except NodeMissingError as error:
        if REQUIRED:
            pytest.fail(f"node is required here: {error}", pytrace=False)
        pytest.skip(f"node: {error}")


@pytest.fixture
def new_database(
    server_of: Callable[[str], str], tmp_path: Path
) -> Iterator[Callable[[str], Scratch]]:
    """Makes an empty database of a dialect."""
    with ExitStack() as stack:

        def make(dialect: str) -> Scratch:
            if dialect == "sqlite":
                return SqliteScratch(tmp_path / "app" / "database.sqlite")
            return stack.enter_context(scratch_on(dialect, server_of(dialect)))

        yield make


def is_installed_by_its_manager(answers: Answers) -> bool:
    """One project of each manager is, which has the drivers of all databases."""
    return " " in answers.dialects


def test_each_manager_installs_a_project() -> None:
    installed = [each.package_manager for each in COMBINATIONS if is_installed_by_its_manager(each)]
    assert sorted(installed) == sorted(FROZEN)


@pytest.mark.parametrize("answers", COMBINATIONS, ids=lambda each: " ".join(map(str, each)))
def test_project_passes_lint_migrate_and_test(
    template: Path,
    environment: dict[str, str],
    node_env: Path,
    new_database: Callable[[str], Scratch],
    tmp_path: Path,
    answers: Answers,
) -> None:
    """A project that no manager installs has the packages of the tests, and no manager runs it.

    What depends on the manager alone is tried in those that one installs. Linters see the other
    projects of node alone in test_files, and their code in the tests of layout.
    """
    app = tmp_path / "app"
    installed, dialects = is_installed_by_its_manager(answers), answers.dialects.split()
    data = {**answers._asdict(), "dialects": dialects, "models": MODELS, "description": "A shop"}
    (tmp_path / "answers.yml").write_text(yaml.safe_dump(data))
    copied = ("copy", "--defaults", "--data-file", "answers.yml", str(template), str(app))
    assert "app is ready." in copier(*copied, cwd=tmp_path)

    database = new_database(dialects[0])
    if dialects[0] != "sqlite":
        environment = {**environment, "DATABASE_URL": database.url}
    if answers.python:
        environment = {**environment, "MYPY_CACHE_DIR": MYPY_CACHE}
        stand_in(app)
    manager = answers.package_manager
    variables = [f"SCAFFOLD={shlex.join(forked.command())}"]
    if not installed:
        (tmp_path / "run").write_text(RUN)
        variables.append(f"RUN=sh {tmp_path / 'run'}")
        link_packages(app, node_env)

    def make(*goals: str, **more: str) -> str:
        wanted = {**environment, **more, "PYTHONPATH": str(ROOT)}
        return run("make", *variables, *goals, cwd=app, environment=wanted)

    if installed:
        make("install")
        fresh = run(manager, "run", "test", cwd=app, environment=environment)
        assert "fail 0" in fresh
    make("generate", "migrate")
    assert set(database.tables()) == TABLES[answers.naming]
    assert "up to date" in make("check")
    tested = make("test", TEST_DATABASE_URL=database.url)
    assert "pass 2" in tested
    assert "skipped 0" in tested
    if installed or answers.python:
        make("lint")
    make("undo")
    assert len(database.tables()) == 3
    assert "Nothing to be done" in make("generate")
    if not installed:
        return
    run(*FROZEN[manager].split(), cwd=app, environment=environment)
    undo = ("sequelize", "db:migrate:undo:all")
    execute = {"npm": ("npx", "--no-install"), "pnpm": ("pnpm", "exec"), "yarn": ("yarn",)}
    run(*execute[manager], *undo, cwd=app, environment=environment)
    assert set(database.tables()) == set()
    make("seed")
    assert set(database.tables()) == TABLES[answers.naming]


# Runs a script of package.json as npm does, which takes longer than most of them.
RUN = """\
script=$(sed -n "s/^ *\\"$1\\": \\"\\(.*\\)\\",*$/\\1/p" package.json)
PATH="$PWD/node_modules/.bin:$PATH" exec sh -c "${script:?$1}"
"""


def link_packages(app: Path, node_modules: Path) -> None:
    """Give a project the packages of the tests, as if they were installed."""
    package = json.loads((app / "package.json").read_text())
    for name in package["dependencies"] | package["devDependencies"]:
        assert (node_modules / name / "package.json").is_file(), name
    (app / "node_modules").mkdir()
    for each in node_modules.iterdir():
        (app / "node_modules" / each.name).symlink_to(each)
    mark_installed(app / "node_modules", app / "package.json")


def test_python_project_with_real_tools(
    template: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """An environment that pip fills, and all checks of `scaffold verify` in a project of pnpm.

    Which files pip installs is tested in test_python_alone: here it finds the packages.
    """
    app = tmp_path / "app"
    data = {"dialects": ["sqlite"], "python": True, "package_manager": "pnpm", "models": MODELS}
    (tmp_path / "answers.yml").write_text(yaml.safe_dump(data))
    copied = ("copy", "--defaults", "--data-file", "answers.yml", str(template), str(app))
    copier(*copied, cwd=tmp_path)
    wanted = {name: text for name, text in environment.items() if name != "VIRTUAL_ENV"}
    wanted["MYPY_CACHE_DIR"] = MYPY_CACHE
    scaffold = f"SCAFFOLD={shlex.join(forked.command())}"
    python = python_with_pip(tmp_path / "python3", "alembic", "mypy", "ruff", "sqlalchemy")
    make = ("make", f"PYTHON={python}", scaffold)
    run(*make, "python", "migrate", "stamp", "lint", cwd=app, environment=wanted)
    alembic = (".venv/bin/alembic", "--config", "python/alembic.ini", "check")
    named = {**wanted, "DATABASE_URL": "sqlite:///database.sqlite"}
    assert "No new upgrade operations" in run(*alembic, cwd=app, environment=named)
    verified = run(*make, "verify", cwd=app, environment=wanted)
    assert re.findall(r"(\d+) of (\d+) checks passed", verified) == [("14", "14")], verified

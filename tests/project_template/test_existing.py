"""`scaffold new` in an existing project: its files are kept, and the printed commands work."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, cli
from tests.conftest import REQUIRED
from tests.support import forked, managers
from tests.support.node_packages import NodeMissingError
from tests.support.sqlite_tables import reflect

pytestmark = pytest.mark.slow

__all__ = ["cli"]

FIELDS = ("--field", "Tag.name: string")
SCHEMA_FILES = {"scaffold.yaml", "models/index.js", "models/tag.js"}


def made(cli: Cli, *arguments: str) -> tuple[set[str], str]:
    """Return the written files, except migrations and scaffold's state, and the printed notes."""
    before = cli.tree()
    result = cli("new", "--yes", *FIELDS, *arguments)
    after = cli.tree()
    assert {path: after[path] for path in before} == before
    new = {path for path in set(after) - set(before) if not path.startswith(".scaffold/")}
    return {path for path in new if not path.endswith("-create-tags.js")}, result.errors


def told(errors: str) -> list[str]:
    """The commands below `Next steps:`."""
    return [
        line.strip()
        for line in errors.partition("Next steps:\n")[2].partition("\n\n")[0].split("\n")
    ]


def test_existing_package_json_gets_only_the_configuration(cli: Cli) -> None:
    cli.write("package.json", '{"name": "theirs", "scripts": {"test": "jest"}}')
    files, result = made(cli)
    assert files == {*SCHEMA_FILES, "config/config.js"}
    assert "note: package.json exists" in result
    assert "make" not in result.split("Next steps:")[1]


@pytest.mark.parametrize(
    "path", ["config/config.json", "config/config.js", "config/config.cjs", "config/config.ts"]
)
def test_existing_configuration_is_kept(cli: Cli, path: str) -> None:
    cli.write("package.json", "{}")
    cli.write("models/index.js", "// theirs\n")
    cli.write(path, "// theirs\n")
    files, result = made(cli)
    assert files == SCHEMA_FILES - {"models/index.js"}
    if path != "config/config.js":
        assert f"config/config.js is not written because of {path}" in result


def test_existing_configuration_without_package_json_is_kept(cli: Cli) -> None:
    cli.write("config/config.json", "{}")
    files, result = made(cli)
    assert {"package.json", "Makefile"} <= files
    assert not {".sequelizerc", "config/config.js"} & files
    assert told(result)[0] == "make migrate"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("makefile", "Makefile"),
        ("GNUmakefile", "Makefile"),
        ("docker-compose.yml", "compose.yaml"),
        ("compose.yml", "compose.yaml"),
        (".eslintrc.json", "eslint.config.js"),
        ("eslint.config.mjs", "eslint.config.js"),
        (".prettierrc", ".prettierrc.json"),
        ("prettier.config.js", ".prettierrc.json"),
    ],
)
def test_conflicting_alternatives_are_left_out(cli: Cli, theirs: str, ours: str) -> None:
    cli.write(theirs, "all:\n")
    files, result = made(cli, "--dialects", "sqlite,postgres")
    assert ours not in files and "package.json" in files
    assert f"note: {ours} is not written because of {theirs}" in result


def test_existing_pyproject_gets_no_template_files(cli: Cli) -> None:
    cli.write("pyproject.toml", "[project]\nname = 'theirs'\n")
    files, result = made(cli, "--targets", "sqlalchemy")
    assert {path for path in files if not path.startswith("python/")} == {
        "scaffold.yaml",
    }
    assert "note: pyproject.toml exists" in result
    assert any(line.startswith("pip install") for line in told(result))


def test_existing_pyproject_with_node_files(cli: Cli) -> None:
    cli.write("pyproject.toml", "[project]\nname = 'theirs'\n")
    files, result = made(cli, "--targets", "sequelize,sqlalchemy")
    assert {"package.json", "config/config.js"} <= files
    assert told(result)[0] == "npm install"


def test_own_makefile_is_not_in_the_next_steps(cli: Cli) -> None:
    cli.write("Makefile", "all:\n")
    _, result = made(cli)
    assert told(result) == ["npm install", "npx sequelize db:migrate"]


@pytest.mark.parametrize(
    ("files", "arguments", "expected"),
    [
        ({}, (), ["npm install sequelize@6 sqlite3", "npm install --save-dev sequelize-cli@6",
                  "npx sequelize db:migrate"]),
        ({"pnpm-lock.yaml": ""}, (),
         ["pnpm add --allow-build=sqlite3 sequelize@6 sqlite3",
          "pnpm add --save-dev sequelize-cli@6", "pnpm exec sequelize db:migrate"]),
        ({"yarn.lock": ""}, (),
         ["npm pkg set dependenciesMeta.sqlite3.built=true --json", "yarn add sequelize@6 sqlite3",
          "yarn add --dev sequelize-cli@6", "yarn sequelize db:migrate"]),
        ({"package.json": '{"packageManager": "pnpm@10.1.0"}'}, ("--dialects", "postgres"),
         ["pnpm add sequelize@6 pg", "pnpm add --save-dev sequelize-cli@6",
          "pnpm exec sequelize db:migrate"]),
        ({}, ("--package-manager", "pnpm", "--dialects", "mysql,postgres"),
         ["pnpm add sequelize@6 pg", "pnpm add --save-dev sequelize-cli@6",
          "pnpm exec sequelize db:migrate"]),
        ({"package.json": '{"dependencies": {"sequelize": "6", "sqlite3": "5"}, '
          '"devDependencies": {"sequelize-cli": "6"}}'}, (),
         ["npm install", "npx sequelize db:migrate"]),
        ({"config/config.json": "{}", "node_modules/pg/package.json": "{}"},
         ("--dialects", "sqlite,postgres"),
         ["npm install sequelize@6", "npm install --save-dev sequelize-cli@6",
          "npx sequelize db:migrate"]),
        ({f"node_modules/{name}/package.json": "{}" for name in ("sequelize", "sequelize-cli",
          "sqlite3")}, (), ["scaffold verify", "npx sequelize db:migrate"]),
        ({f"node_modules/{name}/package.json": "{}" for name in ("sequelize", "sequelize-cli",
          "sqlite3")} | {".git/HEAD": ""}, (),
         ["git diff", "scaffold verify", "npx sequelize db:migrate"]),
    ],
)  # fmt: skip
def test_printed_next_steps(
    cli: Cli, files: dict[str, str], arguments: tuple[str, ...], expected: list[str]
) -> None:
    for path, text in {"package.json": "{}", **files}.items():
        cli.write(path, text)
    _, result = made(cli, *arguments)
    assert told(result) == expected


def test_next_steps_in_a_workspace_of_a_monorepo(cli: Cli) -> None:
    cli.write("package.json", '{"workspaces": ["packages/*"]}')
    cli.write("pnpm-lock.yaml", "")
    cli.write("packages/api/package.json", '{"dependencies": {"sequelize": "6", "sqlite3": "5"}}')
    cli.write("packages/api/.sequelizerc", "module.exports = { 'migrations-path': 'db/m' };")
    for name in ("sequelize", "sqlite3"):
        cli.write(f"packages/api/node_modules/{name}/package.json", "{}")
    result = cli("new", "packages/api", "--yes", *FIELDS)
    assert told(result.errors) == [
        "cd packages/api",
        "pnpm add --save-dev sequelize-cli@6",
        "pnpm exec sequelize db:migrate",
    ]
    assert list((cli.root / "packages/api/db/m").iterdir())


def test_next_steps_below_a_package(cli: Cli) -> None:
    cli.write("package.json", "{}")
    for name in ("sequelize", "sqlite3", "sequelize-cli"):
        cli.write(f"node_modules/{name}/package.json", "{}")
    result = cli("new", "db", "--yes", "--no-project-files", *FIELDS)
    assert told(result.errors) == ["npx sequelize db:migrate --migrations-path db/migrations"]


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    try:
        return managers.environment()
    except NodeMissingError as error:
        if REQUIRED:
            pytest.fail(f"node is required here: {error}", pytrace=False)
        pytest.skip(f"node: {error}")


# What a manager writes beside packages.
MANAGED = (
    "package.json",
    "package-lock.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "yarn.lock",
)


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.parametrize("manager", managers.MANAGERS)
def test_next_steps_work_with_each_package_manager(
    tmp_path: Path, environment: Mapping[str, str], manager: str
) -> None:
    """In a project without packages, and in a copy of its files that asks for them already."""
    package = {"name": "theirs", "private": True, "scripts": {"test": "exit 1"}}
    empty, asked = tmp_path / "empty", tmp_path / "asked"
    for root in (empty, asked):
        root.mkdir()
    (empty / "package.json").write_text(json.dumps(package))
    assert follow_next_steps(empty, environment, manager) == (4 if manager == "yarn" else 3)
    for name in MANAGED:
        if (empty / name).exists():
            shutil.copy(empty / name, asked)
    assert follow_next_steps(asked, environment, manager) == 2


def follow_next_steps(root: Path, environment: Mapping[str, str], manager: str) -> int:
    """Run `scaffold new` and the commands that it prints; return how many these are."""
    command = ("new", "--yes", "--dialects", "sqlite", *FIELDS, "--package-manager", manager)
    done = forked.run(command, root, dict(environment))
    assert done.code == 0, done.text
    commands = told(done.errors)
    ran = subprocess.run(
        ["bash", "-e", "-c", "\n".join(commands)],
        cwd=root,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Tags" in reflect(root / "database.sqlite")
    return len(commands)

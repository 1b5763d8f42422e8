"""The files of the project template: linters, database URLs and tests."""

from __future__ import annotations

import itertools
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment
from jinja2.meta import find_undeclared_variables

from scaffold import __version__
from scaffold.project.template import questions
from tests.project_template.conftest import run
from tests.support import forked
from tests.support.managers import VERSIONS
from tests.support.node_packages import ROOT, clean_environment
from tests.support.project_template import rendered_template

DIALECTS = ("sqlite", "postgres", "mysql")
DRIVERS = {"sqlite": "sqlite3", "postgres": "pg", "mysql": "mysql2"}
SUBSETS = [list(some) for n in (1, 2, 3) for some in itertools.combinations(DIALECTS, n)]
OTHERS = (
    {"package_manager": "npm", "licence": "none", "description": ""},
    {"package_manager": "pnpm", "licence": "MIT", "description": 'A "shop"'},
    {"package_manager": "yarn", "licence": "BSD-3-Clause", "description": "Two words"},
)


def write(root: Path, **answers: object) -> Path:
    """Copy the rendered project into a folder, without the records of `scaffold`."""
    ignored = shutil.ignore_patterns(".scaffold")
    shutil.copytree(rendered_template(**answers), root, dirs_exist_ok=True, ignore=ignored)
    return root


@pytest.mark.node
def test_every_project_passes_its_linters(tmp_path: Path, node_env: Path) -> None:
    """For Prettier and ESLint with the project's own settings, whatever the answers."""
    (tmp_path / "node_modules").symlink_to(node_env)
    for number, (dialects, python) in enumerate(itertools.product(SUBSETS, (False, True))):
        others = OTHERS[number % len(OTHERS)]
        write(tmp_path / str(number), dialects=dialects, python=python, **others)
    for name in (".prettierrc.json", "eslint.config.js"):
        shutil.copy(tmp_path / "0" / name, tmp_path)
    prettier = ("--check", "--ignore-path", "0/.prettierignore")
    run(str(node_env / ".bin" / "prettier"), *prettier, ".", cwd=tmp_path)
    run(str(node_env / ".bin" / "eslint"), "--max-warnings=0", ".", cwd=tmp_path)
    (tmp_path / "1" / "config" / "config.js").write_text("var  x = y")
    run(str(node_env / ".bin" / "prettier"), *prettier, "1/config", cwd=tmp_path, code=1)
    run(str(node_env / ".bin" / "eslint"), "1/config", cwd=tmp_path, code=1)


@pytest.mark.slow
@pytest.mark.parametrize("dialects", SUBSETS, ids=" ".join)
def test_project_has_only_chosen_databases(tmp_path: Path, dialects: list[str]) -> None:
    root = write(tmp_path, dialects=dialects, python=True)
    packages = json.loads((root / "package.json").read_text())
    wanted = {DRIVERS[each] for each in dialects} | {"sequelize"}
    assert set(packages["dependencies"]) == wanted
    assert ("allowScripts" in packages) == ("sqlite" in dialects)
    servers = set(dialects) - {"sqlite"}
    if servers:
        compose = yaml.safe_load((root / "compose.yaml").read_text())
        assert set(compose["services"]) == set(compose["volumes"]) == servers
    else:
        assert not (root / "compose.yaml").exists()
    workflow = yaml.safe_load((root / ".github/workflows/ci.yml").read_text())
    urls = workflow["jobs"]["test"]["strategy"]["matrix"]["database"]
    assert [url.partition(":")[0] for url in urls] == dialects
    for url in urls:
        server = url.partition(":")[0]
        assert started(workflow, url) == ([] if server == "sqlite" else [server])
    others = [each for each in DIALECTS if each not in dialects]
    texts = "".join(file.read_text() for file in root.rglob("*") if file.is_file()).lower()
    assert [name for name in others if DRIVERS[name] in texts or f"{name}:" in texts] == []


def started(workflow: dict[str, Any], url: str) -> list[str]:
    """The services that the workflow starts for a database."""
    services = []
    for step in workflow["jobs"]["test"]["steps"]:
        prefix = step.get("if", "startsWith(matrix.database, '')").split("'")[1]
        command = step.get("run", "").partition("docker compose up --detach --wait ")[2]
        if command and url.startswith(prefix):
            services.append(command)
    return services


def test_template_files_use_only_answers() -> None:
    """Copier would print nothing for a name that it does not know."""
    known = {*questions(), "_copier_answers", "_source"}
    paths = list((ROOT / "templates" / "project").rglob("*.jinja"))
    assert len(paths) > 5
    environment = Environment(extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"])
    for path in paths:
        named = find_undeclared_variables(environment.parse(path.read_text()))
        assert named - known == set(), path.name


def test_minimum_copier_version_equals_the_dependency() -> None:
    settings = yaml.safe_load((ROOT / "copier.yml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"copier>={settings['_min_copier_version']},<10" in project["dependencies"]


@pytest.mark.slow
def test_versions_equal_the_tested_ones() -> None:
    workflow = (rendered_template() / ".github/workflows/ci.yml").read_text()
    assert f"sequelize-scaffold~={__version__}'" in workflow
    yarn = json.loads((rendered_template(package_manager="yarn") / "package.json").read_text())
    assert yarn["packageManager"] == f"yarn@{VERSIONS['@yarnpkg/cli-dist']}"
    pnpm = (rendered_template(package_manager="pnpm") / ".github/workflows/ci.yml").read_text()
    assert f"pnpm@{VERSIONS['pnpm'].partition('.')[0]}\n" in pnpm


def evaluate(root: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script with node in the project's folder."""
    return subprocess.run(
        ["node", "-e", script],
        cwd=root,
        env=clean_environment(environment),
        capture_output=True,
        text=True,
    )


def configuration(root: Path, **environment: str) -> Any:
    """config/config.js as JSON; AssertionError with node's words where it throws."""
    script = "process.stdout.write(JSON.stringify(require('./config/config.js')))"
    done = evaluate(root, script, **environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


URLS = {
    "sqlite": "sqlite:other.sqlite",
    "postgres": "postgres://me:pw@db/shop",
    "mysql": "mysql://me:pw@db/shop",
}


CONFIGURATIONS = """
const read = (environment) => {
  delete require.cache[require.resolve('./config/config.js')];
  delete process.env.NODE_ENV;
  if (environment !== null) process.env.NODE_ENV = environment;
  return require('./config/config.js');
};
process.stdout.write(JSON.stringify(%s.map(read)));
"""


@pytest.mark.node
@pytest.mark.parametrize("dialects", SUBSETS, ids=" ".join)
def test_every_environment_has_the_database_of_its_url(tmp_path: Path, dialects: list[str]) -> None:
    root = write(tmp_path, dialects=dialects)
    environments = [None, "", "test", "production", "staging"]
    script = CONFIGURATIONS % json.dumps(environments)
    done = evaluate(root, script, DATABASE_URL=URLS[dialects[0]])
    assert (done.returncode, done.stderr) == (0, "")
    for environment, config in zip(environments, json.loads(done.stdout), strict=True):
        own = config.pop(environment or "development")
        assert own == config, environment
        assert own["dialect"] == dialects[0], environment


@pytest.mark.node
@pytest.mark.parametrize("dialects", SUBSETS, ids=" ".join)
def test_development_and_test_have_a_default_database(tmp_path: Path, dialects: list[str]) -> None:
    root = write(tmp_path, dialects=dialects)
    script = "const { development, test } = require('./config/config.js');"
    result = evaluate(root, f"{script} console.log(JSON.stringify([development, test]))")
    own, same = json.loads(result.stdout)
    assert own == same
    assert own["dialect"] == dialects[0]
    if dialects[0] == "sqlite":
        assert own["storage"] == str(root / "database.sqlite")
    else:
        compose = yaml.safe_load((root / "compose.yaml").read_text())["services"][dialects[0]]
        (port,) = compose["ports"]
        assert f"{own['host']}:{own['port']}" == port.rpartition(":")[0]
        assert {own["username"], own["password"], own["database"]} == {"app"}


@pytest.mark.node
@pytest.mark.parametrize("environment", ["production", "staging"])
@pytest.mark.parametrize("dialects", [["sqlite"], ["postgres"]], ids=" ".join)
def test_other_environments_have_no_default_database(
    tmp_path: Path, node_env: Path, dialects: list[str], environment: str
) -> None:
    """Neither the models nor sequelize-cli, however the environment is named."""
    root = write(tmp_path, dialects=dialects, models="A: {x: string}")
    (root / "node_modules").symlink_to(node_env)
    assert forked.run(("generate",), root).code == 0
    error = "Set DATABASE_URL: only development and test have a default database"
    loaded = evaluate(root, "require('./models')", NODE_ENV=environment)
    assert loaded.returncode == 1
    assert error in loaded.stderr
    empty = evaluate(root, "require('./models')", NODE_ENV=environment, DATABASE_URL="")
    assert error in empty.stderr
    cli = str(node_env / ".bin" / "sequelize")
    variables = clean_environment({"NODE_ENV": environment})
    assert error in run(cli, "db:migrate", cwd=root, code=1, environment=variables)
    assert error in run(cli, "db:migrate", "--env", environment, cwd=root, code=1)
    assert not (root / "database.sqlite").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "sqlite:database.sqlite"),
        ({"NODE_ENV": "test"}, "sqlite:database.sqlite"),
        ({"NODE_ENV": "production"}, ""),
        ({"NODE_ENV": "production", "DATABASE_URL": "sqlite:live"}, "sqlite:live"),
    ],
)
def test_make_stamp_uses_database_url(
    tmp_path: Path, environment: dict[str, str], url: str
) -> None:
    root = write(tmp_path, python=True)
    alembic = root / ".venv" / "bin" / "alembic"
    alembic.parent.mkdir(parents=True)
    alembic.write_text('#!/bin/sh\necho "url=<$DATABASE_URL>"\n')
    alembic.chmod(0o755)
    (root / ".venv" / ".installed").touch()
    result = run("make", "stamp", cwd=root, environment=clean_environment(environment))
    assert f"url=<{url}>" in result


@pytest.mark.node
def test_environment_overrides_env_file(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / ".env").write_text("# ours\nDATABASE_URL='postgres://me:p%23w@db/shop?a=b&c=d'\n")
    read = configuration(root, NODE_ENV="production")["production"]
    assert (read["dialect"], read["password"], read["database"]) == ("postgres", "p#w", "shop")
    assert read["dialectOptions"] == {"a": "b", "c": "d"}
    result = configuration(root, DATABASE_URL="mysql://root@db/shop")
    assert result["development"]["dialect"] == "mysql"
    shutil.copy(root / ".env.example", root / ".env")
    assert configuration(root)["storage"] == str(root / "database.sqlite")


@pytest.mark.node
@pytest.mark.parametrize("url", ["postgres://me:se#cret@db/shop", "mysql://me:se/cret@db/shop"])
def test_invalid_url_is_not_printed(tmp_path: Path, url: str) -> None:
    result = evaluate(write(tmp_path), "require('./config/config.js')", DATABASE_URL=url)
    assert result.returncode == 1
    assert (
        "DATABASE_URL is not a valid URL: encode special characters in its password"
        in result.stderr
    )
    assert "cret" not in result.stderr


@pytest.mark.node
@pytest.mark.parametrize(
    ("answers", "url", "known"),
    [
        ({"dialects": ["sqlite"]}, "postgres://db/shop", "sqlite"),
        ({"dialects": ["mysql"]}, "sqlite:x", "mariadb, mysql"),
        ({}, "constructor://x", "mariadb, mysql, postgres, postgresql, sqlite"),
        ({}, "nothing", "mariadb, mysql, postgres, postgresql, sqlite"),
    ],
)
def test_url_of_another_database_is_refused(
    tmp_path: Path, answers: dict[str, object], url: str, known: str
) -> None:
    root = write(tmp_path, **answers)
    with pytest.raises(AssertionError, match=f"DATABASE_URL must begin with one of: {known}\n"):
        configuration(root, DATABASE_URL=url)


@pytest.mark.node
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres:///shop?host=/run/pg&port=1", {"host": "/run/pg", "database": "shop"}),
        ("mysql://me@db/?socketPath=/run/x", {"dialectOptions": {"socketPath": "/run/x"}}),
    ],
)
def test_socket_url(tmp_path: Path, url: str, expected: dict[str, object]) -> None:
    read = configuration(write(tmp_path), DATABASE_URL=url)
    assert {name: read[name] for name in expected} == expected


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_lists_targets_and_missing_tools(tmp_path: Path) -> None:
    root = write(tmp_path, package_manager="pnpm", models="A: {x: string}")
    result = run("make", "SCAFFOLD=no-scaffold -x", "generate", cwd=root, code=2)
    assert "no-scaffold is not installed: pipx install sequelize-scaffold" in result
    result = run("make", "PATH=/nowhere", "SHELL=/bin/sh", "install", cwd=root, code=2)
    assert "pnpm is not installed: npm install --global pnpm" in result
    listed = run("make", cwd=root).splitlines()
    goals = "help install generate check diagram verify migrate undo seed test lint"
    assert [line.split()[1] for line in listed] == goals.split()


@pytest.mark.node
def test_project_without_models_is_migrated(tmp_path: Path, node_env: Path) -> None:
    root = write(tmp_path)
    (root / "node_modules").symlink_to(node_env)
    for command in ("db:migrate", "db:seed:all", "db:migrate:undo:all"):
        run(str(node_env / ".bin" / "sequelize"), command, cwd=root)
    run("npm", "test", cwd=root)


@pytest.fixture
def models(tmp_path: Path, node_env: Path) -> Iterator[Path]:
    """A project with two models written by hand."""
    root = write(tmp_path)
    (root / "node_modules").symlink_to(node_env)
    (root / "models").mkdir()
    (root / "models" / "index.js").write_text(
        """const { Sequelize, DataTypes } = require('sequelize');
const sequelize = new Sequelize(require('../config/config.js'));
const A = sequelize.define('A', { x: DataTypes.STRING });
A.hasMany(new Sequelize('sqlite::memory:').define('B', {}), { as: 'bs' });
module.exports = { A, sequelize, Sequelize };
"""
    )
    yield root


@pytest.mark.node
def test_generated_test_can_fail(models: Path) -> None:
    result = run("npm", "test", cwd=models, code=1)
    assert "not ok 1 - every association has a target model" in result
    assert "A.bs" in result
    assert "not ok 2 - every model can read its table" in result
    assert "no such table: As" in result
    assert not (models / "database.sqlite").exists()


@pytest.mark.node
def test_generated_test_runs_the_migrations(models: Path) -> None:
    columns = "id: INTEGER, x: STRING, createdAt: DATE, updatedAt: DATE"
    (models / "migrations" / "20260101000001-create-as.js").write_text(
        f"""exports.up = (queryInterface, {{ INTEGER, STRING, DATE }}) =>
  queryInterface.createTable('As', {{ {columns} }});
"""
    )
    assert "\nok 2 - every model can read its table" in run("npm", "test", cwd=models, code=1)
    assert not (models / "database.sqlite").exists()
    (models / "migrations" / "20260101000002-fail.js").write_text("exports.up = () => x;\n")
    result = run("npm", "test", cwd=models, code=1)
    assert "not ok 2 - every model can read its table" in result
    assert "x is not defined" in result


@pytest.mark.node
def test_generated_test_without_a_server(tmp_path: Path, node_env: Path) -> None:
    root = write(tmp_path, dialects=["mysql"])
    (root / "node_modules").symlink_to(node_env)
    result = run("npm", "test", cwd=root)
    assert "# SKIP TEST_DATABASE_URL is not set" in result


@pytest.mark.slow
def test_every_command_in_the_texts_for_agents_exists(tmp_path: Path) -> None:
    root = write(tmp_path, models="Order: {note: string}\nCustomer: {}")
    skill = root / ".agents" / "skills" / "change-schema" / "SKILL.md"
    text = skill.read_text() + (root / "AGENTS.md").read_text()
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", text)) <= targets
    assert yaml.safe_load(text.split("---")[1])["name"] == skill.parent.name
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert block is not None
    commands = [shlex.split(line) for line in block[1].splitlines()]
    for command in [*commands, ["scaffold", "generate", "--no-input", "--json"]]:
        if command:
            done = forked.run(command[1:], root)
            assert done.code == 0, done.text

"""`scaffold verify` on the shop, without faults and with them."""

from __future__ import annotations

import json
import re
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Check
from tests.support.node_packages import ROOT
from tests.support.project import Project, Run, make_project
from tests.support.scratch import MysqlScratch, PostgresScratch
from tests.support.verify_command import finish, start, until

pytestmark = pytest.mark.node

SHOP = (ROOT / "examples" / "shop" / "scaffold.yaml").read_text()
PASSED = ["up", "down", "db:migrate", "db:migrate:undo:all", "db:migrate", "models", "rows"]


@pytest.fixture(scope="module")
def generated(node_env: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop, generated, which is shared: see `shop`."""
    project = make_project(tmp_path_factory.mktemp("shop") / "project", node_env)
    project.schema(SHOP)
    project.generate()
    return project.root


@pytest.fixture
def shop(generated: Path, project: Project) -> Project:
    """A copy of it."""
    others = shutil.ignore_patterns("node_modules")
    shutil.copytree(generated, project.root, ignore=others, dirs_exist_ok=True)
    return project


@pytest.fixture
def url(dialect: str, server_of: Callable[[str], str]) -> str:
    """What `--database` takes for the dialect."""
    return "sqlite" if dialect == "sqlite" else server_of(dialect)


def verify(project: Project, *arguments: str, code: int = 0, **environment: str) -> Run:
    """The command, done; nothing temporary is left."""
    run = finish(start(project, *arguments, **environment))
    assert run.code == code, run.text
    assert list((project.root / "tmp").iterdir()) == []
    return run


def edit(project: Project, slug: str, old: str, new: str, folder: str = "migrations") -> str:
    """Change a generated file; its name."""
    (path,) = (project.root / folder).glob(f"*{slug}.js")
    text = path.read_text()
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1))
    return path.name


def verdicts(text: str) -> dict[str, list[str]]:
    """The checks' names by how they went."""
    found: dict[str, list[str]] = {"passed": [], "failed": [], "not run": []}
    for line in text.splitlines():
        for word, names in found.items():
            if line.startswith(f"{word:>9}  "):
                names.append(line[11:].split()[0])
    return found


def scratch_databases(dialect: str, url: str) -> list[str]:
    """The databases that verify has made on a server and not dropped."""
    if dialect == "postgres":
        rows = PostgresScratch(url).query("SELECT datname FROM pg_database")[0]
    else:
        rows = MysqlScratch(url).query("SHOW DATABASES")[0]
    return [row[0] for row in rows if row[0].startswith("scaffold_verify_")]


def test_what_is_generated_holds(shop: Project, dialect: str, url: str) -> None:
    output = verify(shop, "--database", url).output
    assert verdicts(output) == {"passed": PASSED, "failed": [], "not run": []}
    assert "7 migrations" in output
    assert "the same 6 tables" in output
    assert "7 of 7 checks passed on " in output
    if dialect != "sqlite":
        assert scratch_databases(dialect, url) == []


def test_keys_in_a_cycle_are_reported_as_added_separately(
    project: Project, dialect: str, url: str
) -> None:
    project.schema(
        "version: 1\ntargets: {sequelize: {}}\nmodels:\n"
        "  A: {b: belongsTo(B)}\n  B: {a: belongsTo(A) primary}\n"
    )
    project.generate()
    output = verify(project, "--database", url).output
    assert "7 of 7 checks passed on " in output
    assert ("keys form a cycle" in output) == (dialect != "sqlite")


def test_default_database_is_sqlite(shop: Project) -> None:
    began = time.monotonic()
    assert "7 of 7 checks passed on SQLite 3" in verify(shop).output
    # Some 2.5 s; a shared machine may be slow.
    assert time.monotonic() - began < 20


def test_the_project_s_own_database_is_never_touched(shop: Project) -> None:
    shop.sequelize("db:migrate")
    other = shop.root / "other.sqlite"
    shutil.copy(shop.database, other)
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in (shop.database, other)]
    shop.write(".sequelizerc", "module.exports = { url: 'sqlite:database.sqlite' };\n")
    verify(shop, DATABASE_URL=f"sqlite:{other}", NODE_ENV="production")
    after = [(path.read_bytes(), path.stat().st_mtime_ns) for path in (shop.database, other)]
    assert before == after


def test_edited_models_are_run(shop: Project) -> None:
    hook = "  Tag.beforeSync(() => {\n    throw Error('mine');\n  });\n"
    edit(shop, "tag", "  return Tag;", f"{hook}\n  return Tag;", "models")
    output = verify(shop, code=1).output
    assert verdicts(output)["failed"] == ["models"]
    assert "sync(): mine" in output


@pytest.mark.parametrize("folder", ["models", "migrations"])
def test_code_that_connects_to_the_project_database_is_refused(shop: Project, folder: str) -> None:
    slug = {"models": "tag", "migrations": "create-tags"}[folder]
    path = {"models": "./index.js", "migrations": "../models"}[folder]
    edit(shop, slug, "'use strict';", f"'use strict';\n\nrequire('{path}');", folder)
    output = verify(shop, code=1).output
    assert (
        verdicts(output)["failed"] == {"models": ["models", "rows"], "migrations": ["up"]}[folder]
    )
    assert re.search(rf"models/index\.js:\d+ opens the SQLite file {shop.database}", output)
    assert not shop.database.exists()


def test_refused_connection_fails_the_check_even_if_caught(shop: Project) -> None:
    line = "try { new query.constructor('sqlite:shop.sqlite'); } catch (error) {}"
    shop.write(
        "migrations/20990101000000-mine.js",
        f"module.exports = {{\n  up: async ({{ sequelize: query }}) => {{\n    {line}\n  }},\n"
        "  down: async () => {},\n};\n",
    )
    output = verify(shop, code=1).output
    assert verdicts(output)["failed"] == ["up"]
    assert "mine.js:3 opens the SQLite file shop.sqlite, which verify did not create" in output
    assert not (shop.root / "shop.sqlite").exists()


def test_refused_connection_in_sequelize_cli_fails_the_check(shop: Project) -> None:
    shop.write(
        ".sequelizerc",
        "if (process.argv[1].includes('sequelize-cli')) {\n"
        "  const { Database } = require('sqlite3');\n"
        "  try { new Database('shop.sqlite'); } catch (error) {}\n"
        "}\nmodule.exports = {};\n",
    )
    output = verify(shop, code=1).output
    assert verdicts(output)["failed"] == ["db:migrate"]
    assert ".sequelizerc:3 opens the SQLite file shop.sqlite" in output
    assert not (shop.root / "shop.sqlite").exists()


def test_down_that_forgets_an_index_fails(shop: Project, dialect: str, url: str) -> None:
    name = edit(
        shop, "create-orders", "async down(queryInterface) {", "async down() {\n      return;"
    )
    output = verify(shop, "--database", url, code=1).output
    assert verdicts(output) == {
        "passed": ["up", "models"],
        "failed": ["down"],
        "not run": [*PASSED[2:5], "rows"],
    }
    assert f"{name} does not restore the tables from before it" in output
    assert "+  the table" in output
    if dialect == "postgres":
        assert "+  type enum_Orders_status (pending, paid, shipped)" in output


def test_down_that_leaves_a_column_fails(shop: Project) -> None:
    name = edit(
        shop,
        "add-associations",
        "await removeColumn(queryInterface, 'Products', 'OrderId', {",
        "await Promise.resolve(queryInterface, 'Products', 'OrderId', {",
    )
    output = verify(shop, code=1).output
    assert verdicts(output)["failed"] == ["down"]
    diff = output[output.index(name) :].splitlines()[1:7]
    assert [line.strip() for line in diff] == [
        "--- before its up",
        "+++ after its down",
        "Products",
        "+  column OrderId UUID NULL",
        "+  index Products_OrderId_idx (OrderId)",
        "+  foreign key (OrderId) → Orders (id) ON UPDATE CASCADE ON DELETE SET NULL",
    ]


def test_what_people_write_passes(shop: Project) -> None:
    """Migrations that print, create tables of their own and add columns in another order on the
    way down, and a model's function with other names of parameters.
    """
    edit(shop, "create-tags", "'use strict';", "console.log('{\"value\": []}');\nconsole.error(1);")
    edit(shop, "customer", "module.exports =", "const define =", "models")
    text = shop.read("models/customer.js")
    shop.write("models/customer.js", f"{text}module.exports = (db, types) => define(db, types);\n")
    steps = {
        "20990101000000-create-old": ("CREATE TABLE Old (a INT, b INT)", "DROP TABLE Old"),
        "20990101000001-drop-a": (
            "ALTER TABLE Old DROP COLUMN a",
            "ALTER TABLE Old ADD COLUMN a INT",
        ),
    }
    for name, (up, down) in steps.items():
        shop.write(
            f"migrations/{name}.js",
            "module.exports = {\n"
            f"  up: ({{ sequelize }}) => sequelize.query('{up}'),\n"
            f"  down: ({{ sequelize }}) => sequelize.query('{down}'),\n"
            "};\n",
        )
    output = verify(shop).output
    assert verdicts(output)["passed"] == PASSED
    assert "not in the schema, so not compared with the models: Old" in output
    assert "9 migrations" in output


def test_down_that_throws_is_reported(shop: Project) -> None:
    name = edit(
        shop,
        "create-orders",
        "async down(queryInterface) {",
        "async down(queryInterface) {\nthrow new Error('no');",
    )
    output = verify(shop, code=1).output
    assert verdicts(output)["failed"] == ["down"]
    assert f"{name}: no" in output


def test_model_that_differs_from_the_migrations_fails(shop: Project, url: str) -> None:
    edit(shop, "customer", "allowNull: false }", "allowNull: true }", "models")
    output = verify(shop, "--database", url, code=1).output
    assert verdicts(output) == {
        "passed": [*PASSED[:5], "rows"],
        "failed": ["models"],
        "not run": [],
    }
    diff = [line.strip() for line in output.splitlines() if line.startswith("           ")]
    assert diff[:3] == ["--- migrations", "+++ models", "Customers"]
    assert diff[3].startswith("-  column name ")
    assert " NOT NULL" in diff[3]
    assert diff[4].startswith("+  column name ")
    assert " NOT NULL" not in diff[4]
    assert len(diff) == 5


def test_model_that_throws_is_named(shop: Project) -> None:
    edit(shop, "customer", "DataTypes.STRING(120)", "DataTypes.STRNG(120)", "models")
    output = verify(shop, code=1).output
    assert "customer.js: DataTypes.STRNG is not a function" in output


def test_up_that_throws_is_reported(shop: Project, dialect: str, url: str) -> None:
    name = edit(shop, "add-associations", "addIndex('Orders'", "addIndex('Oders'")
    output = verify(shop, "--database", url, code=1).output
    assert verdicts(output) == {"passed": [], "failed": ["up"], "not run": PASSED[1:]}
    said = next(line for line in output.splitlines() if name in line)
    assert "Oders" in said
    assert "CREATE INDEX" in output or "ADD INDEX" in output


def test_migration_that_exits_the_process_is_reported(
    shop: Project, dialect: str, url: str
) -> None:
    name = edit(shop, "create-tags", "async up(", "async up() { process.exit(0); },\n  async old(")
    output = verify(shop, "--database", url, code=1).output
    assert f"{name}: node ended unexpectedly: exit 0" in output
    if dialect != "sqlite":
        assert scratch_databases(dialect, url) == []


def test_json(shop: Project) -> None:
    edit(shop, "customer", "allowNull: false }", "allowNull: true }", "models")
    data: Any = json.loads(verify(shop, "--json", code=1).output)
    assert data["passed"] is False
    (target,) = data["targets"]
    assert target["target"] == "sequelize"
    assert target["engine"].startswith("SQLite 3")
    assert [check["name"] for check in target["checks"]] == PASSED
    verdicts = [check["verdict"] for check in target["checks"]]
    assert verdicts == [*["passed"] * 5, "failed", "passed"]
    assert target["checks"][5]["sides"] == ["migrations", "models"]
    assert target["checks"][5]["differences"] == [
        {
            "table": "Customers",
            "first": ["column name VARCHAR(120) NOT NULL"],
            "second": ["column name VARCHAR(120) NULL"],
        }
    ]


def test_quiet(shop: Project) -> None:
    assert verify(shop, "-q") == Run(0, "", "")
    edit(shop, "customer", "allowNull: false }", "allowNull: true }", "models")
    run = verify(shop, "-q", code=1)
    assert run.output == ""
    assert run.errors.startswith("models: sync() creates other tables")
    assert "+  column name VARCHAR(120) NULL" in run.errors


def test_outdated_files_are_reported_first(shop: Project) -> None:
    shop.scaffold("add", "Tag", "colour: string")
    run = verify(shop, code=1)
    assert "Run `scaffold generate` first." in run.errors
    assert run.output == ""


def test_verify_works_from_another_folder_with_custom_folders(project: Project) -> None:
    targets = "  sequelize: {directory: server, models: src/models, migrations: db}"
    project.schema(SHOP.replace("  sequelize: {directory: .}", targets))
    project.generate()
    outside = Project(project.root.parent, project.node_modules)
    run = finish(start(outside, "-C", project.root.name, "--target", "sequelize"))
    assert run.code == 0, run.text
    assert verdicts(run.output)["passed"] == PASSED


def test_missing_packages_are_reported_with_their_command(folder: Project) -> None:
    folder.schema(SHOP)
    folder.generate()
    run = verify(folder, code=4)
    assert "sequelize, sequelize-cli and sqlite3 are not installed" in run.errors
    assert "Run: npm install\n" in run.errors
    (folder.root / "package.json").unlink()
    wanted = "npm install sequelize@6 && npm install --save-dev sequelize-cli@6 sqlite3"
    assert wanted in verify(folder, code=4).errors


def test_missing_node_is_reported(folder: Project) -> None:
    folder.schema(SHOP)
    folder.generate()
    assert "node is not installed" in verify(folder, code=4, PATH="").errors


@pytest.mark.parametrize("scheme", ["postgres", "mysql"])
def test_unreachable_server_is_reported(shop: Project, scheme: str) -> None:
    run = verify(shop, "--database", f"{scheme}://me:secret@127.0.0.1:1/x", code=4)
    assert "at 127.0.0.1:1: connect ECONNREFUSED" in run.errors
    assert "secret" not in run.errors


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_refused_login_is_reported(shop: Project, url: str) -> None:
    stranger = re.sub("//.*@", "//stranger:secret@", url)
    run = verify(shop, "--database", stranger, code=4)
    assert "Access denied" in run.errors
    assert "allowed to create databases" in run.errors


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_run_leaves_no_database_behind(
    shop: Project, dialect: str, url: str, sent: signal.Signals
) -> None:
    """In the middle of a migration, which then holds the database."""
    begun = shop.root / "begun"
    waits = (
        f"require('fs').writeFileSync({json.dumps(str(begun))}, '');\n"
        "await new Promise((resolve) => setTimeout(resolve, 60000));\n"
        "await queryInterface.addIndex('Orders'"
    )
    edit(shop, "add-associations", "await queryInterface.addIndex('Orders'", waits)
    process = start(shop, "--database", url)
    until(begun.exists)
    if dialect != "sqlite":
        assert len(scratch_databases(dialect, url)) == 2
    process.send_signal(sent)
    run = finish(process)
    assert run.code == (130 if sent == signal.SIGINT else -sent), run.errors
    temporary = shop.root / "tmp"
    until(lambda: list(temporary.iterdir()) == [])
    if dialect != "sqlite":
        until(lambda: scratch_databases(dialect, url) == [])


def test_javascript_of_verify_passes_prettier_and_eslint(js_problems: Check) -> None:
    assert js_problems(ROOT / "scaffold" / "targets" / "sequelize" / "verify") == []

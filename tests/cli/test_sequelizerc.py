"""Folders and configuration are those of `.sequelizerc`, which is read and never run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scaffold.interview.conversation import preview_files
from scaffold.interview.draft_edits import with_model
from scaffold.interview.interview_state import InterviewState
from scaffold.interview.project_questions import new_project
from tests.cli.conftest import SCHEMA, Cli

RC = """\
const path = require('path');

module.exports = {
  config: path.resolve('db', 'settings.json'),
  'models-path': path.resolve(__dirname, 'app', 'models'),
  'migrations-path': path.resolve('db', 'migrations'),
  'seeders-path': path.resolve('db', 'seeders'),
};
"""
RUNS = "require('fs').writeFileSync('ran', '');\n"
TAKEN = (
    "note: configuration: db/settings.json (config in .sequelizerc)\n"
    "note: models: app/models (models-path in .sequelizerc)\n"
    "note: migrations: db/migrations (migrations-path in .sequelizerc)\n"
)


def test_folders_of_sequelizerc_are_used_and_reported(cli: Cli) -> None:
    cli.schema()
    cli.write(".sequelizerc", RUNS + RC)
    result = cli.generate()
    assert result.errors == TAKEN
    paths = set(cli.tree())
    assert {"app/models/order.js", "db/migrations/20260101000001-create-customers.js"} <= paths
    assert not any(path.startswith(("models/", "migrations/", "ran")) for path in paths)
    assert "require('../../db/settings.json')" in (cli.root / "app/models/index.js").read_text()
    assert cli("generate").errors == ""
    assert cli("check").errors.startswith(TAKEN)
    assert "db/migrations/" in cli("show").output


@pytest.mark.slow
def test_new_uses_sequelizerc_and_writes_no_configuration(cli: Cli) -> None:
    cli.write(".sequelizerc", RC)
    result = cli("new", "--yes", "--field", "Order.total: integer")
    assert TAKEN in result.errors
    assert "config/config.js is not written because of .sequelizerc" in result.errors
    assert (cli.root / "app/models/order.js").exists()
    assert not (cli.root / "config").exists()
    assert (cli.root / ".sequelizerc").read_text() == RC


def test_interview_shows_paths_from_sequelizerc(cli: Cli) -> None:
    cli.write("app/.sequelizerc", RC)
    file = with_model(new_project("app", "app/scaffold.yaml"), "Order")
    assert isinstance(file, InterviewState)
    assert preview_files(replace(file, model="Order"))[0][0] == "app/models/order.js"


def test_schema_overrides_sequelizerc(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("directory: .", "directory: ., models: lib/models"))
    cli.write(".sequelizerc", RC)
    cli.generate("-q")
    assert (cli.root / "lib/models/order.js").exists()
    assert (cli.root / "db/migrations/20260101000001-create-customers.js").exists()


def test_default_folders_are_not_reported(cli: Cli) -> None:
    cli.schema()
    text = RC.replace("'db', 'settings.json'", "'config', 'config.js'").replace("'db', ", "")
    cli.write(".sequelizerc", text.replace("'app', 'models'", "'models'"))
    assert cli.generate().errors == ""


def test_sequelizerc_in_the_targets_directory(cli: Cli) -> None:
    cli.schema(SCHEMA.replace(": .", ": packages/api"))
    cli.write("packages/api/.sequelizerc", RC)
    cli.write("packages/api/package.json", "{}")
    cli.write(".sequelizerc", RUNS)
    cli.generate("-q")
    assert (cli.root / "packages/api/app/models/order.js").exists()
    index = (cli.root / "packages/api/app/models/index.js").read_text()
    assert "require('../../db/settings.json')" in index


def test_sequelizerc_above_the_targets_directory(cli: Cli) -> None:
    cli.schema(SCHEMA.replace(": .", ": app"))
    cli.write(".sequelizerc", RC)
    cli.generate("-q")
    assert (cli.root / "app/models/order.js").exists()
    assert (cli.root / "db/migrations/20260101000001-create-customers.js").exists()


def test_sequelizerc_above_the_schema_with_folders_inside(cli: Cli) -> None:
    cli.write("app/scaffold.yaml", SCHEMA)
    cli.write(".sequelizerc", RC.replace("'app', 'models'", "'app', 'm'"))
    cli.write("package.json", "{}")
    cli.generate("-C", "app", "-q")
    assert (cli.root / "app/m/order.js").exists()
    assert (cli.root / "app/migrations/20260101000001-create-customers.js").exists()


def test_sequelizerc_of_another_package_is_ignored(cli: Cli) -> None:
    cli.write("packages/api/scaffold.yaml", SCHEMA)
    cli.write("packages/api/package.json", "{}")
    cli.write(".sequelizerc", RC)
    cli.generate("-C", "packages/api", "-q")
    assert (cli.root / "packages/api/models/order.js").exists()


@pytest.mark.parametrize(
    "text",
    [
        "module.exports = { 'models-path': process.env.MODELS };",
        "module.exports = process.env.X ? { 'models-path': 'a' } : {};",
        "not JavaScript 'at all",
    ],
)
def test_computed_folder_must_be_set_in_the_schema(cli: Cli, text: str) -> None:
    cli.schema()
    cli.write(".sequelizerc", text)
    before = cli.tree()
    result = cli.generate(code=1)
    assert "scaffold.yaml:4:3: .sequelizerc: models-path cannot be determined" in result.errors
    assert "`sequelize: {directory: ., models: FOLDER}`" in result.errors
    assert cli.tree() == before
    cli.schema(SCHEMA.replace("directory: .", "directory: ., models: m, migrations: n"))
    if "config" not in text and "process.env.MODELS" in text:
        cli.generate("-q")
        assert (cli.root / "m/order.js").exists()


def test_computed_configuration_needs_a_custom_index(cli: Cli) -> None:
    cli.schema()
    cli.write(".sequelizerc", "module.exports = { config: process.env.CONFIG };")
    result = cli.generate(code=1)
    assert ".sequelizerc computes its path" in result.errors and "init:models" in result.errors
    cli.write("models/index.js", "// theirs\n")
    cli.generate("-q")


def test_a_folder_outside_is_refused(cli: Cli) -> None:
    cli.schema()
    cli.write(".sequelizerc", "module.exports = { 'models-path': '../models' };")
    result = cli.generate(code=1)
    assert "which is outside the schema's folder" in result.errors
    assert "`models: FOLDER`" in result.errors


def test_change_of_sequelizerc_is_noticed(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    assert cli("generate").output.count("identical") == 7
    cli.write(".sequelizerc", RC)
    assert "db/migrations" in cli("generate", code=1).text
    (cli.root / ".sequelizerc").unlink()
    assert cli("generate").output.count("identical") == 7


@pytest.mark.parametrize(
    ("config", "required"),
    [
        ("config/config.json", "../../config/config.json"),
        ("config/config.js", "../../config/config"),
        ("src/config/config.js", "../config/config"),
    ],
)
def test_without_sequelizerc_the_nearest_configuration_is_loaded(
    cli: Cli, config: str, required: str
) -> None:
    cli.schema(SCHEMA.replace(": .", ": src"))
    cli.write("package.json", "{}")
    cli.write("config/config.json", "{}")
    cli.write(config, "{}")
    cli.generate("-q")
    assert f"require('{required}')" in (cli.root / "src/models/index.js").read_text()

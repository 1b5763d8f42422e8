"""A project's own templates in the place of built-in ones, through the schema's `templates:`."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scaffold.templating.own_templates import builtin_text
from tests.cli.conftest import SCHEMA, Cli

MODEL = "sequelize/commonjs/model.jinja"


@pytest.fixture
def project(cli: Cli) -> Cli:
    cli.schema(SCHEMA.replace("models:\n", "templates: own\n\nmodels:\n"))
    (cli.root / "own").mkdir()
    return cli


def extend(cli: Cli, name: str, blocks: str) -> None:
    cli.write(f"own/{name}", f'{{% extends "builtin/{name}" %}}\n{blocks}')


def read(cli: Cli, name: str) -> str:
    return (cli.root / name).read_text()


def test_a_block_is_overridden_and_super_prints_the_built_in_one(project: Cli) -> None:
    project.generate("-q")
    before = read(project, "models/order.js")
    extend(project, MODEL, "{% block imports %}\n// Copyright Acme.\n{{ super() }}{% endblock %}")
    project.generate("-q")
    assert read(project, "models/order.js") == f"// Copyright Acme.\n{before}"


def test_an_unknown_block_is_an_error(project: Cli) -> None:
    extend(project, MODEL, "{% block import %}{% endblock %}")
    said = project.generate(code=1).errors
    assert f"own/{MODEL}:2:1: `builtin/{MODEL}` has no block `import`: did you mean" in said


def test_a_template_that_extends_itself_is_told_how_to_extend_the_built_in_one(
    project: Cli,
) -> None:
    project.write(f"own/{MODEL}", f'{{% extends "{MODEL}" %}}')
    said = project.generate(code=1).errors
    assert "the template extends itself" in said
    assert f"Write `builtin/{MODEL}`" in said


@pytest.mark.slow
def test_what_a_built_in_template_includes_can_be_overridden(project: Cli) -> None:
    name = "sequelize/operations/create_table.jinja"
    project.write(f"own/{name}", "      // The table.\n" + builtin_text(name))
    project.generate("-q")
    migration = read(project, "migrations/20260101000001-create-customers.js")
    assert migration.count("// The table.\n") == 1
    assert "queryInterface.createTable(" in migration


def test_a_misplaced_template_is_told_where_it_belongs(project: Cli) -> None:
    project.write("own/sequelize/model.jinja", builtin_text(MODEL))
    said = project.generate(code=1).errors
    assert "own/sequelize/model.jinja:1:1: nothing uses this template: did you mean to" in said
    assert f"Move it to own/{MODEL}" in said


@pytest.mark.slow
def test_a_template_that_only_others_include_is_used(project: Cli) -> None:
    extend(
        project, MODEL, "{% block imports %}\n{% include 'head.jinja' %}{{ super() }}{% endblock %}"
    )
    project.write("own/head.jinja", "// {{ model.name }}\n")
    project.generate("-q")
    assert read(project, "models/order.js").startswith("// Order\n'use strict';\n")


def test_a_computed_include_is_an_error(project: Cli) -> None:
    extend(project, MODEL, "{% block imports %}{% include model.name %}{% endblock %}")
    said = project.generate(code=1).errors
    assert "the name of a template is a text in quotes here" in said


def test_a_folder_that_the_schema_does_not_name_is_not_looked_at(cli: Cli) -> None:
    cli.schema()
    cli.write("templates/mail.jinja", "{{ broken")
    cli.write(f"templates/{MODEL}", "{{ broken")
    cli.generate("-q")


@pytest.mark.slow
def test_each_revision_begins_with_a_statement_of_ones_own(project: Cli) -> None:
    project.schema(
        "version: 1\ntargets: {sqlalchemy: {directory: .}}\noptions: {dialects: [postgres]}\n"
        "templates: own\nmodels: {Order: {total: integer}}\n"
    )
    name = "sqlalchemy/revision.jinja"
    begin = "def upgrade() -> None:\n"
    own = begin + "    op.execute(\"SET lock_timeout = '5s'\")\n"
    project.write(f"own/{name}", builtin_text(name).replace(begin, own))
    project.generate("-q")
    (path,) = (project.root / "migrations" / "versions").glob("*.py")
    assert own in path.read_text()
    for command in (["check", "--select", "E,F,I"], ["format", "--diff"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", str(path)]
        assert subprocess.run(ruff, capture_output=True).returncode == 0


@pytest.mark.slow
def test_another_index_is_written_once(project: Cli) -> None:
    project.write("own/sequelize/commonjs/index.jinja", "'use strict';\n\nmodule.exports = {};\n")
    project.generate("-q")
    assert read(project, "models/index.js") == "'use strict';\n\nmodule.exports = {};\n"


@pytest.mark.slow
def test_a_template_that_changes_is_merged_into_edited_models(project: Cli) -> None:
    extend(project, MODEL, "{% block imports %}\n// One.\n{{ super() }}{% endblock %}")
    project.generate("-q")
    project.replace("models/order.js", "  return Order;", "  // Mine.\n  return Order;")
    written = (project.root / "migrations").glob("*.js")
    migrations = {path: path.read_text() for path in written}
    project.replace(f"own/{MODEL}", "// One.", "// Two.")
    assert "    merge  models/order.js\n" in project.generate().output
    text = read(project, "models/order.js")
    assert text.startswith("// Two.\n")
    assert "  // Mine.\n" in text
    assert {path: path.read_text() for path in migrations} == migrations


@pytest.mark.slow
def test_amend_takes_a_changed_template_for_no_edit(project: Cli) -> None:
    name = "sequelize/commonjs/migration.jinja"
    project.generate("-q")
    project.write(f"own/{name}", "// Later.\n" + builtin_text(name))
    project.replace(
        "scaffold.yaml", "    name: string(120)", "    nick: string\n    name: string(120)"
    )
    project.generate("--amend", "-q")
    migration = read(project, "migrations/20260101000001-create-customers.js")
    assert migration.startswith("// Later.\n")
    assert "nick: " in migration
    project.replace("migrations/20260101000001-create-customers.js", "// Later.", "// Mine.")
    project.replace("scaffold.yaml", "    nick: string\n", "    nick: text\n")
    assert "edited" in project.generate("--amend", code=1).errors

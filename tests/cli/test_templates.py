"""`scaffold templates`: list, copy, update, show, variables, check."""

from __future__ import annotations

import pytest

from scaffold.project.outputs import copied, own_copies
from scaffold.templating import own_templates
from scaffold.templating.own_templates import builtin_names, builtin_text
from tests.cli.conftest import SCHEMA, Cli

MODEL = "sequelize/commonjs/model.jinja"


@pytest.fixture
def project(cli: Cli) -> Cli:
    cli.schema()
    return cli


def with_output(cli: Cli) -> None:
    cli.schema(
        SCHEMA.replace(
            "models:\n",
            "templates: templates\noutputs:\n  - template: a.jinja\n    each: model\n"
            '    path: "a/{{ model.file }}.txt"\nmodels:\n',
        )
    )
    cli.write("templates/a.jinja", "{{ model.plural }}\n")


def test_list_names_every_template_with_its_source(project: Cli) -> None:
    with_output(project)
    project.write(f"templates/{MODEL}", builtin_text(MODEL))
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in rows(project)}
    assert set(lines) == {*builtin_names(), "a.jinja"}
    assert lines[MODEL] == f"templates/{MODEL}"
    assert lines["a.jinja"] == "templates/a.jinja"
    assert lines["sequelize/commonjs/index.jinja"] == "built in"
    listed = project.json("templates", "list")
    assert {each["name"]: each["source"] for each in listed} == lines


def rows(cli: Cli) -> list[str]:
    return cli("templates", "list").output.splitlines()


@pytest.mark.slow
def test_copy_puts_a_template_into_the_folder_that_the_schema_then_names(project: Cli) -> None:
    said = project("templates", "copy", MODEL)
    assert said.output == f"   create  templates/{MODEL}\n   update  scaffold.yaml\n"
    assert (project.root / "templates" / MODEL).read_text() == builtin_text(MODEL)
    schema = (project.root / "scaffold.yaml").read_text()
    assert schema == SCHEMA.replace("models:\n", "templates: templates\n\nmodels:\n")
    project.generate("-q")
    assert project("templates", "check").output == "1 template in order\n"
    assert project("templates", "copy", MODEL, code=2).errors.startswith(
        f"templates/{MODEL} exists already"
    )


def test_a_copy_for_another_module_system_is_noted(project: Cli) -> None:
    project.replace("scaffold.yaml", "directory: .", "directory: ., modules: typescript")
    migration = "sequelize/commonjs/migration.jinja"
    assert project("templates", "copy", migration).errors == ""
    said = project("templates", "copy", MODEL).errors
    note = f"note: templates/{MODEL}: it has no effect with `modules: typescript`\n"
    there = "sequelize/typescript/model.jinja"
    assert said.startswith(note)
    assert f"`scaffold templates copy {there}`" in said
    assert project("templates", "copy", there).errors == ""
    assert project("templates", "check").errors.count("note: ") == 1
    project.generate("-q")
    assert note in project("check").errors
    project.write(f"templates/{there}", f"{{% extends '{MODEL}' %}}\n")
    assert "note: " not in project("templates", "check").errors


def test_copy_leaves_a_folder_of_others_alone(project: Cli) -> None:
    project.write("templates/mail.html", "")
    project("templates", "copy", MODEL, "-q")
    assert (project.root / "scaffold-templates" / MODEL).exists()
    assert "templates: scaffold-templates\n" in (project.root / "scaffold.yaml").read_text()
    project.generate("-q")


def test_copy_of_an_unknown_name_suggests_one(project: Cli) -> None:
    said = project("templates", "copy", "sequelize/commonjs/modl.jinja", code=2)
    assert f"did you mean `{MODEL}`?" in said.errors


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release whose template of models has another first line."""
    later = builtin_text(MODEL).replace("'use strict';", "'use strict'; // later")
    monkeypatch.setattr(
        own_templates, "builtin_text", lambda name: later if name == MODEL else builtin_text(name)
    )
    for module in (copied, own_copies):
        monkeypatch.setattr(module, "builtin_text", own_templates.builtin_text)


@pytest.mark.slow
def test_update_merges_a_later_release_into_an_edited_copy(
    project: Cli, request: pytest.FixtureRequest
) -> None:
    project("templates", "copy", MODEL, "-q")
    project.generate("-q")
    project.replace(f"templates/{MODEL}", "  return {{ model.name }};", "  return {{ model }};")
    project.generate("-q")
    assert "note" not in project("check").text
    request.getfixturevalue("newer")
    said = project("check").errors
    assert f"note: templates/{MODEL}: the built-in template has changed" in said
    assert project("templates", "update", "--dry-run").output == f"    merge  templates/{MODEL}\n"
    assert project("templates", "update").output == f"    merge  templates/{MODEL}\n"
    text = (project.root / "templates" / MODEL).read_text()
    assert "'use strict'; // later\n" in text
    assert "  return {{ model }};" in text
    assert "note" not in project("check", code=1).errors


def test_update_stops_where_both_changed(project: Cli, request: pytest.FixtureRequest) -> None:
    project("templates", "copy", MODEL, "-q")
    text = builtin_text(MODEL).replace("'use strict';", "'use strict'; // mine")
    project.write(f"templates/{MODEL}", text)
    request.getfixturevalue("newer")
    said = project("templates", "update", code=1)
    path = f"templates/{MODEL}"
    assert "your edit and a change by scaffold affect the same lines" in said.errors
    for option in ("keep", "overwrite"):
        assert f"`scaffold templates update --{option} {path}`" in said.errors
    assert (project.root / "templates" / MODEL).read_text() == text
    project("templates", "update", "--keep", f"templates/{MODEL}")
    assert project("templates", "update").output == f"identical  templates/{MODEL}\n"


def test_update_without_copies(project: Cli) -> None:
    assert project("templates", "update").output == "no template is a copy of a built-in one\n"


def test_show_prints_what_a_template_makes(project: Cli) -> None:
    with_output(project)
    assert project("templates", "show", "a.jinja", "Order").output == "Orders\n"
    assert "class Order extends Model" in project("templates", "show", MODEL, "Order").output
    migration = project("templates", "show", "sequelize/commonjs/migration.jinja").output
    assert "queryInterface.createTable(" in migration
    assert not (project.root / "models").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.jinja",), "name the model to show the template for"),
        (("a.jinja", "Ordr"), "did you mean `Order`?"),
        (("b.jinja",), "no file is rendered from `b.jinja` directly: did you mean `a.jinja`?"),
        ((MODEL, "Nothing"), "there is no `Nothing` here"),
    ],
)
def test_show_of_what_is_not_there(project: Cli, arguments: tuple[str, ...], message: str) -> None:
    with_output(project)
    assert message in project("templates", "show", *arguments, code=2).errors


def test_variables_are_listed_and_printed_for_a_model(project: Cli) -> None:
    listed = project("templates", "variables").output
    assert "attribute.required " in listed
    assert "attribute.sequelize.type " in listed
    assert "| kebab " in listed
    values = project("templates", "variables", "Order").output
    assert values.startswith("name: Order\nplural: Orders\n")
    assert "  - name: total\n    column: total\n    type: decimal\n" in values
    data = project.json("templates", "variables", "Order")
    assert data["attributes"][1]["sequelize.type"] == "DataTypes.DECIMAL(10, 2)"
    assert "did you mean `Order`?" in project("templates", "variables", "Ordr", code=2).errors


def test_check_names_mistakes_with_their_line(project: Cli) -> None:
    with_output(project)
    project.write("templates/a.jinja", "{% if false %}\n{{ model.plurl }}\n{% endif %}\n")
    said = project("templates", "check", code=1).errors
    assert said == (
        "templates/a.jinja:2:1: a model has no `plurl`: did you mean `plural`?\n"
        "  2 | {{ model.plurl }}\n    | ^\n    Write `plural`.\n"
    )

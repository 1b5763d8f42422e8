"""`scaffold new` where nobody can be asked, and answers that were given beforehand."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from textwrap import dedent, indent

import pytest
import yaml

from scaffold.project.editor_schema import LINE
from tests.interview.conftest import Sit
from tests.interview.test_dialogue import EXAMPLE, assert_is_the_shop, say
from tests.support import forked
from tests.support.forked import Run
from tests.support.node_packages import clean_environment
from tests.support.shop_dialogue import CUSTOMER, SHOP
from tests.support.typist import CTRL_C, ENTER

FLAGS = (
    "--name",
    "--dialects",
    "--id",
    "--naming",
    "--foreign-key",
    "--targets",
    "--field",
    "--answers",
    "--yes",
)
SHOP_FLAGS = ("--id", "uuid", "--dialects", "sqlite,postgres,mysql")


def scaffold(place: Path, *arguments: str, given: str | None = "", code: int = 0) -> Run:
    """Run the command with its streams on pipes (no input at all: None), expect its exit code."""
    state = str(place.parent / "state")
    environment = clean_environment({"XDG_STATE_HOME": state})
    run = forked.run(arguments, place, environment, given)
    assert run.code == code, run.text
    return run


@pytest.mark.parametrize("given", ["", "\n", "shop\n" * 50])
def test_lines_on_standard_input_are_not_read_as_answers(place: Path, given: str) -> None:
    run = scaffold(place, "new", "shop", given=given, code=2)
    assert [flag for flag in FLAGS if flag not in run.errors] == []
    assert run.output == ""
    assert list(place.iterdir()) == []


def test_no_input_at_all(place: Path) -> None:
    run = scaffold(place, "new", given=None, code=2)
    assert [flag for flag in FLAGS if flag not in run.errors] == []
    assert list(place.iterdir()) == []


def test_redirected_standard_error_asks_nothing(sit: Sit, place: Path) -> None:
    """`scaffold new 2>/dev/null`."""
    sit("new", stderr=subprocess.DEVNULL).end(2)
    assert list(place.iterdir()) == []


def test_redirected_standard_input_asks_nothing(sit: Sit, place: Path) -> None:
    """`echo | scaffold new`."""
    person = sit("new", stdin=subprocess.PIPE)
    assert person.process.stdin is not None
    os.write(person.process.stdin.fileno(), b"\n" * 20)
    person.process.stdin.close()
    person.end(2)
    assert "there is no terminal to ask on" in person.text
    assert list(place.iterdir()) == []


def test_no_input_on_a_terminal(sit: Sit, place: Path) -> None:
    person = sit("new", "--no-input")
    person.end(2)
    assert "--dialects" in person.text
    assert list(place.iterdir()) == []


def test_only_the_missing_flags_are_named(place: Path) -> None:
    run = scaffold(place, "new", "--id", "uuid", "--field", "Tag.name: string", code=2)
    missing = run.errors
    assert "--name" in missing and "--targets" in missing
    assert "--id" not in missing and "--field" not in missing


@pytest.mark.slow
def test_standard_output_has_the_data_only(sit: Sit, place: Path) -> None:
    """`scaffold new shop | cat`: asked as usual, on standard error."""
    person = sit("new", "shop", stdout=subprocess.PIPE)
    say(person, SHOP)
    person.end(0)
    assert person.process.stdout is not None
    lines = os.read(person.process.stdout.fileno(), 1 << 16).decode().splitlines()
    assert "   create  scaffold.yaml" in lines
    assert [line for line in lines if not line.startswith("   create  ")] == []
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


def test_yes_takes_the_defaults(place: Path) -> None:
    scaffold(place, "new", "my shop", "--yes")
    written = (place / "my shop" / "scaffold.yaml").read_text()
    options = "options:\n  dialects: [sqlite]\n"
    assert written == (
        f"{LINE}\nversion: 1\n\ntargets:\n  sequelize: {{directory: .}}\n\n{options}\nmodels:\n"
    )
    assert json.loads((place / "my shop" / "package.json").read_text())["name"] == "my-shop"


def shop_fields() -> list[str]:
    model, flags = "", []
    for line in EXAMPLE.read_text().partition("models:\n")[2].splitlines():
        if line.startswith("    "):
            flags += ["--field", f"{model}.{line.strip()}"]
        else:
            model = line.strip().removesuffix(":")
    return flags


@pytest.mark.slow
def test_the_shop_by_flags(place: Path) -> None:
    scaffold(place, "new", "shop", "--yes", *SHOP_FLAGS, *shop_fields())
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


ALL = {
    "name": "shop",
    "dialects": ["sqlite", "postgres", "mysql"],
    "id": "uuid",
    "naming": "sequelize",
    "foreign_key": "PascalCase",
    "targets": ["sequelize"],
    "modules": "commonjs",
}


def models_text() -> str:
    return dedent(EXAMPLE.read_text().partition("models:\n")[2])


@pytest.mark.slow
@pytest.mark.parametrize("by", ["file", "standard input"])
def test_the_shop_by_answers_in_yaml(place: Path, by: str) -> None:
    """Without one flag more: every question is answered."""
    head = "".join(f"{question}: {json.dumps(said)}\n" for question, said in ALL.items())
    answers = f"# All of it\n{head}models:\n{indent(models_text(), '  ')}"
    if by == "file":
        (place.parent / "answers.yaml").write_text(answers)
        scaffold(place, "new", "shop", "--answers", "../answers.yaml")
    else:
        scaffold(place, "new", "shop", "--answers", "-", given=answers)
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


@pytest.mark.slow
def test_the_shop_by_answers_in_json(place: Path) -> None:
    models = yaml.safe_load(models_text())
    given = json.dumps(ALL | {"models": models}, indent=1)
    run = scaffold(place, "new", "shop", "--answers", "-", "--json", given=given)
    message = json.loads(run.output)
    assert message["written"] is True
    assert {"path": "scaffold.yaml", "action": "create"} in message["files"]
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


@pytest.mark.slow
def test_flags_override_the_answers_file(place: Path) -> None:
    (place / "answers.yaml").write_text("id: bigint\nname: other\nmodels: {Tag: {name: string}}\n")
    scaffold(place, "new", "shop", "--answers", "answers.yaml", "--id", "uuid", "--yes")
    assert "id: uuid" in (place / "shop" / "scaffold.yaml").read_text()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("idd: uuid\n", ["a.yaml:1:1: unknown question `idd`: did you mean `id`?"]),
        ("id: uid\n", ["unknown value `uid`: did you mean `uuid`?"]),
        ("dialects: [oracle]\n", ["unknown value `oracle`", "sqlite, postgres, mysql"]),
        ("dialects: []\n", ["no value is chosen"]),
        ("targets: sequelize, django\n", ["unknown value `django`"]),
        ("modules: typescrpt\n", ["modules: unknown value `typescrpt`: did you mean"]),
        ("name: [a, b]\n", ["a.yaml:1:7: `name` takes a single value"]),
        ("name: Not A Name\n", ["`Not A Name` is not a valid project name"]),
        ("name: sequelize\n", ["`sequelize` is a package"]),
        (
            "models: {Tag: {name: strng}}\n",
            ["a.yaml, in `name: strng`: unknown type `strng`: did you mean `string`?"],
        ),
        ("models: {Tag: {of: belongsTo(Nobody)}}\n", ["Nobody"]),
        ("id: &a uuid\n", ["a.yaml:1:5"]),
        ("id: [uuid\n", ["a.yaml:1:5: `[` is never closed", "Close it with `]`."]),
        ("id: [\n", ["a.yaml:2:1: the file ends where a value is expected"]),
        ("", ["a.yaml:1:1: the file is empty", "`name: shop`"]),
        ("package_manager: bower\n", ["bower"]),
    ],
)
def test_invalid_answers_are_refused(place: Path, answers: str, message: list[str]) -> None:
    (place / "a.yaml").write_text(answers)
    given = ("new", "shop", "--answers", "a.yaml", "--yes")
    run = scaffold(place, *given, code=1 if "strng" in answers else 2)
    assert [each for each in message if each not in run.errors] == []
    assert [path.name for path in place.iterdir()] == ["a.yaml"]


def test_a_missing_answers_file(place: Path) -> None:
    run = scaffold(place, "new", "shop", "--answers", "gone.yaml", code=2)
    assert "gone.yaml" in run.errors
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("Tag.name: strng", "did you mean `string`?"),
        ("name: string", "name"),
        ("Tag.name", "Tag.name"),
        ("Tag.of: belongsTo(Nobody)", "Nobody"),
        ("class.name: string", "class"),
    ],
)
def test_invalid_fields_are_refused(place: Path, field: str, message: str) -> None:
    run = scaffold(place, "new", "--yes", "--field", field, code=2)
    assert message in run.errors
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    "flag",
    [("--id", "uuid"), ("--name", "shop"), ("--licence", "MIT"), ("--answers", "../a.yaml")],
)
def test_answers_for_new_projects_are_refused_with_an_existing_schema(
    place: Path, flag: tuple[str, str]
) -> None:
    """They would have no effect on an existing schema."""
    (place.parent / "a.yaml").write_text("naming: snake_case\n")
    scaffold(place, "add", "Tag", "name: string")
    run = scaffold(place, "new", "--yes", "--field", "Tag.note: text", *flag, code=2)
    assert "scaffold.yaml exists already, and `" in run.errors
    assert [path.name for path in place.iterdir()] == ["scaffold.yaml"]


KEYS = ("--foreign-key", "camelCase", "--modules", "esm")


@pytest.mark.slow
def test_flags_answer_on_a_terminal_too(sit: Sit, place: Path) -> None:
    """Their questions are not asked, and undo skips them."""
    person = sit("new", "--name", "mine", "--id", "uuid", "--targets", "sequelize", *KEYS)
    person.answer("Which databases?", ENTER)
    person.answer("Table and column names?", ENTER)
    person.answer("First model?", "\x1b")
    person.answer("Table and column names?", "\x1b")
    person.answer("Which databases?", ENTER)
    assert "Primary key type?" not in person.text
    person.answer("Table and column names?", ENTER)
    say(person, CUSTOMER[:2])
    person.answer("name: string(120) required", CTRL_C)
    person.end(130)
    person = sit("new", "--resume")
    person.see("name: string(120) required")


def test_template_answers_are_refused_without_project_files(place: Path) -> None:
    run = scaffold(place, "new", "--yes", "--no-project-files", "--licence", "MIT", code=2)
    assert "licence" in run.errors and "--no-project-files" in run.errors
    assert list(place.iterdir()) == []


def test_invalid_template_answers_end_the_command_before_the_first_question(
    sit: Sit, place: Path
) -> None:
    person = sit("new", "--licence", "GPL")
    person.end(2)
    assert "licence: `GPL` is not a valid answer" in person.text
    assert "Project name?" not in person.text
    assert list(place.iterdir()) == []

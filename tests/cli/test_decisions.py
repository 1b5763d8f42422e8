"""Open decisions: listed without a terminal, asked on a terminal, answered by printed options."""

from __future__ import annotations

import io

import pytest

from tests.cli.conftest import SCHEMA, Cli

CHANGED = SCHEMA.replace("    total: decimal(10, 2) default(0)\n", "    sum: decimal(10, 2)\n")


@pytest.fixture
def generated(cli: Cli) -> Cli:
    cli.schema()
    cli.generate("-q")
    return cli


def test_open_decisions_are_listed_and_nothing_is_written(generated: Cli) -> None:
    generated.schema(CHANGED)
    before = generated.tree()
    said = generated("generate", "--no-input", code=5)
    assert "Order.total was removed. Dropping its column from Orders deletes" in said.errors
    assert (
        "rename Order.total to Order.sum: line 12 becomes `sum: decimal(10, 2) was(total)`"
        in said.errors
    )
    assert "`scaffold generate --drop Order.total`" in said.errors
    assert generated.tree() == before


def test_check_ends_with_1(generated: Cli) -> None:
    generated.schema(CHANGED)
    said = generated("check", code=1)
    assert "`scaffold generate --drop Order.total`" in said.errors
    assert said.errors.endswith(
        "1 decision open: answer in scaffold.yaml, or with an option of `scaffold generate`\n"
    )
    (decision,) = generated.json("check", code=1)["decisions"]
    assert (decision["kind"], decision["name"]) == ("rename", "Order.total")


def test_json_has_each_choice_with_its_edit_or_options(generated: Cli) -> None:
    generated.schema(CHANGED)
    data = generated.json("generate", code=5)
    assert data["files"] == [] and data["written"] is False
    (decision,) = data["decisions"]
    assert (decision["file"], decision["line"]) == ("scaffold.yaml", 11)
    assert decision["choices"] == [
        {
            "label": "rename Order.total to Order.sum",
            "edit": {
                "model": "Order",
                "field": "sum",
                "text": "was(total)",
                "line": 12,
                "old": ["    sum: decimal(10, 2)"],
                "new": ["    sum: decimal(10, 2) was(total)"],
            },
            "options": None,
        },
        {
            "label": "drop Order.total and its values",
            "edit": None,
            "options": ["--drop", "Order.total"],
        },
    ]


def test_a_field_that_becomes_generated_loses_its_values(generated: Cli) -> None:
    """No `was` helps: values cannot be moved into a generated column."""
    generated.replace("scaffold.yaml", "models:", "options: {dialects: [sqlite]}\n\nmodels:")
    generated.replace(
        "scaffold.yaml", "    total:", "    n: integer\n    double: integer\n    total:"
    )
    generated.generate("-q", "--allow-data-loss")
    expression = '    double: integer generated("{n} * 2")\n'
    generated.replace("scaffold.yaml", "    double: integer\n", expression)
    (decision,) = generated.json("generate", code=5)["decisions"]
    assert "becomes generated" in decision["message"]
    (choice,) = decision["choices"]
    assert choice["options"] == ["--drop", "Order.double"]
    generated("generate", "-q", *choice["options"])
    # Back again nothing is lost, unless the values are of another type.
    other = "    twice: string was(double)\n"
    generated.replace("scaffold.yaml", expression, other)
    (decision,) = generated.json("generate", code=5)["decisions"]
    assert "is generated no more" in decision["message"]
    # Or those of a column whose name another column gets.
    generated.replace("scaffold.yaml", other, "    twice: integer was(double)\n")
    total = "    total: decimal(10, 2) default(0)\n"
    renamed = "    n: decimal(10, 2) default(0) was(total)\n"
    generated.replace("scaffold.yaml", total, "")
    generated.replace("scaffold.yaml", "    n: integer\n", renamed)
    messages = [each["message"] for each in generated.json("generate", code=5)["decisions"]]
    assert any("is generated no more" in message for message in messages)
    generated.replace("scaffold.yaml", renamed, f"    n: integer\n{total}")
    generated("generate", "-q")


@pytest.mark.parametrize("options", [("--drop", "Order.total"), ("--allow-data-loss",)])
def test_a_drop_by_name_or_with_every_loss(generated: Cli, options: tuple[str, ...]) -> None:
    generated.schema(CHANGED)
    generated("generate", "--no-input", "-q", *options)
    (migration,) = (generated.root / "migrations").glob("*-change-orders.js")
    assert "removeColumn" in migration.read_text()
    assert "up to date" in generated("check").output


def test_a_dropped_model_takes_its_rows(generated: Cli) -> None:
    generated.schema(SCHEMA.partition("  Order:")[0].replace("    orders: hasMany(Order)\n", ""))
    said = generated("generate", code=5)
    assert "Order was removed. Dropping table Orders deletes its rows" in said.errors
    generated("generate", "-q", "--drop", "Order")
    assert list((generated.root / "migrations").glob("*-drop-orders.js"))


def test_every_loss_does_not_stand_in_for_a_fill(generated: Cli) -> None:
    generated.schema(SCHEMA.replace("    total:", "    code: string required\n    total:"))
    said = generated("generate", "--allow-data-loss", code=5)
    assert 'line 12 becomes `code: string required fill("")`' in said.errors


def test_a_required_foreign_key_that_no_line_can_fill_is_refused(generated: Cli) -> None:
    generated.schema(SCHEMA.replace("hasMany(Order)", "hasMany(Order)\n    notes: hasMany(Note)"))
    generated.replace("scaffold.yaml", "  Order:", "  Note:\n    text: text\n\n  Order:")
    generated.generate("-q")
    generated.replace("scaffold.yaml", "text: text", "text: text\n    marks: hasMany(Mark)")
    generated.write(
        "scaffold.yaml",
        (generated.root / "scaffold.yaml").read_text() + "  Mark:\n    text: text\n",
    )
    generated.generate("-q")
    generated.replace("scaffold.yaml", "  Mark:", "    all: hasMany(Mark) required\n  Mark:")
    said = generated("generate", code=1)
    assert "Declare the `belongsTo` in Mark with `required fill(1)`" in said.errors


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--drop", "Order.totl"), "--drop Order.totl: no model or field of this name"),
        (("--accept", "Ordr"), "--accept Ordr: no model or field of this name"),
    ],
)
def test_names_that_were_never_generated_are_refused(
    generated: Cli, options: tuple[str, ...], message: str
) -> None:
    generated.schema(CHANGED)
    assert message in generated("generate", *options, code=2).errors


def answering(cli: Cli, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let a person type `text` on a terminal."""
    monkeypatch.setattr("scaffold.cli.decision_prompt.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_an_answer_on_a_terminal_is_written_into_the_schema(
    generated: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    generated.schema(SCHEMA.replace("    total:", "    code: string required\n    total:"))
    answering(generated, monkeypatch, "1\n")
    said = generated("generate")
    assert "Choice [1, Enter: none]: " in said.errors
    assert "   update  scaffold.yaml\n" in said.output
    text = (generated.root / "scaffold.yaml").read_text()
    assert '    code: string required fill("")\n' in text


def test_an_answer_without_a_form_holds_for_the_run(
    generated: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    generated.schema(CHANGED)
    answering(generated, monkeypatch, "x\n2\n")
    said = generated("generate", "-q")
    assert "Type a number from 1 to 2" in said.errors
    assert (generated.root / "scaffold.yaml").read_text() == CHANGED
    assert "up to date" in generated("check").output


def test_enter_leaves_the_decision_open(generated: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    generated.schema(CHANGED)
    before = generated.tree()
    answering(generated, monkeypatch, "\n")
    generated("generate", code=5)
    assert generated.tree() == before


def test_nothing_is_asked_with_no_input(generated: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    generated.schema(CHANGED)
    answering(generated, monkeypatch, "2\n")
    assert "Choice" not in generated("generate", "--no-input", code=5).errors


def test_what_rows_can_only_refuse_is_told_and_not_asked(generated: Cli) -> None:
    generated.replace("scaffold.yaml", "name: string(120) required", "name: string(120) unique")
    generated.replace(
        "scaffold.yaml", "name: string(120) unique", "name: string(120) required unique"
    )
    said = generated("generate")
    assert said.errors == (
        "note: the migrations stop before any change unless no two rows of Customers share name\n"
    )

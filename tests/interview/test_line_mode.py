"""Terminals that only print and read lines: numbered questions, an answer a line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scaffold.errors import Problem
from scaffold.interview.interview_state import Answer, Choice, Question
from scaffold.interview.line_mode import LinePrompter
from scaffold.interview.prompter import BACK, QuestionView
from scaffold.interview.suggestions import Suggestions
from tests.interview.conftest import Sit
from tests.interview.test_dialogue import assert_is_the_shop
from tests.support.typist import CTRL_C, CTRL_D, ENTER, Typist

# What is asked, and the line that answers it.
LINES = (
    ("Project name?", ""),
    ("Which databases?", "1, 2, 3"),
    ("Primary key type?", "3"),
    ("Table and column names?", "sequelize"),
    ("Foreign key names?", ""),
    ("Targets?", "1"),
    ("Module system?", ""),
    ("First model?", "Customer"),
    ("Attribute of Customer?", "name string(120) required"),
    ("Attribute of Customer?", "email string unique"),
    ("Attribute of Customer?", ""),
    ("Association of Customer?", "hasMany"),
    ("Which model does", "Order"),
    ("Name of the association (alias)?", ""),
    ("Inverse association on", ""),
    ("Association of Customer?", ""),
    ("Next model?", ""),
    ("Attribute of Order?", "total: decimal(10, 2) default(0)"),
    ("Attribute of Order?", "status: enum(pending, paid, shipped) default(pending) index"),
    ("Attribute of Order?", ""),
    ("Association of Order?", "4"),
    ("Which model does", "Product"),
    ("Name of the association (alias)?", ""),
    ("Inverse association on", "2"),
    ("Association of Order?", "1"),
    ("Next model?", "Payment"),
    ("Attribute of Payment?", "amount: decimal(10, 2) required"),
    ("Attribute of Payment?", ""),
    ("Association of Payment?", "hasOne"),
    ("Which model does", "Order"),
    ("Name of the association (alias)?", ""),
    ("Inverse association on", "none"),
    ("Association of Payment?", ""),
    ("Next model?", ""),
    ("Attribute of Product?", "name: string required"),
    ("Attribute of Product?", ""),
    ("Association of Product?", "belongsToMany"),
    ("Which model does", "Tag"),
    ("Name of the association (alias)?", ""),
    ("Join table?", ""),
    ("Inverse association on", ""),
    ("Association of Product?", ""),
    ("Next model?", ""),
    ("Attribute of Tag?", "name: string unique"),
    ("Attribute of Tag?", ""),
    ("Association of Tag?", ""),
    ("Another model?", ""),
    ("Write the", ""),
)


def answer(person: Typist, question: str, line: str) -> None:
    """Wait for the question's prompt, and type the line."""
    person.until(lambda shown: question in shown and shown.endswith(">"), question)
    person.type(line, ENTER)


@pytest.mark.slow
def test_the_shop_on_a_dumb_terminal(sit: Sit, place: Path) -> None:
    person = sit("new", "shop", columns=100, lines=50, environment={"TERM": "dumb"})
    for question, line in LINES:
        answer(person, question, line)
    person.end(0)
    assert b"\x1b" not in person.sent
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


@pytest.mark.slow
def test_modifiers_alone_keep_the_default(sit: Sit, place: Path) -> None:
    sit("add", "Customer", "name: string").end(0)
    sit("add", "Order", "total: integer").end(0)
    person = sit("new", columns=100, lines=50, environment={"TERM": "dumb"})
    for question, line in (
        ("Another model?", "Order"),
        ("Attribute of Order?", "paid"),
        ("Type of Order.paid?", " required"),
        ("Attribute of Order?", ""),
        ("Association of Order?", "belongsTo"),
        ("Which model does an Order belong to?", "Customers"),
        ("did you mean `Customer`?", "Customer"),
        ("[customer]", "required"),
        ("Inverse association on Customer?", "none"),
        ("Association of Order?", "6"),
        ("Setting of Order?", "$unique: [[customer, total]]"),
        ("Association of Order?", ""),
        ("Another model?", ""),
        ("Write the changes?", ""),
    ):
        answer(person, question, line)
    person.end(0)
    text = (place / "scaffold.yaml").read_text()
    assert text.endswith(
        "    paid: string required\n    customer: belongsTo(Customer) required\n"
        "    $unique: [[customer, total]]\n"
    )


def test_ctrl_c_and_end_of_input_keep_a_draft(sit: Sit, place: Path, drafts: Path) -> None:
    for end in (CTRL_C, CTRL_D):
        person = sit("new", "shop", environment={"TERM": "dumb"})
        answer(person, "Project name?", "")
        person.answer("Which databases?", end)
        person.end(130)
        assert "`scaffold new shop --resume` continues" in person.text
        assert len(list(drafts.iterdir())) == 1
    assert list(place.iterdir()) == []


def test_resume_on_another_terminal(sit: Sit) -> None:
    person = sit("new", "shop")
    person.answer("Project name?", "my-shop", ENTER)
    person.answer("Which databases?", CTRL_C)
    person.end(130)
    person = sit("new", "shop", "--resume", environment={"TERM": "dumb"})
    person.see("- project  my-shop", "Which databases?")


TYPES = (Choice("a", "Alpha", "the first"), Choice("b", "Beta"), Choice("c", "Gamma"))
CHOOSE = Question("id", "choose", "Which?", "b", choices=TYPES)
SEVERAL = Question("targets", "several", "Which ones?", ("a", "c"), choices=TYPES)
TEXT = Question("model", "text", "Its name?", "Order", hint="In the singular.")
WORDS = Question("type", "text", "Its type?", "Beta")
CHANGE = Question("change", "text", "total:", initial_text="total: integer")


def view(question: Question, panel: tuple[str, ...] = ()) -> QuestionView:
    def judge(given: Answer) -> tuple[Problem, ...]:
        return (Problem(None, "that is wrong", "Do better."),) if given == "wrong" else ()

    return QuestionView(
        question,
        panel,
        judge,
        lambda text: None,
        lambda text: Suggestions(0, TYPES if question is WORDS else ()),
        lambda: (("models/order.js", "'use strict';\n"),),
    )


def ask(question: Question, *lines: str) -> tuple[object, str]:
    out = io.StringIO()
    plain = LinePrompter(io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return plain.ask(view(question)), out.getvalue()


@pytest.mark.parametrize(
    ("question", "lines", "answer"),
    [
        (TEXT, ["Customer"], "Customer"),
        (TEXT, [""], ""),
        # A blank first: modifiers behind the default name.
        (TEXT, [" required "], " required"),
        (TEXT, ["<"], BACK),
        (TEXT, [" < "], BACK),
        (CHOOSE, [" 1 "], "a"),
        (TEXT, ["wrong", "right"], "right"),
        (TEXT, ["?", "Customer"], "Customer"),
        (CHOOSE, ["1"], "a"),
        (CHOOSE, ["c"], "c"),
        (CHOOSE, ["4", "0", "-1", "x", "2"], "b"),
        (SEVERAL, ["1, 2"], ("a", "b")),
        (SEVERAL, ["b,c"], ("b", "c")),
        (SEVERAL, ["1,9", "2"], ("b",)),
        (CHANGE, [""], "total: integer"),
        (CHANGE, ["-"], ""),
        (CHANGE, ["total: bigint"], "total: bigint"),
    ],
)
def test_line_is_read_as_answer(question: Question, lines: list[str], answer: object) -> None:
    assert ask(question, *lines)[0] == answer


def test_question_with_choices_is_printed() -> None:
    assert ask(CHOOSE, "")[1] == "\nWhich?\n  1. Alpha (the first)\n  2. Beta\n  3. Gamma\n[2] > "
    assert ask(SEVERAL, "")[1].endswith("[1, 3] > ")
    assert ask(TEXT, "")[1] == "\nIts name?\n  In the singular.\n[Order] > "


def test_completions_are_printed() -> None:
    assert ask(WORDS, "")[1] == "\nIts type?\n  Alpha, Beta, Gamma\n[Beta] > "


def test_problem_is_printed_before_the_question_is_repeated() -> None:
    _, message = ask(CHOOSE, "7", "1")
    assert "`7` is not one of the choices\n  Type a number from 1 to 3.\n\nWhich?\n" in message
    _, message = ask(TEXT, "wrong", "right")
    assert "that is wrong\n  Do better.\n\nIts name?\n" in message


def test_the_files_are_shown() -> None:
    assert "\nmodels/order.js:\n  'use strict';\n" in ask(TEXT, "?", "")[1]


def test_end_of_input_raises_eof_error() -> None:
    with pytest.raises(EOFError):
        ask(TEXT)


def test_only_new_panel_lines_are_printed() -> None:
    out = io.StringIO()
    plain = LinePrompter(io.StringIO("\n" * 3), out)
    plain.ask(view(TEXT, ("Order:",)))
    plain.ask(view(TEXT, ("Order:", "  a: string")))
    plain.ask(view(TEXT, ("Order:", "  b: string")))
    assert out.getvalue().count("Order:") == 2
    assert out.getvalue().count("a: string") == 1


class _Ascii(io.StringIO):
    encoding = "ascii"


def test_ascii_stream_gets_ascii_glyphs() -> None:
    out = _Ascii()
    LinePrompter(io.StringIO("\n"), out).ask(view(Question("kind", "text", "An Order …")))
    assert out.getvalue() == "\nAn Order ...\n> "

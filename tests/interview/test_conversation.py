"""The conversation: undo at every question, drafts, and preset answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

import pytest

from scaffold.interview.conversation import Conversation, StepAnswer
from scaffold.interview.draft_file import (
    InterviewDraft,
    draft_path,
    drop_draft,
    read_draft,
    write_draft,
)
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.preset_answers import PresetAnswers
from scaffold.interview.project_questions import new_project
from scaffold.interview.prompter import BACK, Back, QuestionView
from tests.interview.interview_states import SHOP, after, fresh, models
from tests.interview.test_dialogue import EXAMPLE, without_comments

START = new_project("shop", "scaffold.yaml")


class Script:
    """A Prompter that answers from a list; an invalid answer fails the test."""

    def __init__(self, answers: Iterable[Answer | Back]) -> None:
        self.answers: Iterator[Answer | Back] = iter(answers)
        self.asked: list[str] = []
        self.printed: list[str] = []
        self.tables: list[tuple[tuple[str, str, str], ...]] = []

    def session(self) -> AbstractContextManager[None]:
        return nullcontext()

    def introduce(self, intro: str) -> None:
        self.printed.append(intro)

    def ask(self, view: QuestionView) -> Answer | Back:
        self.asked.append(view.question.step)
        try:
            answer = next(self.answers)
        except StopIteration:
            raise EOFError from None
        assert answer is BACK or view.validate(answer) == ()
        return answer

    def confirm(self, text: str) -> None:
        self.printed.append(text)

    def note(self, text: str) -> None:
        self.printed.append(text)

    def retract(self, text: str) -> None:
        self.printed.append(f"undone: {text}")

    def show_review(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        self.tables.append(rows)


def hold(
    *answers: Answer | Back,
    state: InterviewState = START,
    preset: Mapping[str, Answer] | None = None,
) -> tuple[Conversation, Script]:
    """A conversation until its end, or until there are no more answers."""
    script = Script(answers)
    conversation = Conversation(state, script, preset or {})
    with suppress(EOFError):
        conversation.run()
    return conversation, script


def test_the_shop() -> None:
    conversation, script = hold(*SHOP)
    assert conversation.state.data.decode() == without_comments(EXAMPLE.read_text())
    assert len(script.asked) == len(SHOP)
    assert len(script.tables) == 1


def test_every_answer_can_be_undone_and_repeated() -> None:
    """Each answer is given, taken back, and given again."""
    stammered = [step for each in SHOP[:-1] for step in (each, BACK, each)]
    conversation, _ = hold(*stammered, SHOP[-1])
    assert conversation.state.data.decode() == without_comments(EXAMPLE.read_text())
    assert conversation.state == after(START, *SHOP)


@pytest.mark.slow
@pytest.mark.parametrize("count", range(1, len(SHOP), 5))
def test_back_leads_to_the_first_question(count: int) -> None:
    conversation, script = hold(*SHOP[:count], *[BACK] * (count + 1))
    assert conversation.state == START
    assert script.printed[-1] == "this is the first question"


@pytest.mark.parametrize("count", range(1, len(SHOP), 4))
def test_replayed_answers_lead_to_the_same_state(count: int) -> None:
    before, _ = hold(*SHOP[:count])
    script = Script(SHOP[count:])
    resumed = Conversation(START, script, {})
    assert resumed.replay(before.answers) is None
    assert resumed.state == before.state
    assert resumed.run().data.decode() == without_comments(EXAMPLE.read_text())


def test_replay_returns_the_problem_of_the_first_invalid_answer() -> None:
    conversation = Conversation(fresh("  Order:\n    total: integer\n"), Script(()), {})
    said: list[StepAnswer] = [("model", "Order"), ("field", "total: string"), ("field", "")]
    problem = conversation.replay(said)
    assert problem is not None
    assert "2 of 3 answers no longer apply" in problem.message
    assert conversation.state.step == "field"
    problem = conversation.replay([("kind", "none")])
    assert problem is not None
    assert "the question is now `field`" in problem.message


def test_undone_answer_is_printed() -> None:
    _, script = hold("shop", "", "uuid", BACK)
    assert script.printed[-2:] == ["primary keys  uuid", "undone: primary keys  uuid"]


def test_undone_answer_is_the_default_when_asked_again() -> None:
    answers: tuple[Answer, ...] = ("store", ("sqlite",), "uuid", "", "", "", "")
    answers = (*answers, "Order", "total", "bigint", "", "belongsTo")
    conversation, _ = hold(*answers)
    retaken, _ = hold(
        "store",
        BACK,
        "",
        ("sqlite",),
        BACK,
        "",
        "uuid",
        BACK,
        "",
        "",
        "",
        "",
        "",
        "Order",
        "total",
        "bigint",
        BACK,
        "",
        "",
        "belongsTo",
        BACK,
        "",
    )
    assert retaken.state == conversation.state
    all_the_way, _ = hold(*answers[:4], BACK, BACK, BACK, BACK, "", "", "")
    assert all_the_way.answers == retaken.answers[:3]
    other, _ = hold(*answers[:3], BACK, BACK, ("mysql",), "")
    assert other.state.project_answer("id") == "integer"
    assert retaken.answers[:3] == (("name", "store"), ("dialects", ("sqlite",)), ("id", "uuid"))


def test_back_skips_questions_answered_by_flags() -> None:
    given: dict[str, Answer] = {"dialects": ("sqlite",), "id": "uuid"}
    conversation, script = hold("shop", BACK, "store", "", "", "", "", preset=given)
    steps = ["naming", "foreign_key", "targets", "modules", "model"]
    assert script.asked == ["name", "naming", "name", *steps]
    assert conversation.state.project_answer("id") == "uuid"
    assert conversation.state.project_answer("name") == "store"


def test_the_review_is_shown_once_unless_it_changes() -> None:
    head = ("Order", "total: integer", "", "none", "")
    _, script = hold(*head, "change", BACK, "change", "Order.total", "", state=fresh())
    assert script.asked.count("review") == 3
    first, second = script.tables
    assert ("Order", "total", "integer") in first
    assert ("Order", "", "no fields of its own") in second


def test_change_of_the_project_leads_back_to_the_review() -> None:
    head = ("Order", "", "none", "")
    conversation, script = hold(*head, "change", "id", "uuid", "write", state=fresh())
    assert script.asked[-4:] == ["review", "row", "id", "review"]
    assert "id: uuid" in conversation.state.data.decode()
    assert models(conversation.state) == "Order:\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


DRAFT = InterviewDraft(
    (("name", "größe"), ("dialects", ("sqlite", "mysql")), ("model", "名前")),
    PresetAnswers({"id": "uuid"}, {"licence": "MIT"}, "  Tag:\n", ("Tag.name: string",), "a.yaml"),
)


def test_draft_is_read_as_it_was_written(home: Path) -> None:
    write_draft("shop", DRAFT)
    assert read_draft("shop") == DRAFT
    assert read_draft(str(home / "shop")) == DRAFT
    assert read_draft(".") is None
    drop_draft("shop")
    assert read_draft("shop") is None
    drop_draft("shop")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"version": 1}', '{"version": 2, "answers": []}', "\xff"]
)
def test_unreadable_draft_is_none(home: Path, text: str) -> None:
    write_draft("shop", DRAFT)
    draft_path("shop").write_bytes(text.encode("latin-1"))
    assert read_draft("shop") is None

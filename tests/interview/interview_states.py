"""The state machine without a terminal: apply answers in order, and check the result."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.errors import Problem
from scaffold.interview import machine
from scaffold.interview.interview_state import Answer, InterviewState
from scaffold.interview.project_questions import new_project
from scaffold.interview.review_questions import DONE

# Every database.
ALL = ("sqlite", "postgres", "mysql")
SHOP: tuple[Answer, ...] = (
    *("shop", ALL, "uuid", "", "", "", ""),
    *("Customer", "name: string(120) required", "email string unique", ""),
    *("hasMany", "Order", "", "", "none"),
    *("Order", "total: decimal(10, 2) default(0)"),
    *("status: enum(pending, paid, shipped) default(pending) index", ""),
    *("hasMany", "Product", "", "none", "none"),
    *("Payment", "amount: decimal(10, 2) required", "", "hasOne", "Order", "", "none", "none"),
    *("", "name: string required", "", "belongsToMany", "Tag", "", "", "", "none"),
    *("", "name", "string unique", "", ""),
    *("", "write"),
)


def fresh(models: str = "") -> InterviewState:
    """Behind the questions about the project, with `models` as the text below `models:`."""
    return after(new_project("shop", "scaffold.yaml", models), "", ALL, "", "", "", "", "")


def after(state: InterviewState, *answers: Answer) -> InterviewState:
    """The state after the answers, all of which hold."""
    for given in answers:
        taken = machine.apply_answer(state, given)
        assert isinstance(taken, InterviewState), f"{state.step}: {given!r}: {taken}"
        state = taken
    return state


def refused(state: InterviewState, given: Answer) -> tuple[Problem, ...]:
    """What is wrong with an answer."""
    taken = machine.apply_answer(state, given)
    assert not isinstance(taken, InterviewState), f"{state.step}: {given!r} is taken"
    assert taken
    return taken


def models(state: InterviewState) -> str:
    """The text below `models:`, without its two columns of indentation."""
    text = state.data.decode().partition("models:\n")[2]
    return "\n".join(line.removeprefix("  ") for line in text.splitlines()) + "\n"


def steps(answers: Iterable[Answer], state: InterviewState) -> list[str]:
    """The steps that the answers go through."""
    gone = []
    for given in answers:
        gone.append(state.step)
        state = after(state, given)
    assert state.step == DONE
    return gone

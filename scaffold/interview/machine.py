"""The interview as a state machine: a question for each state, a state for each answer.

Going back is taking an earlier state, resuming is giving the same answers again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.errors import Problem
from scaffold.interview import fields, other_side, project, relations, review
from scaffold.interview.edits import Taken
from scaffold.interview.state import PROJECT, Answer, Question, State
from scaffold.values import collector_at_rest

# Checking a larger schema takes longer than a person who types should wait, in bytes.
_QUICK = 20_000


class Step(NamedTuple):
    """What is asked, and what an answer leads to."""

    ask: Callable[[State], Question]
    take: Callable[[State, Answer], Taken]


STEPS = {
    **dict.fromkeys(PROJECT, Step(project.question, project.answer)),
    "model": Step(fields.ask_model, fields.take_model),
    "field": Step(fields.ask_field, fields.take_field),
    "type": Step(fields.ask_type, fields.take_type),
    "kind": Step(relations.ask_kind, relations.take_kind),
    "setting": Step(relations.ask_setting, relations.take_setting),
    "target": Step(relations.ask_target, relations.take_target),
    "alias": Step(relations.ask_alias, relations.take_alias),
    "key": Step(relations.ask_key, relations.take_key),
    "through": Step(relations.ask_through, relations.take_through),
    "other": Step(other_side.ask_other, other_side.take_other),
    "review": Step(review.ask_review, review.take_review),
    "row": Step(review.ask_row, review.take_row),
    "change": Step(review.ask_change, review.take_change),
}


def question(state: State) -> Question:
    """What is asked at this state."""
    return STEPS[state.step].ask(state)


def answer(state: State, given: Answer) -> State | tuple[Problem, ...]:
    """The state after an answer, or all that is wrong with it; an empty one takes the default."""
    taken = question(state).taken(given)
    with collector_at_rest():
        return STEPS[state.step].take(state, taken)


def typed(state: State, text: str) -> Problem | None:
    """What is wrong with a name while it is typed; the rest of a line is judged at its end."""
    is_name = state.step in ("name", "model", "target") or (
        state.step in ("field", "alias") and not {" ", ":"} & set(text.strip())
    )
    if not text.strip() or not is_name or len(state.data) > _QUICK:
        return None
    taken = answer(state, text)
    return None if isinstance(taken, State) else taken[0]

"""The interview as a state machine: a question for each state, a state for each answer.

Going back is taking an earlier state, resuming is giving the same answers again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.errors import Problem
from scaffold.interview import (
    association_questions,
    field_questions,
    inverse_questions,
    project_questions,
    review_questions,
)
from scaffold.interview.draft_edits import Taken
from scaffold.interview.interview_state import (
    PROJECT,
    Answer,
    InterviewState,
    Question,
)
from scaffold.values import collector_at_rest

# Checking a larger schema takes longer than a person who types should wait, in bytes.
_QUICK = 20_000


class QuestionStep(NamedTuple):
    """What is asked, and what an answer leads to."""

    ask: Callable[[InterviewState], Question]
    take: Callable[[InterviewState, Answer], Taken]


STEPS = {
    **dict.fromkeys(PROJECT, QuestionStep(project_questions.question, project_questions.answer)),
    "model": QuestionStep(field_questions.ask_model, field_questions.take_model),
    "field": QuestionStep(field_questions.ask_field, field_questions.take_field),
    "type": QuestionStep(field_questions.ask_type, field_questions.take_type),
    "kind": QuestionStep(association_questions.ask_kind, association_questions.take_kind),
    "setting": QuestionStep(association_questions.ask_setting, association_questions.take_setting),
    "target": QuestionStep(association_questions.ask_target, association_questions.take_target),
    "alias": QuestionStep(association_questions.ask_alias, association_questions.take_alias),
    "key": QuestionStep(association_questions.ask_key, association_questions.take_key),
    "through": QuestionStep(association_questions.ask_through, association_questions.take_through),
    "other": QuestionStep(inverse_questions.ask_other, inverse_questions.take_other),
    "review": QuestionStep(review_questions.ask_review, review_questions.take_review),
    "row": QuestionStep(review_questions.ask_row, review_questions.take_row),
    "change": QuestionStep(review_questions.ask_change, review_questions.take_change),
}


def question(state: InterviewState) -> Question:
    """What is asked at this state."""
    return STEPS[state.step].ask(state)


def answer(state: InterviewState, given: Answer) -> InterviewState | tuple[Problem, ...]:
    """The state after an answer, or all that is wrong with it; an empty one takes the default."""
    taken = question(state).taken(given)
    with collector_at_rest():
        return STEPS[state.step].take(state, taken)


def typed(state: InterviewState, text: str) -> Problem | None:
    """What is wrong with a name while it is typed; the rest of a line is judged at its end."""
    is_name = state.step in ("name", "model", "target") or (
        state.step in ("field", "alias") and not {" ", ":"} & set(text.strip())
    )
    if not text.strip() or not is_name or len(state.data) > _QUICK:
        return None
    taken = answer(state, text)
    return None if isinstance(taken, InterviewState) else taken[0]

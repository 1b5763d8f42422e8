"""The interview as a state machine: each state has a question, each answer leads to a state.

To go back, return to an earlier state; to resume, apply the same answers again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scaffold.errors import Problem
from scaffold.interview import association_questions as associations
from scaffold.interview import field_questions as fields
from scaffold.interview import inverse_questions as inverses
from scaffold.interview import project_questions as project
from scaffold.interview import review_questions as review
from scaffold.interview.draft_edits import AnswerResult
from scaffold.interview.interview_state import PROJECT_STEPS, Answer, InterviewState, Question
from scaffold.values import collector_at_rest

# Above this size in bytes a schema is not checked at every keystroke: that would be slow.
_CHECKED_WHILE_TYPING = 20_000


class QuestionStep(NamedTuple):
    """The question at a state, and the function that applies its answer."""

    question: Callable[[InterviewState], Question]
    apply: Callable[[InterviewState, Answer], AnswerResult]


STEPS = {
    **dict.fromkeys(
        PROJECT_STEPS, QuestionStep(project.project_question, project.apply_project_answer)
    ),
    "model": QuestionStep(fields.model_question, fields.apply_model),
    "field": QuestionStep(fields.field_question, fields.apply_field),
    "type": QuestionStep(fields.type_question, fields.apply_type),
    "kind": QuestionStep(associations.kind_question, associations.apply_kind),
    "setting": QuestionStep(associations.setting_question, associations.apply_setting),
    "target": QuestionStep(associations.target_question, associations.apply_target),
    "alias": QuestionStep(associations.alias_question, associations.apply_alias),
    "foreign_key_name": QuestionStep(associations.key_question, associations.apply_key),
    "through": QuestionStep(associations.through_question, associations.apply_through),
    "inverse": QuestionStep(inverses.inverse_question, inverses.apply_inverse),
    "review": QuestionStep(review.review_question, review.apply_review),
    "row": QuestionStep(review.row_question, review.apply_row),
    "change": QuestionStep(review.change_question, review.apply_change),
}


def question(state: InterviewState) -> Question:
    """Return the question of this state."""
    return STEPS[state.step].question(state)


def apply_answer(state: InterviewState, answer: Answer) -> AnswerResult:
    """Return the state after an answer, or its problems; an empty answer is the default."""
    chosen = question(state).answer_or_default(answer)
    with collector_at_rest():
        return STEPS[state.step].apply(state, chosen)


def name_problem(state: InterviewState, text: str) -> Problem | None:
    """Return the problem of a name that is being typed; the rest of a line is checked on Enter."""
    is_name = state.step in ("name", "model", "target") or (
        state.step in ("field", "alias") and not {" ", ":"} & set(text.strip())
    )
    if not text.strip() or not is_name or len(state.data) > _CHECKED_WHILE_TYPING:
        return None
    result = apply_answer(state, text)
    return None if isinstance(result, InterviewState) else result[0]

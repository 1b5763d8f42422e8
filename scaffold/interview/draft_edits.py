"""Edits of the interview's schema, each checked like an edit of the file."""

from __future__ import annotations

from dataclasses import replace

from scaffold.editing.model_additions import extend
from scaffold.errors import Problem
from scaffold.interview.draft_schema import schema_problems, without_locations
from scaffold.interview.interview_state import InterviewState
from scaffold.schema.shorthand import FieldLine

AnswerResult = InterviewState | tuple[Problem, ...]


def with_model(state: InterviewState, model: str) -> AnswerResult:
    """Return the state with this model, which may exist already."""
    return _with_lines(state, model, ())


def with_field(state: InterviewState, model: str, line: FieldLine) -> AnswerResult:
    """Return the state with one more field, and `inverse(…)` where the field requires it."""
    return _with_lines(state, model, (line,))


def with_pending(state: InterviewState, line: tuple[str, FieldLine]) -> AnswerResult:
    """Return the state with one more pending field, for a model that is asked for later."""
    kept = replace(state, pending=(*state.pending, line))
    return schema_problems(kept) or kept


def without_pending(state: InterviewState, model: str) -> AnswerResult:
    """Return the state with the model's pending fields added to the schema."""
    mine = tuple(line for name, line in state.pending if name == model)
    rest = tuple(each for each in state.pending if each[0] != model)
    return _with_lines(replace(state, pending=rest), model, mine)


def _with_lines(state: InterviewState, model: str, lines: tuple[FieldLine, ...]) -> AnswerResult:
    edited, problems = extend(state.schema_file, model, lines, state.pending)
    return without_locations(problems) if edited is None else replace(state, schema_file=edited)

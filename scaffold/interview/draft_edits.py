"""Edits of the draft, each held to all checks of the file before it counts."""

from __future__ import annotations

from dataclasses import replace

from scaffold.editing.model_additions import extend
from scaffold.errors import Problem
from scaffold.interview.draft_schema import faults, unplaced
from scaffold.interview.interview_state import InterviewState
from scaffold.schema.shorthand import FieldLine

Taken = InterviewState | tuple[Problem, ...]


def with_model(state: InterviewState, model: str) -> Taken:
    """The state with this model in it, which may be there already."""
    return _with_lines(state, model, ())


def with_field(state: InterviewState, model: str, line: FieldLine) -> Taken:
    """The state with one more field; sides that paired in silence say so where they have to."""
    return _with_lines(state, model, (line,))


def with_pending(state: InterviewState, line: tuple[str, FieldLine]) -> Taken:
    """The state that keeps one more field for a model that comes later."""
    kept = replace(state, pending=(*state.pending, line))
    return faults(kept) or kept


def without_pending(state: InterviewState, model: str) -> Taken:
    """The state with what was kept for the model written into it."""
    mine = tuple(line for name, line in state.pending if name == model)
    rest = tuple(each for each in state.pending if each[0] != model)
    return _with_lines(replace(state, pending=rest), model, mine)


def _with_lines(state: InterviewState, model: str, lines: tuple[FieldLine, ...]) -> Taken:
    edited, problems = extend(state.schema_file, model, lines, state.pending)
    return unplaced(problems) if edited is None else replace(state, schema_file=edited)

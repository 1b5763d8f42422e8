"""The questions about models and their attributes."""

from __future__ import annotations

from dataclasses import replace

from scaffold.errors import Problem
from scaffold.interview.draft_edits import (
    Taken,
    with_field,
    with_model,
    without_pending,
)
from scaffold.interview.draft_schema import waiting
from scaffold.interview.interview_state import Answer, InterviewState, Question
from scaffold.interview.inverse_questions import after_association
from scaffold.interview.modifier_choices import with_type
from scaffold.interview.outline import outlines
from scaffold.interview.phrases import listed
from scaffold.schema.shorthand import FieldLine, read_field_argument

DEFAULT_TYPE = "string"


def ask_model(state: InterviewState) -> Question:
    """Which model comes next: one that was spoken of, a new one, or none."""
    missing = waiting(state)
    if missing:
        hint = f"Not in the schema yet: {listed(missing)}."
        return Question("model", "text", "Next model?", missing[0], hint=hint)
    if outlines(state.schema_file):
        hint = "A new name, or that of a model to add to. Enter: no more."
        return Question("model", "text", "Another model?", hint=hint)
    hint = "One thing that the application stores, in the singular: Customer."
    return Question("model", "text", "First model?", hint=hint)


def take_model(state: InterviewState, given: Answer) -> Taken:
    """Begin the model, or go on with it where it stands; nothing leads to the review."""
    name = str(given).strip()
    if not name:
        return replace(state, step="review", model="")
    added = with_model(state, name)
    return replace(added, step="field", model=name) if isinstance(added, InterviewState) else added


def ask_field(state: InterviewState) -> Question:
    """The next attribute: a name, or a whole line as the file has it."""
    hint = "Its name, or the whole line: email: string(120) required. Enter: no more."
    return Question("field", "text", f"Attribute of {state.model}?", hint=hint)


def take_field(state: InterviewState, given: Answer) -> Taken:
    """A name asks for its type, a line is added; of several lines (pasted) each one."""
    lines = [line for line in str(given).splitlines() if line.strip()]
    if not lines:
        ready = without_pending(state, state.model)
        return replace(ready, step="kind") if isinstance(ready, InterviewState) else ready
    if len(lines) == 1 and (name := lines[0].strip()).isidentifier():
        tried = with_field(state, state.model, (name, "string"))
        return (
            replace(state, step="type", name=name) if isinstance(tried, InterviewState) else tried
        )
    for text in lines:
        taken = _take_line(state, text)
        if not isinstance(taken, InterviewState):
            return taken
        state = taken
    return state if len(lines) == 1 else replace(state, step="field", relation=None, then="")


def _take_line(state: InterviewState, text: str) -> Taken:
    line = parse_line(text)
    return (line,) if isinstance(line, Problem) else _add(state, line)


def parse_line(text: str) -> FieldLine | Problem:
    """`total: decimal(10, 2)`, and the same without the colon."""
    name, blank, rest = text.strip().partition(" ")
    is_name = name.removeprefix("$").isidentifier()
    if blank and is_name and not rest.lstrip().startswith(":"):
        return name, rest.strip()
    line = read_field_argument(text)
    if isinstance(line, Problem):
        return replace(line, hint="Write a name and its terms: total: decimal(10, 2) required.")
    return line


def ask_type(state: InterviewState) -> Question:
    """The type of an attribute whose name is known."""
    hint = "Modifiers may follow: required, unique, index, default(…)."
    message = f"Type of {state.model}.{state.name}?"
    return Question("type", "text", message, DEFAULT_TYPE, hint=hint)


def take_type(state: InterviewState, given: Answer) -> Taken:
    """Add the attribute; its name may be repeated, and its type left out before modifiers."""
    terms = with_type(str(given).removeprefix(f"{state.name}:"), DEFAULT_TYPE)
    return _add(replace(state, name=""), (state.name, terms))


def _add(state: InterviewState, line: FieldLine) -> Taken:
    added = with_field(state, state.model, line)
    if not isinstance(added, InterviewState):
        return added
    return after_association(replace(added, step="field", told=""), line[0], "field")

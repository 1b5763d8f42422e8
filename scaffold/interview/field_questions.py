"""The questions about models and their attributes."""

from __future__ import annotations

from dataclasses import replace

from scaffold.errors import Problem
from scaffold.interview.draft_edits import (
    AnswerResult,
    with_field,
    with_model,
    without_pending,
)
from scaffold.interview.draft_schema import missing_models
from scaffold.interview.interview_state import Answer, InterviewState, Question
from scaffold.interview.inverse_questions import state_after_association
from scaffold.interview.modifier_choices import with_default_type
from scaffold.interview.outline import outlines
from scaffold.interview.phrases import join_names
from scaffold.schema.shorthand import FieldLine, read_field_argument

DEFAULT_TYPE = "string"


def model_question(state: InterviewState) -> Question:
    """Return the question for the next model; a missing one is the default."""
    missing = missing_models(state)
    if missing:
        hint = f"Not in the schema yet: {join_names(missing)}."
        return Question("model", "text", "Next model?", missing[0], hint=hint)
    if outlines(state.schema_file):
        hint = "Name a new model, or one to add fields to. Enter: no more models."
        return Question("model", "text", "Another model?", hint=hint)
    hint = "Something that the application stores, in the singular: Customer."
    return Question("model", "text", "First model?", hint=hint)


def apply_model(state: InterviewState, answer: Answer) -> AnswerResult:
    """Start the model or continue an existing one; an empty answer leads to the review."""
    name = str(answer).strip()
    if not name:
        return replace(state, step="review", model="")
    added = with_model(state, name)
    return replace(added, step="field", model=name) if isinstance(added, InterviewState) else added


def field_question(state: InterviewState) -> Question:
    """Return the question for the next attribute: its name, or its line as in the file."""
    hint = "A name, or a whole line: email: string(120) required. Enter: no more."
    return Question("field", "text", f"Attribute of {state.model}?", hint=hint)


def apply_field(state: InterviewState, answer: Answer) -> AnswerResult:
    """Ask for the type of a single name; add each line of a pasted text."""
    lines = [line for line in str(answer).splitlines() if line.strip()]
    if not lines:
        ready = without_pending(state, state.model)
        return replace(ready, step="kind") if isinstance(ready, InterviewState) else ready
    if len(lines) == 1 and (name := lines[0].strip()).isidentifier():
        tried = with_field(state, state.model, (name, "string"))
        return (
            replace(state, step="type", name=name) if isinstance(tried, InterviewState) else tried
        )
    for text in lines:
        result = _apply_line(state, text)
        if not isinstance(result, InterviewState):
            return result
        state = result
    return (
        state if len(lines) == 1 else replace(state, step="field", association=None, return_step="")
    )


def _apply_line(state: InterviewState, text: str) -> AnswerResult:
    line = parse_line(text)
    return (line,) if isinstance(line, Problem) else _add(state, line)


def parse_line(text: str) -> FieldLine | Problem:
    """Parse `total: decimal(10, 2)`; the colon may be left out."""
    name, blank, rest = text.strip().partition(" ")
    is_name = name.removeprefix("$").isidentifier()
    if blank and is_name and not rest.lstrip().startswith(":"):
        return name, rest.strip()
    line = read_field_argument(text)
    if isinstance(line, Problem):
        return replace(line, hint="Write a name and its terms: `total: decimal(10, 2) required`.")
    return line


def type_question(state: InterviewState) -> Question:
    """Return the question for the type of the attribute that was just named."""
    hint = "Modifiers may follow: required, unique, index, default(…)."
    message = f"Type of {state.model}.{state.name}?"
    return Question("type", "text", message, DEFAULT_TYPE, hint=hint)


def apply_type(state: InterviewState, answer: Answer) -> AnswerResult:
    """Add the attribute; the answer may repeat its name, or have only modifiers."""
    terms = with_default_type(str(answer).removeprefix(f"{state.name}:"), DEFAULT_TYPE)
    return _add(replace(state, name=""), (state.name, terms))


def _add(state: InterviewState, line: FieldLine) -> AnswerResult:
    added = with_field(state, state.model, line)
    if not isinstance(added, InterviewState):
        return added
    return state_after_association(replace(added, step="field", notice=""), line[0], "field")

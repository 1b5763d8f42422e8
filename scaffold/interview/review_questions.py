"""The review: all answers in rows, each of which can be changed or removed."""

from __future__ import annotations

from dataclasses import replace

from scaffold.editing.name_changes import rename
from scaffold.editing.removals import remove
from scaffold.errors import Problem
from scaffold.interview.draft_edits import AnswerResult
from scaffold.interview.draft_schema import missing_models, schema_problems, without_locations
from scaffold.interview.field_questions import parse_line
from scaffold.interview.interview_state import (
    PROJECT_STEPS,
    Answer,
    Choice,
    InterviewState,
    Question,
)
from scaffold.interview.outline import outline_of, outlines
from scaffold.interview.phrases import join_names
from scaffold.interview.project_questions import LABELS, answer_text, asked_answers
from scaffold.schema.edit import Edited, replace_field
from scaffold.schema.edit.model_references import Named
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

DONE = "done"
WRITE, MORE, CHANGE = "write", "more", "change"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row of the review: its label and text. `key` is the value of an answer that chooses it."""

    key: str
    label: str
    text: str


def review_rows(state: InterviewState) -> tuple[ReviewRow, ...]:
    """Return all rows, in the order of the file."""
    project = asked_answers(state)
    found = [ReviewRow(step, LABELS[step], answer_text(answer)) for step, answer in project]
    for model in outlines(state.schema_file):
        found.append(
            ReviewRow(model.name, model.name, "" if model.fields else "no fields of its own")
        )
        found += [
            ReviewRow(f"{model.name}.{name}", f"  {name}", line) for name, line in model.fields
        ]
    return tuple(found)


def review_entries(state: InterviewState) -> tuple[tuple[str, str, str], ...]:
    """Return all answers: the model (empty for the project), the field or option, and its text."""
    answers = asked_answers(state)
    project = tuple(("", LABELS[step], answer_text(answer)) for step, answer in answers)
    fields = tuple(
        (model.name, name, line)
        for model in outlines(state.schema_file)
        for name, line in model.fields or (("", "no fields of its own"),)
    )
    return (*project, *fields)


def review_question(state: InterviewState) -> Question:
    """Return the question whether to write the schema and the files."""
    missing = missing_models(state)
    choices = (
        Choice(WRITE, "Write", "write the schema and the generated files"),
        Choice(CHANGE, "Change", "edit or remove one row"),
        Choice(MORE, "Add", "add a model, or fields to one"),
    )
    hint = f"Not in the schema yet: {join_names(missing)}." if missing else ""
    default = MORE if missing else WRITE
    message = "Write the project?" if state.is_new else "Write the changes?"
    return Question("review", "choose", message, default, choices=choices, hint=hint)


def apply_review(state: InterviewState, answer: Answer) -> AnswerResult:
    """Finish, choose a row to change, or add more models."""
    if answer == CHANGE:
        return replace(state, step="row")
    if answer == MORE:
        return replace(state, step="model", model="")
    if answer != WRITE:
        return (
            Problem(None, f"`{answer}` is not one of the choices", "Choose one from the list."),
        )
    if missing := missing_models(state):
        hint = "Choose `Add` and enter its name, or `Change` the association that refers to it."
        return (Problem(None, f"not in the schema yet: {join_names(missing)}", hint),)
    return schema_problems(state) or replace(state, step=DONE)


def row_question(state: InterviewState) -> Question:
    """Return the question for the row to change."""
    choices = tuple(
        Choice(row.key, LABELS[row.key] if row.key in PROJECT_STEPS else row.key, row.text)
        for row in review_rows(state)
    )
    return Question("row", "choose", "Which row?", choices[0].value, choices=choices)


def apply_row(state: InterviewState, answer: Answer) -> AnswerResult:
    """Ask the row's project question again, or ask for its new text."""
    key = str(answer)
    if key not in {row.key for row in review_rows(state)}:
        return (Problem(None, f"`{key}` is not a row of the review", "Choose one from the list."),)
    if state.is_new and key in PROJECT_STEPS:
        return replace(state, step=key, return_step="review")
    return replace(state, step="change", row=key)


def change_question(state: InterviewState) -> Question:
    """Return the question for the row's new text."""
    model, _, name = state.row.partition(".")
    text = next(row.text for row in review_rows(state) if row.key == state.row)
    start = f"{name}: {text}" if name else model
    what = "field" if name and not is_setting(name) else "setting" if name else "model"
    hint = f"Clear the line to remove the {what}" + (" and its fields." if not name else ".")
    message = f"New line of {model}?" if name else "New name of the model?"
    return Question("change", "text", message, initial_text=start, hint=hint)


def apply_change(state: InterviewState, answer: Answer) -> AnswerResult:
    """Return the state with the row changed, or removed for an empty answer."""
    model, _, name = state.row.partition(".")
    row, text = Named(model, name or None), str(answer).strip()
    new = ""
    if not text:
        edited, problems = remove(state.schema_file, (row,))
    elif row.field is None:
        new = text
        edited, problems = rename(state.schema_file, row, text, state.generated)
    else:
        line = parse_line(text)
        if isinstance(line, Problem):
            return (line,)
        new = line[0]
        edited, problems = _field(state, row, line)
    if edited is None:
        return without_locations(problems)
    notice = text if text else f"{state.row} removed"
    changed = replace(state, schema_file=edited, step="review", row="", model="", notice=notice)
    if new not in ("", row.field or row.model):
        changed = replace(changed, renamed=(*state.renamed, (state.row, new)))
    return schema_problems(changed) or changed


def _field(state: InterviewState, row: Named, line: FieldLine) -> Edited:
    """Replace the field's line, then rename the field and all references to it."""
    name, terms = line
    field, file = str(row.field), state.schema_file
    if terms != outline_of(state, row.model).line(field):
        edited, problems = replace_field(file, row.model, field, (field, terms))
        if edited is None:
            return None, problems
        file = edited
    return rename(file, row, name, state.generated)

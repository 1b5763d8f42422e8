"""The review: everything that was said, row by row, each of which can be changed or removed."""

from __future__ import annotations

from dataclasses import replace

from scaffold.editing.name_changes import rename
from scaffold.editing.removals import remove
from scaffold.errors import Problem
from scaffold.interview.draft_edits import Taken
from scaffold.interview.draft_schema import faults, unplaced, waiting
from scaffold.interview.field_questions import parse_line
from scaffold.interview.interview_state import (
    PROJECT,
    Answer,
    Choice,
    InterviewState,
    Question,
)
from scaffold.interview.outline import outline, outlines
from scaffold.interview.phrases import listed
from scaffold.interview.project_questions import LABELS, shown
from scaffold.schema.edit import Edited, replace_field
from scaffold.schema.edit.model_references import Named
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

DONE = "done"
WRITE, MORE, CHANGE = "write", "more", "change"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the review: what it is called, and what is said. `key` names it in answers."""

    key: str
    label: str
    text: str


def rows(state: InterviewState) -> tuple[Row, ...]:
    """Everything that can be changed, in the file's order."""
    found = [Row(step, LABELS[step], shown(said)) for step, said in state.project]
    for model in outlines(state.schema_file):
        found.append(Row(model.name, model.name, "" if model.fields else "no fields of its own"))
        found += [Row(f"{model.name}.{name}", f"  {name}", line) for name, line in model.fields]
    return tuple(found)


def table(state: InterviewState) -> tuple[tuple[str, str, str], ...]:
    """Everything that was said: the model (none for the project), what of it, and its text."""
    project = tuple(("", LABELS[step], shown(said)) for step, said in state.project)
    fields = tuple(
        (model.name, name, line)
        for model in outlines(state.schema_file)
        for name, line in model.fields or (("", "no fields of its own"),)
    )
    return (*project, *fields)


def ask_review(state: InterviewState) -> Question:
    """Whether to write it all."""
    missing = waiting(state)
    choices = (
        Choice(WRITE, "Write", "the schema and the generated files"),
        Choice(CHANGE, "Change", "edit or remove one row of the list"),
        Choice(MORE, "Add", "another model, or more of one"),
    )
    hint = f"Not in the schema yet: {listed(missing)}." if missing else ""
    default = MORE if missing else WRITE
    message = "Write the project?" if state.is_new else "Write the changes?"
    return Question("review", "choose", message, default, choices=choices, hint=hint)


def take_review(state: InterviewState, given: Answer) -> Taken:
    """To the end, to a row, or on with the models."""
    if given == CHANGE:
        return replace(state, step="row")
    if given == MORE:
        return replace(state, step="model", model="")
    if given != WRITE:
        return (Problem(None, f"`{given}` is none of the answers", "Choose one of those shown."),)
    if missing := waiting(state):
        hint = "Choose `Add` and give its name, or `Change` the association that refers to it."
        return (Problem(None, f"not in the schema yet: {listed(missing)}", hint),)
    return faults(state) or replace(state, step=DONE)


def ask_row(state: InterviewState) -> Question:
    """Which row."""
    choices = tuple(
        Choice(row.key, LABELS[row.key] if row.key in PROJECT else row.key, row.text)
        for row in rows(state)
    )
    return Question("row", "choose", "Which row?", choices[0].value, choices=choices)


def take_row(state: InterviewState, given: Answer) -> Taken:
    """A question of the project again, or the row as text."""
    key = str(given)
    if key not in {row.key for row in rows(state)}:
        return (Problem(None, f"`{key}` is no row", "Choose one of those shown."),)
    if state.is_new and key in PROJECT:
        return replace(state, step=key, then="review")
    return replace(state, step="change", row=key)


def ask_change(state: InterviewState) -> Question:
    """The row as text, to be edited."""
    model, _, name = state.row.partition(".")
    text = next(row.text for row in rows(state) if row.key == state.row)
    start = f"{name}: {text}" if name else model
    what = "field" if name and not is_setting(name) else "setting" if name else "model"
    hint = f"Empty the line to remove the {what}" + (" with all its fields." if not name else ".")
    message = f"New line of {model}?" if name else "New name of the model?"
    return Question("change", "text", message, start=start, hint=hint)


def take_change(state: InterviewState, given: Answer) -> Taken:
    """The state with the row as it was edited, or without it."""
    model, _, name = state.row.partition(".")
    row, text = Named(model, name or None), str(given).strip()
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
        return unplaced(problems)
    told = text if text else f"without {state.row}"
    changed = replace(state, schema_file=edited, step="review", row="", model="", told=told)
    if new not in ("", row.field or row.model):
        changed = replace(changed, renamed=(*state.renamed, (state.row, new)))
    return faults(changed) or changed


def _field(state: InterviewState, row: Named, line: FieldLine) -> Edited:
    """The schema with the row's line anew, then under its new name, which mentions follow."""
    name, terms = line
    field, file = str(row.field), state.schema_file
    if terms != outline(state, row.model).line(field):
        edited, problems = replace_field(file, row.model, field, (field, terms))
        if edited is None:
            return None, problems
        file = edited
    return rename(file, row, name, state.generated)

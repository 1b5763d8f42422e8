"""The review: everything that was said, row by row, each of which can be changed or removed."""

from __future__ import annotations

from dataclasses import replace

from scaffold.errors import Problem
from scaffold.interview.check import faults, unplaced, waiting
from scaffold.interview.edits import Taken
from scaffold.interview.fields import parse_line
from scaffold.interview.outline import outlines
from scaffold.interview.project import LABELS, shown
from scaffold.interview.state import PROJECT, Answer, Choice, Question, State
from scaffold.interview.wording import listed
from scaffold.project import known_targets
from scaffold.schema import edit
from scaffold.schema.edit import remove_field, remove_model, replace_field
from scaffold.values import dataclass

DONE = "done"
WRITE, MORE, CHANGE = "write", "more", "change"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the review: what it is called, and what is said. `key` names it in answers."""

    key: str
    label: str
    text: str


def rows(state: State) -> tuple[Row, ...]:
    """Everything that can be changed, in the file's order."""
    found = [Row(step, LABELS[step], shown(said)) for step, said in state.project]
    for model in outlines(state.data, state.file):
        found.append(Row(model.name, model.name, "" if model.fields else "no fields of its own"))
        found += [Row(f"{model.name}.{name}", f"  {name}", line) for name, line in model.fields]
    return tuple(found)


def ask_review(state: State) -> Question:
    """Whether to write it all."""
    spoken = waiting(state)
    choices = (
        Choice(WRITE, "Write it", "the schema, and all files that it makes"),
        Choice(CHANGE, "Change or remove something", "one row of the list"),
        Choice(MORE, "Go on", "with another model, or with more of one"),
    )
    hint = f"Spoken of, and not there yet: {listed(spoken)}." if spoken else ""
    default = MORE if spoken else WRITE
    return Question("review", "choose", "Is this right?", default, choices=choices, hint=hint)


def take_review(state: State, given: Answer) -> Taken:
    """To the end, to a row, or on with the models."""
    if given == CHANGE:
        return replace(state, step="row")
    if given == MORE:
        return replace(state, step="model", model="")
    if given != WRITE:
        return (Problem(None, f"`{given}` is none of the answers", "Choose one of those shown."),)
    if spoken := waiting(state):
        hint = "Go on with it, or change what leads to it."
        return (Problem(None, f"spoken of, and not there yet: {listed(spoken)}", hint),)
    return faults(state) or replace(state, step=DONE)


def ask_row(state: State) -> Question:
    """Which row."""
    choices = tuple(
        Choice(row.key, LABELS[row.key] if row.key in PROJECT else row.key, row.text)
        for row in rows(state)
    )
    return Question("row", "choose", "Which one?", choices[0].value, choices=choices)


def take_row(state: State, given: Answer) -> Taken:
    """A question of the project again, or the row as text."""
    key = str(given)
    if key not in {row.key for row in rows(state)}:
        return (Problem(None, f"`{key}` is no row", "Choose one of those shown."),)
    if state.is_new and key in PROJECT:
        return replace(state, step=key, then="review")
    return replace(state, step="change", row=key)


def ask_change(state: State) -> Question:
    """The row as text, to be edited."""
    model, _, name = state.row.partition(".")
    text = next(row.text for row in rows(state) if row.key == state.row)
    start = f"{name}: {text}" if name else model
    hint = "Empty it to remove it" + (" with all its fields." if not name else ".")
    return Question("change", "text", f"{state.row}:", start=start, hint=hint)


def take_change(state: State, given: Answer) -> Taken:
    """The state with the row as it was edited, or without it."""
    model, _, name = state.row.partition(".")
    text = str(given).strip()
    known = known_targets()
    if not name:
        edited = _model(state, model, text)
    elif not text:
        edited = remove_field(state.data, state.file, known, model, name)
    else:
        line = parse_line(text)
        if isinstance(line, Problem):
            return (line,)
        edited = replace_field(state.data, state.file, known, model, name, line)
    data, problems = edited
    if data is None:
        return unplaced(problems)
    changed = replace(state, data=data, step="review", row="", model="")
    told = f"{state.row} removed" if not text else f"{text}"
    return faults(changed) or replace(changed, told=told)


def _model(state: State, model: str, name: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    if not name:
        return remove_model(state.data, state.file, known_targets(), model)
    if name == model:
        return state.data, ()
    return edit.rename_model(state.data, state.file, known_targets(), model, name)

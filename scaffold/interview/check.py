"""Answers are held to the checks of the file: the schema as it would be, read and resolved."""

from __future__ import annotations

import os
from collections.abc import Iterable

from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.interview.state import State
from scaffold.project import interpret, known_targets
from scaffold.schema.edit import add_fields
from scaffold.schema.model import Schema
from scaffold.schema.read import read_schema
from scaffold.schema.shorthand import FieldLine
from scaffold.source import Source


def schema_of(state: State) -> Schema:
    """What is written so far; SchemaError where that has problems of form."""
    schema, problems = read_schema(state.data, state.file, known_targets())
    if schema is None:
        raise SchemaError(problems)
    return schema


def meaning(state: State) -> Database:
    """What the schema means so far; SchemaError with all that is wrong."""
    return interpret(draft(state))[1]


def draft(state: State) -> Source:
    """The schema with what is pending, where models that are only spoken of are empty."""
    data = state.data
    for model, line in state.pending:
        data = _with(data, state.file, model, (line,))
    for name in waiting(state):
        data = _with(data, state.file, name, ())
    return Source(os.curdir, state.file, data)


def faults(state: State) -> tuple[Problem, ...]:
    """All that is wrong with the schema, as a person at a question should read it."""
    try:
        meaning(state)
    except SchemaError as error:
        return unplaced(error.problems)
    return ()


def unplaced(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without their places, which are in a file that nobody sees."""
    return tuple(Problem(None, each.message, each.hint) for each in problems)


def waiting(state: State) -> tuple[str, ...]:
    """The models that are spoken of and not there yet, in the order of their mention."""
    schema = schema_of(state)
    known = {model.name for model in schema.models}
    promised = (model for model, _ in state.pending if model not in known)
    return tuple(dict.fromkeys((*schema.missing_models(), *promised)))


def _with(data: bytes, file: str, model: str, lines: tuple[FieldLine, ...]) -> bytes:
    text, problems = add_fields(data, file, known_targets(), model, lines)
    if text is None:
        raise SchemaError(problems)
    return text

"""The interview's schema, compiled: answers pass the same checks as the file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.database.tables import Database
from scaffold.editing.compiled_schema import compiled_draft, draft_database
from scaffold.errors import Problem
from scaffold.interview.interview_state import InterviewState


def compiled_database(state: InterviewState) -> Database:
    """Return the database with all pending fields; SchemaError with all problems."""
    return draft_database(state.schema_file, state.pending)


def schema_problems(state: InterviewState) -> tuple[Problem, ...]:
    """Return all problems of the schema, without locations."""
    return without_locations(compiled_draft(state.schema_file, state.pending)[1])


# Locations and commands in a message, which mean nothing during an interview.
_LOCATION = re.compile(r":? \(?(?:on )?line \d+\)?|: \S+:\d+:\d+(?=$|:)| \(\S+:\d+:\d+\)")
_COMMAND = re.compile(r", or [^,`]*: `scaffold [^`]*`")


def without_locations(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without locations: the file is not written yet."""
    return tuple(
        Problem(
            None,
            _LOCATION.sub("", each.message),
            each.hint and _LOCATION.sub("", _COMMAND.sub("", each.hint)),
        )
        for each in problems
    )


def missing_models(state: InterviewState) -> tuple[str, ...]:
    """Return the models that are referred to but missing, in the order of the references."""
    known = {model.name for model in state.schema.models}
    pending = (model for model, _ in state.pending if model not in known)
    return tuple(dict.fromkeys((*state.schema.missing_models(), *pending)))

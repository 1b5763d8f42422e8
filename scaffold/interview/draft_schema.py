"""Answers are held to the checks of the file: the schema as it would be, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.database.tables import Database
from scaffold.editing.compiled_schema import compiled_draft, draft_of
from scaffold.errors import Problem
from scaffold.interview.interview_state import InterviewState


def compiled(state: InterviewState) -> Database:
    """Return the database so far, with what is pending; SchemaError with all that is wrong."""
    return draft_of(state.schema_file, state.pending)


def faults(state: InterviewState) -> tuple[Problem, ...]:
    """All that is wrong with the schema, as a person at a question should read it."""
    return unplaced(compiled_draft(state.schema_file, state.pending)[1])


# Places and commands in a message, which mean nothing while questions are asked.
_PLACE = re.compile(r":? \(?(?:on )?line \d+\)?|: \S+:\d+:\d+(?=$|:)| \(\S+:\d+:\d+\)")
_COMMAND = re.compile(r", or [^,`]*: `scaffold [^`]*`")


def unplaced(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without their places, which are in a file that nobody sees."""
    return tuple(
        Problem(
            None,
            _PLACE.sub("", each.message),
            each.hint and _PLACE.sub("", _COMMAND.sub("", each.hint)),
        )
        for each in problems
    )


def waiting(state: InterviewState) -> tuple[str, ...]:
    """The models that are referred to and missing, in the order of their mention."""
    known = {model.name for model in state.schema.models}
    promised = (model for model, _ in state.pending if model not in known)
    return tuple(dict.fromkeys((*state.schema.missing_models(), *promised)))

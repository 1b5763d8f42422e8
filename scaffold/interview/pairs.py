"""Associations between models that have one already: which sides belong together is then said."""

from __future__ import annotations

import re
from dataclasses import replace

from scaffold.errors import SchemaError
from scaffold.interview.check import meaning
from scaffold.interview.outline import outline
from scaffold.interview.state import State
from scaffold.schema.edit import add_modifier
from scaffold.schema.shorthand import FieldLine

_INVERSE = re.compile(r"\binverse[(:]")


def with_pairs_said(state: State, model: str, line: FieldLine) -> State | None:
    """The state with `inverse(…)` written where `model` and the line's target pair in silence.

    Two sides that are alone between two models pair up by themselves; as soon as `line` comes
    between the same two, the file must say which belong together. None where nothing is to say.
    """
    try:
        database = meaning(state)
    except SchemaError:
        return None
    target = line[1].partition("(")[2].partition(")")[0].strip()
    said = state
    for source in database.models:
        for side in source.associations:
            if side.inverse is None or {side.source, side.target} != {model, target}:
                continue
            written = outline(said, side.source).line(side.alias)
            other = outline(said, side.target).line(side.inverse)
            if written is None or any(_INVERSE.search(each) for each in (written, other or "")):
                continue
            term = ("inverse", side.inverse)
            edited, _ = add_modifier(said.schema_file, side.source, side.alias, term)
            if edited is not None:
                said = replace(said, schema_file=edited)
    return said if said is not state else None

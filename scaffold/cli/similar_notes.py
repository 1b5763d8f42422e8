"""Notes of `scaffold check` that only differ in names: the first ones, and where the others are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scaffold.errors import Problem

# As many that differ in names alone are printed whole, and the lines of so many others.
_WHOLE, _LINES = 3, 8
_NAMES = re.compile(r"`[^`]*`(?:(?:, | and )`[^`]*`)*")


def summarized(notes: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the notes for a person; of many alike, the last has the lines of the others."""
    alike: dict[str, list[Problem]] = {}
    for note in notes:
        alike.setdefault(_without_names(note), []).append(note)
    for found in alike.values():
        if len(found) <= _WHOLE + 1:
            yield from found
            continue
        *whole, last = found[:_WHOLE]
        yield from whole
        yield replace(last, hint="\n".join(filter(None, (last.hint, _rest(found[_WHOLE:])))))


def _rest(notes: Sequence[Problem]) -> str:
    lines = [str(each.where.line) for each in notes if each.where]
    listed = f" on lines {', '.join(lines[:_LINES])}" if lines else ""
    more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
    return f"{len(notes)} more such notes{listed}{more}: `scaffold check --json` prints them all."


def _without_names(note: Problem) -> str:
    return _NAMES.sub("``", f"{note.message}\n{note.hint}")

"""The lock's text as lines, each a JSON value or an operation that is left as it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from scaffold.errors import Problem, SourceLocation
from scaffold.values import dataclass

VERSION = 1
FIRST_LINE = (
    f"# scaffold.lock {VERSION}: what `scaffold generate` made last. Keep it in version control; "
    "where a merge is in conflict, keep the lines of both sides."
)
BACK = "Take the file back from version control."

_HEADER = re.compile(r"# scaffold\.lock ([0-9]+)\b")
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_OPERATION = re.compile(
    r'\["operation","([^"\\]+)","([^"\\]+)","([^"\\]+)",([0-9]{1,9}),(\[.*\])\]'
)


@dataclass(frozen=True, slots=True)
class OperationLine:
    """One operation of a migration: target, slug and stamp, position, and its JSON."""

    number: int
    migration: tuple[str, str, str]
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Facts with the numbers of their lines, and operations."""

    facts: Sequence[tuple[int, Any]] = ()
    operations: Sequence[OperationLine] = ()


def read_lines(text: str, file: str) -> tuple[Lines, tuple[Problem, ...]]:
    """The lines of a lock's text, or what is wrong with it."""
    lines = text.replace("\r\n", "\n").split("\n")
    problem = _conflict(lines, file) or _version(lines[0], file)
    if problem:
        return Lines(), (problem,)
    facts: list[tuple[int, str]] = []
    operations: list[OperationLine] = []
    for number, line in enumerate(lines[1:], 2):
        found = _OPERATION.fullmatch(line)
        if found:
            target, slug, version, position, written = found.groups()
            operations.append(
                OperationLine(number, (target, slug, version), int(position), written)
            )
        elif line:
            facts.append((number, line))
    try:
        return Lines(_together(facts), operations), ()
    except (ValueError, RecursionError):
        values, problems = _apart(facts, file)
        return Lines(values, operations), tuple(problems)


def _together(lines: Sequence[tuple[int, str]]) -> list[tuple[int, Any]]:
    # One parse of all is several times faster than one a line.
    values = json.loads(f"[{','.join([line for _, line in lines])}]")
    return [(number, value) for (number, _), value in zip(lines, values, strict=True)]


def _apart(
    lines: Iterable[tuple[int, str]], file: str
) -> tuple[list[tuple[int, Any]], list[Problem]]:
    values = []
    problems = []
    for number, line in lines:
        try:
            values.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            where = SourceLocation(file, number, getattr(error, "colno", 1))
            problems.append(Problem(where, f"this line cannot be read: {error}", BACK))
    return values, problems


def _conflict(lines: Sequence[str], file: str) -> Problem | None:
    number = next((at for at, line in enumerate(lines, 1) if line.startswith(_MARKERS)), None)
    if number is None:
        return None
    return Problem(
        SourceLocation(file, number, 1),
        "this file has unresolved git conflict markers",
        "Keep the lines of both sides, and remove the lines that begin with `<<<<<<<`, `|||||||`, "
        "`=======` and `>>>>>>>`.",
    )


def _version(first: str, file: str) -> Problem | None:
    header = _HEADER.match(first)
    if not header:
        return Problem(SourceLocation(file, 1, 1), "the first line is not that of a lock", BACK)
    if int(header[1]) == VERSION:
        return None
    return Problem(
        SourceLocation(file, 1, 1),
        f"this lock is of version {header[1]}, and this release knows version {VERSION}",
        "Use the release that wrote it, or a later one.",
    )

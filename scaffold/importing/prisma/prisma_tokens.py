"""The words of a Prisma schema with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.errors import Problem, SchemaError, SourceLocation

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\f\ufeff]+)|(?P<newline>\n)|(?P<doc>///[^\n]*)"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r'|(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)'
    r"|(?P<name>[^\W\d_]\w*|_\w+)|(?P<sign>@@|[@{}()\[\],:=?.!])",
    re.DOTALL,
)


class Token(NamedTuple):
    """A word: its kind is `text`, `number`, `name`, `sign`, `doc`, `newline` or `end`."""

    kind: str
    text: str
    place: SourceLocation


def tokens(text: str, file: str) -> list[Token]:
    """Return the words of a file; SchemaError if a character belongs to none."""
    found: list[Token] = []
    at, line, start = 0, 1, 0
    while at < len(text):
        place = SourceLocation(file, line, at - start + 1)
        match = _TOKEN.match(text, at)
        if match is None:
            raise problem(
                place,
                f"`{text[at]}` cannot stand here",
                "Correct the file; `npx prisma validate` checks it.",
                text,
            )
        kind = str(match.lastgroup)
        if kind not in ("space", "comment"):
            found.append(Token(kind, match[0], place))
        if "\n" in match[0]:
            line += match[0].count("\n")
            start = at + match[0].rindex("\n") + 1
        at = match.end()
    found.append(Token("end", "", SourceLocation(file, line, at - start + 1)))
    return found


def problem(place: SourceLocation, message: str, hint: str, text: str = "") -> SchemaError:
    """Return the error of one place."""
    sources = {place.file: text} if text else None
    return SchemaError(Problem(place, f"Prisma schema: {message}", hint), sources=sources)

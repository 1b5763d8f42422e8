"""The tokens of a logical line of Python."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""([ \n]*)(?:
      ([rRbBfFuU]{0,2}(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    | ([^\W\d]\w*)
    | ((?:\d|\.\d)(?:[eE][-+]|[\w.])*)
    | (\#[^\n]*)
    | (->|:=|\*\*=?|//=?|==|!=|<=|>=|[-+*/%&|^@]=|[^\s\w])
    | \Z)""",
    re.VERBOSE,
)
# The kinds of tokens: the groups of the pattern.
END, STRING, NAME, NUMBER, COMMENT, OPERATOR = 0, 2, 3, 4, 5, 6
_EMPTY = ('""', "''")


class UnreadableCode(ValueError):
    """Code of a kind that the reader does not know."""


class Token(NamedTuple):
    """`kind` is the number of a group of the pattern, 0 at the end; `newline`: one before it."""

    kind: int
    code: str
    newline: bool
    start: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a logical line; raise UnreadableCode for triple-quoted strings."""
    found: list[Token] = []
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            raise UnreadableCode(text[at:])
        kind = match.lastindex or 0
        if kind in (END, 1):
            # Two, so that a look at the token after the next one needs no check.
            found += [Token(END, "", False, len(text))] * 2
            return found
        code, at = match[kind], match.end()
        is_tripled = kind == STRING and code.endswith(_EMPTY) and text.startswith(code[-1], at)
        if code == "\\" or is_tripled:
            raise UnreadableCode(text)
        found.append(Token(kind, code, "\n" in match[1], match.start(kind)))

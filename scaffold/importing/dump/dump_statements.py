"""The statements of a dump, as the client of its database separates them.

A client is more than SQL: psql has commands with a backslash and data behind COPY, mysql has
DELIMITER, and SQLite's triggers have semicolons inside.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Literal

from scaffold.values import dataclass

Kind = Literal["statement", "command", "data"]

_SINGLE = r"'[^']*'"
_ESCAPING = r"'(?:[^'\\]+|\\.)*'"
_TOKENS = {
    "postgres": rf"""--[^\n]*|(?P<nested>/\*)|(?<![\w$])(?P<dollar>\$(?:[^\W\d]\w*)?\$)
        |(?<![\w])[eE]'(?:[^'\\]+|\\.|'')*'|{_SINGLE}|"[^"]*"|(?P<command>\\[^\n]*)|(?P<end>;)""",
    "mysql": rf"""--(?=[\s])[^\n]*|\#[^\n]*|/\*(?!M?!).*?\*/|{_ESCAPING}
        |"(?:[^"\\]+|\\.)*"|`[^`]*`|(?P<end>{{delimiter}})""",
    "sqlite": rf"--[^\n]*|/\*.*?\*/|{_SINGLE}|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]|(?P<end>;)",
}
_NESTING = re.compile(r"/\*|\*/")
_BLANK = {
    "postgres": re.compile(r"(?:\s+|--[^\n]*|/\*.*?\*/)*", re.DOTALL),
    # The last one is a command of MariaDB's client, which cannot be needed here.
    "mysql": re.compile(
        r"(?:\s+|--\s[^\n]*|#[^\n]*|/\*(?!M?!).*?\*/|/\*M?!999999.*?\*/)*", re.DOTALL
    ),
    "sqlite": re.compile(r"(?:\s+|--[^\n]*|/\*.*?\*/)*", re.DOTALL),
}
_DELIMITER = re.compile(r"DELIMITER[ \t]+(\S+)[^\n]*", re.IGNORECASE)
_DOT_COMMAND = re.compile(r"\.[a-z]+[^\n]*")
_COPY = re.compile(r"COPY\b.*\bFROM\s+STDIN\b", re.IGNORECASE | re.DOTALL)
_COPY_END = re.compile(r"^\\\.\r?$", re.MULTILINE)
_ATOMIC = re.compile(r"\bBEGIN\s+ATOMIC\b", re.IGNORECASE)
_ATOMIC_END = re.compile(r"\bEND\s*;$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DumpPart:
    """A part of a dump from its first character behind blanks and comments on.

    kind: `command` is one of the client's own, `data` the rows behind COPY.
    """

    start: int
    end: int
    kind: Kind


def pieces(text: str, dialect: str) -> Iterator[DumpPart]:
    """Yield the statements, commands and data of a dump in order."""
    delimiter = ";"
    tokens = _pattern(dialect, delimiter)
    at = 0
    while True:
        start = _after(_BLANK[dialect], text, at)
        if start >= len(text):
            return
        if dialect == "mysql" and (found := _DELIMITER.match(text, start)):
            delimiter, at = found[1], found.end()
            tokens = _pattern(dialect, delimiter)
            yield DumpPart(start, at, "command")
            continue
        if dialect == "sqlite" and (found := _DOT_COMMAND.match(text, start)):
            at = found.end()
            yield DumpPart(start, at, "command")
            continue
        if dialect == "postgres" and text[start] == "\\":
            at = _line_end(text, start)
            yield DumpPart(start, at, "command")
            continue
        end, is_command = _end(text, start, tokens, dialect)
        if is_command:
            # `\gexec` and the like send the statement before them.
            yield DumpPart(start, end, "statement")
            at = _line_end(text, end)
            yield DumpPart(end, at, "command")
            continue
        yield DumpPart(start, end, "statement")
        at = end
        if dialect == "postgres" and _COPY.match(text, start, end):
            last = _COPY_END.search(text, end)
            at = last.end() if last else len(text)
            yield DumpPart(end, at, "data")


def _pattern(dialect: str, delimiter: str) -> re.Pattern[str]:
    source = _TOKENS[dialect].replace("{delimiter}", re.escape(delimiter))
    return re.compile(source, re.VERBOSE | re.DOTALL)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _end(text: str, start: int, tokens: re.Pattern[str], dialect: str) -> tuple[int, bool]:
    """Return where a statement ends, and whether a command of the client ends it."""
    at = start
    while (found := tokens.search(text, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        if kind == "nested":
            at = _comment_end(text, at)
        elif kind == "dollar":
            closing = text.find(found[0], at)
            at = len(text) if closing < 0 else closing + len(found[0])
        elif kind == "command":
            return found.start(), True
        elif kind == "end" and _is_complete(text[start:at], dialect):
            return at, False
    return len(text), False


def _comment_end(text: str, at: int) -> int:
    depth = 1
    while depth and (found := _NESTING.search(text, at)) is not None:
        depth += 1 if found[0] == "/*" else -1
        at = found.end()
    return len(text) if depth else at


def _is_complete(statement: str, dialect: str) -> bool:
    if dialect == "sqlite":
        return sqlite3.complete_statement(statement)
    if dialect == "postgres" and _ATOMIC.search(statement):
        return _ATOMIC_END.search(statement) is not None
    return True

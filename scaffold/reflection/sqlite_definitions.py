"""Read from SQLite's CREATE statements what no pragma returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scaffold.values import dataclass

_TOKEN = re.compile(
    r"""(?:\s|--[^\n]*|/\*.*?\*/)*
    (?P<token>
        "(?:[^"]|"")*" | `(?:[^`]|``)*` | \[[^\]]*\] | '(?:[^']|'')*'
      | [^\W\d][\w$]* | [\d.]+(?:[eE][+-]?\d+)? | <> | <= | >= | != | == | \|\| | .
    )""",
    re.VERBOSE | re.DOTALL,
)
_BEFORE_CONSTRAINTS = ("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN")


@dataclass(frozen=True, slots=True)
class WrittenDefinition:
    """What a CREATE TABLE declares beyond its columns' types and keys.

    deferred: the columns of each foreign key that is checked at the end of a transaction.
    conflicts: the actions of ON CONFLICT other than ABORT, which is the default.
    """

    checks: tuple[tuple[str, str], ...]
    key_names: tuple[tuple[tuple[str, ...], str], ...]
    collations: tuple[tuple[str, str], ...]
    generated: tuple[tuple[str, str], ...]
    autoincrement: bool
    options: str
    deferred: tuple[tuple[str, ...], ...] = ()
    conflicts: tuple[str, ...] = ()


def read_table(sql: str) -> WrittenDefinition:
    """Read one CREATE TABLE as SQLite stores it."""
    tokens = _tokens(sql)
    start = tokens.index("(") if "(" in tokens else len(tokens)
    end = _closing(tokens, start)
    checks: list[tuple[str, str]] = []
    names: list[tuple[tuple[str, ...], str]] = []
    collations: list[tuple[str, str]] = []
    generated: list[tuple[str, str]] = []
    deferred: list[tuple[str, ...]] = []
    conflicts: dict[str, None] = {}
    autoincrement = False
    for item in _items(tokens[start + 1 : end]):
        column = None if item[0].upper() in _BEFORE_CONSTRAINTS else _bare(item[0])
        key: tuple[str, ...] = ()
        before = ""
        for name, word, rest in _clauses(item):
            following = [each.upper() for each in rest[1:3]]
            if word == "CHECK":
                checks.append((name, _group(rest, 1)))
            elif word == "FOREIGN":
                key = tuple(map(_bare, rest[3 : _closing(rest, 2) : 2]))
                names.append((key, name))
            elif word == "REFERENCES" and column is not None:
                key = (column,)
                names.append((key, name))
            elif word == "COLLATE" and column is not None:
                collations.append((column, _bare(rest[1])))
            elif word == "AS" and column is not None:
                generated.append((column, _group(rest, 1)))
            elif word == "DEFERRABLE" and before != "NOT" and following[1:] == ["DEFERRED"]:
                deferred.append(key)
            elif word == "ON" and following[:1] == ["CONFLICT"] and following[1:] != ["ABORT"]:
                conflicts[" ".join(following[1:])] = None
            autoincrement |= word == "AUTOINCREMENT"
            before = word
    return WrittenDefinition(
        tuple(checks),
        tuple(names),
        tuple(collations),
        tuple(generated),
        autoincrement,
        " ".join(tokens[end + 1 :]),
        tuple(deferred),
        tuple(conflicts),
    )


def read_index(sql: str) -> tuple[tuple[str, ...], str]:
    """Return the items of one CREATE INDEX, and its WHERE."""
    tokens = _tokens(sql)
    start = tokens.index("(")
    end = _closing(tokens, start)
    items = tuple(" ".join(item) for item in _items(tokens[start + 1 : end]))
    return items, " ".join(tokens[end + 2 :])


def _clauses(item: Sequence[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield each keyword outside parentheses: its constraint's name, the keyword, the rest."""
    name = ""
    at = 0
    while at < len(item):
        word = item[at].upper()
        if word == "(":
            at = _closing(item, at)
        elif word == "CONSTRAINT":
            name = _bare(item[at + 1])
            at += 1
        else:
            yield name, word, item[at:]
            if word in ("CHECK", "REFERENCES"):
                name = ""
        at += 1


def _tokens(sql: str) -> list[str]:
    """Return the tokens; quoted names are in double quotes."""
    tokens = [match["token"] for match in _TOKEN.finditer(sql) if not match["token"].isspace()]
    return [_quoted(token) if token[0] in '"`[' else token for token in tokens]


def _quoted(token: str) -> str:
    end = token[-1]
    name = token[1:-1] if end == "]" else token[1:-1].replace(end * 2, end)
    return '"' + name.replace('"', '""') + '"'


def _bare(token: str) -> str:
    return token[1:-1].replace('""', '"') if token[0] == '"' else token


def _group(tokens: Sequence[str], start: int) -> str:
    return " ".join(tokens[start + 1 : _closing(tokens, start)])


def _closing(tokens: Sequence[str], start: int) -> int:
    """Return the position of the parenthesis that closes the one at `start`."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        if depth == 0:
            return at
    return len(tokens)


def _items(tokens: Sequence[str]) -> Iterator[list[str]]:
    """Return the parts between commas outside parentheses."""
    item: list[str] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "," and depth == 0:
            yield item
            item = []
        else:
            item.append(token)
    if item:
        yield item

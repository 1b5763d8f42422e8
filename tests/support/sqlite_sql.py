"""Read from SQLite's CREATE statements what no pragma returns: names, CHECKs, collations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""(?P<blank>\s+|--[^\n]*|/\*.*?\*/)
      | (?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
      | (?P<text>'(?:[^']|'')*')
      | (?P<word>[A-Za-z_\x80-\U0010ffff][\w$\x80-\U0010ffff]*|[\d.]+(?:[eE][+-]?\d+)?)
      | (?P<sign><>|<=|>=|!=|==|\|\||.)""",
    re.VERBOSE | re.DOTALL,
)
TABLE_LEVEL = ("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN")


@dataclass(slots=True)
class Clauses:
    """What a CREATE TABLE or CREATE INDEX declares: its items and their clauses."""

    items: list[str] = field(default_factory=list)
    checks: list[tuple[str, str]] = field(default_factory=list)
    key_names: dict[tuple[str, ...], str] = field(default_factory=dict)
    collations: dict[str, str] = field(default_factory=dict)
    autoincrement: bool = False
    where: str = ""


def normal(sql: str) -> str:
    """Return the SQL with a space between tokens and every quoted name in double quotes."""
    return _joined(_tokens(sql))


def clauses(sql: str) -> Clauses:
    """Read one CREATE TABLE or CREATE INDEX as SQLite stores it."""
    tokens = _tokens(sql)
    found = Clauses()
    if "(" not in tokens:
        return found
    start = tokens.index("(")
    end = _closing(tokens, start)
    for item in _split(tokens[start + 1 : end]):
        found.items.append(_joined(item))
        _read_item(item, found)
    rest = tokens[end + 1 :]
    if rest and rest[0].upper() == "WHERE":
        found.where = _joined(rest[1:])
    return found


def _read_item(item: list[str], found: Clauses) -> None:
    column = "" if item[0].upper() in TABLE_LEVEL else _bare(item[0])
    name = ""
    at = 0
    while at < len(item):
        token = item[at].upper()
        if token == "(":
            at = _closing(item, at)
        elif token == "CONSTRAINT":
            name = _bare(item[at + 1])
            at += 1
        elif token == "CHECK":
            end = _closing(item, at + 1)
            found.checks.append((name, _joined(item[at + 2 : end])))
            name, at = "", end
        elif token == "COLLATE" and column:
            found.collations[column] = _bare(item[at + 1])
        elif token == "AUTOINCREMENT":
            found.autoincrement = True
        elif token == "FOREIGN" and not column:
            end = _closing(item, at + 2)
            columns = tuple(_bare(part) for part in item[at + 3 : end] if part != ",")
            found.key_names[columns] = name
        elif token == "REFERENCES" and column:
            found.key_names[(column,)] = name
        at += 1


def _tokens(sql: str) -> list[str]:
    tokens = []
    for match in TOKEN.finditer(sql):
        text = match.group()
        if match.lastgroup == "name":
            text = '"' + _unquoted(text).replace('"', '""') + '"'
        if match.lastgroup != "blank":
            tokens.append(text)
    return tokens


def _unquoted(name: str) -> str:
    mark = name[-1]
    return name[1:-1] if mark == "]" else name[1:-1].replace(mark * 2, mark)


def _bare(token: str) -> str:
    return _unquoted(token) if token[0] in '"`[' else token


def _closing(tokens: list[str], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        if depth == 0:
            return at
    raise ValueError(f"no closing parenthesis: {_joined(tokens)}")


def _split(tokens: list[str]) -> list[list[str]]:
    items: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "," and depth == 0:
            items.append([])
        else:
            items[-1].append(token)
    return [item for item in items if item]


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens)

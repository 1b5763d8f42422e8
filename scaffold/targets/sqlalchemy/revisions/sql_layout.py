"""SQL in a revision: on one line where it fits, else a line for each of its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.targets.layout.python_width import WIDTH, width
from scaffold.targets.sqlalchemy import literals

# Strings, quoted names, names to be quoted, and single characters.
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\{[^{}]*\}|.", re.DOTALL)
_KEYWORD = re.compile(r"(?:SELECT|FROM|WHERE|GROUP BY|HAVING|ORDER BY|SET) ")
_PLAIN = re.compile(r"[ -\[\]-~]*").fullmatch


def sql_literal(text: str, indent: int, before: int, inner: int | None = None) -> str:
    """Return SQL as a Python literal, over several lines where it does not fit on one.

    `before` is what stands before it on its line, from `indent` on; the lines of the SQL are
    indented by `inner`, or by one step more than `indent`.
    """
    literal = literals.string(text)
    fits = indent + before + width(literal) + 1 <= WIDTH
    if fits or not _PLAIN(text) or '"""' in text:
        return literal
    margin = " " * (indent + 4 if inner is None else inner)
    lines = [f"{margin}{line}" for line in _lines(text, WIDTH - len(margin))]
    if len(lines) == 1:
        return literal
    return "\n".join(['"""', *lines, " " * (indent if inner is None else inner) + '"""'])


def _lines(text: str, room: int) -> Iterator[str]:
    """Yield the clauses; a subquery in a clause that is too long has lines of its own."""
    for clause in _clauses(text, 0):
        if len(clause) <= room:
            yield clause
            continue
        first, *others = _clauses(clause, 1)
        yield first
        yield from (f"    {part}" for part in others)


def _clauses(text: str, level: int) -> list[str]:
    """Return the text, cut before each clause at this depth of parentheses."""
    clauses, depth = [""], 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        depth += (token == "(") - (token == ")")
        if token == " " and depth == level and _KEYWORD.match(text, found.end()):
            clauses.append("")
        else:
            clauses[-1] += token
    return clauses

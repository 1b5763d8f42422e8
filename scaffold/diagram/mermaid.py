"""An entity relationship diagram for Mermaid, which GitHub and GitLab draw in Markdown.

The syntax: https://mermaid.js.org/syntax/entityRelationshipDiagram.html. What its lexer refuses in
a name is replaced by `_`, and the name follows in the comment of the attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.diagram.graph import Graph, KeyLine, Row

# Above it, Mermaid draws nothing unless its configuration allows more: maxEdges.
MOST_LINES = 500

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
# Words of the lexer, which knows no upper and lower case.
_RESERVED = {
    *("accdescr", "acctitle", "class", "classdef", "direction", "end", "erdiagram", "many", "one"),
    *("only", "optionally", "style", "subgraph", "title", "to", "u", "zero"),
}
_KEYS = {"pk", "fk", "uk"}
_MARKS = {"PK": "PK", "FK": "FK", "U": "UK"}
# Characters of the longest comment.
_MOST = 60


def mermaid(graph: Graph) -> str:
    """Return the diagram as Mermaid text."""
    lines = ["erDiagram"]
    for box in graph.boxes:
        rows = [f"    {line}" for line in map(_row, box.rows)]
        name = _entity(box.model.name)
        if box.model.external and name == box.model.name:
            name = f'{name}["{name} (external)"]'
        lines += [f"  {name} {{", *rows, "  }"] if rows else [f"  {name}"]
    lines += [f"  {_relation(line)}" for line in graph.lines]
    return "\n".join(lines) + "\n"


def _entity(name: str) -> str:
    if _PLAIN.match(name) and name.lower() not in _RESERVED:
        return name
    return f'"{_quoted(name)}"'


def _quoted(text: str) -> str:
    """Replace what neither a quoted name nor a block of Markdown can have."""
    return re.sub(r'[\x00-\x1f\x7f"%\\`#<>]', "_", text) or "_"


def _word(text: str) -> str:
    word = re.sub(r"[^A-Za-z0-9_\u00c0-\uffff]", "_", text)
    word = word if re.match(r"[A-Za-z_\u00c0-\uffff]", word) else f"_{word}"
    return f"{word}_" if word.lower() in _KEYS else word


def _row(row: Row) -> str:
    comments = list(_comments(row))
    words = [_type(row), _word(row.name)]
    if row.marks:
        words.append(", ".join(_MARKS[mark] for mark in row.marks))
    if comments:
        text = "; ".join(comments)
        text = f"{text[: _MOST - 1]}…" if len(text) > _MOST else text
        words.append(f'"{_quoted(text)}"')
    return " ".join(words)


def _type(row: Row) -> str:
    data_type = row.attribute.column.type
    if data_type.native is not None:
        return _word(data_type.native)
    size = data_type.length
    return data_type.name if size is None else f"{data_type.name}({size})"


def _comments(row: Row) -> Iterator[str]:
    if row.name != _word(row.name):
        yield row.name
    column = row.attribute.column
    if column.type.values:
        yield ", ".join(column.type.values)
    if row.nullable:
        yield "null"


def _relation(line: KeyLine) -> str:
    """The target is on the left: `Customer |o--o{ Order : "orders"`."""
    left = "|o" if line.optional else "||"
    right = "o|" if line.single else "o{"
    dashes = ".." if line.logical else "--"
    label = _quoted(", ".join(line.aliases) or line.attribute)
    return f'{_entity(line.target)} {left}{dashes}{right} {_entity(line.source)} : "{label}"'

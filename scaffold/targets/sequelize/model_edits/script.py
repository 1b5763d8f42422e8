"""A parsed script and the edits of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_TYPESCRIPT = re.compile(r"\.[cm]?ts\Z")
_STATEMENTS = frozenset(
    {
        *("expression_statement", "lexical_declaration", "variable_declaration"),
        *("return_statement", "import_statement"),
    }
)


class NotPlaced(Exception):
    """Why an edit cannot be made without a guess; the message is for people."""


class Script:
    """The bytes of a script, its syntax tree, its style, and the edits that are to be made.

    notes: what a person should look at after the edits.
    """

    def __init__(self, path: str, text: str):
        self.path = path
        self.data = text.encode("utf-8")
        self.root = _parser(path).parse(self.data).root_node
        self.notes: list[str] = []
        self._edits: list[tuple[int, int, bytes]] = []

    @property
    def is_typescript(self) -> bool:
        return bool(_TYPESCRIPT.search(self.path)) or self.path.endswith(".tsx")

    def text(self, node: Node) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8")

    def edit(self, start: int, end: int, new: str) -> None:
        """Replace a range of bytes; edits at the same place stay in their order."""
        self._edits.append((start, end, new.encode("utf-8")))

    def replace(self, node: Node, new: str) -> None:
        self.edit(node.start_byte, node.end_byte, new)

    def is_edited(self, node: Node) -> bool:
        """Whether an edit replaces the place where the node starts."""
        return any(start <= node.start_byte < end for start, end, _ in self._edits)

    def result(self) -> str:
        """Return the text with the edits; NotPlaced if they overlap or break the syntax."""
        out: list[bytes] = []
        position = 0
        for start, end, new in sorted(self._edits, key=lambda each: each[:2]):
            if start < position:
                raise NotPlaced("two changes of this file touch the same place")
            out += (self.data[position:start], new)
            position = end
        out.append(self.data[position:])
        data = b"".join(out)
        after = _parser(self.path).parse(data).root_node
        if _errors(after) > _errors(self.root):
            raise NotPlaced("the file would no longer be valid after the edit")
        return data.decode("utf-8")

    def line_start(self, position: int) -> int:
        return self.data.rfind(b"\n", 0, position) + 1

    def line_end(self, position: int) -> int:
        """Return the position of the line's end, without its line break."""
        found = self.data.find(b"\n", position)
        return len(self.data) if found < 0 else found

    def indent_at(self, position: int) -> str:
        """Return the indent of the line at a position."""
        start = self.line_start(position)
        line = self.data[start : self.line_end(start)]
        return line[: len(line) - len(line.lstrip(b" \t"))].decode("ascii")

    def is_first_on_line(self, position: int) -> bool:
        return not self.data[self.line_start(position) : position].strip()

    def line_of(self, node: Node) -> int:
        """Return the line of a node, from 1."""
        return node.start_point[0] + 1

    @cached_property
    def newline(self) -> str:
        crlf = self.data.count(b"\r\n")
        return "\r\n" if crlf * 2 > self.data.count(b"\n") else "\n"

    @cached_property
    def indent(self) -> str:
        """One level of indent: a tab, or two or four spaces."""
        found = re.findall(rb"(?m)^([ \t]+)\S", self.data)
        if sum(each.startswith(b"\t") for each in found) * 2 > len(found):
            return "\t"
        wide = [each for each in found if len(each) % 4 == 0]
        is_wide = found and len(wide) > 0.9 * len(found) and all(len(x) != 2 for x in found[:40])
        return "    " if is_wide else "  "

    @cached_property
    def quote(self) -> str:
        strings = [node for node in walk(self.root) if node.type == "string"]
        double = sum(self.data[node.start_byte : node.start_byte + 1] == b'"' for node in strings)
        return '"' if double * 2 > len(strings) else "'"

    @cached_property
    def semicolon(self) -> str:
        statements = [node for node in walk(self.root) if node.type in _STATEMENTS]
        ended = sum(node.children[-1].type == ";" for node in statements if node.children)
        return ";" if statements and ended * 2 >= len(statements) else ""

    @cached_property
    def width(self) -> int:
        """The width that lines keep to: 80, 100 or 120 columns."""
        lines = self.data.decode("utf-8").splitlines()
        code = [len(line) for line in lines if not re.search(r"//|\*|`", line)]
        longest = max(code, default=80)
        return next((each for each in (80, 100) if longest <= each), 120)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes below it, in the order of the text."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


@cache
def _parser(path: str) -> Parser:
    return _parser_of("ts" if _TYPESCRIPT.search(path) else path.rpartition(".")[2])


@cache
def _parser_of(language: str) -> Parser:
    import tree_sitter
    import tree_sitter_javascript
    import tree_sitter_typescript

    # The grammar for .tsx does not read type assertions in angle brackets.
    grammar = {
        "ts": tree_sitter_typescript.language_typescript,
        "tsx": tree_sitter_typescript.language_tsx,
    }.get(language, tree_sitter_javascript.language)
    return tree_sitter.Parser(tree_sitter.Language(grammar()))


def _errors(root: Node) -> int:
    if not root.has_error:
        return 0
    return sum(node.type == "ERROR" or node.is_missing for node in walk(root))

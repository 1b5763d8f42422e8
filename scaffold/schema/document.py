"""YAML or JSON text as a tree of nodes with source locations, built from the parser's events.

PyYAML's loaders are not used: they convert words (`on`, `no`, `null`), build objects, lose
locations, and take ten times as long.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from scaffold.errors import Problem, SourceLocation
from scaffold.schema import syntax_messages
from scaffold.values import dataclass

MAX_DEPTH = 32


class Mark(Protocol):
    """A point in the text; all three count from 0, `index` in characters."""

    index: int
    line: int
    column: int


class ScalarNode(NamedTuple):
    """A scalar as written; `style` is YAML's (`'`, `"`, `|`, `>`, or None without quotes)."""

    text: str
    style: str | None
    start: Mark
    end: Mark

    @property
    def quoted(self) -> bool:
        return bool(self.style)

    @property
    def absent(self) -> bool:
        """Whether the key has no value."""
        return not self.text and not self.style


class MappingNode(NamedTuple):
    entries: list[tuple[ScalarNode, Node]]
    flow: bool
    start: Mark
    end: Mark


class SequenceNode(NamedTuple):
    items: list[Node]
    flow: bool
    start: Mark
    end: Mark


Node = ScalarNode | MappingNode | SequenceNode
Locate = Callable[[int], SourceLocation]


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text (without a byte order mark) and its tree."""

    file: str
    text: str
    root: MappingNode

    def location(self, node: Node) -> SourceLocation:
        """Return the location of the node's start."""
        return SourceLocation(self.file, node.start.line + 1, node.start.column + 1)

    def text_start(self, node: ScalarNode) -> SourceLocation | None:
        """Return the location of the text's first character.

        None unless each of its characters is one column after the one before.
        """
        start, end = node.start, node.end
        margin = 1 if node.style else 0
        if end.line == start.line and end.index - start.index == len(node.text) + 2 * margin:
            return SourceLocation(self.file, start.line + 1, start.column + 1 + margin)
        return None

    def locate(self, node: ScalarNode) -> Locate:
        """Return a function from an offset in the node's text to a location in the file."""
        start = self.text_start(node)
        if start is None:
            return _locate_slowly(self, node)
        file, line, column = start
        return lambda offset: SourceLocation(file, line, column + offset)


def read_document(
    source: bytes | str, file: str, start: str = syntax_messages.START
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document, or None if it cannot be read, and the problems.

    `start` says what such a file begins with.
    """
    text, problem = syntax_messages.decode(source, file)
    if text is None or problem is not None:
        return None, (problem,) if problem else ()
    builder = _Builder(file)
    try:
        builder.build(_events(text))
    except YAMLError as error:
        builder.problems.append(syntax_messages.explain(error, text, file))
        builder.root = None
    root = builder.root
    if root is None and not builder.problems:
        builder.problems.append(syntax_messages.empty(file, start))
    elif root is not None and not isinstance(root, MappingNode):
        builder.note(root.start, syntax_messages.NOT_A_MAPPING, start)
    document = Document(file, text, root) if isinstance(root, MappingNode) else None
    return document, tuple(builder.problems)


def _events(text: str) -> Iterator[Any]:
    parser: Any
    try:
        from yaml._yaml import CParser

        parser = CParser(text)
    except ImportError:
        from yaml import SafeLoader

        parser = SafeLoader(syntax_messages.without_tabs(text))
    return iter(parser.get_event, None)


class _Frame:
    """A mapping or a sequence that is still open."""

    __slots__ = ("entries", "event", "items", "key", "seen")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.key: ScalarNode | None = None
        self.seen: dict[str, Mark] = {}
        self.entries: list[tuple[ScalarNode, Node]] = []
        self.items: list[Node] = []


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None

    def note(self, mark: Mark, message: str, hint: str) -> None:
        location = SourceLocation(self.file, mark.line + 1, mark.column + 1)
        self.problems.append(Problem(location, message, hint))

    def build(self, events: Iterable[Any]) -> None:
        """Set `root`; it remains None if the text cannot be read further."""
        stack: list[_Frame] = []
        documents = 0
        node: Node
        for event in events:
            kind: type = event.__class__
            if kind is ScalarEvent:
                if event.anchor or event.tag:
                    self._refuse(event)
                node = ScalarNode(event.value, event.style, event.start_mark, event.end_mark)
                if node.style == '"' and not syntax_messages.is_text(node.text):
                    self.note(node.start, *syntax_messages.NOT_TEXT)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor or event.tag:
                    self._refuse(event)
                if len(stack) == MAX_DEPTH:
                    self.note(event.start_mark, *syntax_messages.too_deep(MAX_DEPTH))
                    self.root = None
                    return
                stack.append(_Frame(event))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = _closed(stack.pop(), event.end_mark)
            elif kind is AliasEvent:
                if not any(
                    problem.message == syntax_messages.ANCHOR[0] for problem in self.problems
                ):
                    self.note(event.start_mark, *syntax_messages.ALIAS)
                self.root = None
                return
            elif kind is DocumentStartEvent and documents:
                self.note(event.start_mark, *syntax_messages.SECOND_DOCUMENT)
                return
            else:
                documents += kind is DocumentStartEvent
                if kind is StreamEndEvent:
                    return
                continue
            if not stack:
                self.root = node
            else:
                self._attach(stack[-1], node)

    def _attach(self, frame: _Frame, node: Node) -> None:
        if frame.event.__class__ is SequenceStartEvent:
            frame.items.append(node)
            return
        key = frame.key
        if key is not None:
            frame.key = None
            if frame.seen.get(key.text) is key.start:
                frame.entries.append((key, node))
            return
        if not isinstance(node, ScalarNode):
            self.note(node.start, *syntax_messages.KEY_NOT_A_WORD)
            frame.key = ScalarNode("", '"', node.start, node.end)
            return
        frame.key = node
        if node.text == "<<" and not node.style:
            self.note(node.start, *syntax_messages.MERGE_KEY)
        elif node.text in frame.seen:
            self.note(
                node.start, *syntax_messages.duplicate(node.text, frame.seen[node.text].line + 1)
            )
        else:
            frame.seen[node.text] = node.start

    def _refuse(self, event: Any) -> None:
        if event.tag:
            self.note(event.start_mark, *syntax_messages.TAG)
        if event.anchor:
            self.note(event.start_mark, *syntax_messages.ANCHOR)


def _closed(frame: _Frame, end: Mark) -> Node:
    event, kind = frame.event, type(frame.event)
    if kind == MappingStartEvent:
        return MappingNode(frame.entries, bool(event.flow_style), event.start_mark, end)
    return SequenceNode(frame.items, bool(event.flow_style), event.start_mark, end)


# A piece of a scalar's source that yields one character of its text (or none, or several).
_PIECES = {
    '"': re.compile(
        r"\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
        r"|\\\r?\n[ \t]*|\\.|[ \t]*\r?\n[ \t\r\n]*|.",
        re.DOTALL,
    ),
    "'": re.compile(r"''|[ \t]*\r?\n[ \t\r\n]*|.", re.DOTALL),
    "": re.compile(r"[ \t]*\r?\n[ \t\r\n]*|.", re.DOTALL),
}


_BREAK = re.compile(r"\r\n|\r|\n")


def _locate_slowly(document: Document, node: ScalarNode) -> Locate:
    """Locate characters in scalars with escapes or several lines."""
    if node.style in ("|", ">"):
        return lambda offset: document.location(node)
    margin = 1 if node.style else 0
    begin, end = node.start.index + margin, node.end.index - margin
    indexes: list[int] = []
    for piece in _PIECES[node.style or ""].finditer(document.text, begin, end):
        raw = piece.group()
        breaks = raw.replace("\r\n", "\n").count("\n")
        if raw[0] == "\\" and breaks:
            continue
        indexes.extend([piece.start()] * max(1, breaks - 1))
    indexes.append(end)

    ends = [found.end() for found in _BREAK.finditer(document.text, node.start.index, end)]

    def locate(offset: int) -> SourceLocation:
        index = indexes[min(offset, len(indexes) - 1)]
        line = bisect_right(ends, index)
        column = index - ends[line - 1] if line else node.start.column + index - node.start.index
        return SourceLocation(document.file, node.start.line + line + 1, column + 1)

    return locate

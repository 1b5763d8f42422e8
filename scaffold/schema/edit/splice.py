"""Where and how new entries go into a mapping of a document, everything else left as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scaffold.schema.document import Document, MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.edit.quoting import as_yaml, in_line
from scaffold.values import dataclass

Splice = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A value that is no line, written as it is."""

    node: Node


# A key with its line, with a value of another form, or with a mapping of such.
Entry = tuple[str, "str | NodeValue | tuple[Entry, ...]"]


@dataclass(frozen=True, slots=True)
class Style:
    """How the file is written: its line ends, its step of indentation, and whether it is JSON."""

    newline: str
    step: int
    json: bool


def style_of(document: Document) -> Style:
    """Read the indentation of the file; two spaces if it shows none."""
    text, root = document.text, document.root
    newline = "\r\n" if "\r\n" in text else "\n"
    first = root.entries[0][0] if root.entries else None
    json = root.flow and (first is None or first.style == '"')
    return Style(newline, _step(root) or 2, json)


def _step(mapping: MappingNode) -> int | None:
    """Return how much deeper than its parent's key the first key on a line of its own is."""
    for key, node in mapping.entries:
        if isinstance(node, MappingNode) and node.entries:
            inner = node.entries[0][0].start
            if inner.line > key.start.line and inner.column > key.start.column:
                return inner.column - key.start.column
            deeper = _step(node)
            if deeper:
                return deeper
    return None


def apply_splices(text: str, splices: list[Splice]) -> str:
    """Return the text with each range `[begin, end)` replaced."""
    for begin, end, new in sorted(splices, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def append_entries(
    document: Document, key: ScalarNode | None, node: Node, entries: tuple[Entry, ...], gap: bool
) -> list[Splice]:
    """Return splices that append `entries` to the mapping `node`, the value of `key`.

    `key` is None for the root. `gap`: each entry follows a blank line.
    """
    style = style_of(document)
    if isinstance(node, MappingNode) and node.entries:
        if node.flow:
            return _into_flow(document, node, entries, style)
        last = node.entries[-1]
        return _after_line(
            document, end_of_entry(document.text, *last), node.start.column, entries, style, gap
        )
    if isinstance(node, MappingNode) and (key is None or not _on_a_line(document, key, node)):
        return _into_empty_flow(document, node, entries, style)
    if key is None:
        return []
    column = key.start.column + style.step
    if isinstance(node, MappingNode):
        begin = len(document.text[: node.start.index].rstrip(" \t"))
        rest = document.text[node.end.index :]
        if rest.split("\n", 1)[0].strip():
            rest = rest.lstrip(" \t")
        drop: Splice = (begin, node.end.index, "")
        return [drop, *_after_line(document, node.end.index, column, entries, style, False)]
    return _after_line(
        document, end_of_entry(document.text, key, node), column, entries, style, False
    )


def append_items(document: Document, node: SequenceNode, items: Sequence[Node]) -> list[Splice]:
    """Return splices that append `items` to a list, in its own form."""
    text, style = document.text, style_of(document)
    if not node.items:
        begin = node.start.index + 1
        return [(begin, begin, ", ".join(in_line(item, style.json) for item in items))]
    end = _end(text, node.items[-1])
    if node.flow:
        new = "".join(f", {in_line(item, style.json)}" for item in items)
        return [(end, end, new)]
    at, column = line_end(text, end), node.start.column
    lines = (f"{' ' * column}- {in_line(item)}" for item in items)
    return [(at, at, "".join(style.newline + line for line in lines))]


def _on_a_line(document: Document, key: ScalarNode, node: MappingNode) -> bool:
    """Whether `key: {}` is alone on a line of a block, so that it can become a block."""
    before = document.text[: key.start.index].rpartition("\n")[2]
    after = re.split(r"[\r\n]", document.text[node.end.index :], maxsplit=1)[0].strip()
    return (
        key.start.line == node.start.line == node.end.line
        and not before.strip()
        and (not after or after.startswith("#"))
        and not document.root.flow
    )


def end_of_entry(text: str, key: ScalarNode, node: Node) -> int:
    """Return the end of an entry. A block mapping's own end is the start of the next token."""
    while not isinstance(node, ScalarNode):
        if node.flow:
            return node.end.index
        if isinstance(node, MappingNode):
            key, node = node.entries[-1]
        else:
            node = node.items[-1]
    if node.style in ("|", ">"):
        return len(text[: node.end.index].rstrip())
    return max(node.end.index, key.end.index)


def _end(text: str, node: Node) -> int:
    """Return the end of an item of a list."""
    if isinstance(node, MappingNode) and not node.flow:
        return end_of_entry(text, *node.entries[-1])
    if isinstance(node, SequenceNode) and not node.flow:
        return _end(text, node.items[-1])
    return node.end.index


def _after_line(
    document: Document,
    index: int,
    column: int,
    entries: tuple[Entry, ...],
    style: Style,
    gap: bool,
) -> list[Splice]:
    """New lines after the one that `index` is on, and after comments that belong to it."""
    text = document.text
    begin = line_end(text, index)
    while (comment := re.compile(r"\r?\n( *)#[^\n]*").match(text, begin)) is not None:
        if len(comment[1]) < max(column, 1):
            break
        begin = len(text[: comment.end()].rstrip("\r"))
    lines: list[str] = []
    for entry in entries:
        if gap:
            lines.append("")
        lines.extend(_block(entry, column, style))
    new = "".join(style.newline + line for line in lines)
    if begin == len(text):
        new += style.newline
    return [(begin, begin, new)]


def line_end(text: str, index: int) -> int:
    found = re.compile(r"[\r\n]").search(text, index)
    return found.start() if found else len(text)


def _block(entry: Entry, column: int, style: Style) -> list[str]:
    name, value = entry
    head = " " * column + as_yaml(name) + ":"
    if isinstance(value, str):
        return [f"{head} {as_yaml(value)}"]
    if isinstance(value, NodeValue):
        return [f"{head} {in_line(value.node)}"]
    lines = [head]
    for inner in value:
        lines.extend(_block(inner, column + style.step, style))
    return lines


def _into_flow(
    document: Document, node: MappingNode, entries: tuple[Entry, ...], style: Style
) -> list[Splice]:
    """Return the splice after the last entry of `{…}`, on its line or on a new one."""
    text = document.text
    last_key, last = node.entries[-1]
    end = max(last.end.index, last_key.end.index)
    json = style.json or last_key.style == '"'
    tail = text[end : node.end.index - 1]
    comma = comma_in(tail)
    own_lines = "\n" in tail
    if not own_lines:
        new = ", ".join(_flow(entry, style, json) for entry in entries)
        if comma is None:
            return [(end, end, ", " + new)]
        return [(end + comma + 1, end + comma + 1, f" {new},")]
    column = last_key.start.column
    indented = [" " * column + _flow(entry, style, json, column) for entry in entries]
    new = style.newline + f",{style.newline}".join(indented)
    at = line_end(text, end if comma is None else end + comma)
    if comma is None:
        if at == end:
            return [(end, end, "," + new)]
        return [(end, end, ","), (at, at, new)]
    return [(at, at, new + ",")]


def comma_in(tail: str) -> int | None:
    """Return the position of a trailing comma after the last entry, ignoring comments."""
    for token in re.finditer(r"#[^\r\n]*|,", tail):
        if token.group() == ",":
            return token.start()
    return None


def _into_empty_flow(
    document: Document, node: MappingNode, entries: tuple[Entry, ...], style: Style
) -> list[Splice]:
    new = ", ".join(_flow(entry, style, style.json) for entry in entries)
    begin = node.start.index + 1
    return [(begin, begin, new)]


def _flow(entry: Entry, style: Style, json: bool, column: int | None = None) -> str:
    """Return an entry for `{…}`; with `column`, a mapping is spread over several lines."""
    name, value = entry
    key = as_yaml(name, flow=True, json=json)
    if isinstance(value, str):
        return f"{key}: {as_yaml(value, flow=True, json=json)}"
    if isinstance(value, NodeValue):
        return f"{key}: {in_line(value.node, json)}"
    if column is None or not value:
        return f"{key}: {{{', '.join(_flow(inner, style, json) for inner in value)}}}"
    inside = column + style.step
    parts = [" " * inside + _flow(inner, style, json, inside) for inner in value]
    body = f",{style.newline}".join(parts)
    return f"{key}: {{{style.newline}{body}{style.newline}{' ' * column}}}"

"""Insert into and remove from lists: objects, arrays, patterns, and statements of a block."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.script import Script
from scaffold.targets.sequelize.model_edits.script_nodes import items

if TYPE_CHECKING:
    from tree_sitter import Node

# Given the indent and whether it has to be on one line.
MakeText = Callable[[str, bool], str]
_COMMA_FIRST = re.compile(rb"[ \t]*,[ \t]*")


def comma_after(node: Node) -> Node | None:
    """Return the comma behind an element."""
    found = node.next_sibling
    while found is not None and found.type == "comment":
        found = found.next_sibling
    return found if found is not None and found.type == "," else None


def is_one_line(node: Node) -> bool:
    return node.start_point[0] == node.end_point[0]


def insert(script: Script, target: Node, text: MakeText, after: Node | None = None) -> None:
    """Insert an element at the end of a list, or behind one of its elements."""
    elements = items(target)
    if not elements:
        _insert_first(script, target, text)
        return
    element = after or elements[-1]
    if _shares_lines(target, elements):
        position = target if is_one_line(target) else element
        at = target.start_byte if is_one_line(target) else element.end_byte
        new = text(script.indent_at(at), is_one_line(position))
        script.edit(element.end_byte, element.end_byte, f", {new}")
        return
    lead = script.data[script.line_start(element.start_byte) : element.start_byte]
    indent = script.indent_at(element.start_byte)
    if _COMMA_FIRST.fullmatch(lead):
        new = script.newline + lead.decode("ascii") + text(f"{indent}  ", False)
        script.edit(element.end_byte, element.end_byte, new)
        return
    comma = comma_after(element)
    end = end_with_comment(comma or element, element)
    new = script.newline + indent + text(indent, False)
    if comma is not None:
        script.edit(end, end, f"{new},")
    elif end > element.end_byte:
        script.edit(element.end_byte, element.end_byte, ",")
        script.edit(end, end, new)
    else:
        script.edit(end, end, f",{new}")


def _shares_lines(target: Node, elements: list[Node]) -> bool:
    if is_one_line(target):
        return True
    if len(elements) == 1:
        return elements[0].start_point[0] == target.start_point[0]
    return elements[-1].start_point[0] == elements[-2].end_point[0]


def _insert_first(script: Script, target: Node, text: MakeText) -> None:
    """Insert the first element of a list, behind the comments in it."""
    indent = script.indent_at(target.start_byte)
    comments = [child for child in target.named_children if child.type == "comment"]
    if comments:
        at, inner = comments[-1].end_byte, script.indent_at(comments[-1].start_byte)
        end = script.newline + indent if is_one_line(target) else ""
        script.edit(at, at, script.newline + inner + text(inner, False) + end)
        return
    start, end_at = target.start_byte + 1, target.end_byte - 1
    if target.type == "array":
        script.edit(start, end_at, text(indent, True))
    elif target.type in ("object_pattern", "named_imports"):
        script.edit(start, end_at, f" {text(indent, True)} ")
    else:
        inner = indent + script.indent
        new = f"{script.newline}{inner}{text(inner, False)}{script.newline}{indent}"
        script.edit(start, end_at, new)


def end_with_comment(node: Node, element: Node) -> int:
    """Return the end of a node and of the comments on the line where the element ends."""
    end, found = node.end_byte, node.next_sibling
    while (
        found is not None and found.type == "comment" and found.start_point[0] == node.end_point[0]
    ):
        end, found = found.end_byte, found.next_sibling
    return end


def first_with_comments(script: Script, node: Node) -> Node:
    """Return the first of the comments directly above a node, or the node."""
    first, above = node, node.prev_sibling
    while (
        above is not None
        and above.type == "comment"
        and script.is_first_on_line(above.start_byte)
        and first.start_point[0] - above.end_point[0] == 1
    ):
        first, above = above, above.prev_sibling
    return first


def remove(script: Script, node: Node, end_node: Node | None = None) -> None:
    """Remove an element with its comma, its comments and its line.

    `end_node` is the semicolon behind a statement or member.
    """
    comma = comma_after(node) if end_node is None else None
    end = end_with_comment(end_node or comma or node, node)
    start = first_with_comments(script, node).start_byte
    line, line_end = script.line_start(start), script.line_end(end)
    lead, rest = script.data[line:start], script.data[end:line_end]
    if b"," in lead and not lead.strip(b" \t,"):
        stop = script.line_end(end_with_comment(node, node))
        script.edit(line, min(stop + 1, len(script.data)), "")
    elif not lead.strip() and not rest.strip():
        _remove_lines(script, line, line_end)
        before = _before(node)
        if comma is None and end_node is None and before is not None and before.type == ",":
            script.replace(before, "")
    else:
        _remove_inline(script, node, comma or end_node)


def _remove_lines(script: Script, line: int, line_end: int) -> None:
    """Remove whole lines; of blank lines around them at most one stays."""
    data = script.data
    above = data[:line].rstrip(b" \t")
    blank_above = above.endswith((b"\n\n", b"\n\r\n"))
    next_end = data.find(b"\n", line_end + 1)
    blank_below = next_end >= 0 and not data[line_end + 1 : next_end].strip()
    closes = data[line_end + 1 :].lstrip()[:1] in (b"}", b"]", b")")
    opens = re.search(rb"[\[{(]\s*\Z", data[:line]) is not None
    if blank_above and (blank_below or closes):
        line = script.line_start(line - 1)
    elif blank_below and opens:
        line_end = next_end
    script.edit(line, min(line_end + 1, len(data)), "")


def _remove_inline(script: Script, node: Node, behind: Node | None) -> None:
    before = _before(node)
    if behind is not None:
        end = behind.end_byte
        while script.data[end : end + 1] in (b" ", b"\t"):
            end += 1
        is_last = script.data[end : end + 1] in (b"\r", b"\n")
        script.edit(node.start_byte, behind.end_byte if is_last else end, "")
    elif before is not None and before.type == ",":
        script.edit(before.start_byte, node.end_byte, "")
    else:
        script.replace(node, "")


def _before(node: Node) -> Node | None:
    found = node.prev_sibling
    while found is not None and found.type == "comment":
        found = found.prev_sibling
    return found


def semicolon_after(node: Node) -> Node | None:
    """Return the semicolon or comma behind a member of a class or interface."""
    found = node.next_sibling
    return found if found is not None and found.type in (";", ",") else None

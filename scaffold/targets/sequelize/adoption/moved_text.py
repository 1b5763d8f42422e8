"""Code of one script as text for another: with its comments, at another indent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.lists import first_with_comments
from scaffold.targets.sequelize.model_edits.script import Script, walk

if TYPE_CHECKING:
    from tree_sitter import Node


def moved(script: Script, node: Node, indent: str, *, comments: bool = True) -> str:
    """Return a node's text; all lines but the first get the indent, except inside templates."""
    first = first_with_comments(script, node) if comments else node
    old = script.indent_at(first.start_byte)
    fixed = {
        row
        for each in walk(node)
        if each.type == "template_string"
        for row in range(each.start_point[0] + 1, each.end_point[0] + 1)
    }
    text = script.data[first.start_byte : node.end_byte].decode("utf-8").replace("\r\n", "\n")
    lines = text.split("\n")
    for at in range(1, len(lines)):
        if first.start_point[0] + at not in fixed:
            rest = lines[at].removeprefix(old) if lines[at].strip() else ""
            lines[at] = f"{indent}{rest}" if rest else ""
    return "\n".join(lines)


def comments_of(script: Script, node: Node, indent: str) -> str:
    """Return the comments above an element and behind it, as lines above it."""
    first = first_with_comments(script, node)
    lines: list[str] = []
    if first != node:
        text = script.data[first.start_byte : node.start_byte].decode("utf-8")
        lines += (line.strip() for line in text.splitlines() if line.strip())
    found = node.next_sibling
    while found is not None and found.start_point[0] == node.end_point[0]:
        if found.type == "comment":
            lines.append(script.text(found))
        elif found.type != ",":
            break
        found = found.next_sibling
    return "".join(f"{line}\n{indent}" for line in lines)


def insert_moved(script: Script, target: Node, theirs: Script, node: Node) -> None:
    """Add an element of another script at the end of a list."""
    lists.insert(script, target, lambda indent, _: moved(theirs, node, indent))

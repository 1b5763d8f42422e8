"""Other places of a script that mention a name which was removed or renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.script import walk
from scaffold.targets.sequelize.model_edits.script_nodes import string_value

if TYPE_CHECKING:
    from tree_sitter import Node


_NAMES = ("property_identifier", "shorthand_property_identifier")


def _declares(anchor: Anchor, node: Node) -> bool:
    """Whether a name is that of an attribute or member, not one that refers to it."""
    parent = node.parent
    if parent is None or parent.type == "pair":
        return parent is not None and parent.parent == anchor.attributes
    return parent.type != "member_expression" and node.type == "property_identifier"


def note_mentions(anchor: Anchor, name: str, except_in: Node) -> None:
    """Note the lines that still mention an attribute's name: they are not edited."""
    script = anchor.script
    lines: dict[int, None] = {}
    for node in walk(script.root):
        if except_in.start_byte <= node.start_byte < except_in.end_byte:
            continue
        is_name = node.type in _NAMES and script.text(node) == name and not _declares(anchor, node)
        if (is_name or string_value(script, node) == name) and not script.is_edited(node):
            lines[script.line_of(node)] = None
    if lines:
        numbers = ", ".join(map(str, lines))
        words = (
            f"lines {numbers} still mention" if len(lines) > 1 else f"line {numbers} still mentions"
        )
        script.notes.append(f"{script.path}: {words} {name}")

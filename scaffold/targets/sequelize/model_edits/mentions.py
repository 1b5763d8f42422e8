"""Other places of a script that mention a name which was removed or renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.script import walk
from scaffold.targets.sequelize.model_edits.syntax import string_value

if TYPE_CHECKING:
    from tree_sitter import Node


def note_mentions(anchor: Anchor, name: str, except_in: Node) -> None:
    """Note the lines that still mention an attribute's name: they are not edited."""
    script = anchor.script
    lines: dict[int, None] = {}
    for node in walk(script.root):
        if except_in.start_byte <= node.start_byte < except_in.end_byte:
            continue
        is_member = (
            node.type == "property_identifier"
            and node.parent is not None
            and node.parent.type == "member_expression"
            and script.text(node) == name
        )
        if (is_member or string_value(script, node) == name) and not script.is_edited(node):
            lines[script.line_of(node)] = None
    if lines:
        numbers = ", ".join(map(str, lines))
        words = (
            f"lines {numbers} still mention" if len(lines) > 1 else f"line {numbers} still mentions"
        )
        script.notes.append(f"{script.path}: {words} {name}")

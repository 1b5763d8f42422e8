"""String literals in a union of TypeScript types: `'id' | 'role'`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.script import Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import string_value

if TYPE_CHECKING:
    from tree_sitter import Node


def literals_of(script: Script, union: Node, name: str) -> list[Node]:
    """Return the literals of a union that are a name."""
    return [each for each in walk(union) if string_value(script, each) == name]


def without_literal(script: Script, union: Node, name: str) -> None:
    """Remove a name from a union; the last one of a union stays as `never`."""
    for node in literals_of(script, union, name):
        member = node.parent if node.parent is not None else node
        if member == union:
            script.replace(member, "never")
            return
        before, after = member.prev_sibling, member.next_sibling
        if before is not None and before.type == "|":
            start = before.start_byte
            while script.data[start - 1 : start] in (b" ", b"\t"):
                start -= 1
            script.edit(start, member.end_byte, "")
        elif after is not None and after.type == "|":
            end = after.end_byte
            while script.data[end : end + 1] in (b" ", b"\t"):
                end += 1
            script.edit(member.start_byte, end, "")

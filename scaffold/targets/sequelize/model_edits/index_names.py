"""Columns in the indexes of a model: in Sequelize 6 `fields` has columns, not attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.script import walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    declarators,
    items,
    key_of,
    string_value,
    unwrap,
    value_of,
)
from scaffold.targets.sequelize.model_edits.style import literal

if TYPE_CHECKING:
    from tree_sitter import Node


def indexes_node(anchor: Anchor) -> Node | None:
    """Return the value of the option `indexes`, also where it is a variable of the script."""
    found = value_of(anchor.script, anchor.options, "indexes")
    if found is not None and found.type == "identifier":
        declared = declarators(anchor.script, anchor.script.text(found))
        if len(declared) == 1:
            return unwrap(declared[0].child_by_field_name("value"))
    return found


def rename_in_indexes(anchor: Anchor, old: str, new: str) -> None:
    """Rename a column in the fields of all indexes."""
    script, found = anchor.script, indexes_node(anchor)
    if found is None or found.type != "array":
        return
    for index in items(found):
        fields = value_of(script, index, "fields")
        if fields is None:
            continue
        for node in walk(fields):
            parent = node.parent
            if string_value(script, node) != old or parent is None:
                continue
            if parent.type == "array" or key_of(script, parent) in ("name", "attribute"):
                script.replace(node, literal(new, script.text(node)[0]))

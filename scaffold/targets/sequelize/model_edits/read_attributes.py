"""The properties that an attribute's definition states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.model_facts import PROPERTIES
from scaffold.targets.sequelize.model_edits.read_values import (
    Plain,
    TypeValue,
    UnreadWords,
    Value,
    read_value,
)
from scaffold.targets.sequelize.model_edits.script_nodes import (
    decorator_arguments,
    decorator_name,
    decorators,
    items,
    property_of,
    unwrap,
    value_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

# The decorators of sequelize-typescript that state a single property.
DECORATORS: Mapping[str, str] = {
    "allowNull": "AllowNull",
    "defaultValue": "Default",
    "unique": "Unique",
    "primaryKey": "PrimaryKey",
    "autoIncrement": "AutoIncrement",
}


def read_properties(anchor: Anchor, node: Node) -> dict[str, Value] | None:
    """Return the stated properties; None if the value is a call, a variable or has a spread."""
    if anchor.style == "decorators":
        return _decorated(anchor, node)
    value = unwrap(node.child_by_field_name("value")) if node.type == "pair" else None
    if value is None:
        return None
    script = anchor.script
    if value.type != "object":
        read = read_value(script, value)
        is_type = isinstance(read, TypeValue) or (
            isinstance(read, Plain) and isinstance(read.value, str)
        )
        return {"type": read} if is_type else None
    if any(each.type == "spread_element" for each in items(value)):
        return None
    found: dict[str, Value] = {}
    for name in PROPERTIES:
        stated = property_of(script, value, name)
        if stated is None:
            continue
        if stated.type == "pair":
            found[name] = read_value(script, stated.child_by_field_name("value"))
        else:
            found[name] = UnreadWords((script.text(stated),))
    return found


def _decorated(anchor: Anchor, node: Node) -> dict[str, Value]:
    script = anchor.script
    found: dict[str, Value] = {}
    for each in decorators(node):
        name, given = decorator_name(script, each), decorator_arguments(each)
        first = unwrap(given[0]) if given else None
        if name == "Column" and first is not None:
            if first.type == "object":
                for key in PROPERTIES:
                    value = value_of(script, first, key)
                    if value is not None:
                        found[key] = read_value(script, value)
            else:
                found["type"] = read_value(script, first)
        for key, decorator in DECORATORS.items():
            if name == decorator:
                found[key] = read_value(script, first) if first is not None else Plain(True)
    return found

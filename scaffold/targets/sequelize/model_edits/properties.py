"""Set and remove single properties of an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import decorated
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.object_properties import is_default, set_in_object
from scaffold.targets.sequelize.model_edits.read_values import (
    Plain,
    TypeValue,
    Value,
    read_value,
)
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.model_edits.script_nodes import unwrap
from scaffold.targets.sequelize.model_edits.style import value_code

if TYPE_CHECKING:
    from tree_sitter import Node


def set_properties(anchor: Anchor, node: Node, values: Mapping[str, Value | None]) -> None:
    """Give properties of an attribute other values; None removes one."""
    if not values:
        return
    if anchor.style == "decorators":
        decorated.set_properties(anchor, node, values)
        return
    target = unwrap(node.child_by_field_name("value")) if node.type == "pair" else None
    if target is None:
        raise NotPlaced("it has no value of its own")
    if target.type == "object":
        for name, value in values.items():
            set_in_object(anchor, target, name, value)
        return
    read = read_value(anchor.script, target)
    if not isinstance(read, TypeValue | Plain):
        raise NotPlaced("its value is a call or a variable")
    kept = {name: value for name, value in values.items() if not is_default(name, value)}
    new = kept.pop("type", None)
    code = value_code(anchor, new) if new is not None else anchor.script.text(target)
    if kept:
        pairs = (f"{name}: {value_code(anchor, value)}" for name, value in kept.items() if value)
        code = f"{{ type: {code}, {', '.join(pairs)} }}"
    anchor.script.replace(target, code)

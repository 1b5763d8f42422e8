"""Single properties in the object of an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.read_values import (
    DEFAULTS,
    Plain,
    TypeValue,
    Value,
    read_value,
)
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.model_edits.script_nodes import property_of
from scaffold.targets.sequelize.model_edits.style import enum_like, value_code

if TYPE_CHECKING:
    from tree_sitter import Node

# It stays where it is stated, with the other value: people state it on purpose.
_KEPT = frozenset({"allowNull"})


def is_default(name: str, value: Value | None) -> bool:
    """Whether a property means the same as none."""
    return value is None or (name in DEFAULTS and value == Plain(DEFAULTS[name]))


def set_in_object(anchor: Anchor, target: Node, name: str, value: Value | None) -> None:
    """Set one property in the object of an attribute or of @Column."""
    script = anchor.script
    stated = property_of(script, target, name)
    if stated is None:
        if value is not None and not is_default(name, value):
            code = value_code(anchor, value)
            after = property_of(script, target, "type")
            lists.insert(script, target, lambda indent, one_line: f"{name}: {code}", after)
    elif stated.type != "pair":
        raise NotPlaced(f"{name} is not a plain value")
    elif value is None or (is_default(name, value) and name not in _KEPT):
        lists.remove(script, stated)
    else:
        old = stated.child_by_field_name("value")
        if isinstance(value, TypeValue):
            value = enum_like(read_value(script, old), value)
        if old is not None:
            script.replace(old, value_code(anchor, value))

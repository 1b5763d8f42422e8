"""Add, remove, rename and change attributes of a model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import companions, decorated, lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor, is_column
from scaffold.targets.sequelize.model_edits.index_names import rename_in_indexes
from scaffold.targets.sequelize.model_edits.mentions import note_mentions
from scaffold.targets.sequelize.model_edits.model_facts import PROPERTIES, AttributeFacts
from scaffold.targets.sequelize.model_edits.properties import set_properties
from scaffold.targets.sequelize.model_edits.read_attributes import read_properties
from scaffold.targets.sequelize.model_edits.read_values import Plain, Value, says
from scaffold.targets.sequelize.model_edits.script import NotPlaced, walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    arguments,
    items,
    key_node,
    key_of,
    property_of,
    string_value,
    unwrap,
    value_of,
)
from scaffold.targets.sequelize.model_edits.style import (
    attribute_key,
    key_text,
    literal,
    value_code,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_OWN_VALUE = re.compile(r"\.(get|set)DataValue\Z")

Change = tuple[Value | None, Value | None]


def members(anchor: Anchor) -> list[Node]:
    """Return the nodes of a model's attributes, in their order."""
    if anchor.style == "decorators":
        return [each for each in anchor.literal.named_children if is_column(anchor.script, each)]
    return items(anchor.literal)


def find_attribute(anchor: Anchor, name: str) -> Node:
    """Return the node of an attribute; NotPlaced if it is not there exactly once."""
    found = [each for each in members(anchor) if key_of(anchor.script, each) == name]
    if not found:
        raise NotPlaced(f"{name} is not written out among its attributes")
    if len(found) > 1:
        raise NotPlaced(f"{name} is written more than once among its attributes")
    return found[0]


def has_attribute(anchor: Anchor, name: str) -> bool:
    return any(key_of(anchor.script, each) == name for each in members(anchor))


def add_attribute(anchor: Anchor, facts: AttributeFacts) -> None:
    """Add an attribute behind the others, before timestamps."""
    script = anchor.script
    taken = anchor.literal.named_children if anchor.style == "decorators" else members(anchor)
    if any(key_of(script, each) == facts.name for each in taken):
        raise NotPlaced(f"{facts.name} is there already")
    if anchor.style == "decorators":
        decorated.add_attribute(anchor, facts, _last(anchor))
        return
    form = _Form(anchor)
    values = [
        (form.key(name), value_code(anchor, facts.properties[name]))
        for name in PROPERTIES
        if name in facts.properties
    ]
    key = attribute_key(anchor, facts.name)

    def text(indent: str, one_line: bool) -> str:
        return f"{key}: {form.value(values, indent, one_line)}"

    lists.insert(script, anchor.literal, text, _last(anchor))
    companions.add_member(anchor, facts)


def _last(anchor: Anchor) -> Node | None:
    """Return the attribute behind which a new one goes: the last that is no timestamp."""
    found = members(anchor)
    while len(found) > 1 and key_of(anchor.script, found[-1]) in companions.TIMESTAMPS:
        found.pop()
    return found[-1] if found else None


class _Form:
    """How the attributes of a model are written: on one line or on several, with which commas."""

    def __init__(self, anchor: Anchor):
        script = self._script = anchor.script
        elements = items(anchor.literal)
        values = [unwrap(each.child_by_field_name("value")) for each in elements]
        known = [each for each in values if each is not None]
        objects = [each for each in known if each.type == "object" and items(each)]
        self._has_bare = any(
            each.type in ("member_expression", "call_expression", "identifier") for each in known
        )
        several = [each for each in objects if len(items(each)) > 1] or objects
        expanded = sum(not lists.is_one_line(each) for each in several)
        self._expands = expanded * 2 >= len(several) if several else True
        if elements and lists.is_one_line(anchor.literal):
            self._expands = False
        spaced = any(script.data[x.start_byte + 1 : x.start_byte + 2].isspace() for x in objects)
        self._space = " " if spaced or not objects else ""
        trailing = [
            lists.comma_after(items(each)[-1]) is not None
            for each in objects
            if not lists.is_one_line(each)
        ]
        if trailing:
            self._comma = "," if sum(trailing) * 2 > len(trailing) else ""
        else:
            self._comma = "," if elements and lists.comma_after(elements[-1]) is not None else ""
        self._unit = self._indent_of(objects) or script.indent
        keys = [key_node(pair) for each in objects for pair in items(each) if pair.type == "pair"]
        self._quotes = bool(keys) and all(k is not None and k.type == "string" for k in keys)

    def _indent_of(self, objects: list[Node]) -> str | None:
        for each in objects:
            first = items(each)[0]
            if lists.is_one_line(each) or first.start_point[0] == each.start_point[0]:
                continue
            outer = self._script.indent_at(each.end_byte - 1)
            inner = self._script.indent_at(first.start_byte)
            if inner.startswith(outer) and len(inner) > len(outer):
                return inner[len(outer) :]
        return None

    def key(self, name: str) -> str:
        return literal(name, self._script.quote) if self._quotes else name

    def value(self, values: list[tuple[str, str]], indent: str, one_line: bool) -> str:
        if len(values) == 1 and self._has_bare:
            return values[0][1]
        pairs = [f"{name}: {code}" for name, code in values]
        if one_line or not self._expands:
            return f"{{{self._space}{', '.join(pairs)}{self._space}}}"
        newline = self._script.newline
        lines = f",{newline}".join(f"{indent}{self._unit}{each}" for each in pairs)
        return f"{{{newline}{lines}{self._comma}{newline}{indent}}}"


def remove_attribute(anchor: Anchor, facts: AttributeFacts) -> None:
    """Remove an attribute that says what is recorded; NotPlaced if it says something else."""
    node = find_attribute(anchor, facts.name)
    found = read_properties(anchor, node)
    recorded = facts.properties.get("type")
    stated = (found or {}).get("type")
    # Where @Column states no type, it is that of the property in TypeScript.
    if stated is not None and recorded is not None and not says(stated, "type", recorded):
        raise NotPlaced(f"{facts.name} has another type than the one that was recorded")
    if anchor.style == "decorators":
        lists.remove(anchor.script, node, lists.semicolon_after(node) or node)
    else:
        lists.remove(anchor.script, node)
        companions.remove_member(anchor, facts.name)
    note_mentions(anchor, facts.name, node)


def rename_attribute(
    anchor: Anchor, old: str, new: str, columns: tuple[str, str] | None = None
) -> None:
    """Rename an attribute, with its members in TypeScript and its own getter and setter.

    columns: the old and new names of its column, which indexes refer to.
    """
    node = find_attribute(anchor, old)
    if has_attribute(anchor, new):
        raise NotPlaced(f"{new} is there already")
    _rename_key(anchor, node, old, new)
    _rename_own_values(anchor, node, old, new)
    companions.rename_member(anchor, old, new)
    if columns is not None and columns[0] != columns[1]:
        rename_in_indexes(anchor, *columns)
    note_mentions(anchor, old, node)


def _rename_key(anchor: Anchor, node: Node, old: str, new: str) -> None:
    script = anchor.script
    if node.type == "shorthand_property_identifier":
        script.replace(node, f"{new}: {old}")
        return
    key = key_node(node)
    if key is None:
        raise NotPlaced(f"the name {old} is computed")
    if key.type == "string":
        script.replace(key, literal(new, script.text(key)[0]))
    else:
        script.replace(key, key_text(new, script.quote))


def _rename_own_values(anchor: Anchor, node: Node, old: str, new: str) -> None:
    script = anchor.script
    for call in walk(node):
        if call.type != "call_expression":
            continue
        function = call.child_by_field_name("function")
        given = arguments(call)
        if function is None or not _OWN_VALUE.search(script.text(function)) or not given:
            continue
        if string_value(script, given[0]) == old:
            script.replace(given[0], literal(new, script.text(given[0])[0]))


def change_attribute(anchor: Anchor, name: str, changes: Mapping[str, Change]) -> None:
    """Change properties of an attribute, only those that still say what is recorded.

    NotPlaced if one says something else, or cannot be read.
    """
    script = anchor.script
    node = find_attribute(anchor, name)
    found = read_properties(anchor, node)
    if found is None:
        raise NotPlaced(f"the value of {name} is a call, a variable or has a spread")
    wanted: dict[str, Value | None] = {}
    for key, (old, new) in changes.items():
        if says(found.get(key), key, new):
            continue
        is_implied = key == "type" and anchor.style == "decorators" and key not in found
        if not is_implied and not says(found.get(key), key, old):
            raise NotPlaced(f"{key} of {name} is not what was recorded")
        wanted[key] = new
    if wanted.get("allowNull", Plain(False)) in (None, Plain(True)):
        value = unwrap(node.child_by_field_name("value"))
        if property_of(script, value_of(script, value, "validate"), "notNull") is not None:
            raise NotPlaced("`validate: { notNull }` needs `allowNull: false`")
    set_properties(anchor, node, wanted)
    if {"type", "allowNull"} & set(wanted):
        companions.retype_member(anchor, node, name, found, wanted)

"""Attributes of sequelize-typescript: properties of a class with decorators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor, is_column
from scaffold.targets.sequelize.model_edits.imports import add_import
from scaffold.targets.sequelize.model_edits.model_facts import PROPERTIES, AttributeFacts
from scaffold.targets.sequelize.model_edits.object_properties import is_default, set_in_object
from scaffold.targets.sequelize.model_edits.read_attributes import DECORATORS
from scaffold.targets.sequelize.model_edits.read_values import DEFAULTS, Plain, Value
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script
from scaffold.targets.sequelize.model_edits.script_nodes import (
    decorator_arguments,
    decorator_name,
    decorator_object,
    decorators,
    unwrap,
)
from scaffold.targets.sequelize.model_edits.style import bound_names, value_code

if TYPE_CHECKING:
    from tree_sitter import Node

PACKAGE = "sequelize-typescript"
_GAP = re.compile(rb"[ \t]*\r?\n[ \t]*|[ \t]+")


def add_attribute(anchor: Anchor, facts: AttributeFacts, after: Node | None) -> None:
    """Add a property behind another one, with decorators like those of the others."""
    if after is None:
        raise NotPlaced("the class has no decorated property to stand beside")
    script = anchor.script
    others = [each for each in anchor.literal.named_children if is_column(script, each)]
    indent, newline = script.indent_at(after.start_byte), script.newline
    lines = _decorators(anchor, facts, others, indent)
    same_line = sum(_is_beside(each) for each in others) * 2 > len(others)
    separator = " " if same_line else newline + indent
    words = [
        script.text(each) for each in after.children if each.type in _MODIFIERS and each.is_named
    ]
    if any(each.type == "declare" for each in after.children):
        words.insert(0, "declare")
    bang = "!" if sum(_has(each, "!") for each in others) * 2 > len(others) else ""
    name = " ".join([*words, facts.name])
    if script.is_typescript:
        name += f"{bang}: {facts.typescript}{' | null' if facts.nullable else ''}"
    semicolon = lists.semicolon_after(after)
    end = lists.end_with_comment(semicolon or after, after)
    spaced = len(others) < 2 or others[-1].start_point[0] - others[-2].end_point[0] > 1
    gap = newline if spaced else ""
    code = separator.join([*lines, name])
    script.edit(end, end, f"{newline}{gap}{indent}{code}{';' if semicolon else ''}")


_MODIFIERS = ("accessibility_modifier",)


def _is_beside(node: Node) -> bool:
    """Whether decorators and name are on one line."""
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    return name is not None and name.start_point[0] == node.start_point[0]


def _has(node: Node, token: str) -> bool:
    return any(each.type == token for each in node.children)


def _decorators(
    anchor: Anchor, facts: AttributeFacts, others: list[Node], indent: str
) -> list[str]:
    script = anchor.script
    columns = [
        decorator
        for each in others
        for decorator in decorators(each)
        if decorator_name(script, decorator) == "Column"
    ]
    in_object = sum(decorator_object(each) is not None for each in columns) * 2 > len(columns)
    stated = {name: facts.properties[name] for name in PROPERTIES if name in facts.properties}
    if in_object or set(stated) - set(DECORATORS) - {"type"}:
        pairs = [f"{name}: {value_code(anchor, value)}" for name, value in stated.items()]
        _import(script, "Column")
        if len(pairs) == 1:
            return [f"@Column({{ {pairs[0]} }})"]
        newline = script.newline
        lines = "".join(f"{indent}{script.indent}{each},{newline}" for each in pairs)
        return [f"@Column({{{newline}{lines}{indent}}})"]
    found = []
    for name, decorator in DECORATORS.items():
        if name in stated and stated[name] != Plain(DEFAULTS.get(name)):
            found.append(_call(anchor, decorator, stated[name]))
            _import(script, decorator)
    _import(script, "Column")
    return [*found, f"@Column({value_code(anchor, stated['type'])})"]


def _import(script: Script, name: str) -> None:
    if name not in bound_names(script):
        add_import(script, name, PACKAGE)


def _call(anchor: Anchor, decorator: str, value: Value) -> str:
    return f"@{decorator}" if value == Plain(True) else f"@{decorator}({value_code(anchor, value)})"


def set_properties(anchor: Anchor, node: Node, values: Mapping[str, Value | None]) -> None:
    """Set properties in @Column, or by the decorator of each; None removes one."""
    script = anchor.script
    column = next((x for x in decorators(node) if decorator_name(script, x) == "Column"), None)
    if column is None:
        raise NotPlaced("it has no @Column of its own")
    target = decorator_object(column)
    for name, value in values.items():
        single = DECORATORS.get(name)
        stated = next((x for x in decorators(node) if decorator_name(script, x) == single), None)
        if stated is not None:
            if is_default(name, value) or value is None:
                _remove(script, stated)
            else:
                script.replace(stated, _call(anchor, str(single), value))
        elif target is not None:
            set_in_object(anchor, target, name, value)
        elif value is None or is_default(name, value):
            if name == "field":
                raise NotPlaced("its column's name is not written here")
        elif single is not None:
            _import(script, single)
            gap = " " if _is_beside(node) else script.newline + script.indent_at(column.start_byte)
            script.edit(column.start_byte, column.start_byte, _call(anchor, single, value) + gap)
        else:
            _set_column(anchor, column, name, value)


def _set_column(anchor: Anchor, column: Node, name: str, value: Value) -> None:
    """Set the type or another property of a @Column without an object."""
    script, code = anchor.script, value_code(anchor, value)
    given = [unwrap(each) or each for each in decorator_arguments(column)]
    if name == "type":
        if given:
            script.replace(given[0], code)
        else:
            script.replace(column, f"@Column({code})")
        return
    kept = f"type: {script.text(given[0])}, " if given else ""
    script.replace(column, f"@Column({{ {kept}{name}: {code} }})")


def _remove(script: Script, decorator: Node) -> None:
    gap = _GAP.match(script.data, decorator.end_byte)
    script.edit(decorator.start_byte, gap.end() if gap else decorator.end_byte, "")

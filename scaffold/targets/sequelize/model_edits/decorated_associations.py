"""Associations of sequelize-typescript: properties of a class with a decorator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.decorated import PACKAGE
from scaffold.targets.sequelize.model_edits.imports import add_import, module_of
from scaffold.targets.sequelize.model_edits.model_facts import AssociationFacts
from scaffold.targets.sequelize.model_edits.object_properties import set_in_object
from scaffold.targets.sequelize.model_edits.read_values import Value
from scaffold.targets.sequelize.model_edits.script import NotPlaced, walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    FIELDS,
    decorator_arguments,
    decorator_name,
    decorators,
    key_of,
    string_value,
    unwrap,
)
from scaffold.targets.sequelize.model_edits.style import bound_names, value_code

if TYPE_CHECKING:
    from tree_sitter import Node


def _decorator(kind: str) -> str:
    return kind[0].upper() + kind[1:]


def add_association(anchor: Anchor, facts: AssociationFacts, target: Anchor | None) -> None:
    """Add a decorated property, with the imports that it needs."""
    if target is None or target.variable is None:
        raise NotPlaced(f"the class of {facts.target} was not found")
    script, decorator, variable = anchor.script, _decorator(facts.kind), target.variable
    names = bound_names(script)
    if decorator not in names:
        add_import(script, decorator, PACKAGE)
    if variable not in names and variable != anchor.variable:
        add_import(script, variable, module_of(script, target.script.path), _is_default(target))
    fields = [
        each for each in anchor.literal.named_children if each.type in FIELDS and decorators(each)
    ]
    last = fields[-1]
    semicolon = lists.semicolon_after(last)
    end = lists.end_with_comment(semicolon or last, last)
    indent, newline = script.indent_at(last.start_byte), script.newline
    words = "declare " if any(each.type == "declare" for each in last.children) else ""
    bang = "!" if any(each.type == "!" for each in last.children) else ""
    many = "[]" if "Many" in facts.kind else ""
    code = f"{words}{facts.alias}{bang}: {variable}{many}{';' if semicolon else ''}"
    made = f"@{decorator}(() => {variable}{_options(anchor, facts, indent)})"
    script.edit(end, end, f"{newline}{newline}{indent}{made}{newline}{indent}{code}")


def _options(anchor: Anchor, facts: AssociationFacts, indent: str) -> str:
    script = anchor.script
    options = {name: value for name, value in facts.options.items() if name != "as"}
    if not options:
        return ""
    if list(options) == ["foreignKey"]:
        return f", {value_code(anchor, options['foreignKey'])}"
    pairs = [f"{name}: {value_code(anchor, value)}" for name, value in options.items()]
    line = f", {{ {', '.join(pairs)} }}"
    if len(indent) + len(facts.target) + len(facts.kind) + len(line) + 12 <= script.width:
        return line
    newline = script.newline
    lines = "".join(f"{indent}{script.indent}{each},{newline}" for each in pairs)
    return f", {{{newline}{lines}{indent}}}"


def _is_default(target: Anchor) -> bool:
    """Whether the file of a model exports its class by default."""
    script = target.script
    for node in script.root.named_children:
        if node.type != "export_statement":
            continue
        if any(each.type == "default" for each in node.children):
            inner = node.child_by_field_name("declaration") or node.child_by_field_name("value")
            if inner is not None and (
                inner == target.owner or script.text(inner) == target.variable
            ):
                return True
        if any(each == target.owner for each in walk(node)):
            return False
    return False


def _property(anchor: Anchor, facts: AssociationFacts) -> tuple[Node, Node]:
    """Return the property of an association, and its decorator."""
    script, name = anchor.script, _decorator(facts.kind)
    for each in anchor.literal.named_children:
        if each.type in FIELDS and key_of(script, each) == facts.alias:
            for decorator in decorators(each):
                if decorator_name(script, decorator) == name:
                    return each, decorator
    raise NotPlaced(f"no property {facts.alias} has @{name}")


def has_association(anchor: Anchor, facts: AssociationFacts) -> bool:
    """Whether the class has a property of the association."""
    try:
        _property(anchor, facts)
    except NotPlaced:
        return False
    return True


def remove_association(anchor: Anchor, facts: AssociationFacts) -> None:
    """Remove the property of an association; imports stay."""
    found, _ = _property(anchor, facts)
    lists.remove(anchor.script, found, lists.semicolon_after(found) or found)


def change_association(
    anchor: Anchor, facts: AssociationFacts, options: Mapping[str, Value | None]
) -> None:
    """Set options in the decorator of an association."""
    script = anchor.script
    _, decorator = _property(anchor, facts)
    given = [unwrap(each) or each for each in decorator_arguments(decorator)]
    kept = {name: value for name, value in options.items() if value is not None}
    pairs = ", ".join(f"{name}: {value_code(anchor, value)}" for name, value in kept.items())
    if len(given) == 1:
        if pairs:
            script.edit(given[0].end_byte, given[0].end_byte, f", {{ {pairs} }}")
    elif string_value(script, given[1]) is not None:
        if list(kept) == ["foreignKey"]:
            script.replace(given[1], value_code(anchor, kept["foreignKey"]))
        elif pairs:
            key = "" if "foreignKey" in kept else f"foreignKey: {script.text(given[1])}, "
            script.replace(given[1], f"{{ {key}{pairs} }}")
    elif given[1].type == "object":
        for name, value in options.items():
            set_in_object(anchor, given[1], name, value)
    else:
        raise NotPlaced(f"the options of {facts.alias} are not written out")

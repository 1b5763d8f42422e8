"""Questions about nodes of a script: keys, values, and what a name refers to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.script import Script, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_WRAPPERS = frozenset(
    {
        *("as_expression", "satisfies_expression", "parenthesized_expression"),
        "non_null_expression",
    }
)
_NAMED = {
    "pair": ("key",),
    "method_definition": ("name",),
    "public_field_definition": ("name",),
    "field_definition": ("property", "name"),
    "property_signature": ("name",),
}
CLASSES = ("class_declaration", "class", "abstract_class_declaration")
FIELDS = ("public_field_definition", "field_definition")
_DEPTH = 4


def unwrap(node: Node | None) -> Node | None:
    """Return the expression inside parentheses, `as` and `satisfies`."""
    while node is not None and node.type in _WRAPPERS:
        node = node.named_children[0] if node.named_children else None
    return node


def string_value(script: Script, node: Node | None) -> str | None:
    """Return the value of a string, or of a template without expressions."""
    if node is None:
        return None
    if node.type == "template_string":
        if any(child.type == "template_substitution" for child in node.children):
            return None
        return script.text(node)[1:-1]
    if node.type != "string":
        return None
    parts = []
    for child in node.named_children:
        text = script.text(child)
        if child.type == "escape_sequence":
            text = _unescaped(text)
        parts.append(text)
    return "".join(parts)


def _unescaped(text: str) -> str:
    simple = {r"\'": "'", r"\`": "`", r"\0": "\0", "\\v": "\v"}
    if text in simple:
        return simple[text]
    if text.startswith("\\x"):
        return chr(int(text[2:], 16))
    if text.startswith("\\u{"):
        return chr(int(text[3:-1], 16))
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text[1:]


def key_of(script: Script, node: Node) -> str | None:
    """Return the name of a property, method or member; None if it is computed."""
    if node.type in ("shorthand_property_identifier", "shorthand_property_identifier_pattern"):
        return script.text(node)
    found = (node.child_by_field_name(name) for name in _NAMED.get(node.type, ()))
    key = next((each for each in found if each is not None), None)
    if key is None or key.type == "computed_property_name":
        return None
    return string_value(script, key) if key.type == "string" else script.text(key)


def key_node(node: Node) -> Node | None:
    """Return the node of a property's or member's name."""
    found = (node.child_by_field_name(name) for name in _NAMED.get(node.type, ()))
    return next((each for each in found if each is not None), None)


def items(node: Node) -> list[Node]:
    """Return the elements of a list, object, or of arguments, without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def arguments(call: Node) -> list[Node]:
    found = call.child_by_field_name("arguments")
    return items(found) if found is not None and found.type == "arguments" else []


def property_of(script: Script, node: Node | None, name: str) -> Node | None:
    """Return the last property of an object that has a name: it is the one that counts."""
    if node is None or node.type != "object":
        return None
    return next((each for each in reversed(items(node)) if key_of(script, each) == name), None)


def value_of(script: Script, node: Node | None, name: str) -> Node | None:
    """Return the value of a property, without parentheses and type assertions."""
    found = property_of(script, node, name)
    if found is None or found.type != "pair":
        return None
    return unwrap(found.child_by_field_name("value"))


def enclosing(node: Node | None, *types: str) -> Node | None:
    """Return the node, or the nearest one around it, of one of the types."""
    while node is not None and node.type not in types:
        node = node.parent
    return node


def declarators(script: Script, name: str) -> list[Node]:
    """Return the declarations of a variable anywhere in the script."""
    found = []
    for node in walk(script.root):
        if node.type == "variable_declarator":
            declared = node.child_by_field_name("name")
            if declared is not None and script.text(declared) == name:
                found.append(node)
    return found


def object_of(script: Script, node: Node | None, depth: int = 0) -> Node | None:
    """Return the object literal that an expression of the script stands for.

    A variable counts if it is declared once; Object.assign() if one of its arguments is a literal
    with properties.
    """
    node = unwrap(node)
    if node is None or depth > _DEPTH:
        return None
    if node.type == "object":
        return node
    if node.type == "identifier":
        found = declarators(script, script.text(node))
        if len(found) != 1:
            return None
        return object_of(script, found[0].child_by_field_name("value"), depth + 1)
    if node.type == "call_expression":
        function = node.child_by_field_name("function")
        if function is not None and script.text(function) in ("Object.assign", "Object.freeze"):
            literals = [each for each in arguments(node) if each.type == "object" and items(each)]
            return literals[-1] if len(literals) == 1 else None
    return None


def last_name(text: str) -> str:
    """Return the last name of an expression: `Role` of `models.Role` and `models['Role']`."""
    for separator in ("?.", "["):
        text = text.replace(separator, ".")
    return text.rpartition(".")[2].strip("'\"]()")


def class_name(script: Script, node: Node | None) -> str | None:
    name = node.child_by_field_name("name") if node is not None else None
    return script.text(name) if name is not None else None


def decorators(node: Node) -> list[Node]:
    return [child for child in node.children if child.type == "decorator"]


def decorator_name(script: Script, decorator: Node) -> str:
    inner = decorator.named_children[0]
    if inner.type == "call_expression":
        function = inner.child_by_field_name("function")
        return script.text(function) if function is not None else ""
    return script.text(inner)


def decorator_arguments(decorator: Node) -> list[Node]:
    inner = decorator.named_children[0]
    return arguments(inner) if inner.type == "call_expression" else []


def decorator_object(decorator: Node) -> Node | None:
    """Return the object that is a decorator's first argument."""
    found = [unwrap(each) for each in decorator_arguments(decorator)[:1]]
    return found[0] if found and found[0] is not None and found[0].type == "object" else None

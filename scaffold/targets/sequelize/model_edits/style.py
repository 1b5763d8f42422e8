"""Write names, literals and data types as the other attributes of a model have them."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.lists import insert
from scaffold.targets.sequelize.model_edits.read_values import (
    TYPES,
    Plain,
    Sql,
    TypeValue,
    UnreadWords,
    Value,
    enum_values,
)
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import items, key_node

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = ("DataTypes", "dataTypes", "DataType", "Sequelize")
_PREFIX = re.compile(r"(?:[A-Za-z_$][\w$]*\.)*")
IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")


def literal(value: Any, quote: str) -> str:
    """Return a JavaScript literal; a text takes the other quote rather than an escape."""
    if isinstance(value, str):
        other = '"' if quote == "'" else "'"
        if quote in value and other not in value:
            quote = other
        escaped = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"')
        return quote + escaped.replace(quote, f"\\{quote}") + quote
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, list):
        return f"[{', '.join(literal(each, quote) for each in value)}]"
    if isinstance(value, dict):
        pairs = (f"{key_text(name, quote)}: {literal(v, quote)}" for name, v in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    return repr(value)


def key_text(name: str, quote: str) -> str:
    return name if IDENTIFIER.fullmatch(name) else literal(name, quote)


def attribute_key(anchor: Anchor, name: str) -> str:
    """Return a name as a key beside the attributes of a model."""
    quote = anchor.script.quote
    if anchor.style != "decorators":
        keys = [key_node(each) for each in items(anchor.literal) if each.type == "pair"]
        if keys and all(each is not None and each.type == "string" for each in keys):
            return literal(name, quote)
    return key_text(name, quote)


def value_code(anchor: Anchor, value: Value) -> str:
    """Return the code of a value in the style of a model; NotPlaced if it needs a missing name."""
    if isinstance(value, TypeValue):
        return type_code(anchor, value)
    if isinstance(value, Sql):
        names = bound_names(anchor.script)
        found = next((each for each in ("sequelize", "Sequelize") if each in names), None)
        if found is None:
            raise NotPlaced("this file has no name for `sequelize.literal()`")
        return f"{found}.literal({literal(value.text, anchor.script.quote)})"
    if isinstance(value, UnreadWords):
        raise NotPlaced("its value is not a literal")
    return literal(value.value, anchor.script.quote)


def type_code(anchor: Anchor, value: TypeValue) -> str:
    """Return the code of a data type, as others of the model are named."""
    script, name = anchor.script, value.key
    prefix = type_prefix(anchor)
    if not prefix and name not in bound_names(script):
        known = next((each for each in _NAMES if each in bound_names(script)), None)
        if known is not None:
            prefix = f"{known}."
        else:
            _extend_types(script, name)
    given = ", ".join(value_code(anchor, each) for each in value.arguments)
    modifiers = "".join(f".{each}" for each in value.modifiers)
    return f"{prefix}{name}{f'({given})' if given else ''}{modifiers}"


def enum_like(old: Value | None, new: TypeValue) -> TypeValue:
    """Return an enum with its values in a list, where the old one had them so."""
    if isinstance(old, TypeValue) and old.key == new.key == "ENUM" and len(old.arguments) == 1:
        first = old.arguments[0]
        if isinstance(first, Plain) and isinstance(first.value, list):
            return TypeValue("ENUM", (Plain(enum_values(new)),))
    return new


def type_prefix(anchor: Anchor) -> str:
    """Return what the model writes before data types: `DataTypes.`, or nothing.

    NotPlaced if the script has no name for them.
    """
    script = anchor.script
    found: Counter[str] = Counter()
    for node in walk(anchor.literal):
        if node.type == "member_expression":
            name, subject = (
                node.child_by_field_name("property"),
                node.child_by_field_name("object"),
            )
            if name is not None and subject is not None and script.text(name) in TYPES:
                prefix = f"{script.text(subject)}."
                if _PREFIX.fullmatch(prefix) and prefix[:-1].rpartition(".")[2] not in TYPES:
                    found[prefix] += 1
        elif node.type == "identifier" and script.text(node) in TYPES:
            found[""] += 1
    if found:
        return found.most_common(1)[0][0]
    names = bound_names(script)
    for each in _NAMES:
        if each in names:
            return f"{each}."
    raise NotPlaced("this file has no name for the data types")


def _extend_types(script: Script, name: str) -> None:
    """Add a data type to the one import or pattern that others come from."""
    found: list[Node] = []
    for node in walk(script.root):
        if node.type in ("object_pattern", "named_imports"):
            names = {script.text(each.child_by_field_name("name") or each) for each in items(node)}
            if names & TYPES:
                found.append(node)
    if len(found) != 1:
        raise NotPlaced(f"{name} is not imported here")
    insert(script, found[0], lambda indent, one_line: name)


def bound_names(script: Script) -> set[str]:
    """Return the names that imports, declarations and parameters of a script define."""
    found: set[str] = set()
    for node in walk(script.root):
        found.update(script.text(each) for each in _bound(node))
    return found


def _bound(node: Node) -> list[Node]:
    match node.type:
        case "shorthand_property_identifier_pattern":
            return [node]
        case "import_specifier":
            name = node.child_by_field_name("alias") or node.child_by_field_name("name")
        case "import_clause" | "namespace_import":
            return [each for each in node.named_children if each.type == "identifier"]
        case "formal_parameters":
            patterns = (each.child_by_field_name("pattern") or each for each in items(node))
            return [each for each in patterns if each.type == "identifier"]
        case "variable_declarator" | "class_declaration" | "function_declaration":
            name = node.child_by_field_name("name")
        case "arrow_function":
            name = node.child_by_field_name("parameter")
        case "pair_pattern":
            name = node.child_by_field_name("value")
        case _:
            return []
    return [name] if name is not None and name.type in ("identifier", "type_identifier") else []

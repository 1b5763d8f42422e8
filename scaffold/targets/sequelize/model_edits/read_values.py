"""What an expression of a script says, as far as it can be read without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scaffold.targets.sequelize.model_edits.script import Script
from scaffold.targets.sequelize.model_edits.script_nodes import (
    arguments,
    items,
    key_of,
    string_value,
    unwrap,
)
from scaffold.values import dataclass

if TYPE_CHECKING:
    from tree_sitter import Node

TYPES = frozenset(
    {
        *("STRING", "CHAR", "TEXT", "CITEXT", "TINYINT", "SMALLINT", "MEDIUMINT", "INTEGER"),
        *("BIGINT", "NUMBER", "FLOAT", "REAL", "DOUBLE", "DECIMAL", "NUMERIC", "BOOLEAN"),
        *("TIME", "DATE", "DATEONLY", "NOW", "HSTORE", "JSON", "JSONB", "JSONTYPE", "BLOB"),
        *("RANGE", "UUID", "UUIDV1", "UUIDV4", "VIRTUAL", "ENUM", "ARRAY", "GEOMETRY"),
        *("GEOGRAPHY", "CIDR", "INET", "MACADDR", "TSVECTOR"),
    }
)
_MODIFIERS = frozenset({"UNSIGNED", "ZEROFILL", "BINARY"})
_SAME_KEYS = {"NUMERIC": "DECIMAL", "DOUBLE PRECISION": "DOUBLE", "JSONTYPE": "JSON"}
_INTEGERS = frozenset({"INTEGER", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT"})
_SIZES = {"STRING": 255, "CHAR": 255}
# What an attribute is without the property: sequelize/lib/model.js.
DEFAULTS = {"allowNull": True, "unique": False, "primaryKey": False, "autoIncrement": False}


@dataclass(frozen=True, slots=True)
class Plain:
    """A literal: a text, number, boolean, null, list or mapping."""

    value: Any


@dataclass(frozen=True, slots=True)
class TypeValue:
    """A data type, such as `DataTypes.STRING(20).BINARY`."""

    key: str
    arguments: tuple[Plain | TypeValue, ...] = ()
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """An expression that is not read, such as a call, by its words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression of SQL, to be written with `literal()`."""

    text: str


Value = Plain | TypeValue | UnreadWords | Sql


def read_value(script: Script, node: Node | None) -> Value:
    """Return what an expression says."""
    node = unwrap(node)
    if node is None:
        return Plain(None)
    found = _literal(script, node)
    if found is not None:
        return found
    return _type(script, node) or UnreadWords(words(script, node))


def _literal(script: Script, node: Node) -> Plain | None:
    text = string_value(script, node)
    if text is not None:
        return Plain(text)
    source = script.text(node)
    if node.type in ("true", "false"):
        return Plain(node.type == "true")
    if node.type in ("null", "undefined"):
        return Plain(None)
    if node.type == "number":
        return _number(source)
    if node.type == "unary_expression":
        if source in ("!0", "!1"):
            return Plain(source == "!0")
        found = _number(source[1:].strip()) if source.startswith("-") else None
        return Plain(-found.value) if found is not None else None
    if node.type == "array":
        elements = [_literal(script, unwrap(each) or each) for each in items(node)]
        return Plain([x.value for x in elements if x]) if all(elements) else None
    if node.type == "object":
        return _mapping(script, node)
    return None


def _number(source: str) -> Plain | None:
    source = source.replace("_", "")
    try:
        return Plain(float(source) if re.search(r"[.eE]", source[1:]) else int(source, 0))
    except ValueError:
        return None


def _mapping(script: Script, node: Node) -> Plain | None:
    found: dict[str, Any] = {}
    for each in items(node):
        key = key_of(script, each)
        value = unwrap(each.child_by_field_name("value")) if each.type == "pair" else None
        read = _literal(script, value) if value is not None else None
        if key is None or read is None:
            return None
        found[key] = read.value
    return Plain(found)


def _type(script: Script, node: Node) -> TypeValue | None:
    """Return a data type: a name of one, called, constructed, with modifiers."""
    modifiers: list[str] = []
    given: tuple[Plain | TypeValue, ...] = ()
    current: Node | None = node
    while (current := unwrap(current)) is not None:
        if current.type in ("call_expression", "new_expression"):
            read = tuple(read_value(script, each) for each in arguments(current))
            if any(isinstance(each, UnreadWords) for each in read):
                return None
            given = tuple(each for each in read if isinstance(each, Plain | TypeValue)) + given
            current = current.child_by_field_name("function") or current.child_by_field_name(
                "constructor"
            )
            continue
        is_member = current.type == "member_expression"
        name = current.child_by_field_name("property") if is_member else current
        if name is None or current.type not in ("member_expression", "identifier"):
            return None
        key = script.text(name)
        if key in TYPES:
            return TypeValue(key, given, tuple(modifiers))
        if not is_member or key not in _MODIFIERS:
            return None
        modifiers.append(key)
        current = current.child_by_field_name("object")
    return None


def words(script: Script, node: Node) -> tuple[str, ...]:
    """Return the tokens of an expression as a formatter would leave them.

    Without comments and trailing commas, and with one kind of quote.
    """
    found = list(_tokens(script, node))
    return tuple(
        each
        for number, each in enumerate(found)
        if each != "," or number + 1 == len(found) or found[number + 1] not in ("}", "]", ")")
    )


def _tokens(script: Script, node: Node) -> Iterator[str]:
    if node.type == "comment":
        return
    text = string_value(script, node)
    if text is not None:
        yield f"'{text}'"
    elif not node.children:
        yield script.text(node)
    else:
        for child in node.children:
            yield from _tokens(script, child)


def says(found: Value | None, name: str, expected: Value | None) -> bool:
    """Whether a property says what is expected; None stands for a missing property."""
    default = Plain(DEFAULTS.get(name))
    found, expected = found or default, expected or default
    if isinstance(found, TypeValue) and isinstance(expected, TypeValue):
        return same_type(found, expected)
    if isinstance(found, Plain) and isinstance(expected, Plain):
        if name in DEFAULTS:
            return _flag(name, found.value) == _flag(name, expected.value)
        return _same(found.value, expected.value)
    return found == expected


def _flag(name: str, value: Any) -> bool:
    # Names of constraints count as true; null as not given.
    return DEFAULTS[name] if value is None else bool(value)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def same_type(one: TypeValue, other: TypeValue) -> bool:
    """Whether two types make the same column."""
    key, others = (_SAME_KEYS.get(each.key, each.key) for each in (one, other))
    if key != others:
        return False
    if key == "ENUM":
        return enum_values(one) == enum_values(other)
    if key in _INTEGERS:
        # A display width changes no column.
        return ("UNSIGNED" in one.modifiers) == ("UNSIGNED" in other.modifiers)
    if key == "VIRTUAL":
        return True
    return _arguments(key, one) == _arguments(key, other) and set(one.modifiers) == set(
        other.modifiers
    )


def _arguments(key: str, value: TypeValue) -> tuple[Any, ...]:
    if not value.arguments and key in _SIZES:
        return (_SIZES[key],)
    found: list[Any] = []
    for each in value.arguments:
        if isinstance(each, TypeValue):
            found.append((_SAME_KEYS.get(each.key, each.key), _arguments(each.key, each)))
        else:
            found.append(each.value)
    return tuple(found)


def enum_values(value: TypeValue) -> list[Any]:
    """Return the values of ENUM('a'), ENUM(['a']) and ENUM({ values: ['a'] })."""
    first = value.arguments[0] if value.arguments else None
    if len(value.arguments) == 1 and isinstance(first, Plain):
        if isinstance(first.value, list):
            return first.value
        if isinstance(first.value, dict):
            return list(first.value.get("values", ()))
    return [each.value for each in value.arguments if isinstance(each, Plain)]

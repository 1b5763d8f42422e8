"""The type of a column's values in TypeScript, Python and JSON Schema."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from scaffold.schema.data_types import INTEGERS, STRING_LENGTH, DataType, integer_range
from scaffold.schema.native_types import values_type
from scaffold.targets.layout.javascript import literals

_TYPESCRIPT = {
    **dict.fromkeys(
        ("string", "char", "text", "citext", "uuid", "date", "time", "inet", "cidr", "macaddr"),
        "string",
    ),
    **dict.fromkeys(("tinyint", "smallint", "integer", "float", "double", "real"), "number"),
    **dict.fromkeys(("json", "jsonb", "geometry", "geography", "type"), "unknown"),
    "boolean": "boolean",
    "datetime": "Date",
    "binary": "Buffer",
    "tsvector": "string",
    "hstore": "Record<string, string | null>",
}
PYTHON_TYPES = {
    **dict.fromkeys(
        ("string", "char", "text", "citext", "inet", "cidr", "macaddr", "tsvector"), "str"
    ),
    **dict.fromkeys(INTEGERS, "int"),
    **dict.fromkeys(("float", "double", "real"), "float"),
    **dict.fromkeys(("json", "jsonb", "geometry", "geography", "type", "range"), "Any"),
    "boolean": "bool",
    "decimal": "Decimal",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "uuid": "UUID",
    "binary": "bytes",
    "hstore": "dict[str, str | None]",
}
# What each driver gives for a number that JavaScript may not hold exactly.
_BIGINT = {"sqlite": ("number",), "postgres": ("string",), "mysql": ("number", "string")}
_DECIMAL = {"sqlite": ("number",), "postgres": ("string",), "mysql": ("string",)}
_INVISIBLE = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\x7f"}
_FORMATS = {"uuid": "uuid", "date": "date", "datetime": "date-time", "time": "time"}


@lru_cache(maxsize=4096)
def typescript_type(data_type: DataType, dialects: tuple[str, ...]) -> str:
    """Return the type that Sequelize's values have in TypeScript, without null.

    `bigint` and `decimal` follow the drivers of the dialects.
    """
    data_type = values_type(data_type, dialects)
    match data_type.name:
        case "enum":
            return " | ".join(map(literals.string, data_type.values))
        case "bigint" | "decimal":
            kinds = _BIGINT if data_type.name == "bigint" else _DECIMAL
            found = {kind for dialect in dialects for kind in kinds[dialect]}
            return " | ".join(sorted(found))
        case "array" if data_type.of:
            inner = typescript_type(data_type.of, dialects)
            return f"({inner})[]" if " " in inner else f"{inner}[]"
        case "range" if data_type.of:
            return f"Range<{typescript_type(data_type.of, dialects)}>"
        case name:
            return _TYPESCRIPT[name]


@lru_cache(maxsize=4096)
def python_type(data_type: DataType) -> str:
    """Return the type of the values in Python, without None; an enum is a Literal."""
    if data_type.name == "enum":
        return f"Literal[{', '.join(map(python_string, data_type.values))}]"
    if data_type.name == "array" and data_type.of:
        return f"list[{python_type(data_type.of)}]"
    return PYTHON_TYPES[data_type.name]


@lru_cache(maxsize=4096)
def json_schema(data_type: DataType, nullable: bool = False) -> dict[str, Any]:
    """Return the JSON Schema of the values as JSON has them."""
    schema = _json_schema(data_type)
    if not nullable or not schema:
        return schema
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    kinds = schema["type"]
    return {**schema, "type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}


def _json_schema(data_type: DataType) -> dict[str, Any]:
    match data_type.name:
        case "enum":
            return {"enum": list(data_type.values)}
        case "string" | "char":
            return {"type": "string", "maxLength": data_type.length or STRING_LENGTH}
        case "boolean":
            return {"type": "boolean"}
        case name if name in INTEGERS:
            low, high = integer_range(data_type)
            return {"type": "integer", "minimum": low, "maximum": high}
        case "float" | "double" | "real":
            return {"type": "number"}
        case "decimal":
            # Drivers give exact numbers as text.
            return {"type": ["number", "string"]}
        case "array" if data_type.of:
            return {"type": "array", "items": _json_schema(data_type.of)}
        case "json" | "jsonb" | "type" | "range" | "geometry" | "geography":
            return {}
        case "hstore":
            return {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
        case name:
            return {"type": "string", **({"format": _FORMATS[name]} if name in _FORMATS else {})}


def python_string(text: str) -> str:
    """Return a text as a Python literal with the quotes that `ruff format` prefers."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    # JSON's escapes mean the same in Python.
    inside = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"')
    inside = inside.replace(quote, f"\\{quote}")
    for character, escape in _INVISIBLE.items():
        inside = inside.replace(character, escape)
    return quote + inside + quote

"""The TypeScript types of the values of data types."""

from __future__ import annotations

from scaffold.targets.sequelize.model_edits.read_values import TypeValue

_STRINGS = (
    *("STRING", "CHAR", "TEXT", "CITEXT", "UUID", "ENUM", "DATEONLY", "TIME", "DECIMAL"),
    # Drivers return numbers that JavaScript has not as strings.
    *("NUMERIC", "BIGINT", "CIDR", "INET", "MACADDR"),
)
_NUMBERS = ("INTEGER", "SMALLINT", "TINYINT", "MEDIUMINT", "FLOAT", "REAL", "DOUBLE", "NUMBER")
_TYPES = {
    **dict.fromkeys(_STRINGS, "string"),
    **dict.fromkeys(_NUMBERS, "number"),
    "BOOLEAN": "boolean",
    "DATE": "Date",
    "BLOB": "Buffer",
    "JSON": "object",
    "JSONB": "object",
}


def typescript_type(value: TypeValue | None) -> str:
    """Return the type of a column's values, without null."""
    if value is None:
        return "unknown"
    if value.key == "ARRAY" and value.arguments and isinstance(value.arguments[0], TypeValue):
        return f"{typescript_type(value.arguments[0])}[]"
    return _TYPES.get(value.key, "unknown")

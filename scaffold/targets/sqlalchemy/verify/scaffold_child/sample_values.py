"""Sample values: in JSON, as models accept them, and for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

_NUMBERS = frozenset(
    {"tinyint", "smallint", "integer", "bigint", "decimal", "float", "double", "real"}
)
# Types whose values the database may write in another form.
_OPAQUE = frozenset({"type", "tsvector", "geometry", "geography"})
_READ: Mapping[str, Any] = {
    "bigint": int,
    "decimal": Decimal,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "uuid": UUID,
    "binary": bytes.fromhex,
}


def decode(data_type: Mapping[str, Any], value: Any) -> Any:
    """Return the value as an attribute of that type has it."""
    if value is None:
        return None
    match data_type["name"]:
        case "array":
            return [decode(data_type["of"], each) for each in value]
        case "range":
            from sqlalchemy.dialects.postgresql import Range

            return Range(*(decode(data_type["of"], each) for each in value))
        case "datetime" if data_type.get("local"):
            return datetime.fromisoformat(value).replace(tzinfo=None)
        case "geometry" | "geography":
            return "POINT({} {})".format(*value["coordinates"])
        case name:
            return _READ[name](value) if name in _READ else value


def same(data_type: Mapping[str, Any] | None, one: Any, other: Any) -> bool:
    """Return whether two values of the type are equal, even if their Python types differ."""
    if data_type is None:
        return bool(one == other)
    return bool(_plain(data_type, one) == _plain(data_type, other))


def _plain(data_type: Mapping[str, Any], value: Any) -> Any:
    if value is None:
        return None
    match data_type["name"]:
        case name if name in _NUMBERS:
            return float(value)
        case name if name in _OPAQUE:
            return True
        case "array":
            return [_plain(data_type["of"], each) for each in value]
        case "range":
            return tuple(_plain(data_type["of"], end) for end in (value.lower, value.upper))
        case "binary":
            return bytes(value)
        case "uuid":
            return str(value)
        case "boolean":
            return bool(value)
        case _:
            return value

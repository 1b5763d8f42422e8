"""Stored values as values of another type, in SQL: what the migrations of all targets say."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.sql_text import quoted_text
from scaffold.schema.data_types import DataType
from scaffold.schema.type_table import TYPES

TEXTS = ("string", "char", "text", "citext")
RANDOM_UUID = {
    "postgres": "gen_random_uuid()",
    "mysql": "UUID()",
    "sqlite": (
        "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
        "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
        "hex(randomblob(6)))"
    ),
}
# The UUID of a number: the number in twelve decimal digits, after this. It is one of version 4.
UUID_HEAD = "00000000-0000-4000-8000-"


def family(data_type: DataType) -> str:
    """Return the family of a type."""
    return TYPES[data_type.name].family


def uuid_of_number(number: str, dialect: str) -> str:
    """Return the UUID of a number, from which the number can be read again."""
    match dialect:
        case "postgres":
            return f"('{UUID_HEAD}' || lpad({number}::text, 12, '0'))::uuid"
        case "mysql":
            return f"concat('{UUID_HEAD}', lpad({number}, 12, '0'))"
        case _:
            return f"'{UUID_HEAD}' || printf('%012d', {number})"


def mapped(text: str, values: Mapping[str, str | None], dialect: str) -> str:
    """Return the expression that gives each mapped text its new one."""
    if not values:
        return text
    cases = " ".join(
        f"WHEN {quoted_text(old, dialect)} THEN "
        f"{'NULL' if new is None else quoted_text(new, dialect)}"
        for old, new in values.items()
    )
    return f"CASE {text} {cases} ELSE {text} END"


def mapped_array(texts: str, values: Mapping[str, str | None]) -> str:
    """Return PostgreSQL's expression that gives each mapped element of an array its new text."""
    for old, new in values.items():
        one = quoted_text(old, "postgres")
        if new is None:
            texts = f"array_remove({texts}, {one})"
        else:
            texts = f"array_replace({texts}, {one}, {quoted_text(new, 'postgres')})"
    return texts


def postgres_value(name: str, type_sql: str, old: DataType, new: DataType) -> str | None:
    """Return what PostgreSQL makes of a number, UUID or time; None where a cast is enough."""
    match family(old), family(new):
        case ("integer", "uuid"):
            return uuid_of_number(name, "postgres")
        case ("uuid", "integer"):
            return f"right({name}::text, 12)::{type_sql}"
        case ("datetime", "datetime") if old.local != new.local:
            return f"{name} AT TIME ZONE 'UTC'"
        case ("datetime", "date" | "time") if not old.local:
            return f"({name} AT TIME ZONE 'UTC')::{type_sql}"
        case ("date", "datetime") if not new.local:
            return f"{name}::timestamp AT TIME ZONE 'UTC'"
    return None


def sqlite_value(name: str, old: DataType, new: DataType) -> str | None:
    """Return what SQLite stores in the new type; None where it stores the values alike."""
    if old.collation != new.collation:
        # Indexes are made again in the new order.
        return name
    if old.name in TEXTS and new.name == "boolean":
        return f"lower({name}) IN ('t', 'true', 'y', 'yes', 'on', '1')"
    if old.name == "boolean" and new.name in TEXTS:
        return f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    match family(old), family(new):
        case ("decimal" | "float", "integer"):
            return f"CAST(round({name}) AS INTEGER)"
        case ("decimal" | "float", "decimal") if old.scale is None or _digits(new) < old.scale:
            return f"round({name}, {_digits(new)})"
        case ("datetime", "date"):
            return f"substr({name}, 1, 10)"
        case ("datetime", "time"):
            return f"substr({name}, 12, 8)"
        case ("date", "datetime"):
            return f"{name} || ' 00:00:00.000 +00:00'"
        case ("integer", "boolean"):
            return f"{name} <> 0"
        case ("integer", "uuid"):
            return uuid_of_number(name, "sqlite")
        case ("uuid", "integer"):
            return f"CAST(substr({name}, 25) AS INTEGER)"
    return None


def _digits(data_type: DataType) -> int:
    return data_type.scale or 0

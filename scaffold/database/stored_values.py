"""Stored values as values of another type, in SQL: what the migrations of all targets say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_enums import ValueMap
from scaffold.database.sql_text import enum_of, quoted_text
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.schema.type_table import TYPES

TEXTS = ("string", "char", "text", "citext")
# https://www.postgresql.org/docs/current/datatype-boolean.html
TRUE_WORDS = "('t', 'true', 'y', 'yes', 'on', '1')"
BOOLEAN_WORDS = TRUE_WORDS.replace(")", ", 'f', 'false', 'n', 'no', 'off', '0')")
RANDOM_UUID = {
    "postgres": "gen_random_uuid()",
    "mysql": "UUID()",
    "sqlite": (
        "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
        "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
        "hex(randomblob(6)))"
    ),
}
# The day of a time that becomes a datetime again.
NO_DAY = "1970-01-01"
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


def postgres_value(name: str, words: str, old: DataType, new: DataType) -> str | None:
    """Return what PostgreSQL makes of a number, UUID or time; None where a cast is enough."""
    match family(old), family(new):
        case ("integer", "uuid"):
            return uuid_of_number(name, "postgres")
        case ("uuid", "integer"):
            return f"right({name}::text, 12)::{words}"
        case ("integer", "boolean") if old.name != "integer":
            return f"{name} <> 0"
        case ("boolean", "integer") if new.name != "integer":
            return f"{name}::integer::{words}"
        case ("datetime", "datetime") if old.local != new.local:
            return f"{name} AT TIME ZONE 'UTC'"
        case ("datetime", "date" | "time") if not old.local:
            return f"({name} AT TIME ZONE 'UTC')::{words}"
        case ("date", "datetime") if not new.local:
            return f"{name}::timestamp AT TIME ZONE 'UTC'"
        case ("time", "datetime"):
            zone = "" if new.local else " AT TIME ZONE 'UTC'"
            return f"(DATE '{NO_DAY}' + {name}){zone}"
    return None


def postgres_using(table: TableName, old: Column, new: Column, values: ValueMap) -> str | None:
    """Return what USING says where a column's type changes; None where PostgreSQL casts itself.

    An assignment cast does: https://www.postgresql.org/docs/current/sql-createcast.html
    """
    name, words = DIALECTS["postgres"].quoted(new.name), type_sql(table, new, "postgres")
    known = dict(values)
    if enum_of(new.type) and old.type.name == "array":
        return f"{mapped_array(f'{name}::text[]', known)}::{words}"
    if new.type.name == "binary" and (old.type.name in TEXTS or enum_of(old.type)):
        return f"convert_to({name}::text, 'UTF8')"
    if old.type.name == "binary" and (new.type.name in TEXTS or enum_of(new.type)):
        # Its own cast writes hexadecimal digits.
        text = f"convert_from({name}, 'UTF8')"
        return f"{text}::{words}" if enum_of(new.type) else text
    if known or enum_of(new.type) or (enum_of(old.type) and new.type.name not in TEXTS):
        text = name if old.type.name in TEXTS else f"{name}::text"
        value = mapped(text, known, "postgres")
        value = f"({value})" if known else value
        return value if new.type.name == "text" else f"{value}::{words}"
    converted = postgres_value(name, words, old.type, new.type)
    if converted is not None:
        return converted
    if new.type.name in TEXTS:
        return None
    kinds = {family(old.type), family(new.type)}
    is_cast = old.type.name in (*TEXTS, "array") or new.type.name in ("array", "range")
    return f"{name}::{words}" if is_cast or kinds & {"boolean", "native"} else None


def sqlite_value(name: str, old: DataType, new: DataType) -> str | None:
    """Return what SQLite stores in the new type; None where it stores the values alike."""
    if old.name in TEXTS and new.name == "boolean":
        return f"lower({name}) IN {TRUE_WORDS}"
    if old.name == "boolean" and new.name in TEXTS:
        return f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    if "binary" in (old.name, new.name) and {old.name, new.name} & {*TEXTS, "enum"}:
        # Bytes and texts are stored as what they are, whatever the column's type.
        return f"CAST({name} AS {'BLOB' if new.name == 'binary' else 'TEXT'})"
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
        case ("time", "datetime"):
            return f"'{NO_DAY} ' || {name} || '.000 +00:00'"
        case ("integer", "boolean"):
            return f"{name} <> 0"
        case ("integer", "uuid"):
            return uuid_of_number(name, "sqlite")
        case ("uuid", "integer"):
            return f"CAST(substr({name}, 25) AS INTEGER)"
    # With another collation indexes are made again in its order.
    return name if old.collation != new.collation else None


def mysql_before(old: Column, new: Column) -> str | None:
    """Return what MODIFY can read as the new type, of the values stored; None: them."""
    name = DIALECTS["mysql"].quoted(old.name)
    if old.type.name in TEXTS and new.type.name == "boolean":
        return f"lower({name}) IN {TRUE_WORDS}"
    match family(old.type), family(new.type):
        case ("integer", "boolean"):
            return f"{name} <> 0"
        case ("uuid", "integer"):
            return f"CAST(right({name}, 12) AS UNSIGNED)"
    return None


def mysql_after(old: Column, new: Column) -> str | None:
    """Return what the values are after MODIFY has converted them; None: as they are."""
    name = DIALECTS["mysql"].quoted(new.name)
    if old.type.name == "boolean" and new.type.name in TEXTS:
        return f"CASE {name} WHEN '1' THEN 'true' WHEN '0' THEN 'false' END"
    match family(old.type), family(new.type):
        case ("integer", "uuid"):
            return uuid_of_number(name, "mysql")
        case ("time", "datetime"):
            # MODIFY takes the current day.
            return f"TIMESTAMP('{NO_DAY}', TIME({name}))"
    return None


def mysql_middle(old: Column, new: Column, values: ValueMap) -> Column | None:
    """Return the column between the old and the new one, where MySQL needs one.

    It holds the values of both. As a number, a value of an enum is its place in the list.
    """
    enums = old.type.name == "enum", new.type.name == "enum"
    others = tuple(each for each in new.type.values if each not in old.type.values)
    if all(enums):
        both = replace(old.type, values=(*old.type.values, *others))
        return replace(old, type=both) if values and others else None
    longest = max((len(text) for _, text in values if text is not None), default=0)
    room = _room(old)
    if any(enums) and not {old.type.name, new.type.name} & {*TEXTS}:
        longest = max(longest, room or 64)
    elif room is None or longest <= room:
        return None
    return replace(old, type=DataType("string", max(longest, room or 0)), default=None)


def _room(column: Column) -> int | None:
    """How many characters a text holds; None for other types, and for any number."""
    if column.type.name == "enum":
        return max(map(len, column.type.values))
    is_limited = column.type.name in ("string", "char")
    return (column.type.length or STRING_LENGTH) if is_limited else None


def _digits(data_type: DataType) -> int:
    return data_type.scale or 0

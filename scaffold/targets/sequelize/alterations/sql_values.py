"""Values and conversions of stored values as SQL, for one database at a time."""

from __future__ import annotations

import json

from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import quoted_text
from scaffold.database.stored_values import family, sqlite_value
from scaffold.database.tables import Column, TableName
from scaffold.schema.native_types import sqlite_affinity


def default_sql(table: TableName, column: Column, dialects: tuple[str, ...]) -> str | None:
    """Return a column's default on PostgreSQL; None where it has none there."""
    default = column.default
    if default is None:
        return None
    match default.kind:
        case "number" if family(column.type) == "float":
            # createTable() quotes it, and PostgreSQL keeps it as it is written.
            return quoted_text(default.value, "postgres")
        case "number" | "boolean" | "sql":
            return default.value
        case "now":
            return "CURRENT_DATE" if column.type.name == "date" else "CURRENT_TIMESTAMP"
        case "uuid":
            # With other dialects beside it the application makes the value.
            return "gen_random_uuid()" if dialects == ("postgres",) else None
        case "json" if column.type.name == "array":
            return _array_sql(table, column, default.value)
        case "text" if column.type.name == "datetime":
            return quoted_text(f"{default.value} +00:00", "postgres")
        case _:
            return quoted_text(default.value, "postgres")


def _array_sql(table: TableName, column: Column, text: str) -> str:
    items = json.loads(text, parse_int=str, parse_float=str)
    if not all(isinstance(item, str) for item in items):
        return quoted_text(text, "postgres")
    written = ",".join(quoted_text(item, "postgres") for item in items)
    return f"ARRAY[{written}]::{type_sql(table, column, 'postgres')}"


def sqlite_cast(table: TableName, old: Column, new: Column) -> str | None:
    """Return what SQLite stores in the new type; None where it stores the values alike."""
    name = DIALECTS["sqlite"].quoted(new.name)
    converted = sqlite_value(name, old.type, new.type)
    if converted is not None:
        return converted
    if not {old.type.name, new.type.name} <= DIALECTS["sqlite"].types.keys():
        return None
    affinities = [sqlite_affinity(type_sql(table, each, "sqlite")) for each in (old, new)]
    return None if affinities[0] == affinities[1] else name

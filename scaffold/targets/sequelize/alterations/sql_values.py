"""Values, types and conversions of stored values as SQL, for one database at a time."""

from __future__ import annotations

import json

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import (
    collate,
    enum_of,
    enum_type_name,
    local_datetime,
    quoted_name,
    quoted_text,
)
from scaffold.database.stored_values import (
    TEXTS,
    family,
    mapped,
    mapped_array,
    postgres_value,
    sqlite_value,
    uuid_of_number,
)
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType

ValueMap = tuple[tuple[str, str | None], ...]


def type_sql(table: TableName, column: Column, dialect: str) -> str:
    """Return a column's type as createTable writes it."""
    return _type_sql(column.type, dialect, quoted_name(enum_type_name(table, column), "postgres"))


def _type_sql(data_type: DataType, dialect: str, enum: str) -> str:
    known = DIALECTS[dialect]
    if data_type.name == "enum" and known.enum_is_named_type:
        return enum
    if data_type.name == "array" and data_type.of is not None:
        return f"{_type_sql(data_type.of, dialect, enum)}[]"
    if data_type.name == "range" and data_type.of is not None:
        return known.range_types[data_type.of.name]
    if data_type.local and dialect == "postgres":
        return local_datetime(data_type)
    if data_type.name == "decimal" and data_type.precision is None:
        return "DECIMAL"
    written = known.types[data_type.name].format(
        length=data_type.length or STRING_LENGTH,
        precision=data_type.precision,
        scale=data_type.scale,
        native=data_type.native,
        values=", ".join(quoted_text(value, dialect) for value in data_type.values),
    )
    written = collate(written, data_type, dialect)
    return f"{written} UNSIGNED" if data_type.unsigned and known.unsigned else written


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
    if enum_of(old.type) or enum_of(new.type) or known:
        text = name if old.type.name in TEXTS else f"{name}::text"
        value = mapped(text, known, "postgres")
        value = f"({value})" if known else value
        return value if new.type.name == "text" else f"{value}::{words}"
    converted = postgres_value(name, words, old.type, new.type)
    if converted is not None:
        return converted
    if new.type.name in TEXTS:
        return None
    kinds = family(old.type), family(new.type)
    if old.type.name in TEXTS or "boolean" in kinds or "native" in kinds:
        return f"{name}::{words}"
    return f"{name}::{words}" if new.type.name in ("array", "range") else None


def sqlite_cast(table: TableName, old: Column, new: Column) -> str | None:
    """Return what SQLite stores in the new type; None where it stores the values alike."""
    name = DIALECTS["sqlite"].quoted(new.name)
    converted = sqlite_value(name, old.type, new.type)
    if converted is not None:
        return converted
    if not {old.type.name, new.type.name} <= DIALECTS["sqlite"].types.keys():
        return None
    affinities = [_affinity(type_sql(table, each, "sqlite")) for each in (old, new)]
    return None if affinities[0] == affinities[1] else name


def _affinity(words: str) -> str:
    """https://www.sqlite.org/datatype3.html, 3.1."""
    upper = words.upper()
    if "INT" in upper:
        return "INTEGER"
    if any(word in upper for word in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    if "BLOB" in upper:
        return "BLOB"
    return "REAL" if any(word in upper for word in ("REAL", "FLOA", "DOUB")) else "NUMERIC"


def mysql_before(old: Column, new: Column) -> str | None:
    """Return what MODIFY can read as the new type, of the values stored; None: them."""
    name = DIALECTS["mysql"].quoted(old.name)
    if old.type.name in TEXTS and new.type.name == "boolean":
        return f"lower({name}) IN ('t', 'true', 'y', 'yes', 'on', '1')"
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
    if (family(old.type), family(new.type)) == ("integer", "uuid"):
        return uuid_of_number(name, "mysql")
    return None

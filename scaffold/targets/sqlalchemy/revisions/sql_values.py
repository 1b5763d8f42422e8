"""Values and conversions of stored values as SQL, for one database at a time."""

from __future__ import annotations

from collections.abc import Mapping

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
    RANDOM_UUID,
    TEXTS,
    family,
    mapped,
    mapped_array,
    postgres_value,
    sqlite_value,
    uuid_of_number,
)
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import DataType, Default
from scaffold.targets.sqlalchemy.revisions.op_defaults import array_default, timestamp_text


def value_sql(table: TableName, column: Column, value: Default, dialect: str) -> str:
    """Return a value of a column as an SQL expression."""
    match value.kind:
        case "number" | "boolean" | "sql":
            return value.value
        case "now":
            return "CURRENT_DATE" if column.type.name == "date" else "CURRENT_TIMESTAMP"
        case "uuid":
            return RANDOM_UUID[dialect]
        case "json" if column.type.name == "array":
            return array_default(column.type, value.value, enum_type_name(table, column))
        case "text" if column.type.name == "datetime":
            return quoted_text(timestamp_text(column.type, value.value, dialect), dialect)
        case _:
            return quoted_text(value.value, dialect)


def type_words(table: TableName, column: Column) -> str:
    """Return a column's type as PostgreSQL writes it."""
    return _postgres_type(column.type, quoted_name(enum_type_name(table, column), "postgres"))


def _postgres_type(data_type: DataType, enum: str) -> str:
    postgres = DIALECTS["postgres"]
    if data_type.name == "enum":
        return enum
    if data_type.name == "array" and data_type.of is not None:
        return f"{_postgres_type(data_type.of, enum)}[]"
    if data_type.name == "range" and data_type.of is not None:
        return postgres.range_types[data_type.of.name]
    if data_type.local:
        return local_datetime(data_type)
    if data_type.name == "decimal" and data_type.precision is None:
        return "DECIMAL"
    words = postgres.types[data_type.name].format(
        length=data_type.length or 255,
        precision=data_type.precision,
        scale=data_type.scale,
        native=data_type.native,
    )
    return collate(words, data_type, "postgres")


def conversion_sql(
    table: TableName,
    old: Column,
    new: Column,
    values: tuple[tuple[str, str | None], ...],
    dialect: str,
) -> str | None:
    """Return the value of the new type, from the stored one; None where the database converts."""
    return _CONVERSIONS[dialect](table, old, new, dict(values))


def is_number_of_uuid(old: DataType, new: DataType) -> bool:
    """Whether UUIDs become numbers."""
    return (family(old), family(new)) == ("uuid", "integer")


def mapping_sql(column: str, values: tuple[tuple[str, str | None], ...], dialect: str) -> str:
    """Return the assignment and condition of an UPDATE that maps values."""
    texts = [quoted_text(old, dialect) for old, _ in values]
    if len(values) == 1:
        new = values[0][1]
        value = "NULL" if new is None else quoted_text(new, dialect)
        return f"{column} = {value} WHERE {column} = {texts[0]}"
    value = mapped(column, dict(values), dialect)
    return f"{column} = {value} WHERE {column} IN ({', '.join(texts)})"


def _on_postgres(
    table: TableName, old: Column, new: Column, values: Mapping[str, str | None]
) -> str | None:
    name = DIALECTS["postgres"].quoted(new.name)
    words = type_words(table, new)
    if enum_of(new.type) and old.type.name == "array":
        return f"{mapped_array(f'{name}::text[]', values)}::{words}"
    if new.type.name == "binary" and (old.type.name in TEXTS or enum_of(old.type)):
        return f"convert_to({name}::text, 'UTF8')"
    if old.type.name == "binary" and (new.type.name in TEXTS or enum_of(new.type)):
        # Its own cast writes hexadecimal digits.
        text = f"convert_from({name}, 'UTF8')"
        return f"{text}::{words}" if enum_of(new.type) else text
    if new.type.name == "enum":
        text = name if old.type.name in TEXTS else f"{name}::text"
        value = mapped(text, values, "postgres")
        return f"({value})::{words}" if values else f"{value}::{words}"
    if values:
        return f"({mapped(f'{name}::text', values, 'postgres')})::{words}"
    converted = postgres_value(name, words, old.type, new.type)
    if converted is not None:
        return converted
    if new.type.name in TEXTS:
        return None
    kinds = family(old.type), family(new.type)
    if "boolean" in kinds or old.type.name in (*TEXTS, "enum", "array", "type"):
        return f"{name}::{words}"
    return f"{name}::{words}" if new.type.name in ("array", "type", "range") else None


def _on_sqlite(
    table: TableName, old: Column, new: Column, values: Mapping[str, str | None]
) -> str | None:
    return sqlite_value(DIALECTS["sqlite"].quoted(new.name), old.type, new.type)


def _on_mysql(
    table: TableName, old: Column, new: Column, values: Mapping[str, str | None]
) -> str | None:
    name = DIALECTS["mysql"].quoted(new.name)
    if old.type.name == "boolean" and new.type.name in TEXTS:
        return f"CASE {name} WHEN '1' THEN 'true' WHEN '0' THEN 'false' END"
    match family(old.type), family(new.type):
        case ("integer", "boolean"):
            return f"{name} <> 0"
        case ("integer", "uuid"):
            return uuid_of_number(name, "mysql")
    return None


_CONVERSIONS = {"postgres": _on_postgres, "sqlite": _on_sqlite, "mysql": _on_mysql}

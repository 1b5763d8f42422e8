"""Values and conversions of stored values as SQL, for one database at a time."""

from __future__ import annotations

from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_enums import ValueMap
from scaffold.database.sql_text import enum_type_name, quoted_text
from scaffold.database.stored_values import (
    RANDOM_UUID,
    family,
    mapped,
    mysql_after,
    postgres_using,
    sqlite_value,
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
    return type_sql(table, column, "postgres")


def conversion_sql(
    table: TableName,
    old: Column,
    new: Column,
    values: ValueMap,
    dialect: str,
) -> str | None:
    """Return the value of the new type, from the stored one; None where the database converts."""
    match dialect:
        case "postgres":
            return postgres_using(table, old, new, values)
        case "sqlite":
            return sqlite_value(DIALECTS["sqlite"].quoted(new.name), old.type, new.type)
        case _:
            return mysql_after(old, new)


def is_number_of_uuid(old: DataType, new: DataType) -> bool:
    """Whether UUIDs become numbers."""
    return (family(old), family(new)) == ("uuid", "integer")


def mapping_sql(column: str, values: ValueMap, dialect: str) -> str:
    """Return the assignment and condition of an UPDATE that maps values."""
    texts = [quoted_text(old, dialect) for old, _ in values]
    if len(values) == 1:
        new = values[0][1]
        value = "NULL" if new is None else quoted_text(new, dialect)
        return f"{column} = {value} WHERE {column} = {texts[0]}"
    value = mapped(column, dict(values), dialect)
    return f"{column} = {value} WHERE {column} IN ({', '.join(texts)})"

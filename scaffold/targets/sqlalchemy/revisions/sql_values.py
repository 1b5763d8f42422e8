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
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.type_table import TYPES
from scaffold.targets.sqlalchemy.revisions.op_defaults import array_default, timestamp_text

_TEXTS = ("string", "char", "text", "citext")
_RANDOM_UUID = {
    "postgres": "gen_random_uuid()",
    "mysql": "uuid()",
    "sqlite": (
        "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
        "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
        "hex(randomblob(6)))"
    ),
}


def value_sql(table: TableName, column: Column, value: Default, dialect: str) -> str:
    """Return a value of a column as an SQL expression."""
    match value.kind:
        case "number" | "boolean" | "sql":
            return value.value
        case "now":
            return "CURRENT_DATE" if column.type.name == "date" else "CURRENT_TIMESTAMP"
        case "uuid":
            return _RANDOM_UUID[dialect]
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


# The UUID of a number: the number in decimal digits, after this.
UUID_HEAD = "00000000-0000-4000-8000-"


def encoded_number(number: str, dialect: str) -> str:
    """Return the UUID of a number, as the Sequelize target's migrations compute it too."""
    match dialect:
        case "postgres":
            return f"('{UUID_HEAD}' || lpad({number}::text, 12, '0'))::uuid"
        case "mysql":
            return f"concat('{UUID_HEAD}', lpad({number}, 12, '0'))"
        case _:
            return f"'{UUID_HEAD}' || printf('%012d', {number})"


def is_number_of_uuid(old: DataType, new: DataType) -> bool:
    """Whether UUIDs become numbers."""
    return (_family(old), _family(new)) == ("uuid", "integer")


def mapped_sql(column: str, values: Mapping[str, str | None], dialect: str) -> str:
    """Return the expression that gives each mapped text its new one."""
    if not values:
        return column
    cases = " ".join(
        f"WHEN {quoted_text(old, dialect)} THEN "
        f"{'NULL' if new is None else quoted_text(new, dialect)}"
        for old, new in values.items()
    )
    return f"CASE {column} {cases} ELSE {column} END"


def mapping_sql(column: str, values: tuple[tuple[str, str | None], ...], dialect: str) -> str:
    """Return the assignment and condition of an UPDATE that maps values."""
    texts = [quoted_text(old, dialect) for old, _ in values]
    if len(values) == 1:
        new = values[0][1]
        value = "NULL" if new is None else quoted_text(new, dialect)
        return f"{column} = {value} WHERE {column} = {texts[0]}"
    mapped = mapped_sql(column, dict(values), dialect)
    return f"{column} = {mapped} WHERE {column} IN ({', '.join(texts)})"


def _on_postgres(
    table: TableName, old: Column, new: Column, values: Mapping[str, str | None]
) -> str | None:
    name = DIALECTS["postgres"].quoted(new.name)
    words = type_words(table, new)
    if enum_of(new.type) and old.type.name == "array":
        texts = f"{name}::text[]"
        for value, other in values.items():
            if other is None:
                texts = f"array_remove({texts}, {quoted_text(value, 'postgres')})"
            else:
                pair = f"{quoted_text(value, 'postgres')}, {quoted_text(other, 'postgres')}"
                texts = f"array_replace({texts}, {pair})"
        return f"{texts}::{words}"
    if new.type.name == "binary" and (old.type.name in _TEXTS or enum_of(old.type)):
        return f"convert_to({name}::text, 'UTF8')"
    if old.type.name == "binary" and (new.type.name in _TEXTS or enum_of(new.type)):
        # Its own cast writes hexadecimal digits.
        text = f"convert_from({name}, 'UTF8')"
        return f"{text}::{words}" if enum_of(new.type) else text
    if new.type.name == "enum":
        text = name if old.type.name in _TEXTS else f"{name}::text"
        mapped = mapped_sql(text, values, "postgres")
        return f"({mapped})::{words}" if values else f"{mapped}::{words}"
    if values:
        return f"({mapped_sql(f'{name}::text', values, 'postgres')})::{words}"
    kinds = _family(old.type), _family(new.type)
    match kinds:
        case ("integer", "uuid"):
            return encoded_number(name, "postgres")
        case ("uuid", "integer"):
            return f"right({name}::text, 12)::{words}"
        case ("datetime", "datetime") if old.type.local != new.type.local:
            return f"{name} AT TIME ZONE 'UTC'"
        case ("datetime", "date" | "time") if not old.type.local:
            return f"({name} AT TIME ZONE 'UTC')::{words}"
        case ("date", "datetime") if not new.type.local:
            return f"{name}::timestamp AT TIME ZONE 'UTC'"
    if new.type.name in _TEXTS:
        return None
    if "boolean" in kinds or old.type.name in (*_TEXTS, "enum", "array", "type"):
        return f"{name}::{words}"
    return f"{name}::{words}" if new.type.name in ("array", "type", "range") else None


def _on_sqlite(
    table: TableName, old: Column, new: Column, values: Mapping[str, str | None]
) -> str | None:
    name = DIALECTS["sqlite"].quoted(new.name)
    if old.type.collation != new.type.collation:
        # Indexes are made again in the new order.
        return name
    if old.type.name in _TEXTS and new.type.name == "boolean":
        return f"lower({name}) IN ('t', 'true', 'y', 'yes', 'on', '1')"
    if old.type.name == "boolean" and new.type.name in _TEXTS:
        return f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    match _family(old.type), _family(new.type):
        case ("decimal" | "float", "integer"):
            return f"CAST(round({name}) AS INTEGER)"
        case ("decimal", "decimal") if (new.type.scale or 0) < (old.type.scale or 0):
            return f"round({name}, {new.type.scale or 0})"
        case ("float", "decimal"):
            return f"round({name}, {new.type.scale or 0})"
        case ("datetime", "date"):
            return f"substr({name}, 1, 10)"
        case ("datetime", "time"):
            return f"substr({name}, 12, 8)"
        case ("date", "datetime"):
            return f"{name} || ' 00:00:00.000 +00:00'"
        case ("integer", "boolean"):
            return f"{name} <> 0"
        case ("integer", "uuid"):
            return encoded_number(name, "sqlite")
        case ("uuid", "integer"):
            return f"CAST(substr({name}, 25) AS INTEGER)"
    return None


def _on_mysql(
    table: TableName, old: Column, new: Column, values: Mapping[str, str | None]
) -> str | None:
    name = DIALECTS["mysql"].quoted(new.name)
    if old.type.name == "boolean" and new.type.name in _TEXTS:
        return f"CASE {name} WHEN '1' THEN 'true' WHEN '0' THEN 'false' END"
    match _family(old.type), _family(new.type):
        case ("integer", "boolean"):
            return f"{name} <> 0"
        case ("integer", "uuid"):
            return encoded_number(name, "mysql")
    return None


def _family(data_type: DataType) -> str:
    return TYPES[data_type.name].family


_CONVERSIONS = {"postgres": _on_postgres, "sqlite": _on_sqlite, "mysql": _on_mysql}

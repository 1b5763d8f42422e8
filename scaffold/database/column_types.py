"""Types of columns as the SQL of one database."""

from __future__ import annotations

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import (
    collate,
    enum_type_name,
    local_datetime,
    quoted_name,
    quoted_text,
)
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType


def type_sql(table: TableName, column: Column, dialect: str) -> str:
    """Return a column's type as CREATE TABLE has it."""
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
    if data_type.name == "datetime" and data_type.length is not None and dialect == "mysql":
        # Elsewhere Sequelize has one type for all fractions (DATE.toSql of the dialects).
        return f"DATETIME({data_type.length})"
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

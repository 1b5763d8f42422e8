"""Changes of an enum's values that need no new type on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_enums import ValueMap, values_in_place
from scaffold.database.sql_text import enum_type_name, quoted_name, quoted_text
from scaffold.database.tables import Column, TableName
from scaffold.targets.sqlalchemy.revisions.op_defaults import array_default


def enum_statements(
    table: TableName, old: Column, new: Column, values: ValueMap, used: str
) -> tuple[str, ...] | None:
    """Return the statements that change an enum's values in place; None where none can.

    They change nullability and default with it. `used` are texts of the migration that may
    mention values.
    """
    statements = values_in_place(table, old, new, values, used)
    if statements is None:
        return None
    # The default follows the value that it is.
    changed = () if values else _default_change(table, old, new)
    return (*statements, *changed, *_nullability(table, old, new))


def _default_change(table: TableName, old: Column, new: Column) -> Iterator[str]:
    if old.default != new.default:
        name, column = quoted_name(table, "postgres"), DIALECTS["postgres"].quoted(new.name)
        default = _default(table, new)
        change = f"SET DEFAULT {default}" if default else "DROP DEFAULT"
        yield f"ALTER TABLE {name} ALTER COLUMN {column} {change}"


def _nullability(table: TableName, old: Column, new: Column) -> Iterator[str]:
    if old.nullable != new.nullable:
        name, column = quoted_name(table, "postgres"), DIALECTS["postgres"].quoted(new.name)
        change = "DROP NOT NULL" if new.nullable else "SET NOT NULL"
        yield f"ALTER TABLE {name} ALTER COLUMN {column} {change}"


def _default(table: TableName, column: Column) -> str | None:
    if column.default is None:
        return None
    if column.type.name == "array":
        return array_default(column.type, column.default.value, enum_type_name(table, column))
    return quoted_text(column.default.value, "postgres")

"""The enum types of PostgreSQL, whose values change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import (
    enum_of,
    enum_type_name,
    enum_values,
    quoted_name,
    quoted_text,
)
from scaffold.database.tables import Column, TableName
from scaffold.targets.sqlalchemy.revisions.op_defaults import array_default

ValueMap = tuple[tuple[str, str | None], ...]


def enum_statements(
    table: TableName, old: Column, new: Column, values: ValueMap, used: str
) -> tuple[str, ...] | None:
    """Return the statements that change an enum's values in place; None where none can.

    They change nullability and default with it. A value that `used`, the texts of the same
    migration, mentions cannot be added by ADD VALUE: PostgreSQL allows no use of it before the
    transaction ends.
    """
    if not (enum_of(old.type) and enum_of(new.type)) or old.type == new.type:
        return None
    if (old.type.name == "array") != (new.type.name == "array"):
        return None
    if not has_same_type(table, old, new):
        return None
    before, after = enum_values(old.type), enum_values(new.type)
    if _renamed(before, after, values):
        default = old.default and dict(values).get(old.default.value, old.default.value)
        if default == (new.default and new.default.value):
            names = quoted_name(enum_type_name(table, new), "postgres")
            renames = (
                f"ALTER TYPE {names} RENAME VALUE {_text(one)} TO {_text(two)}"
                for one, two in values
                if two is not None
            )
            return (*renames, *_nullability(table, old, new))
    added = [value for value in after if value not in before]
    is_subset = [value for value in after if value in before] == list(before)
    if is_subset and not values and not any(value in used for value in added):
        statements = _added(table, new, before)
        if old.default != new.default or old.nullable != new.nullable:
            return (*statements, *_settings(table, old, new))
        return tuple(statements)
    return None


def has_same_type(table: TableName, old: Column, new: Column) -> bool:
    """Whether the enum of a column keeps the name of its type."""
    if enum_of(old.type) is None or enum_of(new.type) is None:
        return False
    return enum_type_name(table, replace(old, name=new.name)) == enum_type_name(table, new)


def _text(value: str) -> str:
    return quoted_text(value, "postgres")


def _renamed(before: tuple[str, ...], after: tuple[str, ...], values: ValueMap) -> bool:
    mapped = dict(values)
    return bool(values) and after == tuple(mapped.get(value, value) for value in before)


def _added(table: TableName, new: Column, before: tuple[str, ...]) -> Iterator[str]:
    """Each new value after the one before it; at the end without a place."""
    name = quoted_name(enum_type_name(table, new), "postgres")
    after = enum_values(new.type)
    last = max((after.index(value) for value in before), default=-1)
    for at, value in enumerate(after):
        if value in before:
            continue
        place = ""
        if at < last:
            place = f" AFTER {_text(after[at - 1])}" if at else f" BEFORE {_text(before[0])}"
        yield f"ALTER TYPE {name} ADD VALUE {_text(value)}{place}"


def _settings(table: TableName, old: Column, new: Column) -> Iterator[str]:
    name, column = quoted_name(table, "postgres"), DIALECTS["postgres"].quoted(new.name)
    if old.default != new.default:
        default = _default(table, new)
        change = f"SET DEFAULT {default}" if default else "DROP DEFAULT"
        yield f"ALTER TABLE {name} ALTER COLUMN {column} {change}"
    yield from _nullability(table, old, new)


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
    return _text(column.default.value)


def set_aside(table: TableName, column: Column) -> tuple[str, str]:
    """Return the statements that rename an enum type and, later, drop it."""
    enum, postgres = enum_type_name(table, column), DIALECTS["postgres"]
    aside = enum._replace(name=f"{postgres.name_limit.cut(enum.name, len('__old'))}__old")
    name = quoted_name(enum, "postgres")
    rename = f"ALTER TYPE {name} RENAME TO {postgres.quoted(aside.name)}"
    return rename, f"DROP TYPE {quoted_name(aside, 'postgres')}"

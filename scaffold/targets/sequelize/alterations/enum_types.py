"""The enum types of PostgreSQL, whose values change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import (
    drop_enum_types,
    enum_of,
    enum_type_name,
    enum_values,
    quoted_name,
    quoted_text,
)
from scaffold.database.tables import Column, TableName
from scaffold.targets.sequelize.alterations.sql_values import ValueMap


def values_in_place(
    table: TableName, old: Column, new: Column, values: ValueMap, used: str
) -> tuple[str, ...] | None:
    """Return what adds or renames the values of an enum; None where the type is made again.

    PostgreSQL cannot use a value that ADD VALUE adds before the transaction ends: `used` are
    texts of the migration that may mention it.
    """
    if not is_enum_change(old, new):
        return None
    if not has_same_type(table, old, new):
        return None
    before, after = enum_values(old.type), enum_values(new.type)
    name = quoted_name(enum_type_name(table, new), "postgres")
    known = dict(values)
    if known and after == tuple(known.get(value, value) for value in before):
        default = old.default and known.get(old.default.value, old.default.value)
        if default == (new.default and new.default.value):
            return tuple(
                f"ALTER TYPE {name} RENAME VALUE {_text(one)} TO {_text(two or '')}"
                for one, two in values
            )
    kept = tuple(value for value in after if value in before)
    added = [value for value in after if value not in before]
    if values or kept != before or any(value in used for value in added):
        return None
    return tuple(_added(name, before, after))


def has_same_type(table: TableName, old: Column, new: Column) -> bool:
    """Whether the enum of a column keeps the name of its type."""
    if enum_of(old.type) is None or enum_of(new.type) is None:
        return False
    return enum_type_name(table, replace(old, name=new.name)) == enum_type_name(table, new)


def is_enum_change(old: Column, new: Column) -> bool:
    """Whether the values of an enum, or of an array of it, change."""
    if old.type == new.type or not (enum_of(old.type) and enum_of(new.type)):
        return False
    return (old.type.name == "array") == (new.type.name == "array")


def _added(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """Each new value behind the one before it; at the end without saying so."""
    last = max((after.index(value) for value in before), default=-1)
    for at, value in enumerate(after):
        if value in before:
            continue
        place = ""
        if at < last:
            place = f" AFTER {_text(after[at - 1])}" if at else f" BEFORE {_text(before[0])}"
        yield f"ALTER TYPE {name} ADD VALUE {_text(value)}{place}"


def set_aside(table: TableName, column: Column) -> tuple[str, str]:
    """Return the statements that rename an enum type and, later, drop it."""
    enum, postgres = enum_type_name(table, column), DIALECTS["postgres"]
    aside = enum._replace(name=f"{postgres.name_limit.cut(enum.name, len('_old'))}_old")
    name = quoted_name(enum, "postgres")
    rename = f"ALTER TYPE {name} RENAME TO {postgres.quoted(aside.name)}"
    return rename, f"DROP TYPE {quoted_name(aside, 'postgres')}"


def drop_type(table: TableName, column: Column) -> str:
    """Return the statement that drops the enum type of a column."""
    return next(drop_enum_types(table, (column,)))


def _text(value: str) -> str:
    return quoted_text(value, "postgres")

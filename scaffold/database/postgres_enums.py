"""Statements for the enum types of PostgreSQL, whose values change.

https://www.postgresql.org/docs/current/sql-altertype.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

ValueMap = tuple[tuple[str, str | None], ...]
_SUFFIX = "__old"


def values_in_place(
    table: TableName, old: Column, new: Column, values: ValueMap, used: str
) -> tuple[str, ...] | None:
    """Return what adds or renames the values of an enum; None where the type is made again.

    PostgreSQL cannot use a value that ADD VALUE adds before the transaction ends: `used` are
    texts of the migration that may mention it.
    """
    if not _is_enum_change(old, new) or not has_same_type(table, old, new):
        return None
    before, after = enum_values(old.type), enum_values(new.type)
    name = quoted_name(enum_type_name(table, new), "postgres")
    known = dict(values)
    if are_renamed(before, after, known):
        default = old.default and known.get(old.default.value, old.default.value)
        if default == (new.default and new.default.value):
            return tuple(rename_values(name, known))
    if values or not are_only_added(before, after):
        return None
    if any(value in used for value in after if value not in before):
        return None
    return tuple(add_values(name, before, after))


def has_same_type(table: TableName, old: Column, new: Column) -> bool:
    """Whether the enum of a column keeps the name of its type."""
    if enum_of(old.type) is None or enum_of(new.type) is None:
        return False
    return enum_type_name(table, replace(old, name=new.name)) == enum_type_name(table, new)


def _is_enum_change(old: Column, new: Column) -> bool:
    """Whether the values of an enum, or of an array of it, change."""
    if old.type == new.type or not (enum_of(old.type) and enum_of(new.type)):
        return False
    return (old.type.name == "array") == (new.type.name == "array")


def are_renamed(
    before: tuple[str, ...], after: tuple[str, ...], values: Mapping[str, str | None]
) -> bool:
    """Whether the map alone leads from the values to the new ones, in their order."""
    return bool(values) and after == tuple(values.get(value, value) for value in before)


def are_only_added(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the new values have all old ones in their order."""
    return tuple(value for value in after if value in before) == before


def rename_values(name: str, values: Mapping[str, str | None]) -> Iterator[str]:
    """Yield what renames the values of a type, given by its quoted name."""
    for old, new in values.items():
        if new is not None:
            yield f"ALTER TYPE {name} RENAME VALUE {_text(old)} TO {_text(new)}"


def add_values(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """Yield what adds each new value after the one before it; at the end without a place."""
    last = max((after.index(value) for value in before), default=-1)
    for at, value in enumerate(after):
        if value in before:
            continue
        place = ""
        if at < last:
            place = f" AFTER {_text(after[at - 1])}" if at else f" BEFORE {_text(before[0])}"
        yield f"ALTER TYPE {name} ADD VALUE {_text(value)}{place}"


def set_aside(enum: TableName) -> tuple[str, str]:
    """Return the statements that rename an enum type and, later, drop it."""
    postgres = DIALECTS["postgres"]
    cut = postgres.name_limit.cut(enum.name, len(_SUFFIX))
    aside = enum._replace(name=f"{cut}{_SUFFIX}")
    rename = f"ALTER TYPE {quoted_name(enum, 'postgres')} RENAME TO {postgres.quoted(aside.name)}"
    return rename, f"DROP TYPE {quoted_name(aside, 'postgres')}"


def _text(value: str) -> str:
    return quoted_text(value, "postgres")

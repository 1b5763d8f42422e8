"""What a change of a column's type does to stored values.

What PostgreSQL cannot cast is refused for every dialect: MySQL's MODIFY and SQLite's CAST convert
anything that parses, and give values that mean nothing (a time becomes today's date).
"""

from __future__ import annotations

from typing import Literal

from scaffold.database.sql_text import enum_of
from scaffold.schema.data_types import INTEGER_BITS, STRING_LENGTH, DataType, integer_range
from scaffold.schema.type_table import TYPES
from scaffold.values import dataclass

# What rows must fulfil: values short enough, in range, castable, or among an enum's values.
RowCondition = Literal["length", "range", "cast", "values"]

_TEXTS = ("string", "char", "text", "citext")
_FLOATS = ("float", "double", "real")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What becomes of stored values.

    `loss` says what is lost, `conditions` what rows must fulfil, `refused` why the conversion
    has no meaning.
    """

    loss: str | None = None
    conditions: tuple[RowCondition, ...] = ()
    refused: str | None = None


_FREE = Conversion()


def conversion(
    old: DataType, new: DataType, values: tuple[tuple[str, str | None], ...] = ()
) -> Conversion:
    """Return what becomes of the values of a column; `values` is its `map`."""
    if old == new:
        return _FREE
    if old.of is not None and new.of is not None and old.name == new.name:
        return conversion(old.of, new.of, values)
    if old.of is not None or new.of is not None:
        if new.name in ("text", "string"):
            return _to_text(old, new)
        return _refused(old, new)
    if new.name == "enum":
        return _to_enum(old, new, values)
    if "type" in (old.name, new.name):
        return Conversion("values that the other type cannot hold are refused", ("cast",))
    if new.name in _TEXTS:
        return _to_text(old, new)
    if old.name in (*_TEXTS, "enum"):
        return Conversion(f"a text that is no {new.name} stops the migration", ("cast",))
    return _between(old, new)


def _to_enum(
    old: DataType, new: DataType, values: tuple[tuple[str, str | None], ...]
) -> Conversion:
    mapped = dict(values)
    if old.name == "enum":
        gone = [value for value in old.values if value not in new.values and value not in mapped]
        if not gone:
            return _FREE
        listed = ", ".join(f"`{value}`" for value in gone)
        return Conversion(f"a row with {listed} stops the migration", ("values",))
    if old.name in _TEXTS:
        return Conversion("a text that is not a value of the enum stops the migration", ("values",))
    return _refused(old, new)


def _to_text(old: DataType, new: DataType) -> Conversion:
    room = _room(new)
    if room is None or (old.name == "boolean" and room >= 5) or old.name == "enum":
        longest = max(map(len, old.values), default=0) if old.name == "enum" else 0
        if room is None or longest <= room:
            return _FREE
    before = _room(old)
    if old.name in _TEXTS and before is not None and before <= room:
        return _FREE
    # No text is cut: longer ones stop the migration, so that nothing is lost.
    return Conversion(None, ("length",))


def _between(old: DataType, new: DataType) -> Conversion:
    kinds = (_kind(old), _kind(new))
    if new == DataType("decimal") and kinds[0] in ("integer", "decimal", "float"):
        # Without digits it holds every number.
        return _FREE
    match kinds:
        case ("integer", "integer"):
            return _integers(old, new)
        case ("integer", "decimal"):
            whole = (new.precision or 0) - (new.scale or 0)
            fits = len(str(2 ** INTEGER_BITS[old.name])) <= whole
            return _FREE if fits else Conversion(None, ("range",))
        case ("integer", "float"):
            exact = old.name in ("tinyint", "smallint") or new.name == "double"
            fits = exact and old.name != "bigint"
            return _FREE if fits else Conversion("digits that the type cannot hold are lost")
        case ("decimal", "decimal"):
            return _decimals(old, new)
        case ("decimal" | "float", "integer"):
            return Conversion("digits after the point are rounded", ("range",))
        case ("decimal", "float"):
            return Conversion("digits that the type cannot hold are lost")
        case ("float", "decimal"):
            return Conversion("digits that the type cannot hold are rounded", ("range",))
        case ("float", "float"):
            lost = Conversion("digits beyond single precision are lost")
            return _FREE if new.name == "double" else lost
        case ("boolean", "integer"):
            return _FREE
        case ("integer", "boolean"):
            return Conversion("all numbers but 0 become true")
        case ("date", "datetime"):
            return _FREE
        case ("datetime", "date"):
            return Conversion("the time of day is lost")
        case ("datetime", "time"):
            return Conversion("the day is lost")
        case ("datetime", "datetime"):
            lower = (new.length or 0) < (old.length or 0)
            return Conversion("fractions of seconds are lost") if lower else _FREE
        case ("json", "json"):
            return _FREE
        case ("integer", "uuid"):
            return Conversion("every value is computed anew from the number")
        case ("uuid", "integer"):
            return Conversion("every value is numbered anew")
    if kinds == ("network", "network") and (old.name, new.name) == ("cidr", "inet"):
        return _FREE
    return _refused(old, new)


def _integers(old: DataType, new: DataType) -> Conversion:
    low, high = integer_range(old)
    least, greatest = integer_range(new)
    return _FREE if least <= low and high <= greatest else Conversion(None, ("range",))


def _decimals(old: DataType, new: DataType) -> Conversion:
    if old.precision is None:
        lost = f"digits beyond {new.scale or 0} after the point are rounded"
        return Conversion(lost, ("range",))
    whole = old.precision - (old.scale or 0), (new.precision or 0) - (new.scale or 0)
    conditions: tuple[RowCondition, ...] = ("range",) if whole[1] < whole[0] else ()
    if (new.scale or 0) < (old.scale or 0):
        return Conversion(f"digits beyond {new.scale or 0} after the point are rounded", conditions)
    return Conversion(None, conditions)


def _kind(data_type: DataType) -> str:
    return TYPES[data_type.name].family


def _room(data_type: DataType) -> int | None:
    """How many characters a text type holds; None for any number."""
    if data_type.name == "string":
        return data_type.length or STRING_LENGTH
    return data_type.length if data_type.name == "char" else None


def _refused(old: DataType, new: DataType) -> Conversion:
    return Conversion(refused=f"no database casts {old} to {new} with a meaning")


def is_enum_change(old: DataType, new: DataType) -> bool:
    """Whether both types hold the values of enums, alone or in arrays."""
    return enum_of(old) is not None and enum_of(new) is not None


def rewrites_values(old: DataType, new: DataType) -> bool:
    """Return whether all values are replaced: numbers by UUIDs, or UUIDs by numbers."""
    return {_kind(old), _kind(new)} == {"integer", "uuid"}

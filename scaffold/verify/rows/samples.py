"""Sample values of each type in JSON, and how many different ones there are.

Integers and floats are numbers; bigints and decimals texts; dates and times texts in ISO 8601;
binaries hexadecimal texts; an array is a list, a range a list of its bounds.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scaffold.database.tables import Column
from scaffold.schema.data_types import INTEGERS, STRING_LENGTH, DataType
from scaffold.verify.rows.trial_types import NotTriedError

_DAY = date(2020, 1, 1)
_START = datetime(2020, 1, 1, tzinfo=UTC)
# Keys start here: rows that migrations insert have small ones.
_KEYS = {"tinyint": 50, "smallint": 30_000, "integer": 1_000_000, "bigint": 1_000_000}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NATIVE = (
    (r"(?:character|char|nchar|bpchar)\s*(?:\((\d+)\))?", "char"),
    (r"(?:character varying|n?varchar|varying)\s*(?:\((\d+)\))?", "string"),
    (r"(?:tiny|medium|long)?text|citext|clob", "text"),
    (r"(?:tiny|small|medium|big)?int(?:eger)?[248]?(?:\(\d+\))?(?: unsigned)?", "integer"),
    (r"(?:numeric|decimal|double precision|real|float[48]?)(?:\([\d, ]+\))?", "integer"),
    (r"bool(?:ean)?", "boolean"),
    (r"year", "year"),
    (r"(?:medium|long|tiny)?blob|bytea|(?:var)?binary(?:\(\d+\))?", "binary"),
    (r"(inet|cidr|macaddr|tsvector|hstore)", "word"),
    (r"point", "point"),
    (r"xml", "xml"),
    (r"(?:enum|set)\s*\(\s*'((?:[^']|'')*)'.*\)", "first"),
    (r"uuid", "uuid"),
    (r"date", "date"),
    (r"interval", "interval"),
    (r"time(?:\(\d\))?(?: with(?:out)? time zone)?|timetz", "time"),
    (r"(?:timestamp|datetime)(?:\(\d\))?(?: with(?:out)? time zone)?|timestamptz", "timestamp"),
    (r"jsonb?", "json"),
)


def sample(column: Column, number: int, *, key: bool = False, loose: bool = False) -> Any:
    """Return the value of row `number` (from 1) in a column; `key`: the values must differ.

    NotTriedError for an unknown native type, unless the database is `loose` and accepts any text
    for it.
    """
    whole = number + (_KEYS.get(column.type.name, 0) if key else 0)
    try:
        return of_type(column.type, whole, number)
    except NotTriedError:
        if loose:
            return text(number, None)
        raise


def of_type(data_type: DataType, whole: int, number: int | None = None) -> Any:
    """Return a value of a type; an integer is `whole`, any other value made from `number`."""
    number = whole if number is None else number
    match data_type.name:
        case "bigint":
            return str(whole)
        case name if name in INTEGERS:
            return whole
        case "string" | "char":
            return text(number, data_type.length or STRING_LENGTH, data_type.name == "char")
        case "text" | "citext":
            return text(number, None)
        case "decimal":
            return _decimal(data_type, number)
        case "float" | "double" | "real":
            return number
        case "boolean":
            return number % 2 == 1
        case "enum":
            return data_type.values[(number - 1) % len(data_type.values)]
        case "array" if data_type.of is not None:
            return [of_type(data_type.of, whole, number)]
        case "range" if data_type.of is not None:
            return [of_type(data_type.of, whole * 10 + end, number * 10 + end) for end in (0, 5)]
        case "type":
            return _native(data_type.native or "", number)
        case name:
            return _simple(name, number)


def distinct(column: Column) -> int | None:
    """Return how many rows can differ in the column's sample; None for enough."""
    data_type = column.type
    match data_type.name:
        case "boolean":
            return 2
        case "enum":
            return len(data_type.values)
        case "tinyint":
            return 127 - _KEYS["tinyint"]
        case "string" | "char" if (data_type.length or STRING_LENGTH) < 4:
            return int(len(_DIGITS) ** (data_type.length or STRING_LENGTH)) - 1
        case "decimal" if data_type.precision is not None:
            whole = data_type.precision - (data_type.scale or 0)
            return int(10 ** max(whole or data_type.scale or 0, 1)) - 1
        case _:
            return None


def text(number: int, length: int | None, padded: bool = False, stem: str = "value") -> str:
    """Return a text of at most that many characters; `padded`: of exactly that many."""
    plain = f"{stem}{number}"
    if length is None or len(plain) <= length:
        return plain.ljust(length or 0, "x") if padded else plain
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rjust(length, "0")[-length:]


def day(number: int) -> str:
    return (_DAY + timedelta(days=number)).isoformat()


def timestamp(number: int) -> str:
    return (_START + timedelta(minutes=number)).isoformat().replace("+00:00", "Z")


def _decimal(data_type: DataType, number: int) -> str:
    """Return a decimal with as many digits before the point as fit, or else after it."""
    scale = data_type.scale or 0
    if data_type.precision is None or data_type.precision > scale:
        return str(number)
    return f"0.{number:0{scale}d}"


def _simple(name: str, number: int) -> Any:
    high, low = divmod(number % 65_536, 256)
    made: dict[str, Any] = {
        "date": day(number),
        "datetime": timestamp(number),
        "time": (_START + timedelta(seconds=number)).strftime("%H:%M:%S"),
        "uuid": f"00000000-0000-4000-8000-{number:012x}",
        "json": {"value": number},
        "jsonb": {"value": number},
        "binary": f"{number:08x}",
        "inet": f"10.0.{high}.{low}",
        "cidr": f"10.{high}.{low}.0/24",
        "macaddr": f"08:00:2b:01:{high:02x}:{low:02x}",
        "hstore": {"key": f"value{number}"},
        "tsvector": f"'value{number}'",
        "geometry": {"type": "Point", "coordinates": [number % 90, 1]},
        "geography": {"type": "Point", "coordinates": [number % 90, 1]},
    }
    return made[name]


def _native(words: str, number: int) -> Any:
    """Return a value of a native type."""
    plain = words.strip()
    if plain.endswith("[]"):
        return [_native(plain[:-2], number)]
    for pattern, kind in _NATIVE:
        if found := re.fullmatch(pattern, plain, re.IGNORECASE):
            return _native_value(kind, number, found[1] if found.lastindex else None)
    raise NotTriedError(f'no value of type("{words}") is known')


def _native_value(kind: str, number: int, argument: str | None) -> Any:
    length = int(argument) if argument and argument.isdigit() else None
    match kind:
        case "char":
            return text(number, length or 1, True)
        case "string" | "text":
            return text(number, length)
        case "integer":
            return number
        case "boolean":
            return number % 2 == 1
        case "interval":
            return f"{number} days"
        case "timestamp":
            # MariaDB takes no T and Z.
            return timestamp(number).replace("T", " ").removesuffix("Z")
        case "year":
            return 2000 + number % 100
        case "point":
            return f"({number},1)"
        case "json":
            return f'{{"value": {number}}}'
        case "xml":
            return f"<value>{number}</value>"
        case "first":
            return (argument or "").replace("''", "'")
        case "word":
            kind = (argument or "").lower()
            return f"key=>{number}" if kind == "hstore" else _simple(kind, number)
        case _:
            return _simple(kind, number)

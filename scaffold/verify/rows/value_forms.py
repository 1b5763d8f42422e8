"""Forms: how a column may be filled, row after row, so that a CHECK may hold."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from scaffold.database.tables import Column
from scaffold.schema.data_types import INTEGERS, STRING_LENGTH, DataType, integer_range
from scaffold.values import dataclass
from scaffold.verify.rows.samples import day, text, timestamp

_REAL = frozenset({"decimal", "float", "double", "real"})
_TEXTS = frozenset({"string", "char", "text", "citext"})
# Offsets in days for comparisons between two dates: the years 2030, 2001 and 2200.
_DAYS = (3_700, -6_900, 65_700)
_PATTERNS = (
    "value{}@example.com",
    "VALUE{}",
    "Value {}",
    "{}",
    "+1555000{}",
    "https://example.com/{}",
)
_WORDS = ("AB", "ab", "ABC", "abc", "A", "1", "12345", "")


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How a column is filled: the value by a row's number; `varies`: no two values are equal."""

    value: Callable[[int], Any]
    varies: bool = True


# A foreign key: NULL, the row that others refer to, a row of its own.
NULL = Form(lambda number: None, varies=False)
SHARED = Form(lambda number: "shared", varies=False)
OWN_ROW = Form(lambda number: f"own {number}")
# By attribute name.
Forms = Mapping[str, Form]
# By model name.
ModelForms = Mapping[str, Forms]


def form_of(value: Callable[[int], Any]) -> Form:
    """Return a form; whether it varies is found by trying."""
    values = {json.dumps(value(number)) for number in range(1, 41)}
    return Form(value, varies=len(values) == 40)


def forms_of(column: Column, literals: Sequence[str | float]) -> Iterator[Form]:
    """Yield what a column may have besides its usual sample; `literals` are those of its CHECKs."""
    data_type = column.type
    return (form for form in _of_type(data_type, literals) if _fits(data_type, form))


def _of_type(data_type: DataType, literals: Sequence[str | float]) -> Iterator[Form]:
    texts = [each for each in literals if isinstance(each, str)]
    numbers = [each for each in literals if isinstance(each, float)]
    match data_type.name:
        case name if name in INTEGERS or name in _REAL:
            yield from _numbers(data_type.name, numbers)
        case name if name in _TEXTS:
            length = data_type.length or (STRING_LENGTH if name in ("string", "char") else None)
            yield from _texts(length, name == "char", texts)
        case "enum":
            yield from map(_constant, data_type.values)
        case "boolean":
            yield from map(_constant, (True, False))
        case "date":
            yield from (Form(partial(_days, start)) for start in _DAYS)
            yield from (_constant(each) for each in texts if _is_date(each))
        case "datetime":
            yield from (Form(partial(_minutes, start * 1440)) for start in _DAYS)
            yield from (_constant(f"{each}T00:00:00Z") for each in texts if _is_date(each))


def _fits(data_type: DataType, form: Form) -> bool:
    """Return whether the column accepts the form's values, apart from CHECKs."""
    values = [form.value(number) for number in (1, 2, 3)]
    if data_type.name in INTEGERS:
        low, high = integer_range(data_type)
        return all(low <= int(value) <= high for value in values)
    if data_type.name == "decimal" and data_type.precision is not None:
        whole = data_type.precision - (data_type.scale or 0)
        return all(abs(float(value)) < 10**whole for value in values)
    return True


def _constant(value: Any) -> Form:
    return Form(lambda number: value, varies=False)


def _days(start: int, number: int) -> str:
    return day(start + number)


def _minutes(start: int, number: int) -> str:
    return timestamp(start + number)


def _is_date(word: str) -> bool:
    return re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])-([01][1-9]|[12]0|2[1-8])", word) is not None


def _numbers(kind: str, literals: Sequence[float]) -> Iterator[Form]:
    def number(value: float) -> Any:
        if kind in INTEGERS:
            return str(int(value)) if kind == "bigint" else int(value)
        return f"{value:f}" if kind == "decimal" else value

    def ahead(start: float, at: int) -> Any:
        return number(start + at)

    def back(start: float, at: int) -> Any:
        return number(start - at)

    for start in dict.fromkeys([*literals, 0.0]):
        yield Form(partial(ahead, start))
        yield Form(partial(back, start))
    constants = [each + step for each in literals for step in (0, 1, -1)]
    constants += [sum(pair) / 2 for pair in itertools.pairwise(sorted(literals))]
    for value in dict.fromkeys([*constants, 0.5, 0, 1, 10, 100, 1000]):
        yield _constant(number(value))


def _texts(length: int | None, padded: bool, literals: Sequence[str]) -> Iterator[Form]:
    def cut(value: str) -> str:
        short = value if length is None else value[:length]
        return short.ljust(length, "x") if padded and length else short

    def formatted(pattern: str, number: int) -> str:
        return cut(pattern.format(number))

    for literal in literals:
        # LIKE's wildcards become characters.
        yield _constant(cut(literal.replace("%", "a").replace("_", "a")))
    for pattern in _PATTERNS:
        yield form_of(partial(formatted, pattern))
    for value in _WORDS:
        yield _constant(cut(value))
    if length:
        # The longest text.
        yield form_of(partial(text, length=length, padded=True))

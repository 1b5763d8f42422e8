"""Which values a table's CHECKs may take: SQLite evaluates them, the database decides."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any

from scaffold.database.sql import expression_parts
from scaffold.database.tables import Attribute, Model
from scaffold.schema.types import STRING_LENGTH, DataType
from scaffold.values import dataclass
from scaffold.verify.rows.samples import day, moment, sample, text
from scaffold.verify.rows.types import NotTriedError

# How many combinations are looked at, and how many of those that hold the database is asked.
_TRIED, _GIVEN = 4000, 12
# Days from the usual one, for comparisons between two dates: 2030, 2001 and 2200.
_DAYS = (3_700, -6_900, 65_700)
_PATTERNS = (
    "value{}@example.com",
    "VALUE{}",
    "Value {}",
    "{}",
    "+1555000{}",
    "https://example.com/{}",
)
_LIMITS = {"tinyint": 2**7, "smallint": 2**15, "integer": 2**31, "bigint": 2**63}
# Rows that must satisfy the CHECKs, by number.
_ROWS = (1, 2, 3)
_WHOLE = frozenset({"tinyint", "smallint", "integer", "bigint"})
_REAL = frozenset({"decimal", "float", "double", "real"})
_TEXTS = frozenset({"string", "char", "text", "citext"})


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How a column is filled: its value by a row's number; `varies` where no two are the same."""

    value: Callable[[int], Any]
    varies: bool = True


# A key: none, the row that others share, a row of its own.
NULL = Form(lambda number: None, varies=False)
SHARED = Form(lambda number: "shared", varies=False)
OWN = Form(lambda number: f"own {number}")
Shape = Mapping[str, Form]


def checked(model: Model) -> dict[str, Attribute]:
    """The attributes that CHECKs are about, by column."""
    by_column = {attribute.column.name: attribute for attribute in model.attributes}
    found: dict[str, Attribute] = {}
    for check in model.table.checks:
        for is_name, part in expression_parts(check.expression):
            if is_name and part in by_column:
                found.setdefault(part, by_column[part])
    return found


def shapes(
    model: Model, keys: Mapping[str, Sequence[Form]], differing: set[str]
) -> Iterator[Shape]:
    """Ways to fill what CHECKs are about, the likeliest first; one empty way without CHECKs.

    `keys` has the forms that a foreign key's column may have; the columns `differing` may not
    have the same value in two rows. NotTriedError where no combination satisfies the CHECKs.
    """
    columns = checked(model)
    if not columns:
        yield {}
        return
    literals = [*_literals(model)]
    choices = {
        name: _choices(attribute, literals, keys.get(name), name in differing)
        for name, attribute in columns.items()
    }
    given = 0
    with closing(sqlite3.connect(":memory:")) as connection:
        _teach(connection)
        conditions = [_Condition(check.expression, [*columns]) for check in model.table.checks]
        for combination in itertools.islice(_combinations(choices), _TRIED):
            if all(_holds(connection, conditions, combination, number) for number in _ROWS):
                yield {columns[name].name: form for name, form in combination.items()}
                given += 1
                if given == _GIVEN:
                    return
    if not given:
        written = "; ".join(check.expression for check in model.table.checks)
        raise NotTriedError(f"no values were found that satisfy its CHECKs: {written}")


class _Condition:
    """A CHECK as SQLite evaluates it, its columns given as parameters."""

    def __init__(self, expression: str, columns: list[str]):
        parts = expression_parts(expression)
        sql = "".join(f"?{columns.index(part) + 1}" if is_name else part for is_name, part in parts)
        self.sql = f"SELECT {sql}"
        # Words that SQLite does not know are for the database itself.
        self.known = True

    def __call__(self, connection: sqlite3.Connection, values: Sequence[Any]) -> bool:
        if not self.known:
            return True
        try:
            ((held,),) = connection.execute(self.sql, values).fetchall()
        except sqlite3.Error:
            self.known = False
            return True
        # A CHECK takes what is unknown.
        return held is None or bool(held)


def _holds(
    connection: sqlite3.Connection,
    conditions: Sequence[_Condition],
    combination: Mapping[str, Form],
    number: int,
) -> bool:
    values = [_bound(form.value(number)) for form in combination.values()]
    return all(condition(connection, values) for condition in conditions)


def _bound(value: Any) -> Any:
    """A made-up value as SQLite would hold it: exact numbers as numbers."""
    if isinstance(value, list | dict):
        return json.dumps(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return value


def _teach(connection: sqlite3.Connection) -> None:
    """The functions of other databases that CHECKs are likely to call."""
    connection.create_function(
        "char_length", 1, lambda value: None if value is None else len(value)
    )
    connection.create_function("regexp", 2, _matches)


def _matches(pattern: str, value: str | None) -> bool | None:
    return None if value is None else re.search(pattern, value) is not None


def _combinations(choices: Mapping[str, Sequence[Form]]) -> Iterator[dict[str, Form]]:
    """All of them, those that differ least from the first choice of each column first."""
    usual = {name: forms[0] for name, forms in choices.items()}
    for count in range(len(choices) + 1):
        for names in itertools.combinations(choices, count):
            others = [choices[name][1:] for name in names]
            for forms in itertools.product(*others):
                yield usual | dict(zip(names, forms, strict=True))


def _literals(model: Model) -> Iterator[str | float]:
    """The texts and numbers that stand in the CHECKs."""
    for check in model.table.checks:
        sql = "".join(part for is_name, part in expression_parts(check.expression) if not is_name)
        for found in re.finditer(r"'((?:[^']|'')*)'|(?<![\w.])(\d+(?:\.\d+)?)", sql):
            yield float(found[2]) if found[2] else found[1].replace("''", "'")


def _choices(
    attribute: Attribute,
    literals: Sequence[str | float],
    keys: Sequence[Form] | None,
    differing: bool,
) -> list[Form]:
    if keys is not None:
        return [*keys]
    column = attribute.column
    made = [_form(lambda number: sample(column, number, key=differing))]
    made += [each for each in _of_type(attribute, literals) if _fits(column.type, each)]
    found = [form for form in made if form.varies or not differing]
    return found + ([NULL] if column.nullable else [])


def _form(value: Callable[[int], Any]) -> Form:
    values = {json.dumps(value(number)) for number in range(1, 41)}
    return Form(value, varies=len(values) == 40)


def _constant(value: Any) -> Form:
    return Form(lambda number: value, varies=False)


def _fits(data_type: DataType, form: Form) -> bool:
    """Whether the column takes its values at all, whatever CHECKs say."""
    values = [form.value(number) for number in _ROWS]
    if (limit := _LIMITS.get(data_type.name)) is not None:
        low = 0 if data_type.unsigned else -limit
        return all(low <= int(value) < limit for value in values)
    if data_type.name == "decimal":
        whole = (data_type.precision or 0) - (data_type.scale or 0)
        return all(abs(float(value)) < 10**whole for value in values)
    return True


def _of_type(attribute: Attribute, literals: Sequence[str | float]) -> Iterator[Form]:
    data_type = attribute.column.type
    texts = [each for each in literals if isinstance(each, str)]
    match data_type.name:
        case name if name in _WHOLE or name in _REAL:
            yield from _numbers(
                data_type.name, [each for each in literals if isinstance(each, float)]
            )
        case name if name in _TEXTS:
            length = data_type.length or (STRING_LENGTH if name in ("string", "char") else None)
            yield from _texts(length, name == "char", texts)
        case "enum":
            yield from (_constant(value) for value in data_type.values)
        case "boolean":
            yield from (_constant(True), _constant(False))
        case "date":
            yield from (Form(partial(_days, start)) for start in _DAYS)
            yield from (_constant(each) for each in texts if _is_date(each))
        case "datetime":
            yield from (Form(partial(_minutes, start * 1440)) for start in _DAYS)
            yield from (_constant(f"{each}T00:00:00Z") for each in texts if _is_date(each))


def _days(start: int, number: int) -> str:
    return day(start + number)


def _minutes(start: int, number: int) -> str:
    return moment(start + number)


def _is_date(word: str) -> bool:
    return re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])-([01][1-9]|[12]0|2[1-8])", word) is not None


def _numbers(kind: str, literals: Sequence[float]) -> Iterator[Form]:
    def number(value: float) -> Any:
        if kind in _WHOLE:
            return str(int(value)) if kind == "bigint" else int(value)
        return f"{value:g}" if kind == "decimal" else value

    def ahead(start: float, at: int) -> Any:
        return number(start + at)

    def back(start: float, at: int) -> Any:
        return number(start - at)

    for start in dict.fromkeys([*literals, 0.0]):
        yield Form(partial(ahead, start))
        yield Form(partial(back, start))
    constants = [each + step for each in literals for step in (0, 1, -1)]
    if kind in _REAL:
        constants += [0.5, *(sum(pair) / 2 for pair in itertools.pairwise(literals))]
    else:
        constants += [sum(pair) // 2 for pair in itertools.pairwise(literals)]
    for value in dict.fromkeys([*constants, 0, 1, 10, 100, 1000]):
        yield _constant(number(value))


def _texts(length: int | None, padded: bool, literals: Sequence[str]) -> Iterator[Form]:
    def cut(value: str) -> str:
        short = value if length is None else value[:length]
        return short.ljust(length, "x") if padded and length else short

    def formatted(pattern: str, number: int) -> str:
        return cut(pattern.format(number))

    for literal in literals:
        # What LIKE takes for anything is something.
        yield _constant(cut(literal.replace("%", "a").replace("_", "a")))
    for pattern in _PATTERNS:
        yield _form(partial(formatted, pattern))
    for value in ("AB", "ab", "ABC", "abc", "A", "1", "12345", ""):
        yield _constant(cut(value))
    if length:
        # Of full length.
        yield _form(partial(text, length=length, padded=True))

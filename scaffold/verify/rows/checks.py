"""Values that satisfy a table's CHECKs: SQLite evaluates them, the database decides."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import Attribute, Check, Model
from scaffold.verify.rows.trial_types import NotTriedError
from scaffold.verify.rows.value_forms import Form, Forms

# The most combinations that are evaluated, and the most that are tried on the database.
_TRIED, _ROW_NUMBERS = 4000, 12
# The numbers of the rows that must satisfy the CHECKs.
_ROWS = (1, 2, 3)
_EXACT = frozenset({"bigint", "decimal"})

Choices = Mapping[str, Sequence[Form]]


def checked(model: Model) -> dict[str, Attribute]:
    """Return the attributes that CHECKs use, by column."""
    by_column = {attribute.column.name: attribute for attribute in model.attributes}
    return {
        name: by_column[name]
        for check in model.table.checks
        for name in _columns(check)
        if name in by_column
    }


def literals(model: Model) -> Iterator[str | float]:
    """Yield the texts and numbers in its CHECKs."""
    for check in model.table.checks:
        sql = "".join(part for is_name, part in expression_parts(check.expression) if not is_name)
        for found in re.finditer(r"'((?:[^']|'')*)'|(?<![\w.])(-?\d+(?:\.\d+)?)", sql):
            yield float(found[2]) if found[2] else found[1].replace("''", "'")


def satisfying_forms(model: Model, choices: Choices) -> Iterator[Forms]:
    """Yield ways to fill the columns of CHECKs, the most likely first; one empty way without
    CHECKs.

    `choices` has the forms of each such column, the usual one first. NotTriedError if no
    combination satisfies the CHECKs.
    """
    columns = checked(model)
    with closing(sqlite3.connect(":memory:")) as connection:
        _define_functions(connection)
        found = [
            list(itertools.islice(_solutions(connection, group, columns, choices), _ROW_NUMBERS))
            for group in _groups(model.table.checks)
        ]
    for group, solutions in zip(_groups(model.table.checks), found, strict=True):
        if not solutions:
            written = "; ".join(check.expression for check in group)
            raise NotTriedError(f"no values were found that satisfy {written}")
    first = {name: form for solutions in found for name, form in solutions[0].items()}
    others = (first | each for solutions in found for each in solutions[1:])
    for forms in itertools.islice(itertools.chain([first], others), _ROW_NUMBERS):
        yield {columns[name].name: form for name, form in forms.items()}


def _columns(check: Check) -> list[str]:
    return [part for is_name, part in expression_parts(check.expression) if is_name]


def _groups(checks: Sequence[Check]) -> list[list[Check]]:
    """Return the CHECKs grouped by shared columns."""
    groups: list[tuple[set[str], list[Check]]] = []
    for check in checks:
        columns, joined = {*_columns(check)}, [check]
        for group in [each for each in groups if each[0] & columns]:
            columns |= group[0]
            joined = group[1] + joined
            groups.remove(group)
        groups.append((columns, joined))
    return [joined for _, joined in groups]


def _solutions(
    connection: sqlite3.Connection,
    checks: Sequence[Check],
    columns: Mapping[str, Attribute],
    choices: Choices,
) -> Iterator[dict[str, Form]]:
    """Yield the combinations, by column, that satisfy these CHECKs as far as SQLite can tell."""
    names = list(dict.fromkeys(name for check in checks for name in _columns(check)))
    exact = [columns[name].column.type.name in _EXACT for name in names]
    conditions = [_Condition(check.expression, names) for check in checks]
    ours = {name: choices[name] for name in names}
    if not all(ours.values()):
        return
    for combination in itertools.islice(_combinations(ours), _TRIED):
        forms = [*zip(combination.values(), exact, strict=True)]
        rows = ([_bound(form.value(number), each) for form, each in forms] for number in _ROWS)
        if all(condition(connection, row) for row in rows for condition in conditions):
            yield combination


class _Condition:
    """A CHECK that SQLite evaluates with its columns as parameters."""

    def __init__(self, expression: str, columns: list[str]):
        parts = expression_parts(expression)
        sql = "".join(f"?{columns.index(part) + 1}" if is_name else part for is_name, part in parts)
        self.sql = f"SELECT {sql}"
        # SQL that SQLite does not know is left to the database.
        self.known = True

    def __call__(self, connection: sqlite3.Connection, values: Sequence[Any]) -> bool:
        if not self.known:
            return True
        try:
            ((holds,),) = connection.execute(self.sql, values).fetchall()
        except (sqlite3.Error, ValueError, OverflowError):
            self.known = False
            return True
        # A CHECK accepts an unknown result (NULL).
        return holds is None or bool(holds)


def _bound(value: Any, exact: bool) -> Any:
    """Return a sample value as SQLite stores it; exact numbers are texts in JSON."""
    if isinstance(value, list | dict):
        return json.dumps(value)
    return float(value) if exact and value is not None else value


def _define_functions(connection: sqlite3.Connection) -> None:
    """Define the functions of other databases that CHECKs are likely to call."""
    connection.create_function(
        "char_length", 1, lambda value: None if value is None else len(value)
    )
    connection.create_function("regexp", 2, _matches)


def _matches(pattern: str, value: str | None) -> bool | None:
    return None if value is None else re.search(pattern, value) is not None


def _combinations(choices: Choices) -> Iterator[dict[str, Form]]:
    """Yield all combinations, those with the fewest differences from the first choices first."""
    usual = {name: forms[0] for name, forms in choices.items()}
    for count in range(len(choices) + 1):
        for names in itertools.combinations(choices, count):
            others = [choices[name][1:] for name in names]
            for forms in itertools.product(*others):
                yield usual | dict(zip(names, forms, strict=True))

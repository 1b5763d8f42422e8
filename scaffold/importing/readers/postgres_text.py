"""SQL expressions as PostgreSQL writes them."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_NUMBER = re.compile(
    rf"\(?(?:'(?P<quoted>{_DIGITS})'|(?P<bare>{_DIGITS}))\)?"
    r"(?:::(?:numeric|double precision|real|integer|bigint|smallint))?"
)
_MOST_DIGITS = 40


def unwrapped(expression: str) -> str:
    """Return an expression without the parentheses around all of it."""
    while expression.startswith("(") and _closes(expression):
        expression = expression[1:-1]
    return expression


def _closes(expression: str) -> bool:
    """Return whether the first parenthesis ends with the last character."""
    depth, quote = 0, ""
    for at, char in enumerate(expression):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            depth += {"(": 1, ")": -1}.get(char, 0)
            if depth == 0:
                return at == len(expression) - 1
    return False


def with_plain_number(default: str | None) -> str | None:
    """Return a default that is a number as a migration writes it: `'1e-07'::numeric` is 0.0000001.

    `1.50` and `1.5` are the same value in a column.
    """
    found = _NUMBER.fullmatch(default or "")
    if found is None:
        return default
    number = Decimal(found["quoted"] or found["bare"])
    return f"{number.normalize() + 0:f}" if abs(number.adjusted()) <= _MOST_DIGITS else default


def with_column(expression: str, column: str) -> str:
    """Return a domain's check with the column instead of VALUE."""
    return re.sub(
        r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\bVALUE\b",
        lambda found: column if found[0] == "VALUE" else found[0],
        expression,
    )

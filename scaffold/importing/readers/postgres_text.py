"""SQL expressions as PostgreSQL writes them."""

from __future__ import annotations

import re


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


def with_column(expression: str, column: str) -> str:
    """Return a domain's check with the column instead of VALUE."""
    return re.sub(
        r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\bVALUE\b",
        lambda found: column if found[0] == "VALUE" else found[0],
        expression,
    )

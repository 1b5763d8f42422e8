"""Columns of Python code, as ruff counts them (the crate unicode-width)."""

from __future__ import annotations

import unicodedata

# The line width of ruff, which a generated project leaves as it is.
WIDTH = 88


def width(code: str) -> int:
    """Return the number of columns."""
    return len(code) if code.isascii() else sum(map(_char_width, code))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

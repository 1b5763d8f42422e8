"""Texts of others, such as names in a database, without characters that a terminal obeys."""

from __future__ import annotations

import re

# Control characters but for tabs and ends of lines, separators of lines, and those that change the
# direction of what follows (https://www.unicode.org/reports/tr9).
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]"
)


def printable(text: str) -> str:
    """Return the text with each such character as an escape."""
    return text if text.isascii() and text.isprintable() else _OBEYED.sub(_escape, text)


def one_line(text: str) -> str:
    """Return the text on one line, with its ends of lines as escapes too."""
    return printable(text).replace("\n", "\\n")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"

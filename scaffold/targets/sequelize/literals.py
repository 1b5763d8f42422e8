"""Values of the schema as JavaScript: strings, numbers, JSON, and text in comments."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[ -&(-\[\]-~]*").fullmatch
_NAMED_ESCAPES = {
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
}
# What nobody sees in an editor: controls, format characters, odd spaces, private use.
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Co"})


def string(text: str) -> str:
    """`text` as a JavaScript string literal that evaluates back to it.

    The quotes are Prettier's choice under `singleQuote`: single ones, unless the text
    holds more single than double ones.
    """
    if _PLAIN(text):
        return f"'{text}'"
    quote = '"' if text.count("'") > text.count('"') else "'"
    return quote + "".join([_escape(char, quote) for char in text]) + quote


def _escape(char: str, quote: str) -> str:
    if char == quote:
        return "\\" + char
    if " " <= char <= "~" and char != "\\":
        return char
    return _NAMED_ESCAPES.get(char) or _visible(char)


def _visible(char: str) -> str:
    """`char`, or its numeric escape where it would not be seen."""
    if unicodedata.category(char) not in _INVISIBLE:
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\u{{{code:x}}}"


def width(text: str) -> int:
    """Columns of `text`, as Prettier counts them."""
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

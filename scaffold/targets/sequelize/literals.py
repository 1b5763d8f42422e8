"""Values of the schema as JavaScript: strings, numbers, JSON, and text in comments."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_PLAIN = re.compile(r"[ -&(-\[\]-~]*").fullmatch
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*").fullmatch
_SIMPLE_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?").fullmatch
_STARTS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl"})
_CONTINUES = frozenset({"Mn", "Mc", "Nd", "Pc"})
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


def key(name: str) -> str:
    """A key of an object literal, quoted only where Prettier's `as-needed` keeps the quotes."""
    if _IDENTIFIER(name) or _is_identifier(name):
        # A plain `__proto__` would set the object's prototype.
        return name if name != "__proto__" else "['__proto__']"
    if _SIMPLE_NUMBER(name) and _positional(name) == name:
        return name
    return string(name)


def _is_identifier(name: str) -> bool:
    """Whether `name` is an identifier by ES5's categories, without its escapes."""
    kinds = [unicodedata.category(char) for char in name.replace("$", "_")]
    return (
        bool(name)
        and max(name) <= "\uffff"
        and (name[0] in "$_" or kinds[0] in _STARTS)
        and all(kind in _STARTS or kind in _CONTINUES for kind in kinds)
    )


def _positional(text: str) -> str | None:
    """The number as JavaScript prints it, None where that has an exponent or no end."""
    value = float(text)
    if value and not 1e-6 <= abs(value) < 1e21:
        return None
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def width(text: str) -> int:
    """Columns of `text`, as Prettier counts them."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

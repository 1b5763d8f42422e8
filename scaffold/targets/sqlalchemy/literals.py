"""Values as Python literals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from scaffold.targets.sqlalchemy.keywords import QuotedName

_PLAIN = re.compile(r"[ !#-\[\]-~]*").fullmatch
# Invisible in an editor: controls, format characters, unusual spaces, private use, surrogates, and
# characters unknown to this Python.
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cs", "Cn"})
_NAMED_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
# Modifiers of the character before them: variation selectors, the keycap, skin tones. They are
# escaped, so that the width of every other character is known.
_SHAPING = frozenset(
    map(chr, [0x20E3, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0100, 0xE01F0)])
)


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    """Return `text` as a Python string literal that evaluates back to it.

    The quotes are ruff's choice: double, unless the text contains more double than single quotes.
    """
    if _PLAIN(text):
        return f'"{text}"'
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join([_escape(char, quote) for char in text]) + quote


def python(value: str | int | bool | None) -> str:
    """Return a value as a Python literal, or a quoted name as the call that makes it."""
    if isinstance(value, QuotedName):
        return f"{value.callee}({string(value)}, True)"
    return string(value) if isinstance(value, str) else repr(value)


def _escape(char: str, quote: str) -> str:
    if char == quote:
        return "\\" + char
    if " " <= char <= "~" and char != "\\":
        return char
    return _NAMED_ESCAPES.get(char) or _visible(char)


def _visible(char: str) -> str:
    """Return `char`, or its numeric escape if it would be invisible."""
    kind = unicodedata.category(char)
    if kind not in _INVISIBLE and kind not in ("Mn", "Me") and char not in _SHAPING:
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"

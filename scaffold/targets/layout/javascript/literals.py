"""Text and numbers as JavaScript: strings, templates, keys, comments, and how wide they are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = re.compile(r"[ -&(-\[\]-~]*").fullmatch
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*").fullmatch
_SIMPLE_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?").fullmatch
# An identifier of ES5, the only kind of key that Prettier takes the quotes from.
_STARTS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl"})
_CONTINUES = frozenset({"Mn", "Mc", "Nd", "Pc"})
# What nobody sees in an editor: controls, format characters, odd spaces, private use, surrogates.
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cs"})
_NAMED_ESCAPES = {
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
}
# What shapes the character before it: variation selectors, the keycap, skin tones. As escapes
# every character that is left has a width of its own.
_SHAPING = frozenset(
    map(chr, [0x20E3, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0100, 0xE01F0)])
)
# Two columns in Prettier's count, one by the East Asian width of Unicode before 16.
_WIDE = re.compile(
    "[\u261d\u2630-\u2637\u268a-\u268f\u26f9\u270c\u270d\u4dc0-\u4dff\U0001d300-\U0001d356"
    "\U0001d360-\U0001d376\U0001f3cb\U0001f3cc\U0001f574\U0001f575\U0001f590]"
)


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    """`text` as a JavaScript string literal that evaluates back to it.

    The quotes are Prettier's choice under `singleQuote`: single ones, unless the text
    holds more single than double ones.
    """
    if _PLAIN(text):
        return f"'{text}'"
    quote = '"' if text.count("'") > text.count('"') else "'"
    return quote + "".join([_escape(char, quote) for char in text]) + quote


def js(value: object) -> str:
    """A value as a literal on one line: text, true and false, null, and lists of them."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(js, value))}]"
    return "null" if value is None else str(value)


def template(text: str) -> str:
    """`text` as the code between the backticks of a template literal; newlines stay lines."""
    code = "".join([char if char == "\n" else _escape(char, "`") for char in text])
    return code.replace("${", "\\${")


def comment(text: str) -> str:
    """`text` on one line that cannot end a comment, `// …` or `/* … */`.

    Words of ours should stand before it: at its start it could be a tool's directive.
    """
    line = " ".join(text.split()).replace("*/", "* /")
    return "".join(map(_visible, line))


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A key of an object literal, quoted only where Prettier's `as-needed` keeps the quotes."""
    if _IDENTIFIER(name) or _is_identifier(name):
        # A plain `__proto__` would set the object's prototype.
        return name if name != "__proto__" else "['__proto__']"
    return name if _SIMPLE_NUMBER(name) and _printed(name) == name else string(name)


def exact_number(text: str) -> str | None:
    """The decimal number as JavaScript prints it, None where that is another number.

    Sequelize puts a number into SQL as JavaScript prints it; past 15 to 17 digits that is not
    what was written, and far from 1 it has an exponent, which some databases take for a float.
    """
    code = _printed(text)
    if code == text:
        return code
    from decimal import Decimal

    return code if code is not None and Decimal(code) == Decimal(text) else None


def width(code: str) -> int:
    """Columns of code, as Prettier counts them (`getStringWidth`)."""
    return len(code) if code.isascii() else sum(map(_char_width, code))


def _escape(char: str, quote: str) -> str:
    if char == quote:
        return "\\" + char
    if " " <= char <= "~" and char != "\\":
        return char
    return _NAMED_ESCAPES.get(char) or _visible(char)


def _visible(char: str) -> str:
    """`char`, or its numeric escape where it would not be seen."""
    hidden = unicodedata.category(char) in _INVISIBLE or char in _SHAPING
    if char == " " or not hidden:
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\u{{{code:x}}}"


def _is_identifier(name: str) -> bool:
    if not name or name.isascii() or max(name) > "\uffff":
        return False
    kinds = ["Pc" if char in "$_" else unicodedata.category(char) for char in name]
    starts = name[0] in "$_" or kinds[0] in _STARTS
    continues = all(kind in _STARTS or kind in _CONTINUES for kind in kinds)
    return starts and continues and _SHAPING.isdisjoint(name)


def _printed(text: str) -> str | None:
    """`String(Number(text))`, None where that has an exponent or is no finite number."""
    value = float(text)
    if not value:
        return "0"
    if not 1e-6 <= abs(value) < 1e21:
        return None
    digits = repr(value)
    if "e" in digits:
        from decimal import Decimal

        digits = format(Decimal(digits), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _char_width(char: str) -> int:
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cc"):
        return 0
    if kind == "Cn":
        # Older Pythons call unassigned characters wide; those that are to come here are.
        wide = "\U0001fa70" <= char <= "\U0001faff" or "\U00020000" <= char <= "\U0003ffff"
    else:
        wide = unicodedata.east_asian_width(char) in "WF" or _WIDE.match(char) is not None
    return 2 if wide else 1

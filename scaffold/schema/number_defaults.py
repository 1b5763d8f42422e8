"""Defaults of numbers: what each type holds, and what to write instead of what it does not."""

from __future__ import annotations

import re

from scaffold.schema.data_types import INTEGER_BITS, DataType, Default, integer_range
from scaffold.schema.problem_report import shown

# What a value is judged to be: a default, or (message, hint) of what is wrong with it.
Judged = Default | tuple[str, str]

NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d+))?", re.ASCII)
_FLOAT = re.compile(r"([+-]?)(\d*)(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_LARGEST_DOUBLE = 1.7976931348623157e308
_LARGEST_SINGLE = 3.4028234e38


def integer(text: str, quoted: bool, kind: DataType) -> Judged:
    """Judge the default of an integer type."""
    found = NUMBER.fullmatch(text)
    if quoted or not found or found[3] is not None or not found[2]:
        return invalid_value(text, quoted, f"{kind.name} takes a whole number", "0")
    digits = found[2].lstrip("0") or "0"
    bits = INTEGER_BITS[kind.name]
    low, high = integer_range(kind)
    number = (-1 if found[1] == "-" else 1) * int(digits) if len(digits) <= 20 else high + 1
    if not low <= number <= high:
        name = f"{kind.name} unsigned" if kind.unsigned else kind.name
        message = f"`{shown(text)}` does not fit into {name}, which holds {low} to {high}"
        return message, _larger(number, bits)
    return Default("number", str(number))


def _larger(number: int, bits: int) -> str:
    """Return the hint for a number that does not fit an integer of this size."""
    larger = [
        name
        for name, size in INTEGER_BITS.items()
        if size > bits and -(2**size) <= 2 * number < 2**size
    ]
    return f"Choose another number, or write `{larger[0]}`." if larger else "Choose another number."


def decimal(text: str, quoted: bool, kind: DataType) -> Judged:
    """Judge the default of a decimal: it has to fit without being rounded."""
    found = NUMBER.fullmatch(text)
    if quoted or not found or not (found[2] or found[3]):
        return invalid_value(text, quoted, "decimal takes a number", "0")
    whole, fraction = found[2].lstrip("0"), found[3] or ""
    if kind.precision is None:
        return Default("number", canonical(found[1], whole, f".{fraction}" if fraction else ""))
    room, scale = (kind.precision or 0) - (kind.scale or 0), kind.scale or 0
    name = f"decimal({kind.precision}, {scale})"
    if len(fraction) > scale:
        message = f"`{shown(text)}` has more than the {scale} digits after the point of {name}"
        return message, "Round it, or give the field a larger scale."
    if len(whole) > room:
        message = f"`{shown(text)}` has more than the {room} digits before the point of {name}"
        return message, "Choose a smaller number, or give the field a larger precision."
    return Default("number", canonical(found[1], whole, f".{fraction}" if fraction else ""))


def floating(text: str, quoted: bool, kind: DataType) -> Judged:
    """Judge the default of an approximate number."""
    found = _FLOAT.fullmatch(text)
    if quoted or not found or not (found[2] or found[3]):
        return invalid_value(text, quoted, f"{kind.name} takes a number", "0.5")
    number = float(text)
    if abs(number) > (_LARGEST_DOUBLE if kind.name == "double" else _LARGEST_SINGLE):
        message = f"`{shown(text)}` is too large for {kind.name}"
        fits = abs(number) <= _LARGEST_DOUBLE and kind.name != "double"
        return message, "Choose a smaller number" + (", or write `double`." if fits else ".")
    digits = canonical(found[1], found[2].lstrip("0"), found[3] or "")
    return Default("number", digits + (found[4] or "").lower().replace("e+", "e"))


def canonical(sign: str, whole: str, fraction: str) -> str:
    """Return a number as it is written everywhere: without a plus, and zero without a minus."""
    digits = (whole or "0") + fraction
    return "-" + digits if sign == "-" and digits.strip("0.") else digits


def invalid_value(text: str, quoted: bool, takes: str, example: str) -> tuple[str, str]:
    """Return the message and hint for a value of another kind."""
    if quoted:
        return f"{takes}, and a text in quotes is always text", f"Write `default({example})`."
    return f"{takes}, not `{shown(text)}`", f"Write `default({example})`."

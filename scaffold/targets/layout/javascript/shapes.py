"""Layouts by the shape of a region: its constant code, and how wide its names and strings are.

Where lines break depends on widths, not on names, so that one layout serves all models whose
names are of the same lengths.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scaffold.targets.layout.javascript.lines import laid_out

# Names that begin with a capital: `[A-Z](?<!\w[A-Z])` is `\b[A-Z]`, but found faster.
_NAMES = re.compile(r"([A-Z](?<!\w[A-Z])[A-Za-z0-9_]*)")
# The key of the first line with the spaces before it, and code that is not split: other quotes,
# comments, keys in quotes.
_FIRST_KEY = re.compile(r" *[a-z][A-Za-z0-9_]*(?=:)").match
_UNUSUAL = re.compile(r"[\"`\\]|//|/\*|'' *:|[^\x00-\x7f]").search


@lru_cache(maxsize=4096)
def lay_out(region: str) -> str:
    """Return the lines of a region laid out."""
    pieces = region.split("'")
    code = "''".join(pieces[::2])
    if _UNUSUAL(code) or len(pieces) % 2 == 0 or "\\" in region or not region.isascii():
        return laid_out(region)
    first = _FIRST_KEY(code)
    key = first[0] if first else ""
    names = _NAMES.split(code[len(key) :])
    widths = tuple(map(len, names[1::2])), tuple(map(len, pieces[1::2]))
    constants = _of_shape(len(key) - len(key.lstrip()), len(key), tuple(names[::2]), *widths)
    if constants is None:
        return laid_out(region)
    names[::2] = constants
    pieces[::2] = (key + "".join(names)).split("''")
    return "'".join(pieces)


@lru_cache(maxsize=4096)
def _of_shape(
    indent: int,
    key: int,
    constants: tuple[str, ...],
    names: tuple[int, ...],
    strings: tuple[int, ...],
) -> tuple[str, ...] | None:
    """The constants laid out, without the key before them; None where more than these change."""
    fillers = ["X" * width for width in names]
    code = " " * indent + "x" * (key - indent) + constants[0]
    code += "".join([name + after for name, after in zip(fillers, constants[1:], strict=True)])
    pieces = code.split("''")
    texts = ["x" * width for width in strings]
    region = pieces[0]
    region += "".join([f"'{text}'{after}" for text, after in zip(texts, pieces[1:], strict=True)])
    laid = laid_out(region).split("'")
    if laid[1::2] != texts:
        return None
    code = "''".join(laid[::2])
    parts = _NAMES.split(code[key:])
    if parts[1::2] != fillers or code[:key] != region[:key]:
        return None
    return tuple(parts[::2])

"""Layouts by the shape of a region: its constant code, and how wide its names and strings are.

Where lines break depends on widths, not on names, so that one layout serves all models whose
names are of the same lengths.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Layout = Callable[[str], str]

# The key of the first line with the spaces before it.
_FIRST_KEY = re.compile(r" *[a-z][A-Za-z0-9_]*(?=:)").match
# Code that is not split has other quotes, comments, or keys in quotes, which may lose them.
_QUOTED_KEY = re.compile(r"'' *\??:").search


def by_shape(lay_out: Layout, names: re.Pattern[str]) -> Layout:
    """Return the layout with its results kept, by text and by shape.

    `names` finds the names that may be replaced by others of the same width, in its only group:
    capitals stand for names that begin with one, small letters for the others.
    """

    @lru_cache(maxsize=4096)
    def of_text(region: str) -> str:
        pieces = region.split("'")
        code = "''".join(pieces[::2])
        if (
            len(pieces) % 2 == 0
            or "\\" in region
            or not region.isascii()
            or '"' in code
            or "`" in code
            or "//" in code
            or "/*" in code
            or _QUOTED_KEY(code)
        ):
            return lay_out(region)
        first = _FIRST_KEY(code)
        key = first[0] if first else ""
        parts = names.split(code[len(key) :])
        constants = of_shape(
            (len(key) - len(key.lstrip(" ")), len(key)),
            tuple(parts[::2]),
            tuple(map(_kind, parts[1::2])),
            tuple(map(len, pieces[1::2])),
        )
        if constants is None:
            return lay_out(region)
        parts[::2] = constants
        pieces[::2] = (key + "".join(parts)).split("''")
        return "'".join(pieces)

    @lru_cache(maxsize=4096)
    def of_shape(
        key: tuple[int, int],
        constants: tuple[str, ...],
        kinds: tuple[int, ...],
        strings: tuple[int, ...],
    ) -> tuple[str, ...] | None:
        """The constants laid out, without the key before them; None where more is changed."""
        indent, end = key
        fillers = ["X" * kind if kind > 0 else "x" * -kind for kind in kinds]
        code = " " * indent + "x" * (end - indent) + constants[0]
        code += "".join([name + after for name, after in zip(fillers, constants[1:], strict=True)])
        texts = ["x" * width for width in strings]
        start, *rest = code.split("''")
        region = start
        region += "".join([f"'{text}'{after}" for text, after in zip(texts, rest, strict=True)])
        laid = lay_out(region).split("'")
        if laid[1::2] != texts:
            return None
        code = "''".join(laid[::2])
        parts = names.split(code[end:])
        if parts[1::2] != fillers or code[:end] != region[:end]:
            return None
        return tuple(parts[::2])

    return of_text


@lru_cache(maxsize=4096)
def _kind(name: str) -> int:
    """The width of a name, negative where it begins with a small letter."""
    return len(name) if name[0].isupper() else -len(name)

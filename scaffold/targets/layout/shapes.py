"""Layouts by the shape of a region: its constant text, and how wide its names are.

Where lines break depends on widths, not on names, so that one layout serves all models whose
names are of the same lengths.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Layout = Callable[[str], str]
# An ASCII text with what differs between regions of one shape in its groups.
Split = re.Pattern[str]


def by_shape(lay_out: Layout, varying: Split) -> Layout:
    """Return the layout with its results kept, by text and by shape.

    `varying` finds the words that may be replaced by words of the same width: capitals stand for
    names that begin with one, small letters for the others, in quotes where they are in quotes.
    It has one group, the whole word.
    """

    @lru_cache(maxsize=16384)
    def of_shape(constants: tuple[str, ...], fillers: tuple[str, ...]) -> tuple[str, ...] | None:
        text = constants[0]
        for filler, constant in zip(fillers, constants[1:], strict=True):
            text += filler + constant
        parts = varying.split(lay_out(text))
        return tuple(parts[::2]) if tuple(parts[1::2]) == fillers else None

    @lru_cache(maxsize=16384)
    def of_text(region: str) -> str:
        parts = varying.split(region)
        words = parts[1::2]
        constants = of_shape(tuple(parts[::2]), tuple(map(_filler, words)))
        if constants is None:
            return lay_out(region)
        parts[::2] = constants
        return "".join(parts)

    return of_text


@lru_cache(maxsize=16384)
def _filler(word: str) -> str:
    """Another word of the same width and kind."""
    first = word[0]
    if first in "'\"":
        return first + "x" * (len(word) - 2) + first
    bare = word.lstrip(" ")
    letter = "X" if bare[0].isupper() else "x"
    return " " * (len(word) - len(bare)) + letter * len(bare)

"""Lists of words as they are written in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def comma_and(words: Sequence[str]) -> str:
    """Return `a, b and c`; empty for no words."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

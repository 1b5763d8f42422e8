"""The layout of JavaScript as Prettier 3 prints it with `singleQuote`."""

from __future__ import annotations


def lay_out(region: str) -> str:
    """Return the lines of a region laid out."""
    return region

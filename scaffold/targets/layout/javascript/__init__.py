"""The layout of JavaScript as Prettier 3 prints it with `singleQuote`.

A region has whole lines of one kind: properties of an object, statements, arguments of a call,
or members of a class. Those that the reader does not know stay as they are written, moved to the
indentation of the region's first line.
"""

from __future__ import annotations

from functools import lru_cache

from scaffold.targets.layout.javascript.lines import laid_out


@lru_cache(maxsize=8192)
def lay_out(region: str) -> str:
    """Return the lines of a region laid out."""
    return laid_out(region)

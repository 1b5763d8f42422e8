"""Equal JSON objects are read once: few types and columns differ among thousands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def read_once(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The function with its results kept, of which few differ."""
    known: dict[str, Any] = {}

    def read_known(written: Any) -> Any:
        # Also tells a flag from a number that equals it.
        key = repr(written)
        found = known.get(key)
        if found is None:
            found = known[key] = read(written)
        return found

    return read_known

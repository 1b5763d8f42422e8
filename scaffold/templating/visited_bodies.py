"""Which bodies of templates and macros a check has been in, so that it ends."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

# A macro may be called with ever more types, each time inside another call: as many bodies are
# checked, inside one another and in all, and the others are left to rendering.
_DEEPEST, _MOST = 40, 4_000


class VisitedBodies:
    """The bodies that were checked, each by its template and the types of the names it sees."""

    def __init__(self) -> None:
        self._keys: set[Hashable] = set()
        self._depth = 0

    def is_left_out(self, key: Hashable) -> bool:
        """Whether a body need not be checked; from now on it counts as checked."""
        if key in self._keys or self._depth > _DEEPEST or len(self._keys) > _MOST:
            return True
        self._keys.add(key)
        return False

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Check what a body reaches."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

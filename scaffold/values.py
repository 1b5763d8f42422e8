"""Frozen dataclasses, of which a run makes hundreds of thousands, and the garbage collector.

That the dataclasses are frozen is checked with the types. At run time they are ordinary ones with
a hash: Python takes four times as long to make a frozen one, which is a tenth of a whole run, and
longer to define it, which is a tenth of a small one.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

__all__ = ["collector_at_rest", "dataclass"]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """While the block runs, look for no reference cycles: values make none.

    The collector would look through all of them, which takes as long as making them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots, eq=True):
        """`dataclasses.dataclass(frozen=True, slots=True)` in all but its cost."""
        process = dataclasses.dataclass(slots=slots, eq=eq, unsafe_hash=frozen and eq, repr=False)

        def make(described):
            made = process(described)
            made.__repr__ = _repr
            return made

        return make

    def _repr(self):
        shown = (each for each in dataclasses.fields(self) if each.repr)
        parts = (f"{each.name}={getattr(self, each.name)!r}" for each in shown)
        return f"{type(self).__qualname__}({', '.join(parts)})"

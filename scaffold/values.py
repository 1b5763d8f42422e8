"""Frozen dataclasses, of which a run makes hundreds of thousands.

That they are frozen is checked with the types. At run time they are ordinary ones with a hash:
Python takes four times as long to make a frozen one, which is a tenth of a whole run, and longer
to define it, which is a tenth of a small one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass"]

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

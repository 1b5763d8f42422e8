"""Frozen dataclasses, of which a run makes hundreds of thousands.

That they are frozen is checked with the types. At run time they are ordinary ones with a hash:
Python takes four times as long to make a frozen one, which is a tenth of a whole run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots, **options):
        """`dataclasses.dataclass(frozen=True, slots=True)` in all but its cost."""
        hashed = frozen and options.get("eq", True)
        return dataclasses.dataclass(slots=slots, unsafe_hash=hashed, **options)

"""What is typed into `scaffold new` for the shop, as the terminal gets it, and what comes after.

Empty until it is known.
"""

from __future__ import annotations

TYPED: tuple[str, ...] = ()
NEXT: tuple[str, ...] = ()

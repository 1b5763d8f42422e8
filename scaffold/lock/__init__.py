"""`scaffold.lock`: what was generated last, as values and as text."""

from __future__ import annotations

from scaffold.lock.state import Lock, Recorded, advance
from scaffold.lock.text import dumps, loads

__all__ = ["Lock", "Recorded", "advance", "dumps", "loads"]

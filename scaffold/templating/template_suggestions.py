"""What to write in the place of a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.naming import suggest


def suggested(message: str, name: str, known: Iterable[str], there: str) -> tuple[str, str]:
    """A message with the name that was probably meant, or a hint with all there are."""
    words = list(known)
    near = suggest(name, words)
    if near:
        return f"{message}: did you mean `{near}`?", f"Write `{near}`."
    return message, f"{there}: {', '.join(words)}." if words else "Remove it."

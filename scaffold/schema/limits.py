"""How large a schema file may be; apart, so that asking it loads no parser."""

from __future__ import annotations

from scaffold.errors import Problem, SourceLocation

MAX_BYTES = 10_000_000


def too_large(file: str, size: int | None) -> Problem:
    """What to say of `size` bytes; None where there are more than were read."""
    has = f"more than {MAX_BYTES:,} bytes" if size is None else f"{size:,} bytes"
    return Problem(
        SourceLocation(file, 1, 1),
        f"the file has {has}, and a schema may have {MAX_BYTES:,}",
        "A thousand models take about half a million bytes: is this the right file?",
    )

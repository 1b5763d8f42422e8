"""The size limit of schema files, in a module of its own so that it loads no parser."""

from __future__ import annotations

from scaffold.errors import Problem, SourceLocation

MAX_BYTES = 10_000_000


def too_large(file: str, size: int | None) -> Problem:
    """Return the problem of a file with `size` bytes (None: more than the limit)."""
    has = f"more than {MAX_BYTES:,} bytes" if size is None else f"{size:,} bytes"
    return Problem(
        SourceLocation(file, 1, 1),
        f"the file has {has}; the limit for a schema is {MAX_BYTES:,}",
        "A thousand models take about half a million bytes: is this the right file?",
    )

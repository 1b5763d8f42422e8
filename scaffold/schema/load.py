"""A schema file, or standard input, → its bytes."""

from __future__ import annotations

import sys
from pathlib import Path

from scaffold.errors import SchemaError, SurroundingsError, UsageError
from scaffold.schema.limits import MAX_BYTES, too_large

STANDARD_INPUT = "-"


def load(path: str | Path) -> bytes:
    """The file's bytes; `-` is standard input. A file over the limit is refused unread.

    Raises UsageError where there is none, SchemaError where it is too large, SurroundingsError
    where it cannot be read.
    """
    name = str(path)
    if name == STANDARD_INPUT:
        source = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(source) > MAX_BYTES:
            raise SchemaError(too_large("<stdin>", None))
        return source
    try:
        with open(path, "rb") as file:
            file.seek(0, 2)
            size = file.tell()
            if size > MAX_BYTES:
                raise SchemaError(too_large(name, size))
            file.seek(0)
            return file.read()
    except FileNotFoundError:
        hint = (
            "Make one with `scaffold new`, or with "
            "`scaffold add Customer 'name: string required'`; or name it with -f."
        )
        raise UsageError(f"there is no {name} here", hint) from None
    except OSError as error:
        hint = "Check the path and who may read it."
        raise SurroundingsError(f"{name} cannot be read: {error.strerror}", hint) from error

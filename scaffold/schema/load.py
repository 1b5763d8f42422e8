"""A schema file, or standard input, → its bytes."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from scaffold.errors import EnvironmentFailure, SchemaError, UsageError
from scaffold.schema.size_limit import MAX_BYTES, too_large

STANDARD_INPUT = "-"
# Without O_NONBLOCK, opening a pipe waits for a writer.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def load(path: str | Path) -> bytes:
    """Read the file; `-` is standard input. A file over the size limit is refused unread.

    UsageError if it does not exist, SchemaError if it is too large, EnvironmentFailure if it cannot
    be read or is not a regular file.
    """
    name = str(path)
    if name == STANDARD_INPUT:
        return _standard_input()
    try:
        return _read(name)
    except FileNotFoundError:
        hint = (
            "Make one with `scaffold new`, or with "
            "`scaffold add Customer 'name: string required'`; or name it with -f."
        )
        raise UsageError(f"there is no {name} here", hint) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        hint = "Check the path and who may read it."
        raise EnvironmentFailure(f"{name} cannot be read: {reason}", hint) from error


def _read(name: str) -> bytes:
    handle = os.open(name, _FLAGS)
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            hint = "Name a file, or send its text to standard input: `-f - < …`."
            raise EnvironmentFailure(f"{name} is a pipe or a device, not a file", hint)
        if status.st_size > MAX_BYTES:
            raise SchemaError(too_large(name, status.st_size))
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SchemaError(too_large(name, None))
    return data


def _standard_input() -> bytes:
    hint = "Send the text to it, `-f - < scaffold.yaml`, or name a file with -f."
    if sys.stdin is None:
        raise EnvironmentFailure("standard input is closed", hint)
    try:
        source = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        raise EnvironmentFailure(message, hint) from error
    if len(source) > MAX_BYTES:
        raise SchemaError(too_large("<stdin>", None))
    return source

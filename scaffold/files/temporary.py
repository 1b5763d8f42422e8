"""The system's temporary folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from scaffold.errors import EnvironmentFailure


@contextlib.contextmanager
def in_temporary_folder() -> Iterator[None]:
    """Work in the system's temporary folder; EnvironmentFailure if the disk refuses."""
    try:
        yield
    except OSError as error:
        where = os.environ.get("TMPDIR", "the temporary folder")
        reason = error.strerror or str(error)[:200]
        hint = "Free space there, or set TMPDIR to a folder that you may write to."
        raise EnvironmentFailure(f"{error.filename or where}: {reason}", hint) from error

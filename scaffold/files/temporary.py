"""Work in the system's temporary folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from scaffold.errors import EnvironmentFailure


@contextlib.contextmanager
def in_temporary_folder() -> Iterator[None]:
    """Work in the system's temporary folder; EnvironmentFailure where the disk refuses there."""
    try:
        yield
    except OSError as error:
        where = os.environ.get("TMPDIR", "the temporary folder")
        reason = error.strerror or str(error)[:200]
        hint = "Make room there, or set TMPDIR to a folder that may be written to."
        raise EnvironmentFailure(f"{error.filename or where}: {reason}", hint) from error

"""Projects whose code a person let this tool run: loading models runs it.

It is remembered for each folder in the user's own state folder, which no checkout can write.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path


def is_trusted(root: str) -> bool:
    """Whether a person let the code of the project in a folder run."""
    return _mark(root).is_file()


def trust(root: str) -> None:
    """Remember that the code of the project in a folder may run."""
    mark = _mark(root)
    # Without the mark the question is asked again.
    with contextlib.suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark.write_text(os.path.realpath(root or os.curdir) + "\n", encoding="utf-8")


def _mark(root: str) -> Path:
    from platformdirs import user_state_path

    digest = hashlib.sha256(os.path.realpath(root or os.curdir).encode()).hexdigest()
    return user_state_path("scaffold", appauthor=False) / "loaded" / digest[:32]

"""A person at a terminal, in an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.support.typist import Typist


class Sit(Protocol):
    """Sits down at a new terminal that runs `scaffold` with the arguments."""

    def __call__(self, *arguments: str, **options: Any) -> Typist: ...


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of the test; drafts are in a folder beside it."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def sit(place: Path) -> Iterator[Sit]:
    """Terminals, which are closed at the end."""
    with ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(Typist(arguments, place, **options))


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """Where drafts are kept."""
    return tmp_path / "state" / "scaffold" / "drafts"

"""Databases with everything that is hard to import, one for each dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.scratch import Scratch, SqliteScratch, scratch_on

DATABASES = Path(__file__).with_name("databases")


@pytest.fixture(scope="session")
def hard_database(
    server_of: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Scratch]]:
    """Return a function that creates a dialect's database at its first use."""
    made: dict[str, Scratch] = {}
    with ExitStack() as stack:

        def find(dialect: str) -> Scratch:
            if dialect not in made:
                scratch: Scratch
                if dialect == "sqlite":
                    scratch = SqliteScratch(tmp_path_factory.mktemp("hard") / "hard.sqlite")
                else:
                    scratch = stack.enter_context(scratch_on(dialect, server_of(dialect)))
                scratch.run_script((DATABASES / f"{dialect}.sql").read_text())
                made[dialect] = scratch
            return made[dialect]

        yield find

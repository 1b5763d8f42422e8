"""Helper files of earlier migrations that were deleted are written again."""

from __future__ import annotations

from tests.cli.conftest import Cli
from tests.cli.test_undo import helpers, two_targets


def test_deleted_helpers_of_existing_migrations_are_written_again(cli: Cli) -> None:
    two_targets(cli)
    before = {path: (cli.root / path).read_text() for path in helpers(cli)}
    for path in before:
        (cli.root / path).unlink()
    cli("add", "Customer", "email: string", "-q")
    cli.generate("-q")
    assert {path: (cli.root / path).read_text() for path in before} == before

"""Foreign keys of several columns that change, with rows, by the tools of both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.database.resolving import read, resolved
from tests.support.change_rounds import Change, ChangeRounds
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.scratch import Scratch
from tests.targets.alembic_changes import changed_schema, faults
from tests.targets.composite_key_cases import combined, fill_equal

EVERY = "dialects: [sqlite, postgres, mysql]"


def half(alone: bool) -> Callable[[int], bool]:
    """Choose half of the cases for a project of one database, the others for one of all."""
    return lambda at: bool(at % 2) is alone


@pytest.mark.node
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "every"])
def test_by_sequelize(housed: Project, checks: Checks, alone: bool) -> None:
    options = f"dialects: [{checks.dialect}]" if alone else EVERY
    before, after = combined(half(alone))
    change = Change(resolved(before, options), resolved(after, options), read(after, options))
    refused = ChangeRounds(housed, checks).run("all", change, fill_equal, exact_rows=False)
    assert refused is None


@pytest.mark.slow
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "every"])
def test_by_alembic(
    new_scratch: Callable[[], Scratch], checks: Checks, tmp_path: Path, alone: bool
) -> None:
    options = f"dialects: [{checks.dialect}]" if not alone else EVERY
    before, after = combined(half(alone))
    change = changed_schema(
        resolved(before, options), resolved(after, options), read(after, options)
    )
    assert change is not None
    checks.none("all", faults(change, new_scratch, tmp_path, rows=fill_equal))

"""Every change of a schema as revisions that Alembic runs, with rows in all tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.changes.test_single_changes import BEFORE, SINGLE, changed, decided
from tests.database.resolving import resolved
from tests.support.scratch import Scratch
from tests.targets.alembic_changes import ChangedSchema, changed_schema, faults

Make = Callable[[], Scratch]


def single_change(pairs: list[tuple[str, str]], dialects: str) -> ChangedSchema:
    plain, schema = decided(changed(*pairs))
    options = f"dialects: [{dialects}]"
    found = changed_schema(resolved(BEFORE, options), resolved(plain, options), schema)
    assert found is not None
    return found


CHANGES = [each for each in SINGLE if each[1]]


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "every"])
@pytest.mark.parametrize("pairs", [each[1] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_single_change(
    pairs: list[tuple[str, str]], alone: bool, new_scratch: Make, dialect: str, tmp_path: Path
) -> None:
    change = single_change(pairs, dialect if alone else "sqlite, postgres, mysql")
    assert faults(change, new_scratch, tmp_path) == []

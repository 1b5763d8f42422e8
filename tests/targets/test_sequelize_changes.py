"""The text of Sequelize's migrations for each change of a schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.test_single_changes import SINGLE, changed
from tests.conftest import Check
from tests.end_to_end.test_sequelize_changes import further, single
from tests.support.change_rounds import Change, change_texts
from tests.support.golden import assert_golden
from tests.targets.alembic_change_cases import CASES, POSTGRES

GOLDEN = Path(__file__).parents[1] / "golden" / "sequelize_changes"
CHOICES = ("sqlite", "postgres", "mysql", "sqlite, postgres, mysql")


def every_change(dialects: str) -> dict[str, Change]:
    """All changes by their names."""
    found = {name: single(changed(*edits), dialects) for name, edits, _ in SINGLE if edits}
    found |= {name: further(name, dialects) for name in CASES}
    if dialects == "postgres":
        found |= {name: further(name, dialects) for name in POSTGRES}
    return found


def texts(change: Change) -> dict[str, str]:
    """The files of the change's migrations."""
    found = change.outcome()
    assert found is not None
    return change_texts(change, found)


@pytest.mark.slow
@pytest.mark.parametrize("dialects", CHOICES)
def test_the_migration_of_each_change(dialects: str, update_golden: bool) -> None:
    actual = {}
    for name, change in every_change(dialects).items():
        folder = name.replace(" ", "-").lower()
        for path, text in texts(change).items():
            if "/helpers/" not in path:
                actual[f"{folder}/{path.partition('-')[2]}"] = text
    folder_of_all = GOLDEN / dialects.replace(", ", "-")
    assert_golden(folder_of_all, actual, update=update_golden)


@pytest.mark.node
@pytest.mark.parametrize("dialects", CHOICES)
def test_prettier_and_eslint_find_nothing(
    dialects: str, tmp_path: Path, js_problems: Check
) -> None:
    for name, change in every_change(dialects).items():
        for path, text in texts(change).items():
            file = tmp_path / name.replace(" ", "-") / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    assert js_problems(tmp_path) == []


def test_a_default_of_a_float_is_written_on_postgres_as_create_table_does() -> None:
    change = single(changed(("note: string(200)", "note: double default(1.5)")), "postgres")
    (text,) = (text for path, text in texts(change).items() if "/helpers/" not in path)
    assert "SET DEFAULT '1.5'" in text

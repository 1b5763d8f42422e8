"""Every file of tests/golden/invalid is refused with exactly its golden messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scaffold.database.resolve import resolve
from scaffold.errors import Problem
from scaffold.schema.read_schema import read_schema
from scaffold.targets import TARGETS, known_settings

FOLDER = Path(__file__).parent.parent / "golden" / "invalid"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".yaml", ".json"))
KNOWN = known_settings()


def problems_of(path: Path) -> Iterator[Problem]:
    """What the command line would say: of form, else of meaning, else of the targets."""
    schema, problems = read_schema(path.read_bytes(), path.name, KNOWN)
    yield from problems
    if schema is None:
        return
    database, problems = resolve(schema)
    yield from problems
    if database is not None:
        for target in schema.targets:
            yield from TARGETS[target.name].problems(database)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_refused_with_these_messages(path: Path, update_golden: bool) -> None:
    problems = list(problems_of(path))
    assert problems, "nothing is wrong with it"
    said = "".join(f"{problem}\n" for problem in problems)
    golden = path.with_suffix(".txt")
    if update_golden:
        golden.write_text(said, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == said
    for one in problems:
        assert one.where is not None, "a problem without a place"
        assert one.hint, "a problem without a way out"


def test_number_of_invalid_examples() -> None:
    assert len(CASES) >= 60


def test_every_golden_message_has_its_schema() -> None:
    stems = {path.stem for path in CASES}
    assert {path.stem for path in FOLDER.glob("*.txt")} == stems

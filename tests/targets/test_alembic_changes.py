"""Every change of a schema as revisions that Alembic runs, with rows in all tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from sqlalchemy.exc import DataError

from tests.changes.pairs import compiled, pairs
from tests.changes.test_single_changes import BEFORE, SINGLE, changed, decided
from tests.conftest import DIALECTS
from tests.database.resolving import read, resolved
from tests.support.checks import Checks
from tests.support.golden import assert_golden
from tests.support.row_refusals import is_row_refusal
from tests.support.scratch import Scratch
from tests.targets.alembic_change_cases import CASES, MORE, OPTIONS, POSTGRES, VALUES
from tests.targets.alembic_changes import ChangedSchema, changed_schema, faults
from tests.targets.alembic_rendering import revision_files

Make = Callable[[], Scratch]
EVERY = "sqlite, postgres, mysql"
GOLDEN = Path(__file__).parents[1] / "golden" / "alembic_changes"
SINGLES = {name: replaced for name, replaced, _ in SINGLE if replaced}


def single_change(name: str, dialects: str) -> ChangedSchema:
    plain, schema = decided(changed(*SINGLES[name]))
    options = f"dialects: [{dialects}]"
    found = changed_schema(resolved(BEFORE, options), resolved(plain, options), schema)
    assert found is not None
    return found


def case(name: str, dialects: str) -> ChangedSchema:
    before, after = {**CASES, **MORE, **POSTGRES}[name]
    options = f"dialects: [{dialects}]"
    changed_options = f"{options}, {OPTIONS[name]}" if name in OPTIONS else options
    found = changed_schema(
        resolved(before, options), resolved(after, changed_options), read(after, changed_options)
    )
    assert found is not None
    return found


# What `alembic revision --autogenerate` gets wrong on a database, or on all: the change here.
AUTOGENERATE = {
    "rename column": "attribute renamed",
    "rename indexed column": "indexed column renamed",
    "rename enum column": "indexed enum renamed",
    "rename key": "foreign key renamed",
    "rename model": "model renamed",
    "length up": "length grows",
    "text to integer": "text becomes integer",
    "null to required": "becomes required",
    "default added": "default added",
    "default changed": "default changes",
    "comment added": "comment added",
    "enum value added": "enum value added",
    "enum value removed": "enum value removed",
    "enum reordered": "enum reordered",
    "enum value added and default": "enum value added and default",
    "enum to string": "enum becomes string",
    "unique added": "unique added",
    "unique dropped": "unique dropped",
    "index added": "index added",
    "check added": "check added",
    "check changed": "check changed",
    "check dropped": "check dropped",
    "column dropped": "column dropped",
    "enum column dropped": "enum column dropped",
    "checked column dropped": "checked column dropped",
    "required column added": "required attribute added with fill",
    "onDelete changed": "onDelete changes",
    "hasMany to hasOne": "hasMany becomes hasOne",
    "key logical": "association becomes logical",
    "table dropped": "model dropped",
}


@pytest.mark.slow
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "every"])
def test_each_change(
    alone: bool, new_scratch: Make, dialect: str, tmp_path: Path, checks: Checks
) -> None:
    """Up equals the new schema made fresh, down the old one with its rows, and up again.

    All thirty rows of the table of what autogenerate gets wrong are among them. Half of the cases
    are of a project of one database, the others of one of all, and the other way round on the next
    database: the revisions of both kinds are known.
    """
    names = [*SINGLES, *CASES, *MORE]
    assert len(AUTOGENERATE) == 30 and set(AUTOGENERATE.values()) <= set(names)
    chosen = [name for at, name in enumerate(names, DIALECTS.index(dialect)) if at % 2 == alone]
    if alone and dialect == "postgres":
        chosen += POSTGRES
    scratches = new_scratch(), new_scratch()
    for at, name in enumerate(chosen):
        dialects = dialect if alone else EVERY
        change = single_change(name, dialects) if name in SINGLES else case(name, dialects)
        folder = tmp_path / str(at)
        checks.none(name, faults(change, emptied(scratches), folder, VALUES.get(name)))


@pytest.mark.slow
@pytest.mark.parametrize("dialects", ["sqlite", "postgres", "mysql", EVERY])
def test_revisions_of_each_change(dialects: str, update_golden: bool, tmp_path: Path) -> None:
    """They are as expected, and ruff changes nothing in them."""
    found = {name: single_change(name, dialects) for name in SINGLES}
    found |= {name: case(name, dialects) for name in CASES}
    if dialects == "postgres":
        found |= {name: case(name, dialects) for name in POSTGRES}
    files: dict[str, str] = {}
    for name, change in found.items():
        texts = [
            text
            for path, text in revision_files(change.after, change.then).items()
            if "/versions/" in path
        ]
        for number, text in enumerate(texts, 1):
            files[f"{name.replace(' ', '_').lower()}_{number}.py"] = text
    folder = GOLDEN / dialects.replace(", ", "_")
    assert_golden(folder, files, update=update_golden)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert ruff("format", "--diff", folder=tmp_path) == ""
    assert ruff("check", "--select", "E4,E7,E9,F,I,UP,B,SIM,C4", folder=tmp_path) == ""


def emptied(scratches: Iterable[Scratch]) -> Make:
    """Return a function that returns one database after another, without tables."""
    left = iter(scratches)

    def empty() -> Scratch:
        scratch = next(left)
        scratch.clear()
        return scratch

    return empty


def ruff(*arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.stdout if done.returncode else ""


@pytest.mark.slow
def test_random_pairs_of_schemas(
    new_scratch: Make,
    dialect: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Names are swapped and reused; what rows may refuse is refused before anything changes."""
    scratches = new_scratch(), new_scratch()

    @seed(request.config.getoption("--pairs-seed"))
    @settings(
        max_examples=request.config.getoption("--pairs"),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs(dialect=dialect))
    def run(pair: tuple[str, str]) -> None:
        old, new = pair
        before, (schema, after) = compiled(old)[1], compiled(new)
        change = changed_schema(before, after, schema)
        if change is None or not change.then:
            return
        try:
            found = faults(change, emptied(scratches), tmp_path_factory.mktemp("pair"))
        except (ValueError, DataError) as error:
            assert is_row_refusal(error, dialect), (old, new)
        else:
            assert found == [], (old, new)

    run()

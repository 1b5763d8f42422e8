"""The modules that revisions load: what they are called, and their texts, which never change."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from scaffold.targets.sqlalchemy.revisions.helper_files import (
    helper_artifacts,
    tables_module,
    types_module,
)
from scaffold.templating.renderer import Renderer
from tests.support.golden import assert_golden
from tests.support.groups import MYPY_CACHE
from tests.targets.python_rendering import TARGET

DIALECTS = ("sqlite", "postgres", "mysql")
SUBSETS = [chosen for size in (1, 2, 3) for chosen in combinations(DIALECTS, size)]
GOLDEN = Path(__file__).parents[1] / "golden" / "alembic_helpers"


def test_texts_of_a_number_never_change(update_golden: bool) -> None:
    """A release with another text has another number: revisions run as they were tested."""
    renderer = Renderer(TARGET.filters)
    files = {
        artifact.path.removeprefix("migrations/helpers/"): renderer.render(artifact)
        for dialects in SUBSETS
        for artifact in helper_artifacts(
            (types_module(), tables_module(dialects)), dialects, "migrations"
        )
    }
    assert_golden(GOLDEN, files, update=update_golden)


def test_the_order_of_dialects_does_not_matter() -> None:
    assert tables_module(("mysql", "sqlite")) == tables_module(("sqlite", "mysql"))


@pytest.mark.slow
def test_mypy_reports_nothing(tmp_path: Path) -> None:
    mypy = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={MYPY_CACHE}"]
    command = [*mypy, "--config-file=", str(GOLDEN)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout

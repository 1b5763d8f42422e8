"""Tests that one worker of pytest-xdist runs, since they share what takes long to set up.

pytest 9 ignores how pytest-xdist 3.8 names the groups of the mark `xdist_group`.
"""

from __future__ import annotations

import re
from typing import Any

from tests.support.node_packages import CACHE

# What mypy finds out about SQLAlchemy takes it several seconds.
MYPY_CACHE = str(CACHE / "mypy")

GROUPS = {
    "wheel": r"tests/test_(wheel|npm)\.py",
    "typescript": r"tests/end_to_end/test_typescript\.py",
    "twenty changes": r"tests/end_to_end/test_twenty_changes\.py::test_edits_stay",
    # No two processes write mypy's cache.
    "mypy": r"""(?x)tests/ (
        project_template/ (
            test_python_alone\.py
            | test_combinations\.py::test_python_project
            | test_combinations\.py::test_project_passes .* [ ]True[ ]
        )
        | targets/ (
            test_alembic_(helper_)?files\.py::test_mypy
            | test_sqlalchemy_package\.py::test_(ruff|mappers|mypy)
        )
    )""",
}


def scheduling(config: Any, log: Any) -> Any:
    """Return a schedule of groups, the largest first, and then of the other tests one by one."""
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid) or nodeid

    return GroupScheduling(config, log)


def group_of(nodeid: str) -> str | None:
    """Return the group of a test, None for most."""
    return next((name for name, tests in GROUPS.items() if re.match(tests, nodeid)), None)

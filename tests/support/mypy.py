"""Share mypy's cache: what it finds out about SQLAlchemy takes several seconds."""

from __future__ import annotations

import pytest

from tests.support.node_packages import CACHE

# One worker runs mypy, so that no two processes write the cache.
uses_mypy = pytest.mark.xdist_group("mypy")
MYPY_CACHE = str(CACHE / "mypy")

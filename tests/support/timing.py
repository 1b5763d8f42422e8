"""Mark tests that limit a duration."""

from __future__ import annotations

import sys

import pytest

# Coverage makes the measured code too slow.
timed = pytest.mark.skipif("coverage" in sys.modules, reason="coverage changes how long it takes")

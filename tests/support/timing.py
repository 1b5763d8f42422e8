"""Tests that limit how long something takes."""

from __future__ import annotations

import sys

import pytest

# Measuring coverage takes longer than what is measured.
timed = pytest.mark.skipif("coverage" in sys.modules, reason="coverage changes how long it takes")

"""The number of examples that hypothesis tries."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

# The default number by profile; CI uses hypothesis's own profile `ci`.
HERE, IN_CI = 25, 100


def examples(count: int, **more: Any) -> settings:
    """Return settings with `count` examples in CI, and a share of them elsewhere."""
    share = settings().max_examples / IN_CI
    return settings(max_examples=max(5, round(count * share)), **more)

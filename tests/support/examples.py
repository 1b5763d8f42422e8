"""The number of examples that hypothesis tries."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

# The default number in the suite, and with --hypothesis-profile=ci.
BASE, ALL = 25, 100


def examples(count: int, **more: Any) -> settings:
    """Return settings with `count` examples in the profile `ci`, and a share of them in others."""
    share = settings().max_examples / ALL
    return settings(max_examples=max(5, round(count * share)), **more)

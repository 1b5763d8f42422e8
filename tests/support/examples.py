"""How many examples hypothesis tries."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

# What a test that states no count tries, by profile; CI takes hypothesis's own profile `ci`.
HERE, IN_CI = 25, 100


def examples(count: int, **more: Any) -> settings:
    """Settings with `count` examples in CI, and with the profile's share of it elsewhere."""
    share = settings().max_examples / IN_CI
    return settings(max_examples=max(5, round(count * share)), **more)

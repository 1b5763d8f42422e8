"""The time to find changes grows with the schema, and no faster."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from benchmarks.schemas import edited, schema
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from scaffold.targets.shared_notes import scoped_ones_without_index
from scaffold.values import collector_at_rest
from tests.changes.pairs import compiled
from tests.support.timing import timed


def durations(count: int) -> Iterator[float]:
    """Yield the seconds of the processor that each of three rounds takes."""
    text = schema(count)
    before = snapshot(compiled(text)[1])
    declared, after = compiled(edited(text))
    for _ in range(3):
        with collector_at_rest():
            start = time.process_time()
            assert len(changes(before, after, declared).operations) == 1
            list(scoped_ones_without_index(after))
            yield time.process_time() - start


@pytest.mark.slow
@timed
def test_one_edit_among_six_times_the_models_takes_at_most_fifteen_times_as_long() -> None:
    assert min(durations(600)) < 15 * min(durations(100))

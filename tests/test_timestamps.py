"""Timestamps of migrations: the first, the last, and their order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.naming.timestamps import NoTimestampError, parse_timestamp, timestamps

NOW = datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "2026", "20261301000000", "20260230000000", "2026010100000x", "²0260101000000"]
)
def test_invalid_timestamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_timestamp(text)


def test_last_timestamp_is_now_and_others_precede_it() -> None:
    assert timestamps(3, now=NOW) == ("20251231235959", "20260101000000", "20260101000001")
    assert timestamps(1, now=NOW) == ("20260101000001",)
    assert timestamps(0, now=NOW) == ()


def test_given_first_timestamp_is_used() -> None:
    assert timestamps(2, now=NOW, first=datetime(2024, 2, 29, 23, 59, 59)) == (
        "20240229235959",
        "20240301000000",
    )


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("20251231235958-theirs.js", "20251231235959"),
        # Later than the first would be, earlier than now: they run into the future, if barely.
        ("20251231235959-theirs.js", "20260101000000"),
        ("20300101000000-theirs.js", "20300101000001"),
        ("20301231235959-theirs.js", "20310101000000"),
        ("20300101000000.js", "20300101000001"),
        # More digits than fourteen: sequelize-cli compares names as texts.
        ("203001010000009-theirs.js", "20300101000001"),
        # A date alone, with each separator: a hyphen sorts before digits, an underscore after.
        ("20300101-theirs.js", "20300101000000"),
        ("2030-01-01-theirs.js", "20300101000000"),
        ("20300101_theirs.js", "20300102000000"),
        ("2030_01_01_theirs.js", "20310101000000"),
        # No moment, but a text like any other.
        ("20301399000000-theirs.js", "20310101000000"),
        ("20300231999999-theirs.js", "20300304000000"),
        ("1700000000000-theirs.js", "20251231235959"),
        ("001-theirs.js", "20251231235959"),
        ("3-theirs.js", "30000101000000"),
        ("theirs.js", "20251231235959"),
    ],
)
def test_timestamps_sort_after_the_newest_file(after: str, expected: str) -> None:
    made = timestamps(3, now=NOW, after=after)
    assert made[0] == expected
    assert not after[0].isdigit() or made[0] > after[:14]


@given(st.text("0123456789-_.a", max_size=16))
def test_timestamps_sort_after_any_name_with_a_leading_digit(name: str) -> None:
    try:
        made = timestamps(2, now=NOW, after=name)
    except NoTimestampError:
        assert name > "9999"
    else:
        assert list(made) == sorted(made)
        parse_timestamp(made[0])
        assert f"{made[0]}-create-users.js" > name or not name[:1].isdigit()


@pytest.mark.parametrize("after", ["99991231235959-x.js", "99999999999999.js", "9_x.js", "9999_x"])
def test_no_timestamp_after_the_year_9999(after: str) -> None:
    with pytest.raises(NoTimestampError, match="9999"):
        timestamps(1, now=NOW, after=after)

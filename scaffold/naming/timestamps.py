"""Timestamps of migrations: fourteen digits in UTC, YYYYMMDDHHMMSS."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_SECOND = timedelta(seconds=1)
_DIGITS = 14


class NoTimestampError(ValueError):
    """No timestamp of fourteen digits is late enough."""


def parse_timestamp(text: str) -> datetime:
    """Return the time that fourteen digits represent, in UTC; ValueError if they do not."""
    if len(text) != _DIGITS or not (text.isascii() and text.isdigit()):
        raise ValueError(f"not fourteen digits: {text!r}")
    parts = (text[:4], *(text[at : at + 2] for at in range(4, _DIGITS, 2)))
    year, month, day, hour, minute, second = map(int, parts)
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def timestamps(
    count: int, *, now: datetime, first: datetime | None = None, after: str | None = None
) -> tuple[str, ...]:
    """Return `count` timestamps, one second apart: the last is `now`, or the first is `first`.

    They start later if they would not sort after the file name `after`. A time without a zone is
    UTC. NoTimestampError after the year 9999.
    """
    try:
        time = _utc(first) if first else _utc(now) - _SECOND * max(count - 1, 0)
        if after is not None and (earliest := _earliest_after(after)):
            time = max(time, earliest)
        return tuple(_text(time + _SECOND * number) for number in range(count))
    except OverflowError:
        raise NoTimestampError("no timestamp comes after the year 9999") from None


def _earliest_after(name: str) -> datetime | None:
    """Return the earliest time whose timestamp sorts after a file's name.

    None if the name does not start with a digit: such a file runs after every timestamp.
    """
    found = re.match("[0-9]{1,14}", name)
    if found is None:
        return None
    digits = found[0]
    following = name[len(digits) : len(digits) + 1]
    if len(digits) == _DIGITS or following > "9":
        digits = str(int(digits) + 1).rjust(len(digits), "0")
        if len(digits) > min(len(found[0]), _DIGITS):
            raise OverflowError
    return _at_least(digits.ljust(_DIGITS, "0"))


def _at_least(digits: str) -> datetime:
    """Return the time of these fourteen digits, or the next one if they are not a valid time."""
    year = int(digits[:4])
    month, day, hour, minute, second = (int(digits[at : at + 2]) for at in range(4, _DIGITS, 2))
    if year == 0:
        return datetime(1, 1, 1, tzinfo=UTC)
    if month > 12:
        year, month, day, hour, minute, second = year + 1, 1, 1, 0, 0, 0
    if year > 9999:
        raise OverflowError
    # Hours beyond 23 and the like carry over to the next day.
    carried = timedelta(
        days=max(day, 1) - 1 if month else 0, hours=hour, minutes=minute, seconds=second
    )
    return datetime(year, max(month, 1), 1, tzinfo=UTC) + carried


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _text(time: datetime) -> str:
    return f"{time:%Y%m%d%H%M%S}".rjust(_DIGITS, "0")

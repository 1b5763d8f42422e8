"""Days, times of day and moments as texts, in the one spelling that all databases read."""

from __future__ import annotations

import re

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CLOCK = r"(\d\d):(\d\d)(?::(\d\d)(\.\d{1,6})?)?"
_TIME = re.compile(_CLOCK, re.ASCII)
_MOMENT = re.compile(rf"(\d{{4}}-\d\d-\d\d)[T ]({_CLOCK})(?: ?(Z|[+-]\d\d:\d\d))?", re.ASCII)
_WIDEST_ZONE = 14


def is_day(text: str) -> bool:
    """Whether it is `YYYY-MM-DD`, and a day of the calendar."""
    return bool(_DAY.fullmatch(text)) and _exists(text)


def time_of_day(text: str) -> str | None:
    """Parse `HH:MM:SS` with an optional fraction; return None if it is not a time."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        return None
    return text if found[3] else f"{text}:00"


def utc_moment(text: str) -> str | None:
    """Return `YYYY-MM-DD HH:MM:SS` in UTC, with its fraction; a text without a zone is in UTC."""
    from datetime import datetime, timedelta

    found = _MOMENT.fullmatch(text)
    time = time_of_day(found[2]) if found else None
    if not found or time is None or not _exists(found[1]):
        return None
    clock, _, fraction = time.partition(".")
    moment = datetime.fromisoformat(f"{found[1]} {clock}")
    zone = found[7]
    if zone and zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[4:6])
        if hours > _WIDEST_ZONE or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        try:
            moment = moment + offset if zone[0] == "-" else moment - offset
        except OverflowError:
            return None
    return moment.isoformat(sep=" ") + (f".{fraction}" if fraction else "")


def _exists(day: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True

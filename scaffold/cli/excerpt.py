"""The line that a problem stands on, cut to the terminal, and where the caret goes under it."""

from __future__ import annotations

_CUT = "…"


def excerpt(line: str, column: int, room: int) -> tuple[str, str]:
    """The line in `room` cells at most, and the blanks before its caret; `column` from 1.

    A long line keeps what stands around the column, between ellipses.
    """
    text = "".join(char if char.isprintable() else " " for char in line.rstrip())
    at = min(column - 1, len(text))
    if _cells(text) > room:
        text, at = _cut(text, at, room)
    return text, " " * _cells(text[:at])


def _cut(text: str, at: int, room: int) -> tuple[str, int]:
    """The part around `at` that fits; a third of the room goes to what stands before it."""
    start, used = at, 0
    while start and used + _cells(text[start - 1]) <= room // 3:
        start -= 1
        used += _cells(text[start])
    end = at
    while end < len(text) and used + _cells(text[end]) <= room - 2 * len(_CUT):
        used += _cells(text[end])
        end += 1
    before = _CUT if start else ""
    after = _CUT if end < len(text) else ""
    return before + text[start:end] + after, at - start + len(before)


def _cells(text: str) -> int:
    """The cells of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )

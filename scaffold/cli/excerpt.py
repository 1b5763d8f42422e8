"""The source line of a problem, truncated to the terminal, and the position of its caret."""

from __future__ import annotations

_CUT = "…"


def excerpt(line: str, column: int, room: int) -> tuple[str, str]:
    """Return the line in at most `room` cells, and the blanks before its caret.

    `column` counts from 1. A long line is truncated around the column, with ellipses.
    """
    at = min(column - 1, len(line))
    # More than this is never shown, and a line may be as long as a file.
    start, end = max(at - 4 * room, 0), at + 4 * room
    part = line[start:end] if end < len(line) else line[start:].rstrip()
    text = "".join(char if char.isprintable() else " " for char in part)
    at = min(at - start, len(text))
    if start or end < len(line) or _cells(text) > room:
        text, at = _cut(text, at, room, start > 0, end < len(line))
    return text, " " * _cells(text[:at])


def _cut(text: str, at: int, room: int, before: bool, after: bool) -> tuple[str, int]:
    """Return the part around `at` that fits; a third of the room is for the text before it.

    `before` and `after`: the line has more than `text` there.
    """
    start, used = at, 0
    while start and used + _cells(text[start - 1]) <= room // 3:
        start -= 1
        used += _cells(text[start])
    end = at
    while end < len(text) and used + _cells(text[end]) <= room - 2 * len(_CUT):
        used += _cells(text[end])
        end += 1
    head = _CUT if start or before else ""
    tail = _CUT if end < len(text) or after else ""
    return head + text[start:end] + tail, at - start + len(head)


def _cells(text: str) -> int:
    """Return the number of terminal cells of a text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )

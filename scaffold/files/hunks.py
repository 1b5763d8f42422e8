"""What changed between two texts, as hunks of lines, and where else a hunk could stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hunk:
    """base[low:high] became other[start:end]."""

    low: int
    high: int
    start: int
    end: int


def find_hunks(base: Sequence[str], other: Sequence[str]) -> list[Hunk]:
    """The changes from `base` to `other`; the lines they share at both ends are cut off first."""
    from difflib import SequenceMatcher

    head, tail = shared_ends(base, other)
    middle = base[head : len(base) - tail], other[head : len(other) - tail]
    # Taking every repeated line into account is quadratic: too slow for very long files.
    matcher = SequenceMatcher(None, *middle, autojunk=len(base) > 4000)
    return [
        Hunk(low + head, high + head, start + head, end + head)
        for tag, low, high, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def slide(hunks: Sequence[Hunk], base: Sequence[str], other: Sequence[str], up: bool) -> list[Hunk]:
    """Move each pure insertion or deletion as far as equal lines let it go, up or down."""
    slid: list[Hunk] = []
    for hunk in hunks if up else reversed(hunks):
        low, high, start, end = hunk.low, hunk.high, hunk.start, hunk.end
        if low == high or start == end:
            if up:
                floor = slid[-1].high if slid else 0
                while (
                    low > floor
                    and _line(base, high - 1, other, end - 1, low == high) == base[low - 1]
                ):
                    low, high, start, end = low - 1, high - 1, start - 1, end - 1
            else:
                ceiling = slid[-1].low if slid else len(base)
                while high < ceiling and _line(base, low, other, start, low == high) == base[high]:
                    low, high, start, end = low + 1, high + 1, start + 1, end + 1
        slid.append(Hunk(low, high, start, end))
    return slid if up else slid[::-1]


def _line(base: Sequence[str], at: int, other: Sequence[str], there: int, inserted: bool) -> str:
    return other[there] if inserted else base[at]


def shared_ends(theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, int]:
    """How many lines are equal at the head and, of the rest, at the tail."""
    shortest = min(len(theirs), len(ours))
    head = 0
    while head < shortest and theirs[head] == ours[head]:
        head += 1
    tail = 0
    while tail < shortest - head and theirs[-1 - tail] == ours[-1 - tail]:
        tail += 1
    return head, tail

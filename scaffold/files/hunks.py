"""What changed between two texts, as hunks of lines."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Hunk:
    """base[low:high] became other[start:end].

    `loose`: a removal that could as well stand a line higher, since equal lines surround it.
    """

    low: int
    high: int
    start: int
    end: int
    loose: bool = False


def find_hunks(base: Sequence[str], other: Sequence[str]) -> list[Hunk]:
    """The changes from `base` to `other`.

    A pure insertion or removal stands as low as equal lines let it, as in git: an added method is
    read as `name() {`, …, `}`, not as `}`, `name() {`, ….
    """
    from difflib import SequenceMatcher

    head, tail = shared_ends(base, other)
    middle = base[head : len(base) - tail], other[head : len(other) - tail]
    # Taking every repeated line into account is quadratic: too slow for very long files.
    matcher = SequenceMatcher(None, *middle, autojunk=len(base) > 4000)
    hunks: list[Hunk] = []
    ceiling = len(base)
    for tag, low, high, start, end in reversed(matcher.get_opcodes()):
        if tag != "equal":
            hunk = Hunk(low + head, high + head, start + head, end + head)
            hunks += reversed(_whole(_lowered(hunk, base, other, ceiling), base, other, ceiling))
            ceiling = hunks[-1].low
    return hunks[::-1]


def _lowered(hunk: Hunk, base: Sequence[str], other: Sequence[str], ceiling: int) -> Hunk:
    low, high, start, end = hunk.low, hunk.high, hunk.start, hunk.end
    if low < high and start < end:
        return hunk
    while high < ceiling and base[high] == (other[start] if start < end else base[low]):
        low, high, start, end = low + 1, high + 1, start + 1, end + 1
    loose = start == end and low > 0 and base[low - 1] == base[high - 1]
    return Hunk(low, high, start, end, loose)


def _whole(hunk: Hunk, base: Sequence[str], other: Sequence[str], ceiling: int) -> list[Hunk]:
    """Read an insertion that closes a block and opens another as two, each of them whole.

    Lines `a` `}` `b {` put before a `}` are `a` before it and `b {` `}` after it.
    """
    low, start, end = hunk.low, hunk.start, hunk.end
    if low < hunk.high or low >= ceiling or indent_of_whole(other[start:end]) is not None:
        return [hunk]
    for at in range(start, end):
        if (
            other[at] == base[low]
            and indent_of_whole(other[start:at]) is not None
            and indent_of_whole(other[at + 1 : end + 1]) is not None
        ):
            return [Hunk(low, low, start, at), Hunk(low + 1, low + 1, at + 1, end + 1)]
    return [hunk]


def indent_of_whole(lines: Sequence[str]) -> int | None:
    """The indent of lines that make a whole; None where one stands further out than the first."""
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return None if indents and min(indents) < indents[0] else min(indents, default=0)


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

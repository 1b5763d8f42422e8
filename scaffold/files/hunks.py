"""The differences between two texts, as hunks of lines."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Hunk:
    """base[low:high] was replaced by other[start:end].

    `loose`: a removal that could be read one line higher as well, because equal lines surround it.
    """

    low: int
    high: int
    start: int
    end: int
    loose: bool = False


def find_hunks(base: Sequence[str], other: Sequence[str]) -> list[Hunk]:
    """Return the hunks that turn `base` into `other`.

    A pure insertion or removal is placed as low as equal lines allow, as in git: an added method is
    read as `name() {`, …, `}`, not as `}`, `name() {`, ….
    """
    from difflib import SequenceMatcher

    head, tail = shared_ends(base, other)
    middle = base[head : len(base) - tail], other[head : len(other) - tail]
    # Without autojunk the time is quadratic: too slow for very long files.
    matcher = SequenceMatcher(None, *middle, autojunk=len(base) > 4000)
    hunks: list[Hunk] = []
    ceiling = len(base)
    for tag, low, high, start, end in reversed(matcher.get_opcodes()):
        if tag != "equal":
            hunk = Hunk(low + head, high + head, start + head, end + head)
            hunks += reversed(
                _split_blocks(_lowered(hunk, base, other, ceiling), base, other, ceiling)
            )
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


def _split_blocks(
    hunk: Hunk, base: Sequence[str], other: Sequence[str], ceiling: int
) -> list[Hunk]:
    """Split an insertion that closes one block and opens another into two complete ones.

    Lines `a` `}` `b {` inserted before a `}` are read as `a` before it and `b {` `}` after it.
    """
    low, start, end = hunk.low, hunk.start, hunk.end
    if low < hunk.high or low >= ceiling or block_indent(other[start:end]) is not None:
        return [hunk]
    for at in range(start, end):
        if (
            other[at] == base[low]
            and block_indent(other[start:at]) is not None
            and block_indent(other[at + 1 : end + 1]) is not None
        ):
            return [Hunk(low, low, start, at), Hunk(low + 1, low + 1, at + 1, end + 1)]
    return [hunk]


def block_indent(lines: Sequence[str]) -> int | None:
    """Return the indent of lines that form a complete block.

    None if one of them is indented less than the first.
    """
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return None if indents and min(indents) < indents[0] else min(indents, default=0)


def shared_ends(theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, int]:
    """Return how many lines are equal at the start and, of the rest, at the end."""
    shortest = min(len(theirs), len(ours))
    head = 0
    while head < shortest and theirs[head] == ours[head]:
        head += 1
    tail = 0
    while tail < shortest - head and theirs[-1 - tail] == ours[-1 - tail]:
        tail += 1
    return head, tail

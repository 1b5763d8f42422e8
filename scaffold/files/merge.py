"""Three-way merge of lines, like diff3, for generated files that people edit.

As in git, edits of both sides that touch each other are a conflict, with two exceptions, which keep
a person's method when generated code grows next to it. Both apply only to insertions of complete
blocks (no line is indented less than the first) in which the two sides declare different names:

- an insertion next to the other side's change is merged if that change still declares what it
  changed, or is a removal that can be read in only one way;
- two insertions with the same indent at the same line are both kept, the generated one first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scaffold.files.hunks import Hunk, block_indent, find_hunks, shared_ends
from scaffold.values import dataclass

OURS_LABEL = "scaffold's"
THEIRS_LABEL = "yours"

_MARKER = re.compile(r"(<{7} |={7}$|>{7} )")
_LEADING = r"(?:(?:static|async|get|set|const|let|var|function|class|def|export|default)\s+)*"
_NAME = re.compile(_LEADING + r"""(['"]?[\w$]+['"]?)\s*[:=({]""")
_SUBJECT = re.compile(_LEADING + r"[^\w$]*([\w$]+)")


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text; `conflicts` are line numbers, counted from 1, in the person's text."""

    text: str
    conflicts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Version:
    lines: Sequence[str]
    hunks: Sequence[Hunk]


def merge(base: str, theirs: str, ours: str) -> Merged:
    """Merge a person's version of `base` with the newly generated text.

    Line endings are LF. An overlap is written between git's conflict markers.
    """
    base_lines, their_lines, our_lines = (text.split("\n") for text in (base, theirs, ours))
    return _weave(
        base_lines,
        _Version(their_lines, find_hunks(base_lines, their_lines)),
        _Version(our_lines, find_hunks(base_lines, our_lines)),
    )


def mark_differences(theirs: str, ours: str) -> tuple[str, int]:
    """Return both texts with markers around every difference, and the line of the first, from 1."""
    their_lines, our_lines = theirs.split("\n"), ours.split("\n")
    lines: list[str] = []
    position = 0
    hunks = find_hunks(their_lines, our_lines)
    for hunk in hunks:
        lines += their_lines[position : hunk.low]
        _, marked = _marked(their_lines[hunk.low : hunk.high], our_lines[hunk.start : hunk.end])
        lines += marked
        position = hunk.high
    return "\n".join(lines + their_lines[position:]), hunks[0].low + 1 if hunks else 1


def unresolved_marker(text: str) -> int | None:
    """Return the line, from 1, of the first complete conflict between git's markers, or None."""
    if "<<<<<<< " not in text or ">>>>>>> " not in text:
        return None
    opened: int | None = None
    halved = False
    for number, line in enumerate(text.split("\n"), 1):
        if not _MARKER.match(line):
            continue
        if line[0] == "<":
            opened, halved = number, False
        elif line[0] == "=":
            halved = opened is not None
        elif halved:
            return opened
    return None


def _weave(base: Sequence[str], theirs: _Version, ours: _Version) -> Merged:
    """Combine the base's lines with both sides' groups of changes."""
    lines: list[str] = []
    conflicts: list[int] = []
    position = their_shift = our_shift = 0
    for low, high, their_group, our_group in _groups(base, theirs, ours):
        lines += base[position:low]
        position = high
        their_start = low + their_shift
        our_start = low + our_shift
        if their_group:
            their_shift = their_group[-1].end - their_group[-1].high
        if our_group:
            our_shift = our_group[-1].end - our_group[-1].high
        their_lines = theirs.lines[their_start : high + their_shift]
        our_lines = ours.lines[our_start : high + our_shift]
        if not our_group:
            lines += their_lines
        elif not their_group:
            lines += our_lines
        else:
            resolved = _resolve(base[low:high], their_lines, our_lines)
            if resolved is None:
                head, marked = _marked(their_lines, our_lines)
                conflicts.append(their_start + head + 1)
                resolved = marked
            lines += resolved
    lines += base[position:]
    return Merged("\n".join(lines), tuple(conflicts))


def _groups(
    base: Sequence[str], theirs: _Version, ours: _Version
) -> Iterator[tuple[int, int, Sequence[Hunk], Sequence[Hunk]]]:
    """Yield ranges of the base, with each side's hunks in them, that must be decided together."""
    ordered = sorted(
        [(hunk.low, hunk.high, 0, hunk) for hunk in theirs.hunks]
        + [(hunk.low, hunk.high, 1, hunk) for hunk in ours.hunks],
        key=lambda item: item[:3],
    )
    sides = (theirs, ours)
    group: tuple[list[Hunk], list[Hunk]] = ([], [])
    low = high = -1
    for start, end, side, hunk in ordered:
        others = group[1 - side]
        touching = start == high and any(
            _collide(base, (other, sides[1 - side]), (hunk, sides[side]))
            for other in others
            if other.high == high
        )
        if start < high or touching:
            high = max(high, end)
        else:
            if high >= 0:
                yield low, high, *group
            group = ([], [])
            low, high = start, end
        group[side].append(hunk)
    if high >= 0:
        yield low, high, *group


def _collide(
    base: Sequence[str], before: tuple[Hunk, _Version], after: tuple[Hunk, _Version]
) -> bool:
    """Return whether two adjacent hunks of different sides must be one group."""
    (insertion, inserting), (change, changing) = sorted(
        (before, after), key=lambda item: item[0].high - item[0].low
    )
    if insertion.low < insertion.high or change.low == change.high or change.loose:
        return True
    inserted = inserting.lines[insertion.start : insertion.end]
    changed = changing.lines[change.start : change.end]
    if block_indent(inserted) is None or _names(inserted) & _names(changed):
        return True
    return bool(changed) and not _subjects(base[change.low : change.high]) <= _subjects(changed)


def _resolve(
    base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> Sequence[str] | None:
    """Return the lines for a range that both sides changed, or None for a conflict."""
    if theirs == ours:
        return ours
    frame = _frame("".join("".join(base).split()), theirs, ours)
    if frame is None:
        return None
    head, tail = frame
    added = theirs[head : len(theirs) - tail]
    generated = ours[head : len(ours) - tail]
    indent, generated_indent = block_indent(added), block_indent(generated)
    if indent is None or generated_indent is None:
        return None
    # In a block that was empty, a person's indent does not tell which block they meant.
    if indent != generated_indent and not (head and tail):
        return None
    if _names(added) & _names(generated):
        return None
    return [*ours[:head], *generated, *added, *ours[len(ours) - tail :]]


def _frame(base: str, theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, int] | None:
    """Return how many first and last lines, equal on both sides except for indent, hold the base.

    The rest of each side is then an insertion: `class A {}` became `class A {`, …, `}`. `base` has
    no white space. The smallest such frame is returned, None if there is none.
    """
    shared_head, shared_tail = shared_ends(
        [line.strip() for line in theirs], [line.strip() for line in ours]
    )
    opening = ""
    for head in range(shared_head + 1):
        opening += "".join(ours[head - 1].split()) if head else ""
        if not base.startswith(opening):
            return None
        closing = ""
        for tail in range(shared_tail + 1):
            closing = "".join(ours[-tail].split()) + closing if tail else ""
            if opening + closing == base:
                return head, tail
    return None


def _outermost(lines: Sequence[str]) -> list[str]:
    stripped = [(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()]
    least = min((indent for indent, _ in stripped), default=0)
    return [text for indent, text in stripped if indent == least]


def _names(lines: Sequence[str]) -> set[str]:
    """Return the names that the outermost lines declare, or the line itself if it has none."""
    names = set()
    for text in _outermost(lines):
        if match := _NAME.match(text):
            names.add(match[1].strip("'\""))
        elif any(map(str.isalnum, text)):
            names.add(text)
    return names


def _subjects(lines: Sequence[str]) -> set[str]:
    """Return the first word of each outermost line, after words such as `static`."""
    return {match[1] for text in _outermost(lines) if (match := _SUBJECT.match(text))}


def _marked(theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, list[str]]:
    """Return both sides between markers, and how many equal lines precede them."""
    head, tail = shared_ends(theirs, ours)
    return head, [
        *theirs[:head],
        f"<<<<<<< {THEIRS_LABEL}",
        *theirs[head : len(theirs) - tail],
        "=======",
        *ours[head : len(ours) - tail],
        f">>>>>>> {OURS_LABEL}",
        *theirs[len(theirs) - tail :],
    ]

"""Three-way merge of lines, as diff3 does it, made for generated files that people edit.

Edits of both sides that touch are a conflict, as in git, with two exceptions that let a person's
method stand beside generated code that grows. Both are for whole insertions only (no line stands
further out than the first), and not where both sides name the same thing:

- an insertion at the border of the other side's change is merged, where that change still speaks
  of what it changed, or is a removal that can be read in one way only;
- two insertions of one indent at one place are both kept, generated first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scaffold.files.hunks import Hunk, find_hunks, indent_of_whole, shared_ends
from scaffold.values import dataclass

OURS_LABEL = "generated from the schema"
THEIRS_LABEL = "yours"

_MARKER = re.compile(r"(<{7} |={7}$|>{7} )")
_LEADING = r"(?:(?:static|async|get|set|const|let|var|function|class|def|export|default)\s+)*"
_NAME = re.compile(_LEADING + r"""(['"]?[\w$]+['"]?)\s*[:=({]""")
_SUBJECT = re.compile(_LEADING + r"[^\w$]*([\w$]+)")


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text; `conflicts` are line numbers, from 1, in the person's text."""

    text: str
    conflicts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    lines: Sequence[str]
    hunks: Sequence[Hunk]


def merge(base: str, theirs: str, ours: str) -> Merged:
    """Merge what a person made of `base` with what is generated now.

    Newlines are `\\n`. An overlap stands in the text between git's conflict markers.
    """
    base_lines, their_lines, our_lines = (text.split("\n") for text in (base, theirs, ours))
    return _weave(
        base_lines,
        _Side(their_lines, find_hunks(base_lines, their_lines)),
        _Side(our_lines, find_hunks(base_lines, our_lines)),
    )


def compare(theirs: str, ours: str) -> tuple[str, int]:
    """Both texts with markers around every difference, and the line of the first, from 1."""
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
    """The line, from 1, of the first conflict marker that opens a whole conflict, or None."""
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


def _weave(base: Sequence[str], theirs: _Side, ours: _Side) -> Merged:
    """Put the base's lines and both sides' groups of changes together."""
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
    base: Sequence[str], theirs: _Side, ours: _Side
) -> Iterator[tuple[int, int, Sequence[Hunk], Sequence[Hunk]]]:
    """Stretches of the base, with each side's hunks in them, which must be decided together."""
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


def _collide(base: Sequence[str], before: tuple[Hunk, _Side], after: tuple[Hunk, _Side]) -> bool:
    """Whether two hunks of different sides, the second where the first ends, must be one group."""
    (insertion, inserting), (change, changing) = sorted(
        (before, after), key=lambda item: item[0].high - item[0].low
    )
    if insertion.low < insertion.high or change.low == change.high or change.loose:
        return True
    inserted = inserting.lines[insertion.start : insertion.end]
    changed = changing.lines[change.start : change.end]
    if indent_of_whole(inserted) is None or _names(inserted) & _names(changed):
        return True
    return bool(changed) and not _subjects(base[change.low : change.high]) <= _subjects(changed)


def _resolve(
    base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> Sequence[str] | None:
    """What becomes of a stretch that both sides changed; None for a conflict."""
    if theirs == ours:
        return ours
    frame = _frame("".join("".join(base).split()), theirs, ours)
    if frame is None:
        return None
    head, tail = frame
    added = theirs[head : len(theirs) - tail]
    generated = ours[head : len(ours) - tail]
    indent, generated_indent = indent_of_whole(added), indent_of_whole(generated)
    if indent is None or generated_indent is None:
        return None
    # Inside a block that was empty, a person's indent says nothing about where they meant.
    if indent != generated_indent and not (head and tail):
        return None
    if _names(added) & _names(generated):
        return None
    return [*ours[:head], *generated, *added, *ours[len(ours) - tail :]]


def _frame(base: str, theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, int] | None:
    """How many first and last lines, equal on both sides but for their indent, hold the base.

    So that the rest of each side is an insertion: `class A {}` became `class A {`, …, `}`. `base`
    is without white space. The frame is the smallest; None where there is no such frame.
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
    """What the outermost of these lines declare; a line that declares nothing is its own name."""
    names = set()
    for text in _outermost(lines):
        if match := _NAME.match(text):
            names.add(match[1].strip("'\""))
        elif any(map(str.isalnum, text)):
            names.add(text)
    return names


def _subjects(lines: Sequence[str]) -> set[str]:
    """The first word of each of the outermost lines, behind words such as `static`."""
    return {match[1] for text in _outermost(lines) if (match := _SUBJECT.match(text))}


def _marked(theirs: Sequence[str], ours: Sequence[str]) -> tuple[int, list[str]]:
    """Both sides between markers, and how many equal lines stand before them."""
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

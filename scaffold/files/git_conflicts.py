"""Conflicts of a merge by git in which both sides are generated, so that nobody has to decide."""

from __future__ import annotations

import re

from scaffold.values import dataclass

# git writes seven of each; `|` begins the common ancestor, with merge.conflictStyle diff3.
_MARKER = re.compile(r"<{7} |\|{7}( |$)|={7}$|>{7} ")


@dataclass(frozen=True, slots=True)
class _Conflict:
    """The lines of the two sides of a conflict."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def without_generated_conflicts(text: str, base: str) -> tuple[str, str] | None:
    """Return a file and what was generated last, with one side of each of git's conflicts.

    None if any conflict in the file has a line that was not generated: `base`, which git merged
    too, then has no such conflict.
    """
    parts, generated = _parts(text), _parts(base)
    if parts is None or generated is None or _conflicts(parts) != _conflicts(generated):
        return None
    return _first_sides(parts), _first_sides(generated)


def _conflicts(parts: list[str | _Conflict]) -> list[_Conflict]:
    return [each for each in parts if isinstance(each, _Conflict)]


def _first_sides(parts: list[str | _Conflict]) -> str:
    lines: list[str] = []
    for each in parts:
        lines += [each] if isinstance(each, str) else each.ours
    return "\n".join(lines)


def _parts(text: str) -> list[str | _Conflict] | None:
    """The lines of a text and its conflicts, in order; None if a marker lacks its others."""
    parts: list[str | _Conflict] = []
    sides: dict[str, list[str]] | None = None
    side = ""
    for line in text.split("\n"):
        marker = line[0] if _MARKER.match(line) else ""
        if marker == "<" and sides is None:
            sides, side = {"<": [], "|": [], "=": []}, "<"
        elif marker == ">" and sides is not None and side == "=":
            parts.append(_Conflict(tuple(sides["<"]), tuple(sides["="])))
            sides = None
        elif sides is not None and (marker, side) in (("|", "<"), ("=", "<"), ("=", "|")):
            side = marker
        elif marker in ("<", ">") or (marker and sides is not None):
            return None
        elif sides is None:
            parts.append(line)
        else:
            sides[side].append(line)
    return parts if sides is None else None

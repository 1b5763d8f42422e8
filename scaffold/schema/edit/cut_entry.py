"""The text that is removed with an entry of a mapping."""

from __future__ import annotations

import re

from scaffold.schema.document import Document, MappingNode
from scaffold.schema.edit.splice import Splice, comma_in, end_of_entry, line_end

_COMMENT = re.compile(r"([ \t]*)#[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")


def cut_entry(document: Document, mapping: MappingNode, index: int) -> list[Splice]:
    """Return splices that remove an entry: its lines, its comments, and a gap that would remain.

    Its comments are those on its line, those directly above it, and, in a block, deeper ones below.
    """
    text = document.text
    key, node = mapping.entries[index]
    end = end_of_entry(text, key, node)
    if not mapping.flow:
        return [(*_lines(text, mapping, index, end), "")]
    count = len(mapping.entries)
    following = mapping.entries[index + 1][0].start.index if index + 1 < count else None
    comma = comma_in(text[end : mapping.end.index - 1 if following is None else following])
    ending = end if comma is None else end + comma + 1
    if _alone(text, key.start.index, ending):
        return _flow_lines(text, mapping, index, end, comma is not None)
    if index:
        return [(_comma_before(text, mapping, index), end, "")]
    if following is None:
        return [_emptied(text, mapping, key.start.index, ending)]
    between = text[ending:following]
    return [(key.start.index, ending if "#" in between else following, "")]


def _lines(text: str, mapping: MappingNode, index: int, end: int) -> tuple[int, int]:
    """Return the range to remove for an entry on lines of its own."""
    column = mapping.entries[index][0].start.column
    first = _line_start(text, mapping.entries[index][0].start.index)
    first = _with_comments_above(text, first, column)
    last = _next_line(text, line_end(text, end))
    if not mapping.flow:
        last = _with_comments_below(text, last, column)
    above, below = _blank_above(text, first), _blank_below(text, last)
    if index + 1 == len(mapping.entries):
        return above, last
    if index == 0 or first - above >= below - last:
        return first, below
    return above, last


def _flow_lines(
    text: str, mapping: MappingNode, index: int, end: int, has_comma: bool
) -> list[Splice]:
    """Return the range to remove inside braces, where entries are separated by commas."""
    first, last = _lines(text, mapping, index, end)
    if len(mapping.entries) == 1:
        return [_emptied(text, mapping, first, last)]
    splices: list[Splice] = [(first, last, "")]
    if index + 1 == len(mapping.entries) and not has_comma:
        comma = _comma_before(text, mapping, index)
        splices.append((comma, comma + 1, ""))
    return splices


def _emptied(text: str, mapping: MappingNode, begin: int, end: int) -> Splice:
    """Return the splice of the only entry, with the white space between the braces."""
    inside, close = mapping.start.index + 1, mapping.end.index - 1
    if not (text[inside:begin] + text[end:close]).strip():
        return inside, close, ""
    return begin, end, ""


def _comma_before(text: str, mapping: MappingNode, index: int) -> int:
    end = end_of_entry(text, *mapping.entries[index - 1])
    return end + (comma_in(text[end : mapping.entries[index][0].start.index]) or 0)


def _alone(text: str, begin: int, end: int) -> bool:
    """Whether the entry shares its lines with nothing but a comment."""
    rest = text[end : line_end(text, end)].strip()
    return not text[_line_start(text, begin) : begin].strip() and (not rest or rest[0] == "#")


def _line_start(text: str, index: int) -> int:
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _next_line(text: str, end: int) -> int:
    found = _BREAK.match(text, end)
    return found.end() if found else end


def _line_above(text: str, start: int) -> int:
    """Return the start of the line above the one that begins at `start`."""
    end = start - (2 if text[start - 2 : start] == "\r\n" else 1)
    return _line_start(text, max(end, 0))


def _with_comments_above(text: str, start: int, column: int) -> int:
    while start:
        above = _line_above(text, start)
        comment = _COMMENT.match(text, above)
        if comment is None or len(comment[1]) != column:
            break
        start = above
    return start


def _with_comments_below(text: str, start: int, column: int) -> int:
    """Return the end of the last comment below that is deeper than the entry."""
    at = start
    while at < len(text):
        at = _blank_below(text, at)
        comment = _COMMENT.match(text, at)
        if comment is None or len(comment[1]) <= column:
            break
        start = at = _next_line(text, comment.end())
    return start


def _blank_above(text: str, start: int) -> int:
    while start and not text[_line_above(text, start) : start].strip():
        start = _line_above(text, start)
    return start


def _blank_below(text: str, start: int) -> int:
    while start < len(text) and not text[start : line_end(text, start)].strip():
        start = _next_line(text, line_end(text, start))
    return start

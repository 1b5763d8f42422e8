"""The layout of TypeScript as Prettier 3 prints it with `singleQuote`.

Besides what JavaScript has, a region may have members with a type (`declare id: string;`), also
those of an interface, `type Name = Type;`, or the first line of a class.
"""

from __future__ import annotations

import re

from scaffold.targets.layout.javascript import NAMES, lines
from scaffold.targets.layout.javascript.javascript_tokens import TokenKind
from scaffold.targets.layout.javascript.region_reader import RegionReader, UnreadableError
from scaffold.targets.layout.shapes import by_shape
from scaffold.targets.layout.typescript_layout import print_annotation, print_type, read_type

_MODIFIERS = ("declare", "static", "readonly", "override", "public", "protected", "private")
# The first line of a class: what its bracket opens is elsewhere.
_CLASS = re.compile(r"( *)(export class \w+ extends )(.*) \{\n\Z")
# As of JavaScript; and names of members that are declared.
_NAMES = re.compile(rf"({NAMES}|(?<=declare )[a-z][A-Za-z0-9_]*(?=\??:))")


def laid_out(region: str) -> str:
    """Return the lines of a region laid out."""
    head = _CLASS.match(region)
    if head is None:
        return lines.laid_out(region, _member)
    indent, start, named = head.groups()
    reader = RegionReader(named)
    try:
        read = read_type(reader)
    except UnreadableError:
        return region
    if reader.token.kind is not TokenKind.END:
        return region
    return f"{indent}{start}{print_type(read, len(indent), len(indent + start), 2)} {{\n"


def _member(reader: RegionReader, indent: int) -> str:
    """`declare name?: Type;`, `name: Type;` or `type Name = Type;`, laid out."""
    is_exported = reader.token.code == "export" and reader.next_code() == "type"
    if is_exported or (reader.token.code == "type" and reader.next_code(2) == "="):
        return _alias(reader, indent)
    head = ""
    while reader.token.code in _MODIFIERS and reader.next_code() not in (":", "?", "(", ";", "="):
        head += f"{reader.advance().code} "
    if reader.token.kind not in (TokenKind.NAME, TokenKind.STRING):
        raise UnreadableError(reader.token.code)
    head += reader.advance().code
    for mark in ("?", "!"):
        head += mark if reader.skip(mark) else ""
    if not reader.skip(":"):
        raise UnreadableError(reader.token.code)
    read = read_type(reader)
    _end(reader)
    return print_annotation(f"{head}:", read, indent)


def _alias(reader: RegionReader, indent: int) -> str:
    """`type Name = Type;`, which may be exported, laid out."""
    start = f"{reader.advance().code} "
    if start == "export ":
        start += f"{reader.advance().code} "
    start += reader.advance().code
    if not reader.skip("="):
        raise UnreadableError(reader.token.code)
    read = read_type(reader)
    _end(reader)
    return print_annotation(f"{start} =", read, indent)


def _end(reader: RegionReader) -> None:
    if not reader.skip(";"):
        raise UnreadableError(reader.token.code)


# Returns the lines of a region laid out.
lay_out = by_shape(laid_out, _NAMES)

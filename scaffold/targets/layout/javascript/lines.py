"""The pieces of a region: each property, argument, statement or member, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from scaffold.targets.layout.javascript.flat import with_comments
from scaffold.targets.layout.javascript.javascript_tokens import TokenKind
from scaffold.targets.layout.javascript.printer import (
    print_assignment,
    print_closing,
    print_item,
    print_value,
    reindented,
)
from scaffold.targets.layout.javascript.region_nodes import Item, Name
from scaffold.targets.layout.javascript.region_reader import RegionReader, UnreadableError
from scaffold.targets.layout.javascript.specifiers import print_specifiers

_DECLARED = frozenset({"const", "let", "var"})
_PREFIXES = frozenset({"return", "throw"})


# Lays out the piece at a reader's position for an indentation; UnreadableError where it cannot.
Printer = Callable[[RegionReader, int], str]


def laid_out(region: str, other: Printer | None = None) -> str:
    """Return the lines of a region laid out, as they are where its brackets do not match.

    `other` prints what only another language has.
    """
    reader = RegionReader(region)
    if reader.token.kind is TokenKind.END or not reader.is_balanced:
        return region
    start = region.rfind("\n", 0, reader.token.start) + 1
    blank = "\n" if reader.token.breaks > 1 else ""
    printers = (print_specifiers,) if other is None else (print_specifiers, other)
    pieces = "".join(_pieces(reader, reader.token.start - start, printers))
    return blank + pieces[1:] + ("\n" if region.endswith("\n") else "")


def _pieces(reader: RegionReader, indent: int, printers: tuple[Printer, ...]) -> Iterator[str]:
    """Each piece of code, its comments before and after it, with the line break before it."""
    first, commas = True, False
    while True:
        leading = reader.comments()
        if reader.token.kind is TokenKind.END:
            yield print_closing(leading, indent, first=first)
            return
        blank = reader.token.breaks > 1
        item, comma = _piece(reader, indent, printers, commas=commas)
        trailing = reader.comments_on_line()
        item = with_comments(replace(item, blank_before=blank), leading, trailing)
        yield print_item(item, indent, first=first, comma=comma)
        first, commas = False, commas or comma


def _piece(
    reader: RegionReader, indent: int, printers: tuple[Printer, ...], *, commas: bool
) -> tuple[Item, bool]:
    """The piece at the reader's position, and whether a comma comes after it."""
    start = reader.position
    for printer in printers:
        try:
            return Item(None, None, printer(reader, indent)), False
        except UnreadableError:
            reader.position = start
    for read in (_entry, _argument):
        try:
            return read(reader, commas=commas)
        except UnreadableError:
            reader.position = start
    try:
        code = _statement(reader, indent)
    except UnreadableError:
        reader.position = start
        code = reindented(reader.unread_to(reader.end_of_piece()), indent)
    # What is laid out already goes in as a name: it is printed as it is.
    return Item(None, None, code), False


def _entry(reader: RegionReader, *, commas: bool) -> tuple[Item, bool]:
    """`key: value,` or `...value,`."""
    if not (reader.is_at("...") or reader.is_property()):
        raise UnreadableError(reader.token.code)
    item = reader.entry()
    if reader.skip(",") or reader.token.kind is TokenKind.END:
        return item, item.value is not None or commas
    raise UnreadableError(reader.token.code)


def _argument(reader: RegionReader, *, commas: bool) -> tuple[Item, bool]:
    """A value with a comma after it, or with nothing."""
    value = reader.known()
    if reader.skip(","):
        return Item(value, value.flat), True
    if reader.token.kind is TokenKind.END:
        return Item(value, value.flat), commas
    raise UnreadableError(reader.token.code)


def _statement(reader: RegionReader, indent: int) -> str:
    """`name = value;`, `return value;` or `value;`, laid out."""
    prefix = f"{reader.advance().code} " if reader.token.code in _PREFIXES else ""
    name = f"{reader.advance().code} " if reader.token.code in _DECLARED else ""
    value = reader.known()
    if reader.skip("="):
        if not isinstance(value, Name) or prefix:
            raise UnreadableError("=")
        assigned = reader.known()
        _end_statement(reader)
        return print_assignment(name + value.code, assigned, indent)
    _end_statement(reader)
    if name:
        raise UnreadableError(name)
    return print_value(value, indent, prefix, ";")


def _end_statement(reader: RegionReader) -> None:
    if not reader.skip(";"):
        raise UnreadableError(reader.token.code)

"""`import { a, b } from 'c';` and `export { a, b };`, laid out."""

from __future__ import annotations

from scaffold.targets.layout.javascript import literals
from scaffold.targets.layout.javascript.javascript_tokens import TokenKind
from scaffold.targets.layout.javascript.printed import preferred_quotes
from scaffold.targets.layout.javascript.printer import STEP, newline
from scaffold.targets.layout.javascript.region_reader import RegionReader, UnreadableError
from scaffold.targets.layout.javascript.rules import WIDTH


def print_specifiers(reader: RegionReader, indent: int) -> str:
    """Return the statement at the reader's position; UnreadableError where it is another."""
    start = reader.advance().code
    if start not in ("import", "export"):
        raise UnreadableError(start)
    if reader.token.code == "type":
        start += f" {reader.advance().code}"
    if not reader.skip("{"):
        raise UnreadableError(reader.token.code)
    names = []
    while not reader.skip("}"):
        names.append(_specifier(reader))
        if not reader.skip(",") and not reader.is_at("}"):
            raise UnreadableError(reader.token.code)
    end = ";"
    if reader.token.code == "from":
        reader.advance()
        if reader.token.kind is not TokenKind.STRING:
            raise UnreadableError(reader.token.code)
        end = f" from {preferred_quotes(reader.advance().code)};"
    if not reader.skip(";"):
        raise UnreadableError(reader.token.code)
    if not names:
        return f"{start} {{}}{end}"
    flat = f"{start} {{ {', '.join(names)} }}{end}"
    # Prettier never breaks a lone name.
    if len(names) == 1 or indent + literals.width(flat) <= WIDTH:
        return flat
    inner = newline(indent + STEP)
    return f"{start} {{{''.join(f'{inner}{name},' for name in names)}{newline(indent)}}}{end}"


def _specifier(reader: RegionReader) -> str:
    words: list[str] = []
    while reader.token.kind is TokenKind.NAME:
        words.append(reader.advance().code)
    if not words:
        raise UnreadableError(reader.token.code)
    return " ".join(words)

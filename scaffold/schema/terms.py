"""The one-line grammar: terms separated by spaces, a term being `word` or `word(arguments)`.

line     = term { space term }
term     = word [ "(" argument { "," argument } ")" ]
argument = term | quoted | bare
quoted   = '"' with JSON's escapes '"' | "'" with '' for a quote "'"
bare     = anything without space, comma, parenthesis or quote
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from scaffold.errors import SourceLocation
from scaffold.schema.syntax_messages import is_text

MAX_DEPTH = 8

_TERM = re.compile(r"([A-Za-z_]\w*)(?:\(([^\s,()\"']+)\))?(?:\s+|$)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_BARE = re.compile(r"[^\s,()\"']+")
_SPACE = re.compile(r"\s*")
# In an expression: `{attr}`, and `{{` and `}}` for the braces themselves.
BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)


class Term(NamedTuple):
    """A keyword with its arguments (None: no parentheses); an argument is a term too.

    `long`: it comes from a mapping, where `required: false` is a term that is off.
    """

    word: str
    arguments: tuple[Term, ...] | None
    quoted: bool
    location: SourceLocation
    on: bool = True
    long: bool = False


class SyntaxFault(NamedTuple):
    """The position where a line is not a term; `open` if a parenthesis or quote is not closed."""

    offset: int
    message: str
    hint: str
    open: bool = False


class _Stop(Exception):
    def __init__(self, fault: SyntaxFault) -> None:
        self.fault = fault


def parse_terms(
    text: str, locate: Callable[[int], SourceLocation]
) -> tuple[tuple[Term, ...], SyntaxFault | None]:
    """Return the line's terms up to its first fault; `locate` converts an offset to a location."""
    terms: list[Term] = []
    offset, size = _skip(text, 0), len(text)
    match_term = _TERM.match
    try:
        while offset < size:
            found = match_term(text, offset)
            if found:
                word, argument = found.groups()
                arguments = None
                if argument is not None:
                    arguments = (Term(argument, None, False, locate(found.start(2))),)
                terms.append(Term(word, arguments, False, locate(offset)))
                offset = found.end()
            else:
                term, end = _term(text, offset, locate)
                terms.append(term)
                offset = _skip(text, end)
                if offset == end and offset < size:
                    raise _Stop(_unexpected(text, offset))
            if offset < size and text[offset] == "(":
                word = terms[-1].word
                hint = f"Write `{word}(…)`, without a space."
                raise _Stop(SyntaxFault(offset, f"there is a space between `{word}` and `(`", hint))
    except _Stop as stop:
        return tuple(terms), stop.fault
    return tuple(terms), None


def _skip(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset


def _term(text: str, offset: int, locate: Callable[[int], SourceLocation]) -> tuple[Term, int]:
    found = _WORD.match(text, offset)
    if not found:
        raise _Stop(_unexpected(text, offset))
    end = found.end()
    arguments = None
    if text[end : end + 1] == "(":
        arguments, end = _arguments(text, end, locate, 1)
    return Term(found.group(), arguments, False, locate(offset)), end


def _arguments(
    text: str, opened: int, locate: Callable[[int], SourceLocation], depth: int
) -> tuple[tuple[Term, ...], int]:
    if depth > MAX_DEPTH:
        hint = "No type needs so many parentheses."
        raise _Stop(
            SyntaxFault(opened, f"more than {MAX_DEPTH} parentheses inside each other", hint)
        )
    arguments: list[Term] = []
    offset = opened + 1
    while True:
        offset = _skip(text, offset)
        char = text[offset : offset + 1]
        if char in (",", ")"):
            raise _Stop(SyntaxFault(offset, *_missing(text, opened, bool(arguments))))
        argument, offset = _argument(text, offset, opened, locate, depth)
        arguments.append(argument)
        end, offset = offset, _skip(text, offset)
        char = text[offset : offset + 1]
        if char == ")":
            return tuple(arguments), offset + 1
        if char == "":
            raise _Stop(_left_open(opened))
        if char != ",":
            raise _Stop(_between(text, end, offset))
        offset += 1


def _argument(
    text: str, offset: int, opened: int, locate: Callable[[int], SourceLocation], depth: int
) -> tuple[Term, int]:
    char = text[offset : offset + 1]
    if char == "":
        raise _Stop(_left_open(opened))
    if char in "\"'":
        found = QUOTED.match(text, offset)
        if not found:
            hint = f"Close it with {char}; a quote inside it is written "
            hint += '\\".' if char == '"' else "''."
            raise _Stop(SyntaxFault(offset, f"the quote {char} is never closed", hint, open=True))
        return Term(_unquote(found.group(), offset), None, True, locate(offset)), found.end()
    found = _BARE.match(text, offset)
    if not found:
        raise _Stop(_unexpected(text, offset))
    end = found.end()
    nested = None
    if text[end : end + 1] == "(":
        nested, end = _arguments(text, end, locate, depth + 1)
    return Term(found.group(), nested, False, locate(offset)), end


def _unquote(raw: str, offset: int) -> str:
    if raw[0] == "'":
        text = raw[1:-1].replace("''", "'")
    elif "\\" not in raw:
        text = raw[1:-1]
    else:
        import json

        try:
            text = json.loads(raw, strict=False)
        except ValueError as error:
            at = raw.rfind("\\", 0, getattr(error, "pos", 0) + 1)
            hint = r"Write `\\` for a backslash; the others are \" \n \t \uXXXX."
            message = f"`{raw[at : at + 2]}` is not a valid escape in double quotes"
            raise _Stop(SyntaxFault(offset + max(at, 0), message, hint)) from None
    if not is_text(text):
        hint = "Remove it; any other character is written as itself, without an escape."
        raise _Stop(SyntaxFault(offset, "the text has a NUL or half of a surrogate pair", hint))
    return text


def _left_open(opened: int) -> SyntaxFault:
    return SyntaxFault(
        opened, "the parenthesis `(` is never closed", "Close it with `)`.", open=True
    )


def _missing(text: str, opened: int, later: bool) -> tuple[str, str]:
    found = re.search(r"[^\s,()]*$", text[:opened])
    word = found.group() if found else ""
    if later:
        return "an argument is missing here", 'Remove the comma; an empty text is written `""`.'
    hint = 'Put the argument between the parentheses, or remove them; an empty text is `""`.'
    return f"`{word}(` has an empty argument", hint


def _between(text: str, end: int, offset: int) -> SyntaxFault:
    if text[offset] == "(":
        return SyntaxFault(end, "there is a space before `(`", "Write `word(…)`, without a space.")
    if offset > end:
        hint = 'A text with spaces is written in quotes: `"not yet"`.'
        return SyntaxFault(offset, "there is a space inside an argument", hint)
    hint = "Put a comma between two arguments, or the whole argument into quotes."
    return SyntaxFault(offset, f"`{text[offset]}` does not fit here", hint)


def _unexpected(text: str, offset: int) -> SyntaxFault:
    char = text[offset]
    if char in "\"'":
        message = "quoted text is allowed only inside parentheses"
        return SyntaxFault(
            offset, message, 'Write it as an argument: `comment("…")`, `default("…")`.'
        )
    if char == ",":
        hint = "Separate terms by spaces: `string(120) required`."
        return SyntaxFault(offset, "there is a comma between terms", hint)
    if char in "()":
        message = f"`{char}` has no word before it or no matching parenthesis"
        return SyntaxFault(offset, message, "A term is `word` or `word(arguments)`.")
    if char in "=:[<":
        hint = "Write arguments in parentheses: `default(0)`, `string(120)`."
        return SyntaxFault(offset, f"`{char}` has no meaning here", hint)
    hint = "A field is terms separated by spaces: `string(120) required`."
    return SyntaxFault(offset, f"`{char}` has no meaning here", hint)

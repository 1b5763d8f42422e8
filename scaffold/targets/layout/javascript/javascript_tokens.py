"""JavaScript as tokens: enough of its lexical grammar to find where values and comments end."""

from __future__ import annotations

import re
from enum import Enum, auto

from scaffold.values import dataclass


class TokenKind(Enum):
    """What a token is."""

    NAME = auto()
    STRING = auto()
    NUMBER = auto()
    TEMPLATE = auto()
    REGEX = auto()
    LINE_COMMENT = auto()
    BLOCK_COMMENT = auto()
    PUNCTUATION = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token from `start` to `end` of the text; `breaks` counts the line breaks before it."""

    kind: TokenKind
    code: str
    start: int
    end: int
    breaks: int

    @property
    def is_comment(self) -> bool:
        return self.kind in (TokenKind.LINE_COMMENT, TokenKind.BLOCK_COMMENT)


_SPACE = re.compile(r"\s*")
# A name's characters are all but some of ASCII: a set of all others takes long to compile.
_TOKEN = re.compile(
    r"""(?P<LINE_COMMENT>//[^\n]*)
    |(?P<BLOCK_COMMENT>/\*.*?\*/)
    |(?P<STRING>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<NUMBER>\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?)
    |(?P<NAME>\#?[^\x00-\#%-@\[-^`{-\x7f][^\x00-\#%-/:-@\[-^`{-\x7f]*)
    |(?P<PUNCTUATION>=>|\.\.\.|\?\.|.)""",
    re.DOTALL | re.VERBOSE,
)
_REGEX = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_TEMPLATE_PART = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
# After these words a slash begins a regular expression.
_BEFORE_VALUE = frozenset({"return", "typeof", "case", "await", "in", "of", "new", "void", "throw"})
_ENDS_VALUE = frozenset({")", "]", "}"})
_KINDS = {kind.name: kind for kind in TokenKind}


def tokens(text: str) -> list[Token]:
    """Return the tokens of the text, the last of them END."""
    found: list[Token] = []
    end = 0
    while not found or found[-1].kind is not TokenKind.END:
        start = _after_space(text, end)
        breaks = text.count("\n", end, start)
        kind, end = _token(text, start, found)
        found.append(Token(kind, text[start:end], start, end, breaks))
    return found


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return position if match is None else match.end()


def _token(text: str, start: int, before: list[Token]) -> tuple[TokenKind, int]:
    if text[start : start + 1] == "`":
        return TokenKind.TEMPLATE, _template_end(text, start)
    match = _TOKEN.match(text, start)
    if match is None:
        return TokenKind.END, start
    if match[0] == "/" and _may_be_regex(before):
        regex = _REGEX.match(text, start)
        if regex is not None:
            return TokenKind.REGEX, regex.end()
    return _KINDS[match.lastgroup or ""], match.end()


def _may_be_regex(before: list[Token]) -> bool:
    last = next((token for token in reversed(before) if not token.is_comment), None)
    if last is None:
        return True
    if last.kind is TokenKind.PUNCTUATION:
        return last.code not in _ENDS_VALUE
    return last.kind is TokenKind.NAME and last.code in _BEFORE_VALUE


def _template_end(text: str, start: int) -> int:
    """The end of the template literal that begins at `start`, or of the text."""
    position = start + 1
    while True:
        part = _TEMPLATE_PART.match(text, position)
        position = len(text) if part is None else part.end()
        if text.startswith("${", position):
            position = _braces_end(text, position + 2)
        else:
            return min(position + 1, len(text))


def _braces_end(text: str, position: int) -> int:
    """The end of the expression of a template literal, after its closing brace."""
    depth, before = 1, list[Token]()
    while depth:
        start = _after_space(text, position)
        kind, position = _token(text, start, before)
        if kind is TokenKind.END:
            break
        code = text[start:position]
        before.append(Token(kind, code, start, position, 0))
        depth += (code == "{") - (code == "}")
    return position

"""Split JavaScript into tokens, as far as configuration files need it."""

from __future__ import annotations

import re
import sys

from scaffold.values import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<template>`(?:[^`\\]|\\.)*`)
    |(?P<word>[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<mark>\.\.\.|=>|===|==|[-+*/%&|^!<>?:=.,;(){}\[\]~@\#])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


_LONGEST = 1 << 16


class UnreadableError(ValueError):
    """The file's text cannot be interpreted."""


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, without white space and comments.

    UnreadableError if a part of it is not a token, or if it is longer than 64 KB.
    """
    if len(text) > _LONGEST:
        raise UnreadableError("it is too long for a configuration")
    found_tokens: list[Token] = []
    at = len(text.partition("\n")[0]) if text.startswith("#!") else 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise UnreadableError(f"line {text.count(chr(10), 0, at) + 1} cannot be interpreted")
        if found.lastgroup != "space":
            found_tokens.append(Token(str(found.lastgroup), found[0]))
        at = found.end()
    return found_tokens


def unquoted(text: str) -> str:
    """Return the text of a quoted string; UnreadableError for an invalid escape."""
    return unescaped(text[1:-1])


def unescaped(text: str) -> str:
    """Return the text with its escapes decoded; UnreadableError for an invalid one."""

    def read(found: re.Match[str]) -> str:
        code = found[1]
        if len(code) > 1:
            number = int(code.strip("ux{}"), 16)
            if number > sys.maxunicode:
                raise UnreadableError(f"{found[0]} is not a character")
            return chr(number)
        return _ESCAPES.get(code, code)

    return _ESCAPE.sub(read, text)

"""`{{ super() }}` on a line of its own stands for the lines of the block, and for no other.

The line break after it would be a blank line after those of the block, since a block's text ends
with one. Tags, which make no text, have theirs removed by `trim_blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from scaffold.templating.block_lines import LINES

_CALL = ["variable_begin", "name", "lparen", "rparen", "variable_end"]


class SuperLine(Extension):
    """Reads such a line as the lines that `super()` makes; the filter LINES is needed."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        tokens = list(stream)
        made: list[Token] = []
        position = 0
        while position < len(tokens):
            call = tokens[position : position + len(_CALL)]
            after = tokens[position + len(_CALL) : position + len(_CALL) + 1]
            position += 1
            if not (_is_super(call) and after and _begins_line(made) and _ends_line(after[0])):
                made.append(call[0])
                continue
            if made and made[-1].type == "data":
                made[-1] = _data(made[-1], made[-1].value.rstrip(" "))
            line = call[0].lineno
            made += [*call[:-1], Token(line, "pipe", "|"), Token(line, "name", LINES), call[-1]]
            made.append(_data(after[0], after[0].value[1:]))
            position += len(_CALL)
        return iter(made)


def _is_super(call: list[Token]) -> bool:
    return [token.type for token in call] == _CALL and call[1].value == "super"


def _begins_line(before: list[Token]) -> bool:
    text = "".join(token.value for token in before[-2:]).rstrip(" ")
    return not text or text.endswith("\n")


def _ends_line(token: Token) -> bool:
    return token.type == "data" and token.value.startswith("\n")


def _data(token: Token, value: str) -> Token:
    return Token(token.lineno, token.type, value)

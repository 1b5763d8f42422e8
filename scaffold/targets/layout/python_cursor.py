"""The position in the tokens of a logical line of Python."""

from __future__ import annotations

from typing import NoReturn

from scaffold.targets.layout.python_tokens import (
    COMMENT,
    END,
    NAME,
    OPERATOR,
    STRING,
    Token,
    UnreadableCode,
    tokens,
)


class TokenCursor:
    """The tokens of a text, from the position `_at` on; `_fail` raises UnreadableCode."""

    def __init__(self, text: str, indent: int) -> None:
        self._text = text
        self._first_indent = indent
        self._tokens = tokens(text)
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _is(self, code: str) -> bool:
        token = self._next
        return token.code == code and token.kind != STRING

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != END
        return token

    def _expect(self, code: str) -> None:
        if not self._is(code):
            self._fail()
        self._at += 1

    def _fail(self) -> NoReturn:
        raise UnreadableCode(self._text[self._next.start :])

    def _comma_before_closing(self) -> bool:
        before = self._tokens[self._at - 2]
        return before.code == "," and before.kind == OPERATOR

    def _dotted(self, name: str) -> str:
        while self._is("."):
            self._at += 1
            if self._next.kind != NAME:
                self._fail()
            name += f".{self._take().code}"
        return name

    def _comments(self) -> tuple[str, ...]:
        found: list[str] = []
        while self._next.kind == COMMENT:
            found.append(self._take().code)
        return tuple(found)

    def _comment_behind(self) -> str:
        if self._next.kind == COMMENT and not self._next.newline:
            return self._take().code
        return ""

    def _skip_value(self) -> None:
        """Go to the end of an expression.

        Commas are part of it among the parameters of a lambda and after `for`.
        """
        depth, is_lambda, is_comprehension = 0, False, False
        while self._next.kind != END and (depth or self._next.kind != COMMENT):
            kind, code = self._next.kind, self._next.code
            if not depth and kind == NAME:
                is_lambda = is_lambda or code == "lambda"
                is_comprehension = is_comprehension or code == "for"
            if kind == OPERATOR:
                if not depth:
                    if code in (")", "]", "}", "=") and not (is_lambda and code == "="):
                        return
                    if code == "," and not is_lambda and not is_comprehension:
                        return
                    is_lambda = is_lambda and code != ":"
                depth += (code in "([{") - (code in ")]}")
            self._at += 1

    def _indent(self, at: int) -> int:
        """The indent of the line on which a position is."""
        start = self._text.rfind("\n", 0, at) + 1
        if not start:
            return self._first_indent
        line = self._text[start:]
        return len(line) - len(line.lstrip(" "))

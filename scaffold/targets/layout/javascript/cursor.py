"""A position in the tokens of a region: what is there, and where the code from there on ends."""

from __future__ import annotations

import re

from scaffold.targets.layout.javascript.javascript_tokens import Token, TokenKind, tokens
from scaffold.targets.layout.javascript.region_nodes import Comment, Unread

_COUNTERPARTS = {"(": ")", "[": "]", "{": "}"}
_OPENING = frozenset(_COUNTERPARTS)
_CLOSING = frozenset(_COUNTERPARTS.values())
# What ends an expression; the empty code is that of END.
_ENDS = frozenset({",", ";", ")", "]", "}", ""})
_SPACES = re.compile(" *")


class Cursor:
    """A position in the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokens(text)
        self.position = 0

    @property
    def is_balanced(self) -> bool:
        """Whether each bracket has its counterpart."""
        open_: list[str] = []
        for token in self._tokens:
            if token.kind is not TokenKind.PUNCTUATION:
                continue
            if token.code in _OPENING:
                open_.append(_COUNTERPARTS[token.code])
            elif token.code in _CLOSING and (not open_ or open_.pop() != token.code):
                return False
        return not open_

    @property
    def token(self) -> Token:
        """The current token."""
        return self._tokens[self.position]

    def next_code(self, distance: int = 1) -> str:
        """The code of a token after the current one."""
        return self._tokens[min(self.position + distance, len(self._tokens) - 1)].code

    def advance(self) -> Token:
        """Return the current token and go to the next."""
        token = self._tokens[self.position]
        self.position += 1
        return token

    def is_at(self, code: str) -> bool:
        """Whether the current token is this punctuation."""
        token = self.token
        return token.code == code and token.kind is TokenKind.PUNCTUATION

    def skip(self, code: str) -> bool:
        """Go past the punctuation; False where the current token is another one."""
        if not self.is_at(code):
            return False
        self.position += 1
        return True

    def comments(self) -> tuple[Comment, ...]:
        """The comments from the current token on."""
        found = []
        while self.token.is_comment:
            found.append(self._comment())
        return tuple(found)

    def comments_on_line(self) -> tuple[Comment, ...]:
        """The comments from the current token on that are on the line of the token before.

        A block comment that is followed by code on its line belongs to that code.
        """
        found: list[Comment] = []
        while self.token.is_comment and not self.token.breaks:
            after = self._tokens[self.position + 1]
            if not (after.breaks or after.code in _ENDS):
                break
            found.append(self._comment())
        return tuple(found)

    def unread_to(self, end: int, *, hugged: bool = False, below: bool = False) -> Unread:
        """The code from the current token to the one numbered `end`, which becomes the current."""
        first, last = self.token, self._tokens[end - 1]
        self.position, start = end, self.position
        code = self.text[first.start : last.end]
        line = self.text.rfind("\n", 0, first.start) + 1
        indent = len(_SPACES.match(self.text, line)[0])  # type: ignore[index]
        fixed = frozenset(
            self.text.count("\n", first.start, token.start) + number
            for token in self._tokens[start:end]
            if token.kind is TokenKind.TEMPLATE
            for number in range(1, token.code.count("\n") + 1)
        )
        return Unread(code, indent, below, hugged and "\n" in code, fixed)

    def end_of_value(self) -> tuple[int, bool]:
        """The number of the token that ends the value here, and whether it is a function."""
        position, depth, arrow = self.position, 0, False
        while self._tokens[position].kind is not TokenKind.END:
            token = self._tokens[position]
            if token.kind is TokenKind.PUNCTUATION:
                if depth == 0 and token.code in _ENDS:
                    break
                arrow = arrow or (depth == 0 and token.code == "=>")
                depth += (token.code in _OPENING) - (token.code in _CLOSING)
            position += 1
        while position > self.position + 1 and self._tokens[position - 1].is_comment:
            position -= 1
        return position, arrow

    def end_of_piece(self) -> int:
        """The number of the token after the statement, property or member here.

        It ends with a comma, a semicolon, or a block that nothing on the next line goes on with.
        """
        position, depth = self.position, 0
        while self._tokens[position].kind is not TokenKind.END:
            token, after = self._tokens[position], self._tokens[position + 1]
            position += 1
            if token.kind is not TokenKind.PUNCTUATION:
                continue
            depth += (token.code in _OPENING) - (token.code in _CLOSING)
            if depth == 0 and (
                token.code in (",", ";")
                or (token.code == "}" and after.breaks and not _goes_on(after))
            ):
                break
        return position

    def _comment(self) -> Comment:
        token = self.advance()
        return Comment(token.code, token.breaks > 0, self.token.breaks > 0, token.breaks > 1)

    def ends_value(self) -> bool:
        return self._tokens[self.after_comments(self.position)].code in _ENDS

    def after_comments(self, position: int) -> int:
        """The number of the first token from `position` on that is no comment."""
        while self._tokens[position].is_comment:
            position += 1
        return position

    def closing(self, position: int) -> int:
        """The number of the token that closes the bracket at `position`."""
        depth = 0
        for number in range(position, len(self._tokens)):
            token = self._tokens[number]
            if token.kind is TokenKind.PUNCTUATION:
                depth += (token.code in _OPENING) - (token.code in _CLOSING)
                if depth == 0:
                    return number
        return len(self._tokens) - 1


def _goes_on(token: Token) -> bool:
    """Whether a line that begins with the token goes on with what is before it."""
    if token.kind is TokenKind.PUNCTUATION:
        return token.code not in ("[", "{", "...", "*", "@")
    return token.code in ("else", "catch", "finally")

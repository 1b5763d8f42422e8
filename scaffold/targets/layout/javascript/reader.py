"""Reads the values of a region: objects, arrays, calls, literals and names, with their comments.

Any other expression is `Unread`: it ends where a comma, a semicolon or a bracket closes it, and
what is beside it is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scaffold.targets.layout.javascript import literals
from scaffold.targets.layout.javascript.nodes import (
    Array,
    Boolean,
    Call,
    Comment,
    Item,
    Name,
    Number,
    Object,
    Template,
    Text,
    Unread,
    Value,
)
from scaffold.targets.layout.javascript.tokens import Kind, Token, tokens

_ENDS = frozenset({",", ";", ")", "]", "}", ""})
_COUNTERPARTS = {"(": ")", "[": "]", "{": "}"}
_OPENING = frozenset(_COUNTERPARTS)
_CLOSING = frozenset(_COUNTERPARTS.values())
# Names that begin what is no plain member or call.
_KEYWORDS = frozenset({"async", "class", "delete", "function", "typeof", "void", "yield"})
_PREFIXES = frozenset({"await", "new"})
_ZEROS = re.compile(r"(\.\d+?)0+(?=e|$)|\.(?=e|$)")
_ESCAPED = re.compile(r"\\(.)|([\"'])", re.DOTALL)


class UnreadableError(ValueError):
    """An expression that the reader does not know."""


class Reader:
    """A position in the tokens of a text, and what is read from there on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokens(text)
        self.position = 0

    @property
    def is_balanced(self) -> bool:
        """Whether each bracket has its counterpart."""
        open_: list[str] = []
        for token in self._tokens:
            if token.kind is not Kind.PUNCTUATION:
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

    def at(self, code: str) -> bool:
        """Whether the current token is this punctuation."""
        token = self.token
        return token.code == code and token.kind is Kind.PUNCTUATION

    def skip(self, code: str) -> bool:
        """Go past the punctuation; False where the current token is another one."""
        if not self.at(code):
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

    def value(self) -> Value:
        """The expression at the current token, `Unread` where it is of an unknown kind."""
        start = self.position
        try:
            value = self.known()
        except UnreadableError:
            pass
        else:
            if self._ends_value():
                return value
        self.position = start
        return self._unread()

    def entry(self) -> Item:
        """A property of an object, without its comments: `key: value`, `key`, `...value`."""
        token = self.token
        blank = token.breaks > 1
        if token.code == "..." or self.is_property():
            if token.code == "...":
                return self.item()
            key = self._key()
            if not self.skip(":"):
                return Item(None, key, key, blank_before=blank)
            value = self.value()
            flat = value.flat
            return Item(value, None if flat is None else f"{key}: {flat}", key, blank_before=blank)
        value = self._unread()
        return Item(value, value.flat, blank_before=blank)

    def is_property(self) -> bool:
        """Whether the current tokens are a key with a value, or a key that is its own value."""
        kind, distance = self.token.kind, 1
        if self.at("["):
            distance = self._closing(self.position) - self.position + 1
            return self.next_code(distance) == ":"
        if kind not in (Kind.NAME, Kind.STRING, Kind.NUMBER):
            return False
        after = self._tokens[self.position + 1]
        if after.code == ":":
            return True
        while after.is_comment:
            distance += 1
            after = self._tokens[self.position + distance]
        return kind is Kind.NAME and after.code in (",", "}", "")

    def item(self) -> Item:
        """An argument of a call, an item of an array, or a spread, without its comments."""
        blank = self.token.breaks > 1
        key = "..." if self.skip("...") else None
        value = self.value()
        flat = value.flat
        if key is not None and flat is not None:
            flat = f"...{flat}"
        return Item(value, flat, key, blank_before=blank)

    def unread_to(self, end: int, *, hugged: bool = False, below: bool = False) -> Unread:
        """The code from the current token to the one numbered `end`, which becomes the current."""
        first, last = self.token, self._tokens[end - 1]
        self.position, start = end, self.position
        code = self.text[first.start : last.end]
        line = self.text.rfind("\n", 0, first.start) + 1
        indent = len(self.text) - line - len(self.text[line:].lstrip(" "))
        fixed = frozenset(
            self.text.count("\n", first.start, token.start) + number
            for token in self._tokens[start:end]
            if token.kind is Kind.TEMPLATE
            for number in range(1, token.code.count("\n") + 1)
        )
        return Unread(code, indent, below, hugged and "\n" in code, fixed)

    def end_of_value(self) -> tuple[int, bool]:
        """The number of the token that ends the value here, and whether it is a function."""
        position, depth, arrow = self.position, 0, False
        while self._tokens[position].kind is not Kind.END:
            token = self._tokens[position]
            if token.kind is Kind.PUNCTUATION:
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
        while self._tokens[position].kind is not Kind.END:
            token, after = self._tokens[position], self._tokens[position + 1]
            position += 1
            if token.kind is not Kind.PUNCTUATION:
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

    def _ends_value(self) -> bool:
        position = self.position
        while self._tokens[position].is_comment:
            position += 1
        return self._tokens[position].code in _ENDS

    def _unread(self) -> Unread:
        first = self.token
        end, arrow = self.end_of_value()
        if end == self.position:
            raise UnreadableError(first.code)
        function = arrow or first.code in ("function", "async")
        return self.unread_to(end, hugged=function, below=first.breaks > 0)

    def _closing(self, position: int) -> int:
        """The number of the token that closes the bracket at `position`."""
        depth = 0
        for number in range(position, len(self._tokens)):
            token = self._tokens[number]
            if token.kind is Kind.PUNCTUATION:
                depth += (token.code in _OPENING) - (token.code in _CLOSING)
                if depth == 0:
                    return number
        return len(self._tokens) - 1

    def _key(self) -> str:
        token = self.token
        if self.at("["):
            end = self._closing(self.position) + 1
            start, self.position = token.start, end
            return " ".join(self.text[start : self._tokens[end - 1].end].split())
        self.position += 1
        if token.kind is Kind.NUMBER:
            return _number(token.code)
        return _key(token.code) if token.kind is Kind.STRING else token.code

    def known(self) -> Value:
        """The expression at the current token; UnreadableError where it is of an unknown kind."""
        token = self.advance()
        match token.kind:
            case Kind.STRING:
                return Text(preferred_quotes(token.code))
            case Kind.TEMPLATE:
                return Template(token.code)
            case Kind.NUMBER:
                return Number(_number(token.code))
            case Kind.NAME:
                return self._name(token)
        if token.code == "[":
            return self._array()
        if token.code == "{":
            return self._object(token)
        if token.code == "-" and self.token.kind is Kind.NUMBER:
            return Number(f"-{_number(self.advance().code)}")
        raise UnreadableError(token.code)

    def _name(self, token: Token) -> Value:
        code = token.code
        if code in ("true", "false"):
            return Boolean(code)
        prefix = ""
        while code in _PREFIXES and self.token.kind is Kind.NAME:
            prefix += f"{code} "
            code = self.advance().code
        if code in _KEYWORDS or code in _PREFIXES:
            raise UnreadableError(code)
        while self.at(".") and self._tokens[self.position + 1].kind is Kind.NAME:
            self.position += 1
            code += f".{self.advance().code}"
        if self.skip("("):
            items, closing = self._items(")", objects=False)
            return Call(prefix + code, items, closing, _flat_call(prefix + code, items, closing))
        if prefix.endswith("new "):
            raise UnreadableError(code)
        return Name(prefix + code)

    def _array(self) -> Array:
        items, closing = self._items("]", objects=False)
        return Array(items, closing, _flat_array(items, closing))

    def _object(self, brace: Token) -> Object:
        opened = self.position
        items, closing = self._items("}", objects=True)
        first = next(token for token in self._tokens[opened:] if not token.is_comment)
        expanded = items and self.text.find("\n", brace.end, first.start) >= 0
        flat = None if expanded else _flat_object(items, closing)
        return Object(items, closing, flat)

    def _items(self, end: str, *, objects: bool) -> tuple[tuple[Item, ...], tuple[Comment, ...]]:
        items: list[Item] = []
        while True:
            leading = self.comments()
            if self.skip(end):
                break
            item = self.entry() if objects else self.item()
            trailing = self.comments_on_line()
            if self.skip(","):
                trailing += self.comments_on_line()
            elif not (self.at(end) or self.token.is_comment):
                raise UnreadableError(self.token.code)
            items.append(with_comments(item, leading, trailing))
        if items and leading and not leading[0].own_line:
            items[-1] = with_comments(items[-1], (), leading)
            leading = ()
        return tuple(items), leading


def _goes_on(token: Token) -> bool:
    """Whether a line that begins with the token goes on with what is before it."""
    if token.kind is Kind.PUNCTUATION:
        return token.code not in ("[", "{", "...", "*", "@")
    return token.code in ("else", "catch", "finally")


def with_comments(item: Item, leading: tuple[Comment, ...], trailing: tuple[Comment, ...]) -> Item:
    """The item with comments before and after it."""
    if not leading and not trailing:
        return item
    flat = item.flat
    if any(each.ends_line or not each.is_block for each in leading):
        flat = None
    if any(each.own_line or not each.is_block for each in trailing):
        flat = None
    if flat is not None:
        flat = " ".join((*(c.code for c in leading), flat, *(c.code for c in trailing)))
    return Item(
        item.value,
        flat,
        item.key,
        leading + item.leading,
        item.trailing + trailing,
        item.blank_before,
    )


def preferred_quotes(code: str) -> str:
    """The string literal in single quotes, unless it holds more of them than double ones."""
    body = code[1:-1]
    if "'" not in body and '"' not in body:
        return f"'{body}'"
    quote = '"' if body.count("'") > body.count('"') else "'"
    if quote == code[0]:
        return code

    def escaped(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0] if match[1] != code[0] else match[1]
        return f"\\{match[0]}" if match[2] == quote else match[0]

    return quote + _ESCAPED.sub(escaped, body) + quote


def _number(code: str) -> str:
    """`printNumber`: in small letters, a digit first, no zeros at the end of a fraction."""
    code = code.lower().replace("e+", "e")
    if "." not in code:
        return code
    code = _ZEROS.sub(r"\1", code)
    return f"0{code}" if code.startswith(".") else code


def _key(code: str) -> str:
    """A quoted key without its quotes where it needs none."""
    body = code[1:-1]
    return code if "\\" in body else _bare(body) or preferred_quotes(code)


def _bare(name: str) -> str | None:
    key = literals.key(name)
    return key if key == name else None


def _flat_items(items: Iterable[Item]) -> str | None:
    codes = []
    for item in items:
        if item.flat is None:
            return None
        codes.append(item.flat)
    return ", ".join(codes)


def _dangling(closing: tuple[Comment, ...]) -> str | None:
    if any(each.own_line or not each.is_block for each in closing):
        return None
    return " ".join(each.code for each in closing)


def _flat_call(callee: str, items: tuple[Item, ...], closing: tuple[Comment, ...]) -> str | None:
    if any(item.blank_before for item in items[1:]):
        return None
    inside = _dangling(closing) if closing else _flat_items(items)
    return None if inside is None else f"{callee}({inside})"


def _flat_array(items: tuple[Item, ...], closing: tuple[Comment, ...]) -> str | None:
    if _only_large(items):
        return None
    inside = _dangling(closing) if closing else _flat_items(items)
    return None if inside is None else f"[{inside}]"


def _flat_object(items: tuple[Item, ...], closing: tuple[Comment, ...]) -> str | None:
    inside = _dangling(closing) if closing else _flat_items(items)
    if inside is None:
        return None
    return f"{{ {inside} }}" if items else f"{{{inside}}}"


def _only_large(items: tuple[Item, ...]) -> bool:
    """Whether all are objects of several entries, or all arrays of several items."""
    if len(items) < 2:
        return False
    for kind in (Object, Array):
        if all(isinstance(i.value, kind) and not i.key and len(i.value.items) > 1 for i in items):
            return True
    return False

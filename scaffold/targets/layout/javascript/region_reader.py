"""Reads the values of a region: objects, arrays, calls, literals and names, with their comments.

Any other expression is `Unread`: it ends where a comma, a semicolon or a bracket closes it, and
what is beside it is read all the same.
"""

from __future__ import annotations

from scaffold.targets.layout.javascript.cursor import Cursor
from scaffold.targets.layout.javascript.flat import (
    flat_array,
    flat_call,
    flat_object,
    with_comments,
)
from scaffold.targets.layout.javascript.javascript_tokens import Token, TokenKind
from scaffold.targets.layout.javascript.printed import preferred_quotes, printed_key, printed_number
from scaffold.targets.layout.javascript.region_nodes import (
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

# Names that begin what is no plain member or call.
_KEYWORDS = frozenset({"async", "class", "delete", "function", "typeof", "void", "yield"})
_PREFIXES = frozenset({"await", "new"})


class UnreadableError(ValueError):
    """An expression that the reader does not know."""


class RegionReader(Cursor):
    """Reads values from its position on."""

    def value(self) -> Value:
        """The expression at the current token, `Unread` where it is of an unknown kind."""
        start = self.position
        try:
            value = self.known()
        except UnreadableError:
            pass
        else:
            if self.ends_value():
                return value
        self.position = start
        return self._unread()

    def known(self) -> Value:
        """The expression at the current token; UnreadableError where it is of an unknown kind."""
        token = self.advance()
        match token.kind:
            case TokenKind.STRING:
                return Text(preferred_quotes(token.code))
            case TokenKind.TEMPLATE:
                return Template(token.code)
            case TokenKind.NUMBER:
                return Number(printed_number(token.code))
            case TokenKind.NAME:
                return self._name(token)
        if token.code == "[":
            return self._array()
        if token.code == "{":
            return self._object(token)
        if token.code == "-" and self.token.kind is TokenKind.NUMBER:
            return Number(f"-{printed_number(self.advance().code)}")
        raise UnreadableError(token.code)

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
        if self.is_at("["):
            distance = self.closing(self.position) - self.position + 1
            return self.next_code(distance) == ":"
        if kind not in (TokenKind.NAME, TokenKind.STRING, TokenKind.NUMBER):
            return False
        after = self._tokens[self.position + 1]
        if after.code == ":":
            return True
        while after.is_comment:
            distance += 1
            after = self._tokens[self.position + distance]
        return kind is TokenKind.NAME and after.code in (",", "}", "")

    def item(self) -> Item:
        """An argument of a call, an item of an array, or a spread, without its comments."""
        blank = self.token.breaks > 1
        key = "..." if self.skip("...") else None
        value = self.value()
        flat = value.flat
        if key is not None and flat is not None:
            flat = f"...{flat}"
        return Item(value, flat, key, blank_before=blank)

    def _unread(self) -> Unread:
        first = self.token
        end, arrow = self.end_of_value()
        if end == self.position:
            raise UnreadableError(first.code)
        function = arrow or first.code in ("function", "async")
        return self.unread_to(end, hugged=function, below=first.breaks > 0)

    def _key(self) -> str:
        token = self.token
        if self.is_at("["):
            end = self.closing(self.position) + 1
            start, self.position = token.start, end
            return " ".join(self.text[start : self._tokens[end - 1].end].split())
        self.position += 1
        if token.kind is TokenKind.NUMBER:
            return printed_number(token.code)
        return printed_key(token.code) if token.kind is TokenKind.STRING else token.code

    def _name(self, token: Token) -> Value:
        code = token.code
        if code in ("true", "false"):
            return Boolean(code)
        prefix = ""
        while code in _PREFIXES and self.token.kind is TokenKind.NAME:
            prefix += f"{code} "
            code = self.advance().code
        if code in _KEYWORDS or code in _PREFIXES:
            raise UnreadableError(code)
        while self.is_at(".") and self._tokens[self.position + 1].kind is TokenKind.NAME:
            self.position += 1
            code += f".{self.advance().code}"
        if self.skip("("):
            items, closing = self._items(")", objects=False)
            return Call(prefix + code, items, closing, flat_call(prefix + code, items, closing))
        if prefix.endswith("new "):
            raise UnreadableError(code)
        return Name(prefix + code)

    def _array(self) -> Array:
        items, closing = self._items("]", objects=False)
        return Array(items, closing, flat_array(items, closing))

    def _object(self, brace: Token) -> Object:
        opened = self.position
        items, closing = self._items("}", objects=True)
        first = self._tokens[self.after_comments(opened)]
        expanded = items and self.text.find("\n", brace.end, first.start) >= 0
        flat = None if expanded else flat_object(items, closing)
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
            elif not (self.is_at(end) or self.token.is_comment):
                raise UnreadableError(self.token.code)
            items.append(with_comments(item, leading, trailing))
        if items and leading and not leading[0].own_line:
            items[-1] = with_comments(items[-1], (), leading)
            leading = ()
        return tuple(items), leading

"""What the reader makes of a region: values, the items of lists, and their comments.

Each value has `flat`, its code on one line, which is None where Prettier breaks it whatever its
length.
"""

from __future__ import annotations

from typing import TypeAlias

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is written: `own_line` has nothing but spaces before it on its line."""

    code: str
    own_line: bool = True
    ends_line: bool = True
    blank_before: bool = False

    @property
    def is_block(self) -> bool:
        return self.code.startswith("/*")


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier or a dotted member (`DataTypes.UUID`), with `await ` before it or without."""

    code: str

    @property
    def flat(self) -> str | None:
        return self.code


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal, in the quotes that Prettier prefers."""

    code: str

    @property
    def flat(self) -> str | None:
        return self.code


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with its sign."""

    code: str

    @property
    def flat(self) -> str | None:
        return self.code


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    code: str

    @property
    def flat(self) -> str | None:
        return self.code


@dataclass(frozen=True, slots=True)
class Template:
    """A template literal with its backticks."""

    code: str

    @property
    def flat(self) -> str | None:
        return None if "\n" in self.code else self.code


@dataclass(frozen=True, slots=True)
class Unread:
    """Code that the reader does not know: it stays as it is written.

    `indent` is the indentation of the line on which it begins; `below`: it begins on a line of
    its own, under its key. A function of several lines is `hugged` by a call of which it is the
    last argument. `fixed` are the numbers of the lines that begin inside a template literal.
    """

    code: str
    indent: int
    below: bool = False
    hugged: bool = False
    fixed: frozenset[int] = frozenset()

    @property
    def flat(self) -> str | None:
        return None if "\n" in self.code else self.code


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an array, an object or a call: `key` with its value, one of them alone, or `...`.

    `flat` includes the comments on its line.
    """

    value: Value | None
    flat: str | None
    key: str | None = None
    leading: tuple[Comment, ...] = ()
    trailing: tuple[Comment, ...] = ()
    blank_before: bool = False


@dataclass(frozen=True, slots=True)
class Array:
    """`[…]`; `closing` are the comments after its last item, on lines of their own."""

    items: tuple[Item, ...]
    closing: tuple[Comment, ...]
    flat: str | None


@dataclass(frozen=True, slots=True)
class Object:
    """`{…}`."""

    items: tuple[Item, ...]
    closing: tuple[Comment, ...]
    flat: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """`callee(…)`; the callee is a dotted member, with `new ` or `await ` before it."""

    callee: str
    items: tuple[Item, ...]
    closing: tuple[Comment, ...]
    flat: str | None


Value: TypeAlias = Name | Text | Number | Boolean | Template | Unread | Array | Object | Call

"""Statements and expressions of Python, as far as their layout depends on them."""

from __future__ import annotations

from typing import TypeAlias

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Atom:
    """Code without a place for a line break: a name, a number, a string.

    `known` is false for code that the reader does not know, which stays as written; `indent` is
    then the indent of the line that it began on.
    """

    code: str
    known: bool = True
    indent: int = 0

    @property
    def flat(self) -> str | None:
        return None if "\n" in self.code else self.code


@dataclass(frozen=True, slots=True)
class Item:
    """An argument, element or entry: `head` is `name=`, `"key": ` or `*`.

    `above` are comments on the lines before it, `behind` one at the end of its line.
    """

    head: str
    value: Expression
    above: tuple[str, ...] = ()
    behind: str = ""

    @property
    def flat(self) -> str | None:
        if self.above or self.behind:
            return None
        value = self.value.flat
        return None if value is None else self.head + value


@dataclass(frozen=True, slots=True)
class Bracket:
    """A call, subscript, tuple, list, dictionary or set; `callee` is empty for the last four.

    `exploded`: a line for each item, whether or not they fit on one. `comment` follows the
    opening bracket, `below` stands before the closing one.
    """

    callee: str
    opening: str
    items: tuple[Item, ...]
    closing: str
    exploded: bool = False
    comment: str = ""
    below: tuple[str, ...] = ()

    @property
    def is_tuple(self) -> bool:
        return self.opening == "(" and not self.callee

    @property
    def head(self) -> str:
        return self.callee + self.opening

    @property
    def flat(self) -> str | None:
        """The bracket on one line; None where it has to break."""
        items = self.flat_items
        if items is None or self.exploded or self.comment:
            return None
        comma = "," if self.is_tuple and len(self.items) == 1 else ""
        return f"{self.head}{items}{comma}{self.closing}"

    @property
    def flat_items(self) -> str | None:
        if self.below:
            return None
        items = [item.flat for item in self.items]
        return None if None in items else ", ".join(filter(None, items))


@dataclass(frozen=True, slots=True)
class Chain:
    """`first.method(…)`: calls of methods, each on the result of the one before."""

    first: Bracket
    calls: tuple[Bracket, ...]

    @property
    def flat(self) -> str | None:
        first, calls = self.first.flat, [call.flat for call in self.calls]
        if first is None or None in calls:
            return None
        return ".".join([first, *filter(None, calls)])


Expression: TypeAlias = Atom | Bracket | Chain


@dataclass(frozen=True, slots=True)
class Assignment:
    """`target: annotation = value`, where either of the last two may be missing.

    `return value` is laid out alike: its target is `return`.
    """

    target: str
    annotation: Expression | None
    value: Expression | None


@dataclass(frozen=True, slots=True)
class Line:
    """An expression on a line of its own: a statement, the head of a class, an argument."""

    value: Expression
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import names`."""

    module: str
    names: tuple[str, ...]
    exploded: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What a logical line holds, the comment behind it, and whether it was one line."""

    code: Assignment | Line | Import
    comment: str = ""
    was_one_line: bool = True

"""The JavaScript expressions that generated models and migrations hold.

Each has `flat()`, its code on one line, which is None where Prettier breaks it whatever its
length. `layout` prints them.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from scaffold.targets.layout.javascript import literals
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """An identifier, a dotted member (`Sequelize.UUID`), `null` or `undefined`, as it is."""

    code: str

    def flat(self) -> str | None:
        return self.code


@dataclass(frozen=True, slots=True)
class Str:
    """A string, given by its value."""

    value: str

    def flat(self) -> str | None:
        return literals.string(self.value)


@dataclass(frozen=True, slots=True)
class Num:
    """A number, as JavaScript prints it (`0.1`, never `0.10`); see `literals.number`."""

    code: str

    def flat(self) -> str | None:
        return self.code


@dataclass(frozen=True, slots=True)
class Bool:
    """`true` or `false`."""

    value: bool

    def flat(self) -> str | None:
        return "true" if self.value else "false"


@dataclass(frozen=True, slots=True)
class Template:
    """A template literal, given by its code between the backticks; see `literals.template`."""

    code: str

    def flat(self) -> str | None:
        return None if "\n" in self.code else f"`{self.code}`"


@dataclass(frozen=True, slots=True)
class Array:
    """`[…]`."""

    items: tuple[Expr, ...] = ()

    def flat(self) -> str | None:
        if _holds_only_large(self.items):
            return None
        items = flat_items(self.items)
        return None if items is None else f"[{items}]"


@dataclass(frozen=True, slots=True)
class Object:
    """`{…}`: pairs of a key and its value; None is the shorthand (`{ transaction }`).

    `expanded` writes one entry a line even where all would fit in one.
    """

    entries: tuple[tuple[str, Expr | None], ...] = ()
    expanded: bool = False

    def flat(self) -> str | None:
        if not self.entries:
            return "{}"
        if self.expanded:
            return None
        parts = []
        for key, value in self.entries:
            if value is None:
                parts.append(key)
                continue
            text = value.flat()
            if text is None:
                return None
            parts.append(f"{literals.key(key)}: {text}")
        return "{ " + ", ".join(parts) + " }"


@dataclass(frozen=True, slots=True)
class Call:
    """`callee(…)`; the callee is an identifier or a dotted member, with `new ` where needed."""

    callee: str
    args: tuple[Expr, ...] = ()

    def flat(self) -> str | None:
        args = flat_items(self.args)
        return None if args is None else f"{self.callee}({args})"


Expr: TypeAlias = Raw | Str | Num | Bool | Template | Array | Object | Call

NULL = Raw("null")
TRUE = Bool(True)
FALSE = Bool(False)


def one_line(expr: Expr) -> str:
    """The code of an expression on one line, for a layout region that breaks it."""
    match expr:
        case Array(items):
            return f"[{', '.join(map(one_line, items))}]"
        case Object(entries) if entries:
            parts = [
                key if value is None else f"{literals.key(key)}: {one_line(value)}"
                for key, value in entries
            ]
            return "{ " + ", ".join(parts) + " }"
        case Call(callee, args):
            return f"{callee}({', '.join(map(one_line, args))})"
        case Template(code):
            return f"`{code}`"
        case _:
            return expr.flat() or "{}"


def number(text: str) -> Num | Str:
    """A decimal number: `Num` where JavaScript keeps every digit, else `Str`.

    Sequelize makes of the string a quoted literal (`DEFAULT '0.1234567890123456789'`), which
    SQLite, PostgreSQL and MySQL all convert to the column's type, digit for digit.
    """
    code = literals.exact_number(text)
    return Str(text) if code is None else Num(code)


def json_value(text: str) -> Expr | None:
    """JSON as an expression; None where JavaScript would change one of its numbers."""
    try:
        return _from_json(json.loads(text, parse_int=_exact, parse_float=_exact))
    except _InexactError:
        return None


def flat_items(items: tuple[Expr, ...]) -> str | None:
    """The items on one line with commas between; None where one of them breaks."""
    texts = []
    for item in items:
        text = item.flat()
        if text is None:
            return None
        texts.append(text)
    return ", ".join(texts)


class _InexactError(ValueError):
    pass


def _exact(text: str) -> Num:
    code = literals.exact_number(text)
    if code is None:
        raise _InexactError(text)
    return Num(code)


def _from_json(value: Any) -> Expr:
    match value:
        case None:
            return NULL
        case bool():
            return Bool(value)
        case str():
            return Str(value)
        case list():
            return Array(tuple(map(_from_json, value)))
        case dict():
            return Object(tuple((key, _from_json(item)) for key, item in value.items()))
        case Num():
            return value
        case _:
            raise ValueError(f"not JSON: {value}")


def _holds_only_large(items: tuple[Expr, ...]) -> bool:
    """Whether all are objects of several entries, or all arrays of several items."""
    if len(items) < 2:
        return False
    if isinstance(items[0], Object):
        return all(isinstance(item, Object) and len(item.entries) > 1 for item in items)
    if isinstance(items[0], Array):
        return all(isinstance(item, Array) and len(item.items) > 1 for item in items)
    return False

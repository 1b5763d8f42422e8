"""The JavaScript expressions that generated models and migrations hold.

`one_line` gives their code; layout regions of the templates break it.
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


@dataclass(frozen=True, slots=True)
class Str:
    """A string, given by its value."""

    value: str


@dataclass(frozen=True, slots=True)
class Num:
    """A number, as JavaScript prints it (`0.1`, never `0.10`); see `literals.number`."""

    code: str


@dataclass(frozen=True, slots=True)
class Bool:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template literal, given by its code between the backticks; see `literals.template`."""

    code: str


@dataclass(frozen=True, slots=True)
class Array:
    """`[…]`."""

    items: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Object:
    """`{…}`: pairs of a key and its value; None is the shorthand (`{ transaction }`)."""

    entries: tuple[tuple[str, Expr | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """`callee(…)`; the callee is an identifier or a dotted member, with `new ` where needed."""

    callee: str
    args: tuple[Expr, ...] = ()


Expr: TypeAlias = Raw | Str | Num | Bool | Template | Array | Object | Call

NULL = Raw("null")
TRUE = Bool(True)
FALSE = Bool(False)


def one_line(expr: Expr) -> str:
    """Return the code of an expression on one line."""
    match expr:
        case Str(value):
            return literals.string(value)
        case Bool(value):
            return "true" if value else "false"
        case Template(code):
            return f"`{code}`"
        case Array(items):
            return f"[{', '.join(map(one_line, items))}]"
        case Call(callee, items):
            return f"{callee}({', '.join(map(one_line, items))})"
        case Object(entries):
            return _object(entries)
        case Raw(code) | Num(code):
            return code


def _object(entries: tuple[tuple[str, Expr | None], ...]) -> str:
    if not entries:
        return "{}"
    codes = (
        key if value is None else f"{literals.key(key)}: {one_line(value)}"
        for key, value in entries
    )
    return f"{{ {', '.join(codes)} }}"


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

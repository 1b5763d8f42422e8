"""Expressions of Python as values, for revisions."""

from __future__ import annotations

from typing import TypeAlias

from scaffold.targets.layout.python import lay_out
from scaffold.targets.sqlalchemy import literals
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """A name, a number or a dotted member (`sa.Text`), as it is."""

    code: str

    def flat(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Str:
    """A string, given by its value."""

    value: str

    def flat(self) -> str:
        return literals.string(self.value)


@dataclass(frozen=True, slots=True)
class Call:
    """`callee(args, name=value)`; the callee is a name or a dotted member."""

    callee: str
    args: tuple[Expr, ...] = ()
    named: tuple[tuple[str, Expr], ...] = ()

    def flat(self) -> str:
        args = [arg.flat() for arg in self.args]
        args += [f"{name}={value.flat()}" for name, value in self.named]
        return f"{self.callee}({', '.join(args)})"


@dataclass(frozen=True, slots=True)
class Chain:
    """`first.method(…)`: methods, each a call under its bare name, on what the one before gave."""

    first: Call
    calls: tuple[Call, ...]

    def flat(self) -> str:
        return self.first.flat() + "".join([f".{call.flat()}" for call in self.calls])


Expr: TypeAlias = Raw | Str | Call | Chain

TRUE = Raw("True")


def number(value: int) -> Raw:
    """A whole number."""
    return Raw(str(value))


def print_expr(expr: Expr, *, indent: int = 0, suffix: str = "") -> str:
    """Return `expr` and `suffix` laid out; lines after the first begin with `indent` spaces."""
    return lay_out(" " * indent + expr.flat() + suffix).lstrip(" ")

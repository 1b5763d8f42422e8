"""Python laid out as `ruff format` prints it, so that it changes nothing.

An expression stands on one line where that fits; else its brackets break: the arguments of a call
go to one line of their own where they fit there, or one a line, as the items of a collection do.
A comma at the end follows where there are several, one a line. Strings never break.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from scaffold.targets.layout.python_width import WIDTH, width
from scaffold.targets.sqlalchemy import literals
from scaffold.values import dataclass

_STEP = 4


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


@dataclass(frozen=True, slots=True)
class Subscript:
    """`name[items]`, as in `Literal["a", "b"]` and `Mapped[str]`."""

    name: str
    items: tuple[Expr, ...]

    def flat(self) -> str:
        return f"{self.name}[{', '.join([item.flat() for item in self.items])}]"


@dataclass(frozen=True, slots=True)
class Tuple:
    """`(…,)`."""

    items: tuple[Expr, ...]

    def flat(self) -> str:
        comma = "," if len(self.items) == 1 else ""
        return f"({', '.join([item.flat() for item in self.items])}{comma})"


@dataclass(frozen=True, slots=True)
class List:
    """`[…]`."""

    items: tuple[Expr, ...]

    def flat(self) -> str:
        return f"[{', '.join([item.flat() for item in self.items])}]"


@dataclass(frozen=True, slots=True)
class Dict:
    """`{…}`, its keys strings."""

    entries: tuple[tuple[str, Expr], ...]

    def flat(self) -> str:
        parts = [f"{literals.string(key)}: {value.flat()}" for key, value in self.entries]
        return "{" + ", ".join(parts) + "}"


Expr: TypeAlias = Raw | Str | Call | Chain | Subscript | Tuple | List | Dict

NONE = Raw("None")
TRUE = Raw("True")
FALSE = Raw("False")


def number(value: int) -> Raw:
    """A whole number."""
    return Raw(str(value))


def print_expr(expr: Expr, *, indent: int = 0, suffix: str = "") -> str:
    """`expr` and `suffix` as a line of code; lines after the first begin with `indent` spaces."""
    return _lay(expr, indent, indent, width(suffix)) + suffix


def print_assignment(
    name: str, value: Expr, *, annotation: Expr | None = None, indent: int = 0
) -> str:
    """`name: annotation = value`."""
    head = f"{name}: {annotation.flat()} =" if annotation else f"{name} ="
    column = indent + width(head) + 1
    text = value.flat()
    if _fits(text, WIDTH - column):
        return f"{head} {text}"
    opening = _opening(value)
    if opening is not None and column + width(opening) <= WIDTH:
        return f"{head} {_broken(value, indent)}"
    inner = indent + _STEP
    lines = _lay(value, inner, inner, 0)
    # Without an annotation ruff takes parentheses only where every line then fits.
    fit = all(_fits(line, WIDTH) for line in (" " * inner + lines).split("\n"))
    if column < WIDTH and (fit or (annotation and opening)):
        return f"{head} ({_newline(inner)}{lines}{_newline(indent)})"
    if annotation is not None:
        head = f"{name}: {_broken(annotation, indent)} ="
        return f"{head} {_lay(value, indent, indent + width('] = '), 0)}"
    return f"{head} {text if opening is None else _broken(value, indent)}"


@cache
def _newline(indent: int) -> str:
    return "\n" + " " * indent


def _fits(text: str, room: int) -> bool:
    return len(text) <= room if text.isascii() else width(text) <= room


def _opening(expr: Expr) -> str | None:
    """What stands before the first line break that `expr` can have, None where it has none."""
    match expr:
        case Call(callee, args, named) if args or named:
            return f"{callee}("
        case Subscript(name, _):
            return f"{name}["
        case Chain(first, _):
            return _opening(first) or f"{first.flat()}."
        case Tuple(items) | List(items) | Dict(items) if items:
            return "("
        case _:
            return None


def _lay(expr: Expr, indent: int, column: int, tail: int) -> str:
    """`expr` from `column` on, with `tail` columns to come after it on its last line."""
    text = expr.flat()
    if _fits(text, WIDTH - column - tail) or _opening(expr) is None:
        return text
    if isinstance(expr, Chain):
        return _chained(expr, indent, column, tail)
    return _broken(expr, indent)


def _chained(chain: Chain, indent: int, column: int, tail: int) -> str:
    """One method stays on the line of what it is called on; several have a line each."""
    if len(chain.calls) == 1:
        call = chain.calls[0]
        head = f"{chain.first.flat()}."
        if _fits(f"{head}{call.callee}(", WIDTH - column):
            return head + _broken(call, indent)
        return f"{_broken(chain.first, indent)}.{call.flat()}"
    lines = [_lay(chain.first, indent, column, 0)]
    lines += [f".{_lay(call, indent, indent + 1, tail)}" for call in chain.calls]
    return _newline(indent).join(lines)


def _broken(expr: Expr, indent: int) -> str:
    """`expr` on several lines."""
    match expr:
        case Call(callee, args, named):
            entries = [("", arg) for arg in args] + [(f"{name}=", value) for name, value in named]
            return _bracketed(f"{callee}(", entries, ")", indent, together=True)
        case Subscript(name, items):
            entries = [("", item) for item in items]
            return _bracketed(f"{name}[", entries, "]", indent, together=True)
        case List(items):
            return _bracketed("[", [("", item) for item in items], "]", indent)
        case Tuple(items):
            entries = [("", item) for item in items]
            return _bracketed("(", entries, ")", indent, comma=True)
        case Dict(entries_):
            entries = [(f"{literals.string(key)}: ", value) for key, value in entries_]
            return _bracketed("{", entries, "}", indent)
        case _:
            return expr.flat()


def _bracketed(
    opening: str,
    entries: list[tuple[str, Expr]],
    closing: str,
    indent: int,
    *,
    together: bool = False,
    comma: bool = False,
) -> str:
    inner = indent + _STEP
    start, end = _newline(inner), _newline(indent) + closing
    if together:
        text = ", ".join([head + value.flat() for head, value in entries])
        if _fits(text, WIDTH - inner):
            return opening + start + text + end
    comma = comma or len(entries) > 1
    lines = [
        start + head + _lay(value, inner, inner + width(head), comma) for head, value in entries
    ]
    return opening + ",".join(lines) + ("," if comma else "") + end

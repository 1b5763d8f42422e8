"""JavaScript expressions, laid out as Prettier 3 with `singleQuote` prints them.

A node prints on one line where it fits in 80 columns, and else broken by Prettier's rules
(`src/language-js/print` in its repository: object, array, call-arguments, assignment,
member), so that Prettier leaves the result as it is. The nodes are only those that
generated models and migrations hold; whole files are the templates' business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from scaffold.targets.sequelize import literals

WIDTH = 80
_STEP = 2
# Prettier keeps a value beside a key that is narrower than its tab width plus three.
_SHORT_KEY = 5
# `isLoneShortArgument`: a quarter of the line.
_SHORT_ARGUMENT = WIDTH // 4
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*").fullmatch
_INDEX = re.compile(r"0|[1-9][0-9]{0,14}").fullmatch


@dataclass(frozen=True, slots=True)
class Raw:
    """An identifier, a dotted member (`Sequelize.UUID`), `null` or `undefined`, as it is."""

    code: str

    def flat(self) -> str | None:
        return self.code

    def opening(self) -> str | None:
        return None

    def broken(self, indent: int, column: int, tail: int) -> str:
        parts = self.code.split(".")
        if len(parts) < 3:
            return self.code
        text = parts[0]
        column += width(text)
        for position, part in enumerate(parts[1:], 2):
            needed = width(part) + 1
            if column + needed + (tail if position == len(parts) else 0) > WIDTH:
                text += _newline(indent + _STEP)
                column = indent + _STEP
            text += "." + part
            column += needed
        return text


@dataclass(frozen=True, slots=True)
class Str:
    """A string, given by its value."""

    value: str

    def flat(self) -> str | None:
        return literals.string(self.value)

    def opening(self) -> str | None:
        return None

    def broken(self, indent: int, column: int, tail: int) -> str:
        return literals.string(self.value)


@dataclass(frozen=True, slots=True)
class Num:
    """A number, as Prettier writes it (`0.1`, never `0.10` or `+1`)."""

    code: str

    def flat(self) -> str | None:
        return self.code

    def opening(self) -> str | None:
        return None

    def broken(self, indent: int, column: int, tail: int) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Bool:
    """`true` or `false`."""

    value: bool

    def flat(self) -> str | None:
        return "true" if self.value else "false"

    def opening(self) -> str | None:
        return None

    def broken(self, indent: int, column: int, tail: int) -> str:
        return "true" if self.value else "false"


@dataclass(frozen=True, slots=True)
class Template:
    """A template literal, given by its code between the backticks, never broken."""

    code: str

    def flat(self) -> str | None:
        return None if "\n" in self.code else f"`{self.code}`"

    def opening(self) -> str | None:
        return None

    def broken(self, indent: int, column: int, tail: int) -> str:
        return f"`{self.code}`"


@dataclass(frozen=True, slots=True)
class Array:
    """`[…]`."""

    items: tuple[Expr, ...] = ()

    def flat(self) -> str | None:
        if _holds_only_large(self.items):
            return None
        items = _flat_items(self.items)
        return None if items is None else f"[{items}]"

    def opening(self) -> str | None:
        return "[" if self.items else None

    def broken(self, indent: int, column: int, tail: int) -> str:
        if not self.items:
            return "[]"
        inner = _filled(self.items, indent + _STEP) or _listed(self.items, indent + _STEP)
        return f"[{inner}{_newline(indent)}]"


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
            parts.append(f"{_key(key)}: {text}")
        return "{ " + ", ".join(parts) + " }"

    def opening(self) -> str | None:
        return "{" if self.entries else None

    def broken(self, indent: int, column: int, tail: int) -> str:
        if not self.entries:
            return "{}"
        inner = indent + _STEP
        start = _newline(inner)
        lines = [f"{start}{_property(key, value, inner, 1)}," for key, value in self.entries]
        return "{" + "".join(lines) + _newline(indent) + "}"


@dataclass(frozen=True, slots=True)
class Call:
    """`callee(…)`; the callee is an identifier or a dotted member, with `new ` where needed."""

    callee: str
    args: tuple[Expr, ...] = ()

    def flat(self) -> str | None:
        args = _flat_items(self.args)
        return None if args is None else f"{self.callee}({args})"

    def opening(self) -> str | None:
        return self.callee + "(" if self.args else None

    def broken(self, indent: int, column: int, tail: int) -> str:
        if not self.args:
            return self.callee + "()"
        hugged = self._hugged(indent, column)
        if hugged is not None:
            return hugged
        return f"{self.callee}({_listed(self.args, indent + _STEP)}{_newline(indent)})"

    def _hugged(self, indent: int, column: int) -> str | None:
        """The call with only its last argument broken, where Prettier would."""
        *head, last = self.args
        if isinstance(last, Template):
            return f"{self.callee}(`{last.code}`)" if not head and "\n" in last.code else None
        if not _can_hug(self.args):
            return None
        before = _flat_items(self.args[:-1])
        if before is None:
            return None
        start = f"{self.callee}({before}, " if head else self.callee + "("
        column += width(start)
        if column + 1 > WIDTH:
            return None
        return f"{start}{last.broken(indent, column, 1)})"


Expr: TypeAlias = Raw | Str | Num | Bool | Template | Array | Object | Call

NULL = Raw("null")
TRUE = Bool(True)
FALSE = Bool(False)


def print_expr(expr: Expr, *, indent: int = 0, prefix: str = "", suffix: str = "") -> str:
    """`prefix`, `expr` and `suffix` as code; lines after the first begin with `indent` spaces.

    The prefix is what stands before the expression on its line (`await `, `return `), not
    a key or an assignment: see `print_property` and `print_assignment`.
    """
    column = indent + width(prefix)
    return prefix + _lay(expr, indent, column, width(suffix)) + suffix


def print_statement(expr: Expr, *, indent: int = 0, prefix: str = "") -> str:
    """`expr` as a statement: `print_statement(call, indent=4, prefix='await ')`."""
    return print_expr(expr, indent=indent, prefix=prefix, suffix=";")


def print_property(key: str, value: Expr | None, *, indent: int = 0, suffix: str = ",") -> str:
    """One entry of an object on lines of its own: `key: value,`."""
    return _property(key, value, indent, width(suffix)) + suffix


def print_assignment(left: str, value: Expr, *, indent: int = 0) -> str:
    """`left = value;`, where left is such as `const name` or `db.name`."""
    return _assign(left, " =", value, indent, 1, short=False) + ";"


def width(text: str) -> int:
    """Columns that `text` takes."""
    return len(text) if text.isascii() else literals.width(text)


def _newline(indent: int) -> str:
    return "\n" + " " * indent


def _lay(expr: Expr, indent: int, column: int, tail: int) -> str:
    """`expr` from `column` on, with `tail` columns to come after it on its last line."""
    text = expr.flat()
    if text is not None and column + width(text) + tail <= WIDTH:
        return text
    return expr.broken(indent, column, tail)


def _property(key: str, value: Expr | None, indent: int, tail: int) -> str:
    if value is None:
        return key
    head = _key(key)
    return _assign(head, ":", value, indent, tail, short=width(head) < _SHORT_KEY)


def _assign(head: str, operator: str, value: Expr, indent: int, tail: int, *, short: bool) -> str:
    """`chooseLayout`: beside the operator, below it, or below it where that alone helps."""
    start = f"{head}{operator} "
    column = indent + width(start)
    text = value.flat()
    if text is not None and column + width(text) + tail <= WIDTH:
        return start + text
    if _stays_beside(value, short):
        return start + value.broken(indent, column, tail)
    if not _goes_below(value):
        opening = value.opening()
        if opening is not None and column + width(opening) <= WIDTH:
            return start + value.broken(indent, column, tail)
    indent += _STEP
    return head + operator + _newline(indent) + _lay(value, indent, indent, tail)


def _stays_beside(value: Expr, short: bool) -> bool:
    if isinstance(value, Num):
        return short or not value.code.startswith("-")
    return short or isinstance(value, Bool | Template)


def _goes_below(value: Expr) -> bool:
    """Whether the value is a string or `isPoorlyBreakableMemberOrCallChain`."""
    if isinstance(value, Call):
        return not value.callee.startswith("new ") and (
            not value.args or (len(value.args) == 1 and _is_lone_short(value.args[0]))
        )
    return isinstance(value, Str) or (isinstance(value, Raw) and "." in value.code)


def _is_lone_short(argument: Expr) -> bool:
    match argument:
        case Num() | Bool():
            return True
        case Raw(code):
            return "." not in code and len(code) <= _SHORT_ARGUMENT
        case Str(value):
            return len(literals.string(value)) <= _SHORT_ARGUMENT
        case Template(code):
            return "${" not in code and "\n" not in code and len(code) <= _SHORT_ARGUMENT
        case Call(callee, ()):
            return "." not in callee and " " not in callee and len(callee) <= _SHORT_ARGUMENT - 2
        case _:
            return False


def _can_hug(args: tuple[Expr, ...]) -> bool:
    """`shouldExpandLastArg`."""
    last = args[-1]
    if not isinstance(last, Object | Array) or last.opening() is None:
        return False
    if len(args) == 1:
        return True
    return type(args[-2]) is not type(last) and not (
        isinstance(last, Array) and _all_numbers(last.items)
    )


def _all_numbers(items: tuple[Expr, ...]) -> bool:
    return all(isinstance(item, Num) for item in items)


def _holds_only_large(items: tuple[Expr, ...]) -> bool:
    """Whether Prettier breaks an array for holding several objects (or arrays) of several."""
    if len(items) < 2:
        return False
    if isinstance(items[0], Object):
        return all(isinstance(item, Object) and len(item.entries) > 1 for item in items)
    if isinstance(items[0], Array):
        return all(isinstance(item, Array) and len(item.items) > 1 for item in items)
    return False


def _flat_items(items: tuple[Expr, ...]) -> str | None:
    texts = []
    for item in items:
        text = item.flat()
        if text is None:
            return None
        texts.append(text)
    return ", ".join(texts)


def _listed(items: tuple[Expr, ...], indent: int) -> str:
    """The items, one a line."""
    start = _newline(indent)
    return "".join([f"{start}{_lay(item, indent, indent, 1)}," for item in items])


def _filled(items: tuple[Expr, ...], indent: int) -> str | None:
    """Numbers, as many a line as fit; None where not all are numbers."""
    lines: list[str] = []
    for item in items:
        if not isinstance(item, Num):
            return None
        if lines and indent + len(lines[-1]) + len(item.code) + 2 <= WIDTH:
            lines[-1] += f" {item.code},"
        else:
            lines.append(f"{item.code},")
    return "".join([_newline(indent) + line for line in lines])


def _key(key: str) -> str:
    """A key, quoted only where it has to be."""
    if _IDENTIFIER(key):
        # As a plain key it would set the object's prototype.
        return key if key != "__proto__" else "['__proto__']"
    return key if _INDEX(key) else literals.string(key)

"""JavaScript laid out as Prettier 3 with `singleQuote` prints it, so that it changes nothing.

An expression stands on one line where that fits in 80 columns; else it breaks by the rules of
Prettier's `src/language-js/print` (object, array, call-arguments, assignment, member), whose
names stand in the docstrings below.
"""

from __future__ import annotations

from functools import cache

from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.nodes import (
    FALSE,
    NULL,
    TRUE,
    Array,
    Bool,
    Call,
    Expr,
    Num,
    Object,
    Raw,
    Str,
    Template,
    flat_items,
    json_value,
    number,
)

__all__ = [
    "FALSE",
    "NULL",
    "TRUE",
    "Array",
    "Bool",
    "Call",
    "Expr",
    "Num",
    "Object",
    "Raw",
    "Str",
    "Template",
    "json_value",
    "number",
    "print_assignment",
    "print_expr",
    "print_property",
    "print_statement",
]

WIDTH = 80
_STEP = 2
# Prettier keeps a value beside a key that is narrower than its tab width plus three.
_SHORT_KEY = 5
# `isLoneShortArgument`: a quarter of the line.
_SHORT_ARGUMENT = WIDTH // 4


def print_expr(expr: Expr, *, indent: int = 0, prefix: str = "", suffix: str = "") -> str:
    """`prefix`, `expr` and `suffix` as code; lines after the first begin with `indent` spaces.

    The prefix is what stands before the expression on its line (`await `, `return `), not
    a key or an assignment: see `print_property` and `print_assignment`.
    """
    column = indent + literals.width(prefix)
    return prefix + _lay(expr, indent, column, literals.width(suffix)) + suffix


def print_statement(expr: Expr, *, indent: int = 0, prefix: str = "") -> str:
    """`expr` as a statement: `print_statement(call, indent=4, prefix='await ')`."""
    return print_expr(expr, indent=indent, prefix=prefix, suffix=";")


def print_property(key: str, value: Expr | None, *, indent: int = 0, suffix: str = ",") -> str:
    """One entry of an object that has a line for each: `key: value,`."""
    return _property(key, value, indent, literals.width(suffix)) + suffix


def print_assignment(name: str, value: Expr, *, indent: int = 0) -> str:
    """`name = value;`, the name an identifier, with `const ` or `let ` before it or without."""
    return _assign(f"{name} =", value, indent, 1, short=False) + ";"


@cache
def _newline(indent: int) -> str:
    return "\n" + " " * indent


def _fits(text: str, room: int) -> bool:
    return len(text) <= room if text.isascii() else literals.width(text) <= room


def _lay(expr: Expr, indent: int, column: int, tail: int) -> str:
    """`expr` from `column` on, with `tail` columns to come after it on its last line."""
    text = expr.flat()
    if text is not None and _fits(text, WIDTH - column - tail):
        return text
    return _broken(expr, indent, column, tail)


def _broken(expr: Expr, indent: int, column: int, tail: int) -> str:
    """`expr` on as many lines as it needs, known not to fit in one."""
    match expr:
        case Object(entries) if entries:
            start = _newline(indent + _STEP)
            lines = [start + _property(key, value, indent + _STEP, 1) for key, value in entries]
            return "{" + ",".join(lines) + "," + _newline(indent) + "}"
        case Array(items) if items:
            lay_items = _filled if _all_numbers(items) else _listed
            return f"[{lay_items(items, indent + _STEP)}{_newline(indent)}]"
        case Call(_, args) if args:
            return _broken_call(expr, indent, column)
        case Raw(code):
            return _broken_member(code, indent, column, tail)
        case Template(code):
            return f"`{code}`"
        case _:
            return expr.flat() or ""


def _broken_call(call: Call, indent: int, column: int) -> str:
    """`printCallArguments`: with its last argument alone broken, or every one on its own line."""
    *before, last = call.args
    if isinstance(last, Template) and not before and "\n" in last.code:
        return _around_lines(call.callee, last, indent, column)
    if _can_hug(call.args):
        head = flat_items(call.args[:-1])
        if head is not None:
            start = f"{call.callee}({head}, " if before else f"{call.callee}("
            column += literals.width(start)
            if column + 1 <= WIDTH:
                return f"{start}{_broken(last, indent, column, 1)})"
    return f"{call.callee}({_listed(call.args, indent + _STEP)}{_newline(indent)})"


def _around_lines(callee: str, template: Template, indent: int, column: int) -> str:
    """A call of a template of several lines alone: only its callee may break."""
    if not callee.startswith("new "):
        tail = literals.width(_first_line(template.code)) + 2
        callee = _broken_member(callee, indent, column, tail)
    return f"{callee}(`{template.code}`)"


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _broken_member(code: str, indent: int, column: int, tail: int) -> str:
    """`printMemberExpression`: a line for each name that does not fit; `a.b` never breaks."""
    first, *names = code.split(".")
    if len(names) < 2:
        return code
    text = first
    column += literals.width(first)
    for position, name in enumerate(names, 1):
        needed = literals.width(name) + 1
        if column + needed + (tail if position == len(names) else 0) > WIDTH:
            text += _newline(indent + _STEP)
            column = indent + _STEP
        text += "." + name
        column += needed
    return text


def _property(key: str, value: Expr | None, indent: int, tail: int) -> str:
    if value is None:
        return key
    head = literals.key(key) + ":"
    return _assign(head, value, indent, tail, short=literals.width(head) <= _SHORT_KEY)


def _assign(head: str, value: Expr, indent: int, tail: int, *, short: bool) -> str:
    """`chooseLayout`: the value beside its key or name, or below it where only that helps."""
    column = indent + literals.width(head) + 1
    text = value.flat()
    if text is not None and _fits(text, WIDTH - column - tail):
        return f"{head} {text}"
    if _stays_beside(value, short):
        return f"{head} {_broken(value, indent, column, tail)}"
    if not _goes_below(value):
        opening = _opening(value)
        if opening is not None and column + literals.width(opening) <= WIDTH:
            return f"{head} {_broken(value, indent, column, tail)}"
    indent += _STEP
    return head + _newline(indent) + _lay(value, indent, indent, tail)


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


def _opening(expr: Expr) -> str | None:
    """What stands before the first line break that `expr` can have, None where it has none."""
    match expr:
        case Object(entries) if entries:
            return "{"
        case Array(items) if items:
            return "["
        case Call(callee, (Template(code),)) if "\n" in code:
            if callee.count(".") > 1 and not callee.startswith("new "):
                return callee.partition(".")[0]
            return f"{callee}(`{_first_line(code)}"
        case Call(callee, args) if args:
            return f"{callee}("
        case _:
            return None


def _is_lone_short(argument: Expr) -> bool:
    """`isLoneShortArgument`."""
    match argument:
        case Num() | Bool():
            return True
        case Raw(code):
            return "." not in code and _units(code) <= _SHORT_ARGUMENT
        case Str(value):
            return _units(literals.string(value)) <= _SHORT_ARGUMENT
        case Template(code):
            return not ("${" in code or "\n" in code) and _units(code) <= _SHORT_ARGUMENT
        case Call(callee, ()):
            is_name = "." not in callee and " " not in callee
            return is_name and _units(callee) <= _SHORT_ARGUMENT - 2
        case _:
            return False


def _units(text: str) -> int:
    """The length as JavaScript has it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _can_hug(args: tuple[Expr, ...]) -> bool:
    """`shouldExpandLastArg`."""
    last = args[-1]
    if not isinstance(last, Object | Array) or _opening(last) is None:
        return False
    if len(args) == 1:
        return True
    return type(args[-2]) is not type(last) and not (
        isinstance(last, Array) and _all_numbers(last.items)
    )


def _all_numbers(items: tuple[Expr, ...]) -> bool:
    """`isConciselyPrintedArray`."""
    return all(isinstance(item, Num) for item in items)


def _listed(items: tuple[Expr, ...], indent: int) -> str:
    """The items, one a line."""
    start = _newline(indent)
    return "".join([f"{start}{_lay(item, indent, indent, 1)}," for item in items])


def _filled(items: tuple[Expr, ...], indent: int) -> str:
    """The items, as many a line as fit."""
    lines: list[str] = []
    for item in items:
        code = f"{item.flat()},"
        if lines and indent + len(lines[-1]) + 1 + len(code) <= WIDTH:
            lines[-1] += f" {code}"
        else:
            lines.append(code)
    return "".join([_newline(indent) + line for line in lines])

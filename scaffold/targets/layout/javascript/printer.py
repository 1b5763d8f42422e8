"""Prints values as Prettier 3 does with `singleQuote`.

A value is on one line where that fits in 80 columns; else it breaks by the rules of Prettier's
`src/language-js/print` (object, array, call-arguments, assignment, member), whose names are in
the docstrings below.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.targets.layout.javascript import literals
from scaffold.targets.layout.javascript.comments import comment_lines
from scaffold.targets.layout.javascript.region_nodes import (
    Array,
    Call,
    Comment,
    Item,
    Name,
    Object,
    Template,
    Unread,
    Value,
)
from scaffold.targets.layout.javascript.rules import (
    WIDTH,
    all_numbers,
    can_hug,
    first_line,
    goes_below,
    has_comments,
    is_lines,
    opening,
    stays_beside,
)

STEP = 2
# Prettier keeps a value beside a key that is narrower than its tab width plus three.
_SHORT_KEY = 5


def print_value(value: Value, indent: int, prefix: str = "", suffix: str = "") -> str:
    """`prefix`, the value and `suffix`; lines after the first begin with `indent` spaces.

    The prefix is what is before the value on its line (`return `), not a key.
    """
    column = indent + literals.width(prefix)
    return prefix + _lay(value, indent, column, literals.width(suffix)) + suffix


def print_assignment(name: str, value: Value, indent: int) -> str:
    """`name = value;`, the name with `const ` or `let ` before it or without."""
    return _assign(f"{name} =", value, indent, 1, short=False) + ";"


def print_item(item: Item, indent: int, *, first: bool, comma: bool = True) -> str:
    """An item on lines of its own with its comments, each line after a line break."""
    start = newline(indent)
    text = _before(item, indent, first=first)
    body = _item(item, indent, 1 if comma else 0)
    for comment in item.trailing:
        if comment.is_block and not comment.own_line:
            body += f" {comment.code}"
    body += "," if comma else ""
    for comment in item.trailing:
        if comment.own_line:
            body += start + comment_lines(comment, indent)
        elif not comment.is_block:
            body += f" {comment.code}"
    return text + body


def print_closing(closing: Iterable[Comment], indent: int, *, first: bool) -> str:
    """The comments at the end of a list, each after a line break."""
    text = ""
    for comment in closing:
        text += "\n" if comment.blank_before and not first else ""
        text += newline(indent) + comment_lines(comment, indent)
        first = False
    return text


def newline(indent: int) -> str:
    """A line break and the indentation of the next line."""
    return "\n" + " " * indent


def reindented(code: Unread, indent: int) -> str:
    """The code with its lines moved so that the one on which it begins is at `indent`."""
    first, *rest = code.code.split("\n")
    shift = indent - code.indent
    lines = [first]
    for number, line in enumerate(rest, 1):
        bare = line.lstrip(" ")
        if number in code.fixed:
            lines.append(line)
        elif bare:
            lines.append(" " * (len(line) - len(bare) + shift) + bare)
        else:
            lines.append("")
    return "\n".join(lines)


def _before(item: Item, indent: int, *, first: bool) -> str:
    """The line break before an item, its leading comments, and the blank lines between them."""
    start = newline(indent)
    text = ""
    fresh = True
    for comment in item.leading:
        if fresh:
            text += "\n" if comment.blank_before and not first else ""
            text += start
        text += comment_lines(comment, indent)
        fresh = comment.ends_line or not comment.is_block
        text += "" if fresh else " "
        first = False
    if fresh:
        text += "\n" if item.blank_before and not first else ""
        text += start
    return text


def _item(item: Item, indent: int, tail: int) -> str:
    if item.key is None or item.value is None:
        return item.key or _lay_item(item.value, indent, indent, tail)
    if item.key == "...":
        return "..." + _lay(item.value, indent, indent + 3, tail)
    head = f"{item.key}:"
    return _assign(head, item.value, indent, tail, short=literals.width(head) <= _SHORT_KEY)


def _lay_item(value: Value | None, indent: int, column: int, tail: int) -> str:
    return "" if value is None else _lay(value, indent, column, tail)


def _fits(text: str, room: int) -> bool:
    return len(text) <= room if text.isascii() else literals.width(text) <= room


def _lay(value: Value, indent: int, column: int, tail: int) -> str:
    """The value from `column` on, with `tail` columns to come after it on its last line."""
    text = value.flat
    if text is not None and _fits(text, WIDTH - column - tail):
        return text
    return _broken(value, indent, column, tail)


def _broken(value: Value, indent: int, column: int, tail: int) -> str:
    """The value on as many lines as it needs, known not to fit in one."""
    match value:
        case Object(items, closing) if items or closing:
            return "{" + _listed(items, closing, indent) + "}"
        case Array(items, closing) if items or closing:
            lay_items = _filled if all_numbers(items) else _listed
            return "[" + lay_items(items, closing, indent) + "]"
        case Call(_, items, closing) if items or closing:
            return _broken_call(value, indent, column)
        case Name(code):
            return _broken_member(code, indent, column, tail)
        case Template(code):
            return code
        case Unread():
            return reindented(value, indent)
        case _:
            return value.flat or ""


def _broken_call(call: Call, indent: int, column: int) -> str:
    """`printCallArguments`: with its last argument alone broken, or every one on its own line."""
    if is_lines(call):
        return _around_lines(call, indent, column)
    if can_hug(call):
        *before, last = call.items
        head = _flat(before)
        if head is not None and last.value is not None:
            start = f"{call.callee}({head}, " if before else f"{call.callee}("
            column += literals.width(start)
            if column + literals.width(first_line(last.value)) <= WIDTH:
                return f"{start}{_broken(last.value, indent, column, 1)})"
    return f"{call.callee}({_listed(call.items, call.closing, indent)})"


def _flat(items: list[Item]) -> str | None:
    codes = [item.flat for item in items if item.flat is not None]
    return ", ".join(codes) if len(codes) == len(items) else None


def _around_lines(call: Call, indent: int, column: int) -> str:
    """A call of a template literal of several lines alone: only its callee may break."""
    value = call.items[0].value
    code = value.code if isinstance(value, Template) else ""
    callee = call.callee
    if "new " not in callee:
        tail = literals.width(code.partition("\n")[0]) + 1
        callee = _broken_member(callee, indent, column, tail)
    return f"{callee}({code})"


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
            text += newline(indent + STEP)
            column = indent + STEP
        text += "." + name
        column += needed
    return text


def _assign(head: str, value: Value, indent: int, tail: int, *, short: bool) -> str:
    """`chooseLayout`: the value beside its key or name, or below it where only that helps."""
    column = indent + literals.width(head) + 1
    text = value.flat
    if text is not None and _fits(text, WIDTH - column - tail):
        return f"{head} {text}"
    if isinstance(value, Unread) and value.below:
        return head + newline(indent + STEP) + reindented(value, indent + STEP)
    if stays_beside(value, short=short):
        return f"{head} {_broken(value, indent, column, tail)}"
    if not goes_below(value):
        start = opening(value)
        if start is not None and column + literals.width(start) <= WIDTH:
            return f"{head} {_broken(value, indent, column, tail)}"
    indent += STEP
    return head + newline(indent) + _lay(value, indent, indent, tail)


def _listed(items: tuple[Item, ...], closing: tuple[Comment, ...], indent: int) -> str:
    """The items, one a line."""
    inner = indent + STEP
    lines = [print_item(item, inner, first=not number) for number, item in enumerate(items)]
    # Nothing may follow a spread of parameters, but this is no pattern.
    end = print_closing(closing, inner, first=not items)
    return "".join(lines) + end + newline(indent)


def _filled(items: tuple[Item, ...], closing: tuple[Comment, ...], indent: int) -> str:
    """The items, as many a line as fit."""
    inner = indent + STEP
    text, room = "", 0
    for number, item in enumerate(items):
        code = f" {item.flat},"
        blank = item.blank_before and number > 0
        if blank or has_comments(item) or len(code) > room:
            text += print_item(item, inner, first=not number)
            room = WIDTH - inner - len(code) + 1
        else:
            text += code
            room -= len(code)
        if any(not comment.is_block for comment in item.trailing):
            room = 0
    return text + print_closing(closing, inner, first=not items) + newline(indent)

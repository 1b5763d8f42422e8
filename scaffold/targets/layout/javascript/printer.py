"""Prints values as Prettier 3 does with `singleQuote`.

A value is on one line where that fits in 80 columns; else it breaks by the rules of Prettier's
`src/language-js/print` (object, array, call-arguments, assignment, member), whose names are in
the docstrings below.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.targets.layout.javascript import literals
from scaffold.targets.layout.javascript.comments import comment_lines
from scaffold.targets.layout.javascript.nodes import (
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

WIDTH = 80
STEP = 2
# Prettier keeps a value beside a key that is narrower than its tab width plus three.
_SHORT_KEY = 5
# `isLoneShortArgument`: a quarter of the line.
_SHORT_ARGUMENT = WIDTH // 4


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
            lay_items = _filled if _all_numbers(items) else _listed
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
    if _is_lines(call):
        return _around_lines(call, indent, column)
    if _can_hug(call):
        *before, last = call.items
        head = _flat(before)
        if head is not None and last.value is not None:
            start = f"{call.callee}({head}, " if before else f"{call.callee}("
            column += literals.width(start)
            if column + literals.width(_first_line(last.value)) <= WIDTH:
                return f"{start}{_broken(last.value, indent, column, 1)})"
    return f"{call.callee}({_listed(call.items, call.closing, indent)})"


def _flat(items: list[Item]) -> str | None:
    codes = [item.flat for item in items if item.flat is not None]
    return ", ".join(codes) if len(codes) == len(items) else None


def _first_line(value: Value) -> str:
    """What a broken value has on its first line."""
    return value.code.partition("\n")[0] if isinstance(value, Unread) else "{"


def _is_lines(call: Call) -> bool:
    """Whether its one argument is a template literal of several lines."""
    if len(call.items) != 1 or _has_comments(call.items[0]):
        return False
    value = call.items[0].value
    return isinstance(value, Template) and value.flat is None and not call.items[0].key


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
    if _stays_beside(value, short=short):
        return f"{head} {_broken(value, indent, column, tail)}"
    if not _goes_below(value):
        opening = _opening(value)
        if opening is not None and column + literals.width(opening) <= WIDTH:
            return f"{head} {_broken(value, indent, column, tail)}"
    indent += STEP
    return head + newline(indent) + _lay(value, indent, indent, tail)


def _stays_beside(value: Value, *, short: bool) -> bool:
    if isinstance(value, Number):
        return short or not value.code.startswith("-")
    return short or isinstance(value, Boolean | Template | Unread)


def _goes_below(value: Value) -> bool:
    """Whether the value is a string or `isPoorlyBreakableMemberOrCallChain`."""
    if isinstance(value, Call):
        if " " in value.callee or value.closing:
            return False
        return not value.items or (len(value.items) == 1 and _is_lone_short(value.items[0]))
    return isinstance(value, Text) or (isinstance(value, Name) and "." in value.code)


def _opening(value: Value) -> str | None:
    """What is before the first line break that the value can have, None where it has none."""
    match value:
        case Object(items, closing) if items or closing:
            return "{"
        case Array(items, closing) if items or closing:
            return "["
        case Call(callee, items, closing) if items or closing:
            if _is_lines(value):
                if callee.count(".") > 1 and "new " not in callee:
                    return callee.partition(".")[0]
                template = items[0].value
                code = template.code if isinstance(template, Template) else ""
                return f"{callee}({code.partition(chr(10))[0]}"
            return f"{callee}("
        case _:
            return None


def _is_lone_short(item: Item) -> bool:
    """`isLoneShortArgument`."""
    if item.key is not None or _has_comments(item):
        return False
    match item.value:
        case Number() | Boolean():
            return True
        case Name(code):
            return "." not in code and _units(code) <= _SHORT_ARGUMENT
        case Text(code):
            return _units(code) <= _SHORT_ARGUMENT
        case Template(code):
            return not ("${" in code or "\n" in code) and _units(code) - 2 <= _SHORT_ARGUMENT
        case Call(callee, ()):
            is_name = "." not in callee and " " not in callee
            return is_name and _units(callee) <= _SHORT_ARGUMENT - 2
        case _:
            return False


def _units(text: str) -> int:
    """The length as JavaScript has it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _has_comments(item: Item) -> bool:
    return bool(item.leading or item.trailing)


def _can_hug(call: Call) -> bool:
    """`shouldExpandLastArg`."""
    last = call.items[-1] if call.items else None
    if last is None or last.key is not None or call.closing:
        return False
    if any(_has_comments(item) or item.blank_before for item in call.items[1:]):
        return False
    if _has_comments(call.items[0]):
        return False
    value = last.value
    if isinstance(value, Unread):
        return value.hugged
    if not isinstance(value, Object | Array) or _opening(value) is None:
        return False
    if len(call.items) == 1:
        return True
    before = call.items[-2]
    same = before.key is None and type(before.value) is type(value)
    return not same and not (isinstance(value, Array) and _all_numbers(value.items))


def _all_numbers(items: tuple[Item, ...]) -> bool:
    """`isConciselyPrintedArray`."""
    return all(isinstance(item.value, Number) and item.key is None for item in items)


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
        if blank or _has_comments(item) or len(code) > room:
            text += print_item(item, inner, first=not number)
            room = WIDTH - inner - len(code) + 1
        else:
            text += code
            room -= len(code)
        if any(not comment.is_block for comment in item.trailing):
            room = 0
    return text + print_closing(closing, inner, first=not items) + newline(indent)

"""Prettier's rules on what may break where, each under the name that Prettier has for it."""

from __future__ import annotations

from scaffold.targets.layout.javascript.region_nodes import (
    Array,
    Boolean,
    Call,
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
# `isLoneShortArgument`: a quarter of the line.
_SHORT_ARGUMENT = WIDTH // 4


def stays_beside(value: Value, *, short: bool) -> bool:
    if isinstance(value, Number):
        return short or not value.code.startswith("-")
    return short or isinstance(value, Boolean | Template | Unread)


def goes_below(value: Value) -> bool:
    """Whether the value is a string or `isPoorlyBreakableMemberOrCallChain`."""
    if isinstance(value, Call):
        if " " in value.callee or value.closing:
            return False
        return not value.items or (len(value.items) == 1 and _is_lone_short(value.items[0]))
    return isinstance(value, Text) or (isinstance(value, Name) and "." in value.code)


def opening(value: Value) -> str | None:
    """What is before the first line break that the value can have, None where it has none."""
    match value:
        case Object(items, closing) if items or closing:
            return "{"
        case Array(items, closing) if items or closing:
            return "["
        case Call(callee, items, closing) if items or closing:
            if is_lines(value):
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
    if item.key is not None or has_comments(item):
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


def has_comments(item: Item) -> bool:
    return bool(item.leading or item.trailing)


def can_hug(call: Call) -> bool:
    """`shouldExpandLastArg`."""
    last = call.items[-1] if call.items else None
    if last is None or last.key is not None or call.closing:
        return False
    if any(has_comments(item) or item.blank_before for item in call.items[1:]):
        return False
    if has_comments(call.items[0]):
        return False
    value = last.value
    if isinstance(value, Unread):
        return value.hugged
    if not isinstance(value, Object | Array) or opening(value) is None:
        return False
    if len(call.items) == 1:
        return True
    before = call.items[-2]
    same = before.key is None and type(before.value) is type(value)
    return not same and not (isinstance(value, Array) and all_numbers(value.items))


def all_numbers(items: tuple[Item, ...]) -> bool:
    """`isConciselyPrintedArray`."""
    return all(isinstance(item.value, Number) and item.key is None for item in items)


def is_lines(call: Call) -> bool:
    """Whether its one argument is a template literal of several lines."""
    if len(call.items) != 1 or has_comments(call.items[0]):
        return False
    value = call.items[0].value
    return isinstance(value, Template) and value.flat is None and not call.items[0].key


def first_line(value: Value) -> str:
    """What a broken value has on its first line."""
    return value.code.partition("\n")[0] if isinstance(value, Unread) else "{"

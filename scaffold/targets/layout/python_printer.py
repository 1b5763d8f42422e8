"""A statement of Python laid out as `ruff format` prints it, so that ruff changes nothing.

An expression is on one line where it fits; else its brackets break: arguments go to one line of
their own where they fit there, else one a line, as the items of a collection do. A comma follows
the last of several that have a line each. Strings never break.
"""

from __future__ import annotations

from functools import cache

from scaffold.targets.layout.python_nodes import (
    Assignment,
    Atom,
    Bracket,
    Chain,
    Expression,
    Import,
    Item,
    Line,
    Statement,
)
from scaffold.targets.layout.python_width import WIDTH, width

_STEP = 4
# ruff does not count these comments.
_PRAGMAS = ("# noqa", "# type:", "# pyright:", "# pylint:", "# fmt:", "# ruff:")


def print_statement(statement: Statement, indent: int) -> str:
    """Return the lines of the statement, each with its indent.

    A comment for a linter behind a statement of one line follows the first line, where the linter
    looks for it.
    """
    comment = statement.comment
    is_pragma = comment.startswith(_PRAGMAS)
    tail = width(comment) + 2 if comment and not is_pragma else 0
    text = " " * indent + _print(statement.code, indent, tail)
    if not comment:
        return text
    first, newline, rest = text.partition("\n")
    if is_pragma and statement.was_one_line:
        return f"{first}  {comment}{newline}{rest}"
    return f"{text}  {comment}"


def print_item(item: Item, indent: int) -> str:
    """Return the lines of an item of a bracket, with a comma behind it."""
    return " " * indent + _item(item, indent, True)


def _print(code: Assignment | Line | Import, indent: int, tail: int) -> str:
    match code:
        case Line(value, suffix):
            if _is_fluent(value) and not _fits(value.flat, WIDTH - indent - tail):
                return _parenthesized(value, indent) + suffix
            return _lay(value, indent, indent, width(suffix) + tail) + suffix
        case Import():
            return _print_import(code, indent, tail)
        case Assignment(target, None, value) if value is not None:
            head = target if target == "return" else f"{target} ="
            return _print_value(head, None, value, indent, tail)
        case Assignment(target, annotation, None):
            assert annotation is not None
            head = f"{target}: "
            return head + _lay(annotation, indent, indent + width(head), tail)
        case Assignment(target, annotation, value):
            assert annotation is not None
            assert value is not None
            return _print_value(f"{target}: ", annotation, value, indent, tail)


def _print_import(code: Import, indent: int, tail: int) -> str:
    head = f"{code.module} import "
    line = head + ", ".join(code.names)
    if not code.exploded and _fits(line, WIDTH - indent - tail):
        return line
    names = "".join([f"{_newline(indent + _STEP)}{name}," for name in code.names])
    return f"{head}({names}{_newline(indent)})"


def _print_value(
    target: str, annotation: Expression | None, value: Expression, indent: int, tail: int
) -> str:
    """`target = value`, or `target: annotation = value`."""
    head = target
    if annotation is not None:
        flat = annotation.flat
        if flat is None:
            return _print_broken_annotation(target, annotation, value, indent)
        head = f"{target}{flat} ="
    column = indent + width(head) + 1
    if _fits(value.flat, WIDTH - column - tail) or (isinstance(value, Atom) and not value.known):
        return f"{head} {_shifted(value, indent)}"
    if _is_fluent(value) and column < WIDTH:
        return f"{head} {_parenthesized(value, indent)}"
    opening = _opening(value)
    if opening is not None and column + width(opening) <= WIDTH:
        return f"{head} {_broken(value, indent, column)}"
    inner = indent + _STEP
    lines = _lay(value, inner, inner, 0)
    # Without an annotation ruff takes parentheses only where every line then fits.
    fit = all(_fits(line, WIDTH) for line in (" " * inner + lines).split("\n"))
    if column < WIDTH and (fit or (annotation is not None and opening)):
        return f"{head} {_parenthesized(value, indent)}"
    if annotation is not None:
        return _print_broken_annotation(target, annotation, value, indent)
    return (
        f"{head} {_shifted(value, indent) if opening is None else _broken(value, indent, column)}"
    )


def _print_broken_annotation(
    target: str, annotation: Expression, value: Expression, indent: int
) -> str:
    head = f"{target}{_broken(annotation, indent)} ="
    column = width(head.rpartition("\n")[2]) + 1
    if _is_fluent(value) and not _fits(value.flat, WIDTH - column):
        return f"{head} {_parenthesized(value, indent)}"
    return f"{head} {_lay(value, indent, column, 0)}"


def _is_fluent(value: Expression) -> bool:
    """Whether ruff gives each method a line, which takes parentheses around a statement's value."""
    return isinstance(value, Chain) and len(value.calls) > 1


def _parenthesized(value: Expression, indent: int) -> str:
    inner = indent + _STEP
    return f"({_newline(inner)}{_lay(value, inner, inner, 0)}{_newline(indent)})"


@cache
def _newline(indent: int) -> str:
    return "\n" + " " * indent


def _fits(text: str | None, room: int) -> bool:
    if text is None:
        return False
    return len(text) <= room if text.isascii() else width(text) <= room


def _opening(value: Expression) -> str | None:
    """The text before the first line break that the value can have; None where it has none."""
    match value:
        case Bracket() if value.items or value.below:
            return value.head
        case Chain(first, _):
            return _opening(first) or f"{first.flat}."
        case _:
            return None


def _lay(value: Expression, indent: int, column: int, tail: int) -> str:
    """The value from `column` on, with `tail` columns to come after it on its last line."""
    flat = value.flat
    if flat is not None and (_fits(flat, WIDTH - column - tail) or _opening(value) is None):
        return flat
    if isinstance(value, Chain):
        return _chained(value, indent, column, tail)
    return _broken(value, indent)


def _chained(chain: Chain, indent: int, column: int, tail: int) -> str:
    """One method stays on the line of what it is called on; several have a line each."""
    if len(chain.calls) == 1:
        call, first = chain.calls[0], chain.first.flat
        if first is not None and _fits(f"{first}.{call.head}", WIDTH - column):
            return f"{first}.{_broken(call, indent)}"
        broken = _broken(chain.first, indent)
        return f"{broken}.{_lay(call, indent, indent + 2, tail)}"
    lines = [_lay(chain.first, indent, column, 0)]
    lines += [f".{_lay(call, indent, indent + 1, tail)}" for call in chain.calls]
    return _newline(indent).join(lines)


def _shifted(value: Expression, indent: int) -> str:
    """Code as written, its lines after the first moved to the indent of the first."""
    code = value.code if isinstance(value, Atom) else value.flat or _broken(value, indent)
    if "\n" not in code or not isinstance(value, Atom):
        return code
    first, *rest = code.split("\n")
    moved = [
        " " * max(0, indent - value.indent + len(line) - len(line.lstrip(" "))) + line.lstrip(" ")
        for line in rest
    ]
    return "\n".join([first, *moved])


def _broken(value: Expression, indent: int, column: int = 0) -> str:
    """The value on several lines, the first from `column` on."""
    match value:
        case Bracket():
            return _bracketed(value, indent)
        case Chain():
            return _chained(value, indent, max(indent, column), 0)
        case Atom():
            return _shifted(value, indent)


def _bracketed(bracket: Bracket, indent: int) -> str:
    inner = indent + _STEP
    start, end = _newline(inner), _newline(indent) + bracket.closing
    opening = bracket.head + (f"  {bracket.comment}" if bracket.comment else "")
    text = bracket.flat_items
    if bracket.callee and not bracket.exploded and _fits(text, WIDTH - inner):
        return f"{opening}{start}{text}{end}"
    comma = len(bracket.items) > 1 or bracket.is_tuple or bracket.exploded
    lines = [opening]
    for item in bracket.items:
        lines += [start + comment for comment in item.above]
        is_last = item is bracket.items[-1]
        lines.append(start + _item(item, inner, comma or not is_last))
    lines += [start + comment for comment in bracket.below]
    return "".join(lines) + end


def _item(item: Item, indent: int, comma: bool) -> str:
    text = item.head + _lay(item.value, indent, indent + width(item.head), comma)
    return text + "," * comma + (f"  {item.behind}" if item.behind else "")

"""The layout of Python as `ruff format` prints it.

In a template of a `.py` file, `{% layout %} … {% endlayout %}` holds ordinary Python, each
statement at the indent that it has in the file:

- A statement goes on one line where that fits in 88 columns, else it breaks as ruff breaks it.
  Write it on one line, or `{%-` the tags between its arguments:

      {{ name }}: Mapped[{{ python }}] = mapped_column(
          {%- if key %} ForeignKey({{ key | py }}), {% endif %}
          {%- if unique %} unique=True, {% endif %}
      )

  Spaces inside the brackets and a comma before the closing one do not matter.
- A comma behind the last item keeps a line for each item, as in ruff, if a line break follows the
  opening bracket or precedes the closing one.
- Comments stay where they are; a bracket that holds one has a line for each item. `# noqa` and
  its like behind a statement of one line stay on its first line.
- Read are assignments, calls, `from … import …` and heads of classes. Other statements (`def`,
  `if`, `return`, decorators, docstrings) stay as written, and so does a value of another kind
  (lambda, comprehension, condition, operators) within a statement that is laid out.

Blank lines, spaces in what is not read, and the order of imports are the template's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from keyword import kwlist
from string import ascii_letters, digits
from typing import NamedTuple

from scaffold.targets.layout.python_printer import print_item, print_statement
from scaffold.targets.layout.python_reader import read_item, read_statement
from scaffold.targets.layout.python_tokens import UnreadableCode
from scaffold.targets.layout.python_width import WIDTH, width

# Strings and comments; the quotes of one that is open at the end are in the group.
_STRINGS = re.compile(
    r"""\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|(\"\"\"|''').*
    |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.VERBOSE | re.DOTALL,
)
# What may vary in statements of one shape: plain strings, numbers and names.
_VARYING = re.compile(r"""("[\w .:|-]*"|\b\d+\b|\b[A-Za-z_]\w*\b(?!["']))""", re.ASCII)
# Quotes, comments and continued lines, of which the pattern above leaves something.
_UNUSUAL = re.compile(r"""["'#\\]""").search
# The first line of a call or collection whose items have lines of their own.
_HEAD = re.compile(r"(\ *)(?:\w+\ =\ |return\ )?[\w.]*([(\[{])", re.VERBOSE | re.ASCII).fullmatch
_CLOSING = {"(": ")", "[": "]", "{": "}"}
# Frequent lines that stay as they are where they fit.
_UNCHANGED = re.compile(
    r"""\ *(?:class\ \w+\(\w+\):|from\ [\w.]+\ import\ \w+(?:,\ \w+)*|\w+\ =\ "[\w .:|-]*")""",
    re.VERBOSE | re.ASCII,
).fullmatch
# The kind of each by its first character; a keyword is a kind of its own.
_KINDS = {
    '"': '"',
    **dict.fromkeys(digits, "9"),
    **dict.fromkeys(ascii_letters + "_", "x"),
}
_KEYWORDS = frozenset(kwlist) - {"None", "True", "False"}


def lay_out(region: str) -> str:
    """Return the lines of a region laid out."""
    laid: list[str] = []
    opened: list[str] = []
    depth = 0
    for line in region.split("\n"):
        if not opened:
            text = _line(line)
            if text is not None:
                laid.append(text)
                continue
            depth = 0
        opened.append(line)
        depth += _depth(line)
        if _is_whole(opened, depth):
            laid.append(_statement(opened))
            opened = []
    return "\n".join(laid + opened)


@lru_cache(maxsize=16384)
def _line(line: str) -> str | None:
    """The line laid out, None where its logical line goes on."""
    if len(line) <= WIDTH and _UNCHANGED(line):
        return line
    code = line.lstrip(" ")
    parts = _VARYING.split(code)
    bare = "".join(parts[::2])
    if _UNUSUAL(bare):
        if _is_open(line):
            return None
        bare = _STRINGS.sub(r"\1", code)
    if _net(bare) > 0:
        return None
    indent = len(line) - len(code)
    return _by_shape(code, parts, _Place(indent, indent))


def _is_open(line: str) -> bool:
    """Whether a string or a continued line is open at the end."""
    return line.endswith("\\") or (_is_tripled(line) and _is_tripled(_STRINGS.sub(r"\1", line)))


def _is_tripled(code: str) -> bool:
    return '"""' in code or "'''" in code


def _is_whole(lines: list[str], depth: int) -> bool:
    """Whether the lines end a logical line; `depth` counts brackets, those in strings too."""
    if not any(map(_is_tripled, lines)):
        return depth <= 0 and not lines[-1].endswith("\\")
    bare = _STRINGS.sub(r"\1", "\n".join(lines))
    return _net(bare) <= 0 and not _is_tripled(bare) and not bare.endswith("\\")


@lru_cache(maxsize=16384)
def _depth(line: str) -> int:
    """The number of brackets that the line opens, less those that it closes."""
    bare = "".join(_VARYING.split(line)[::2])
    return _net(_STRINGS.sub(r"\1", line) if _UNUSUAL(bare) else bare)


def _net(bare: str) -> int:
    """The number of brackets that code without strings opens, less those that it closes."""
    opened = bare.count("(") + bare.count("[") + bare.count("{")
    return opened - bare.count(")") - bare.count("]") - bare.count("}")


def _statement(lines: list[str]) -> str:
    """A statement of several lines, laid out."""
    text = _by_items(lines)
    if text is not None:
        return text
    code = "\n".join(lines).lstrip(" ")
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    return _by_shape(code, _VARYING.split(code), _Place(indent, indent))


def _by_items(lines: list[str]) -> str | None:
    """The statement with each item laid out by itself, if it is a bracket of whole lines.

    Items of many statements are the same, which the whole statements are not.
    """
    head = _HEAD(lines[0])
    if head is None or len(lines[0]) > WIDTH or lines[-1].strip() != _CLOSING[head[2]]:
        return None
    indent = len(head[1])
    laid = [lines[0]]
    item: list[str] = []
    depth = 0
    for line in lines[1:-1]:
        item.append(line)
        depth += _depth(line)
        if depth == 0:
            text = _item("\n".join(item), indent + 4, head[2])
            if text is None:
                return None
            laid.append(text)
            item = []
    if item or len(laid) == 1:
        return None
    laid.append(head[1] + _CLOSING[head[2]])
    return "\n".join(laid)


@lru_cache(maxsize=16384)
def _item(lines: str, indent: int, opening: str) -> str | None:
    """An item and the comma behind it, laid out; None where it is not one item and a comma."""
    code = lines.lstrip(" ")
    if not code.endswith(",") or "#" in code:
        return None
    try:
        place = _Place(indent, len(lines) - len(code), opening)
        return _by_shape(code, _VARYING.split(code), place)
    except UnreadableCode:
        return None


class _Place(NamedTuple):
    """Where code is laid out: its indent there, that which it had, and the bracket around it.

    Code without a bracket around it is a statement.
    """

    indent: int
    own_indent: int
    opening: str = ""


def _by_shape(code: str, parts: list[str], place: _Place) -> str:
    """The code laid out, by the layout of its shape where that is known.

    `parts` are the constant and the varying ones. A comment may move, so that it would take its
    names and numbers past others.
    """
    if "#" in code:
        return _laid_out(code, place)
    constant, varying = tuple(parts[::2]), parts[1::2]
    kinds = tuple([each if each in _KEYWORDS else _KINDS[each[0]] for each in varying])
    flat = _flat_shape(constant, kinds, place.opening)
    if flat and flat[1] + place.indent + sum(map(len, varying)) <= WIDTH:
        laid = flat[0].copy()
        laid[0] = " " * place.indent + laid[0]
    else:
        shape = _shape(constant, kinds, tuple(map(len, varying)), place)
        if shape is None:
            return _laid_out(code, place)
        laid = shape.copy()
    laid[1::2] = varying
    return "".join(laid)


@lru_cache(maxsize=8192)
def _flat_shape(
    constant: tuple[str, ...], kinds: tuple[str, ...], opening: str
) -> tuple[list[str], int] | None:
    """The parts of all code of one shape that fits, and the width of those that do not vary.

    None for code that never fits.
    """
    laid = _shape(constant, kinds, (2,) * len(kinds), _Place(0, 0, opening))
    if laid is None or any("\n" in part for part in laid):
        return None
    return laid, sum(map(width, laid[::2]))


@lru_cache(maxsize=8192)
def _shape(
    constant: tuple[str, ...], kinds: tuple[str, ...], widths: tuple[int, ...], place: _Place
) -> list[str] | None:
    """The parts of all code of one shape, laid out; None where quotes change, too.

    Line breaks depend on the constant parts and on the widths of the others.
    """
    placeholders = [*map(_placeholder, kinds, widths)]
    text = constant[0]
    for placeholder, after in zip(placeholders, constant[1:], strict=True):
        text += placeholder + after
    parts = _VARYING.split(_laid_out(text, place))
    return parts if parts[1::2] == placeholders else None


def _placeholder(kind: str, length: int) -> str:
    if kind == '"':
        return '"' + "x" * (length - 2) + '"'
    return kind * length if len(kind) == 1 else kind


def _laid_out(code: str, place: _Place) -> str:
    """The code laid out; UnreadableCode for an item that is not one."""
    if place.opening:
        return print_item(read_item(code, place.own_indent, place.opening), place.indent)
    try:
        return print_statement(read_statement(code, place.own_indent), place.indent)
    except UnreadableCode:
        return " " * place.indent + code

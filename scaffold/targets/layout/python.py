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
- A comma with a line break behind it, before a closing bracket, keeps a line for each item.
- Comments stay where they are; a bracket that holds one has a line for each item. `# noqa` and
  its like stay on the first line of their statement.
- Read are assignments, calls, `from … import …` and heads of classes. Other statements (`def`,
  `if`, `return`, decorators, docstrings) stay as written, and so does a value of another kind
  (lambda, comprehension, condition, operators) within a statement that is laid out.

Blank lines, spaces in what is not read, and the order of imports are the template's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scaffold.targets.layout.python_printer import print_statement
from scaffold.targets.layout.python_reader import read_statement
from scaffold.targets.layout.python_tokens import UnreadableCode

_STRINGS = re.compile(
    r"""\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
    |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.VERBOSE | re.DOTALL,
)
# What may vary in statements of one shape: plain strings, numbers, names of classes and constants,
# and the name that an annotated assignment begins with.
_VARYING = re.compile(
    r"""("[A-Za-z0-9_ .:|-]*"|\b[A-Z][A-Za-z0-9_]*\b|\b[0-9]+\b|\A\ *[a-z_][a-z0-9_]*(?=:))"""
)


def lay_out(region: str) -> str:
    """Return the lines of a region laid out."""
    laid: list[str] = []
    open_lines: list[str] = []
    for line in region.split("\n"):
        if open_lines:
            open_lines.append(line)
            text = _complete("\n".join(open_lines))
        else:
            text = _complete(line)
        if text is None:
            if not open_lines:
                open_lines.append(line)
        else:
            laid.append(text)
            open_lines = []
    return "\n".join(laid + open_lines)


@lru_cache(maxsize=16384)
def _complete(lines: str) -> str | None:
    """The logical line laid out, None where a bracket or string is still open at its end."""
    if not lines or lines.isspace():
        return lines
    bare = _STRINGS.sub("", lines)
    if sum(map(bare.count, "([{")) > sum(map(bare.count, ")]}")) or bare.endswith("\\"):
        return None
    if '"""' in bare or "'''" in bare:
        return None
    return _by_shape(lines)


def _by_shape(line: str) -> str:
    """The logical line laid out, by the layout of its shape where that is known.

    A comment may move, so that it would take its names and numbers past others.
    """
    if "#" in line:
        return _laid_out(line)
    parts = _VARYING.split(line)
    varying = parts[1::2]
    shape = _shape(tuple(parts[::2]), tuple([(_kind(each), len(each)) for each in varying]))
    if shape is None:
        return _laid_out(line)
    laid = shape.copy()
    laid[1::2] = varying
    return "".join(laid)


def _kind(varying: str) -> str:
    """What may stand for it: the text of one sort, whatever its length."""
    first = varying[0]
    if first == " ":
        return varying[: len(varying) - len(varying.lstrip(" "))]
    return first if first == '"' else "9" if first.isdigit() else "X" if first.isupper() else "x"


@lru_cache(maxsize=8192)
def _shape(constant: tuple[str, ...], varying: tuple[tuple[str, int], ...]) -> list[str] | None:
    """The layout of all lines of one shape, split as they are.

    Line breaks depend on the constant parts and on the widths of the others.
    """
    text = [constant[0]]
    for (kind, length), after in zip(varying, constant[1:], strict=True):
        match kind:
            case '"':
                text.append('"' + "x" * (length - 2) + '"')
            case "9" | "X" | "x":
                text.append(kind * length)
            case _:
                text.append(kind + "x" * (length - len(kind)))
        text.append(after)
    parts = _VARYING.split(_laid_out("".join(text)))
    return parts if len(parts) == 2 * len(constant) - 1 else None


def _laid_out(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    try:
        return print_statement(read_statement(line), indent)
    except UnreadableCode:
        return line

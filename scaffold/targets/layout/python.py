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
  its like stay on the first line of their statement.
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

from scaffold.targets.layout.python_printer import print_statement
from scaffold.targets.layout.python_reader import read_statement
from scaffold.targets.layout.python_tokens import UnreadableCode
from scaffold.targets.layout.python_width import WIDTH, width

_STRINGS = re.compile(
    r"""\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
    |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.VERBOSE | re.DOTALL,
)
# What may vary in statements of one shape: plain strings, numbers and names.
_VARYING = re.compile(r"""("[\w .:|-]*"|\b\d+\b|\b[A-Za-z_]\w*\b(?!["']))""", re.ASCII)
# Quotes, comments and continued lines, of which the pattern above leaves something.
_UNUSUAL = re.compile(r"""["'#\\]""").search
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
def _complete(line: str) -> str | None:
    """The logical line laid out, None where a bracket or string is still open at its end."""
    if len(line) <= WIDTH and _UNCHANGED(line):
        return line
    code = line.lstrip(" ")
    parts = _VARYING.split(code)
    constant, varying = tuple(parts[::2]), parts[1::2]
    bare = "".join(constant)
    is_plain = not _UNUSUAL(bare)
    if not is_plain:
        bare = _STRINGS.sub("", code)
    opened = bare.count("(") + bare.count("[") + bare.count("{")
    if opened > bare.count(")") + bare.count("]") + bare.count("}"):
        return None
    if not is_plain and (bare.endswith("\\") or '"""' in bare or "'''" in bare):
        return None
    indent = line[: len(line) - len(code)]
    # A comment may move, so that it would take its names and numbers past others.
    if "#" in bare or (not is_plain and "#" in code):
        return _laid_out(code, indent)
    return indent + _by_shape(constant, varying, code, indent)


def _by_shape(constant: tuple[str, ...], varying: list[str], code: str, indent: str) -> str:
    """The code laid out, by the layout of its shape where that is known."""
    kinds = tuple([each if each in _KEYWORDS else _KINDS[each[0]] for each in varying])
    flat = _flat_shape(constant, kinds)
    if flat and flat[1] + len(indent) + sum(map(len, varying)) <= WIDTH:
        laid = flat[0].copy()
    else:
        shape = _shape(constant, kinds, tuple(map(len, varying)), indent)
        if shape is None:
            return _laid_out(code, indent)[len(indent) :]
        laid = shape.copy()
    laid[1::2] = varying
    return "".join(laid)


@lru_cache(maxsize=8192)
def _flat_shape(constant: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[list[str], int] | None:
    """The parts of all lines of one shape that fit, and the width of those that do not vary.

    None for a statement that never fits.
    """
    laid = _shape(constant, kinds, (2,) * len(kinds), "")
    if laid is None or any("\n" in part for part in laid):
        return None
    return laid, sum(map(width, laid[::2]))


@lru_cache(maxsize=8192)
def _shape(
    constant: tuple[str, ...], kinds: tuple[str, ...], widths: tuple[int, ...], indent: str
) -> list[str] | None:
    """The parts of all lines of one shape, laid out; lines after the first have the indent.

    Line breaks depend on the constant parts and on the widths of the others.
    """
    text = [constant[0]]
    for kind, length, after in zip(kinds, widths, constant[1:], strict=True):
        text += (_placeholder(kind, length), after)
    parts = _VARYING.split(_laid_out("".join(text), indent)[len(indent) :])
    return parts if len(parts) == 2 * len(constant) - 1 else None


def _placeholder(kind: str, length: int) -> str:
    if kind == '"':
        return '"' + "x" * (length - 2) + '"'
    return kind * length if len(kind) == 1 else kind


def _laid_out(code: str, indent: str) -> str:
    try:
        return print_statement(read_statement(code, len(indent)), len(indent))
    except UnreadableCode:
        return indent + code

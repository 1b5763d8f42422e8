"""SQL as the code of a Python string."""

from __future__ import annotations

import re

from scaffold.database.sql_text import expression, expression_parts
from scaffold.targets.sqlalchemy import literals

_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")


def expression_code(text: str) -> str:
    """SQL as an f-string in which the helper `quote` quotes each `{column}`."""
    # An f-string takes no quote of its own and no backslash in its braces before 3.12.
    parts = (
        f"{{helpers.quote('{part}')}}" if is_name else _in_quotes(part)
        for is_name, part in expression_parts(text)
    )
    return f'f"{"".join(parts)}"'


def sql_code(text: str) -> str:
    """The code of a statement's text; a colon before a word would be a parameter."""
    return literals.string(statement_text(text))


def statement_text(text: str) -> str:
    """A statement for `op.execute`; there a colon before a word would be a parameter."""
    return _PARAMETER.sub(r"\\:", text)


def portable_code(text: str, dialects: tuple[str, ...]) -> str:
    """The code of SQL in which each `{name}` is quoted as the dialects want."""
    written = {expression(text, name) for name in dialects}
    return expression_code(text) if len(written) > 1 else literals.string(written.pop())


def _in_quotes(text: str) -> str:
    """The text as it stands inside an f-string."""
    text = text.replace("{", "{{").replace("}", "}}")
    return '\\"'.join(literals.string(part)[1:-1] for part in text.split('"'))

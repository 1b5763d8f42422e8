"""The diagram in a file of Markdown, between two comments."""

from __future__ import annotations

import re

from scaffold.errors import SchemaError

BEGIN = "<!-- scaffold diagram -->"
END = "<!-- /scaffold diagram -->"
_BLOCK = re.compile(rf"^{BEGIN}[^\n]*\n.*?^{END}[ \t]*(?=\r?$)", re.DOTALL | re.MULTILINE)


def with_diagram(text: str | None, mermaid: str, name: str) -> str:
    """Return a file's text with the diagram between its comments.

    A new file (None) has only the diagram. SchemaError if an existing one lacks the comments.
    """
    block = f"{BEGIN}\n\n```mermaid\n{mermaid}```\n\n{END}"
    if text is None:
        return f"{block}\n"
    newline = "\r\n" if "\r\n" in text else "\n"
    block = block.replace("\n", newline)
    filled, count = _BLOCK.subn(lambda _: block, text, count=1)
    if count:
        return filled
    raise SchemaError(
        f"{name} has no place for the diagram",
        f"Add two lines where it belongs: {BEGIN} and {END}",
    )

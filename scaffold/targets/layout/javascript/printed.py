"""Literals in the form that Prettier prints: quotes, quoted keys and numbers."""

from __future__ import annotations

import re

from scaffold.targets.layout.javascript import literals

_ZEROS = re.compile(r"(\.\d+?)0+(?=e|$)|\.(?=e|$)")
_ESCAPED = re.compile(r"\\(.)|([\"'])", re.DOTALL)


def preferred_quotes(code: str) -> str:
    """The string literal in single quotes, unless it holds more of them than double ones."""
    body = code[1:-1]
    if "'" not in body and '"' not in body:
        return f"'{body}'"
    quote = '"' if body.count("'") > body.count('"') else "'"
    if quote == code[0]:
        return code

    def escaped(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0] if match[1] != code[0] else match[1]
        return f"\\{match[0]}" if match[2] == quote else match[0]

    return quote + _ESCAPED.sub(escaped, body) + quote


def printed_number(code: str) -> str:
    """`printNumber`: in small letters, a digit first, no zeros at the end of a fraction."""
    code = code.lower().replace("e+", "e")
    if "." not in code:
        return code
    code = _ZEROS.sub(r"\1", code)
    return f"0{code}" if code.startswith(".") else code


def printed_key(code: str) -> str:
    """A quoted key without its quotes where it needs none."""
    body = code[1:-1]
    return code if "\\" in body else _bare(body) or preferred_quotes(code)


def _bare(name: str) -> str | None:
    key = literals.key(name)
    return key if key == name else None

"""Values as literals of Python, and expressions of revisions."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.layout import TRUE, Call, Chain, Str, number, print_expr
from tests.targets.test_python_layout import formatted

TEXTS = ("abc", "it's", 'say "hi"', "a\\b\nc\t\0", "é日👍", "\u00a0\u200b", "{x} %s ${y}")


@given(st.text())
def test_string_evaluates_to_its_value(text: str) -> None:
    code = literals.string(text)
    assert ast.literal_eval(code) == text
    assert "\n" not in code


@pytest.mark.parametrize("text", TEXTS)
def test_ruff_keeps_the_quotes(text: str) -> None:
    code = f"x = {literals.string(text)}\n"
    assert formatted(code) == code


@pytest.mark.parametrize("value", ["a", 12, True, None])
def test_value_evaluates_to_itself(value: str | int | None) -> None:
    assert ast.literal_eval(literals.python(value)) == value


def test_expression_breaks_at_the_indent_of_its_line() -> None:
    kind = Chain(Call("sa.Text"), (Call("with_variant", (Str("a" * 40), number(12))),))
    call = Call("sa.Column", (Str("b" * 20), kind), (("unique", TRUE),))
    assert print_expr(call, indent=4, suffix=",") == (
        f'sa.Column(\n        "{"b" * 20}",\n'
        f'        sa.Text().with_variant("{"a" * 40}", 12),\n        unique=True,\n    ),'
    )

"""Laid-out Python is what `ruff format` makes of it: by examples, and by ruff itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.targets.layout.python_width import WIDTH
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.layout import (
    NONE,
    Call,
    Chain,
    Dict,
    Expr,
    List,
    Raw,
    Str,
    Subscript,
    Tuple,
    number,
    print_assignment,
    print_expr,
)

TEXTS = ("abc", "it's", 'say "hi"', "a\\b\nc\t\0", "é日👍", "\u00a0\u200b", "{x} %s ${y}")


@given(st.text())
def test_a_string_evaluates_back(text: str) -> None:
    code = literals.string(text)
    assert ast.literal_eval(code) == text
    assert "\n" not in code


@pytest.mark.parametrize("text", TEXTS)
def test_ruff_keeps_the_quotes(text: str) -> None:
    code = f"x = {literals.string(text)}\n"
    assert formatted(code) == code


def test_a_call_has_its_arguments_below_it_where_they_fit_there() -> None:
    call = Call("mapped_column", (Str("a" * 40), Str("b" * 30)))
    assert print_expr(call) == f'mapped_column(\n    "{"a" * 40}", "{"b" * 30}"\n)'


def test_a_call_has_a_line_for_each_argument_where_they_do_not() -> None:
    call = Call("f", (Str("a" * 50),), (("name", Str("b" * 50)), ("flag", NONE)))
    assert print_expr(call, suffix=",") == (
        f'f(\n    "{"a" * 50}",\n    name="{"b" * 50}",\n    flag=None,\n),'
    )


def test_a_value_in_parentheses_where_its_head_leaves_no_room() -> None:
    name = "n" * 70
    assert print_assignment(name, Call("mapped_column", (Raw("Text"),))) == (
        f"{name} = mapped_column(\n    Text\n)"
        if len(name) + 17 <= WIDTH
        else f"{name} = (\n    mapped_column(Text)\n)"
    )


def test_an_annotation_breaks_last() -> None:
    annotation = Subscript("Mapped", (Str("T" * 60),))
    value = Call("relationship", (), (("back_populates", Str("x")),))
    assert print_assignment("n" * 30, value, annotation=annotation) == (
        f'{"n" * 30}: Mapped[\n    "{"T" * 60}"\n] = relationship(back_populates="x")'
    )


def test_one_item_has_no_comma_behind_it_but_in_a_tuple() -> None:
    text = Str("x" * 90)
    assert print_expr(List((text,))) == f'[\n    "{"x" * 90}"\n]'
    assert print_expr(Tuple((text,))) == f'(\n    "{"x" * 90}",\n)'
    assert print_expr(Dict((("k", text),))) == f'{{\n    "k": "{"x" * 90}"\n}}'


def formatted(source: str) -> str:
    """What `ruff format` makes of it, by its own settings."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "-"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("seed", range(4))
def test_ruff_changes_nothing(seed: int) -> None:
    source = RandomModule(seed).text(statements=1500)
    ours, theirs = parts(source), parts(formatted(source))
    assert len(ours) == len(theirs)
    differing = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    shortest = min(differing, key=lambda pair: len(pair[0]), default=("", ""))
    assert shortest[0] == shortest[1]


def parts(source: str) -> list[str]:
    """The statements; blank lines between them are ruff's."""
    return [re.sub(r"\n\s*\n+", "\n", each).strip("\n") for each in source.split("# #")]


class RandomModule:
    """Statements of random expressions, their lengths spread around what fits in a line."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self, statements: int) -> str:
        return "".join([self.block(at) for at in range(statements)])

    def block(self, at: int) -> str:
        depth = self.random.randint(0, 2)
        opened = "".join(f"{'    ' * level}class A:\n" for level in range(depth))
        return f"# #{at}\n{opened}{'    ' * depth}{self.statement(4 * depth)}\n"

    def statement(self, indent: int) -> str:
        kind = self.random.random()
        if kind < 0.3:
            return print_expr(self.call(0), indent=indent)
        if kind < 0.5:
            name = self.word(self.random.randint(1, 80))
            return print_assignment(name, self.value(), indent=indent)
        name = self.word(self.random.randint(1, self.random.choice([20, 65])))
        value = self.call(0) if kind < 0.8 else self.column()
        return print_assignment(name, value, annotation=self.annotation(), indent=indent)

    def value(self) -> Expr:
        kinds: list[Callable[[], Expr]] = [
            self.string,
            lambda: self.call(0),
            self.literal,
            lambda: Tuple(tuple(self.call(1) for _ in range(self.random.randint(1, 3)))),
            lambda: Dict((("comment", self.string()),)),
            lambda: List(tuple(self.string() for _ in range(self.random.randint(1, 9)))),
        ]
        return self.random.choice(kinds)()

    def annotation(self) -> Expr:
        kinds: list[Callable[[], Expr]] = [
            lambda: Raw("str"),
            lambda: Raw(f"{self.word()} | None"),
            lambda: Str(f"{self.word(30)} | None"),
            lambda: Subscript("list", (Str(self.word(self.random.randint(1, 60))),)),
        ]
        return Subscript("Mapped", (self.random.choice(kinds)(),))

    def expr(self, depth: int) -> Expr:
        if depth < 4 and self.random.random() < 0.5:
            large: list[Callable[[int], Expr]] = [
                *[self.call] * 6, self.tuple, self.list, self.dict, lambda depth: self.literal(),
            ]  # fmt: skip
            return self.random.choice(large)(depth)
        small: list[Callable[[], Expr]] = [
            lambda: Raw(self.word()), self.string, lambda: NONE, lambda: number(12),
        ]  # fmt: skip
        return self.random.choice(small)()

    def exprs(self, depth: int, least: int, most: int) -> tuple[Expr, ...]:
        return tuple(self.expr(depth + 1) for _ in range(self.random.randint(least, most)))

    def call(self, depth: int) -> Call:
        callee = ".".join(self.word() for _ in range(self.random.choice([1, 1, 1, 2])))
        named = tuple((self.word(), each) for each in self.exprs(depth, 0, 3))
        return Call(callee, self.exprs(depth, 0, 3), named)

    def column(self) -> Call:
        """A chain stands only among the arguments of a call."""
        kind = Call("Enum", tuple(self.string() for _ in range(self.random.randint(1, 4))))
        calls = (Call("with_variant", (Call("Text"), Str("sqlite"))),) * self.random.randint(1, 2)
        args = (self.string(), Chain(kind, calls))
        return Call("mapped_column", args[self.random.randint(0, 1) :], (("name", self.string()),))

    def tuple(self, depth: int) -> Tuple:
        return Tuple(self.exprs(depth, 1, 3))

    def list(self, depth: int) -> List:
        return List(self.exprs(depth, 0, 3))

    def dict(self, depth: int) -> Dict:
        return Dict(tuple((self.word(), each) for each in self.exprs(depth, 1, 3)))

    def literal(self) -> Subscript:
        items = tuple(self.string() for _ in range(self.random.randint(1, 4)))
        return Subscript("Literal", items)

    def word(self, most: int | None = None) -> str:
        length = most or self.random.randint(1, self.random.choice([8, 20, 40]))
        return "x" + "".join(self.random.choices("abcdefgh_", k=length))

    def string(self) -> Str:
        lengths = [self.random.randint(0, 12), self.random.randint(0, 30)]
        length = self.random.choice([*lengths, self.random.randint(20, 90)])
        return Str("".join(self.random.choices("abc  xyz'\"\\\n`${}/*\u00a0\0é日👍_-%", k=length)))

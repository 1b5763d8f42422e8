"""Regions of Python are laid out as `ruff format` does it: by examples, and by ruff itself."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from scaffold.targets.layout.python import lay_out
from tests.support import examples

LONG = "x" * 40
SOURCES = Path(__file__).parents[2] / "scaffold"

KEPT = (
    'name: Mapped[str] = mapped_column(String(20), default=lambda: compute("x"))\n',
    "def f(a: int,   b: int) -> int:\n    return a  +  b\n",
    '@event.listens_for(Engine,  "connect")\ndef pragma(connection: Any) -> None:\n    pass\n',
    '"""A docstring,\n\n  (with a bracket.\n"""\n',
    "# A comment (of one line.\nx = 1\n",
    "values = [each for each in   others]\n",
    'for each in others:\n    each["a"] = {**options}\n',
    "total = (\n    first\n    + second\n)\n",
    "first, second = 1, 2\n",
    "if TYPE_CHECKING:\n    from .order import Order\n",
    'text = "\\\n".join(others)\n',
    'sql = rf"""a "b" #c  {d}"""\n',
    "else:\n    x = f(a)\n",
)
LAID_OUT = {
    "spaces and a comma before the closing bracket": (
        'a: Mapped[int] = mapped_column( "b",  Integer, key=True,  )\n',
        'a: Mapped[int] = mapped_column("b", Integer, key=True)\n',
    ),
    "a call whose arguments are all left out": (
        "a: Mapped[int] = mapped_column( )\n",
        "a: Mapped[int] = mapped_column()\n",
    ),
    "a comma and a line break keep a line for each item": (
        "x = Table(\n  'a',\n      Base.metadata,\n)\n",
        'x = Table(\n    "a",\n    Base.metadata,\n)\n',
    ),
    "a line break behind the opening bracket is enough": (
        "x = Table(\n  'a', Base.metadata, )\n",
        'x = Table(\n    "a",\n    Base.metadata,\n)\n',
    ),
    "a docstring with a bracket ends where it ends": (
        '"""One (\ntwo.\n"""\nx = f( a )\n',
        '"""One (\ntwo.\n"""\nx = f(a)\n',
    ),
    "a comment between the items of a dictionary": (
        "x = {\n  'a':  1,\n  # The second.\n  'b': f(2, ),\n}\n",
        'x = {\n    "a": 1,\n    # The second.\n    "b": f(2),\n}\n',
    ),
    "several items on one of the lines": (
        "x = f(\n  a, b,\n  c=d,\n)\n",
        "x = f(\n    a,\n    b,\n    c=d,\n)\n",
    ),
    "lines without a comma at the end are joined": (
        "x = Table(\n    'a',\n    Base.metadata\n)\n",
        'x = Table("a", Base.metadata)\n',
    ),
    "arguments on a line of their own": (
        f'function("{LONG[4:]}", "{LONG}")\n',
        f'function(\n    "{LONG[4:]}", "{LONG}"\n)\n',
    ),
    "an argument a line": (
        f'    f("{LONG}", "{LONG}", None)\n',
        f'    f(\n        "{LONG}",\n        "{LONG}",\n        None,\n    )\n',
    ),
    "a value in parentheses": (
        f"{'n' * 75} = mapped_column(Text)\n",
        f"{'n' * 75} = (\n    mapped_column(Text)\n)\n",
    ),
    "parentheses that are not needed": (
        "x = (\n    mapped_column(Text)\n)\n",
        "x = mapped_column(Text)\n",
    ),
    "an annotation breaks last": (
        f'{"n" * 30}: Mapped["{LONG + LONG[:20]}"] = relationship(back_populates="x")\n',
        f'{"n" * 30}: Mapped[\n    "{LONG + LONG[:20]}"\n] = relationship(back_populates="x")\n',
    ),
    "one item of a collection has no comma behind it": (
        f'value = ["{LONG}{LONG}"]\n',
        f'value = [\n    "{LONG}{LONG}"\n]\n',
    ),
    "one item of a tuple has one": (
        f'value = ("{LONG}{LONG}",)\n',
        f'value = (\n    "{LONG}{LONG}",\n)\n',
    ),
    "an import of many names": (
        f"from .types import {LONG}, {LONG}\n",
        f"from .types import (\n    {LONG},\n    {LONG},\n)\n",
    ),
    "an import that fits": (
        "from .types import (\n    A, b as c)\n",
        "from .types import A, b as c\n",
    ),
    "the head of a class": (
        f'class {LONG}(\n    Base, {LONG}, metaclass=Meta):\n    """A model."""\n',
        f"class {LONG}(\n    Base, {LONG}, metaclass=Meta\n):\n" + '    """A model."""\n',
    ),
    "comments between arguments": (
        "x = Table(\n  # The key.\n  'a',  # one\n  b\n  # the end\n)\n",
        'x = Table(\n    # The key.\n    "a",  # one\n    b,\n    # the end\n)\n',
    ),
    "a comment for a linter stays on the first line": (
        f'    __table_args__ = {{"comment": "{LONG}{LONG}", }}  # noqa: RUF012\n',
        f'    __table_args__ = {{  # noqa: RUF012\n        "comment": "{LONG}{LONG}"\n    }}\n',
    ),
    "a value that is not known stays as written between others that are laid out": (
        f'x = f("{LONG}", [a  for a in b], lambda:  g( 1 ), name="{LONG}")\n',
        f'x = f(\n    "{LONG}",\n    [a  for a in b],\n    lambda:  g( 1 ),\n'
        f'    name="{LONG}",\n)\n',
    ),
    "the lines of a value that is not known move with it": (
        "x = f(\n  {},\n  default=lambda: g(\n    1,\n  ),\n)\n",
        "x = f(\n    {},\n    default=lambda: g(\n      1,\n    ),\n)\n",
    ),
    "methods have a line each": (
        f'x = Text().with_variant(TINYINT(), "{LONG}").with_variant(Declared(), "sqlite")\n',
        "x = (\n    Text()\n"
        f'    .with_variant(TINYINT(), "{LONG}")\n    .with_variant(Declared(), "sqlite")\n)\n',
    ),
}


@pytest.mark.parametrize("code", KEPT)
def test_code_of_another_kind_stays_as_written(code: str) -> None:
    assert lay_out(code) == code
    ast.parse(code if not code.startswith("else") else f"if x:\n    pass\n{code}")


@pytest.mark.parametrize("case", LAID_OUT)
def test_a_statement_is_laid_out(case: str) -> None:
    written, laid = LAID_OUT[case]
    assert lay_out(written) == laid
    assert lay_out(laid) == laid


@pytest.mark.parametrize("case", [case for case in LAID_OUT if "not known" not in case])
def test_ruff_leaves_it_as_it_is(case: str) -> None:
    code = LAID_OUT[case][1].replace('"""A model."""', "pass").replace('"""\nx', '"""\n\nx')
    if code.startswith("    "):
        code = f"class A:\n{code}"
    assert formatted(code) == code


def test_statements_of_one_shape_differ_in_names_texts_and_numbers_alone() -> None:
    shape = '    {0}: Mapped["{1}"] = mapped_column("{2}", String({3}), comment="{2}")\n'
    one = lay_out(shape.format("owner", "Pet", "a: b | c", 20))
    other = lay_out(shape.format("title", "Dog", "d-e_f g.", 99))
    assert one == shape.format("owner", "Pet", "a: b | c", 20)
    assert other == shape.format("title", "Dog", "d-e_f g.", 99)


def test_strings_in_single_quotes_keep_their_quotes_or_get_double_ones() -> None:
    code = """x = 'a'\ny = f('a', 'say "b"', "it's")\nx = 'for'\n"""
    assert lay_out(code) == """x = "a"\ny = f("a", 'say "b"', "it's")\nx = "for"\n"""


def test_a_region_that_ends_within_a_bracket_stays_as_it_is() -> None:
    code = "x = f(\n  a,\n  'b'"
    assert lay_out(code) == code


def test_a_statement_of_another_kind_does_not_hide_those_after_it() -> None:
    code = "x = {a: b for a,  b in c}\ny = f(lambda a,  b=1: a, [*d], (e for e in f), g( 2 ))\n"
    laid = "x = {a: b for a,  b in c}\ny = f(lambda a,  b=1: a, [*d], (e for e in f), g(2))\n"
    assert lay_out(code) == laid


def sources() -> list[Path]:
    """Return the sources of this package, of all kinds: every fourth but in the profile `ci`."""
    found = sorted(SOURCES.rglob("*.py"))
    return found[:: round(examples.ALL / settings().max_examples)]


@pytest.mark.slow
def test_what_ruff_formatted_stays_as_it_is(tmp_path: Path) -> None:
    chosen = sources()
    for number, source in enumerate(chosen):
        shutil.copy(source, tmp_path / f"{number}_{source.name}")
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", "-q", "."]
    subprocess.run(command, cwd=tmp_path, check=True)
    files = sorted(tmp_path.glob("*.py"))
    assert len(files) == len(chosen) > 60
    for file in files:
        code = file.read_text(encoding="utf-8")
        assert lay_out(code) == code, file.name


@pytest.mark.slow
def test_the_meaning_of_code_does_not_change() -> None:
    for file in sources():
        code = file.read_text(encoding="utf-8")
        assert ast.dump(ast.parse(lay_out(code))) == ast.dump(ast.parse(code)), file.name


def formatted(source: str) -> str:
    """What `ruff format` makes of it, by its own settings."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "-"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_ruff_changes_nothing(seed: int) -> None:
    source = RandomModule(seed).text(statements=1000)
    laid = lay_out(source)
    assert ast.dump(ast.parse(laid)) == ast.dump(ast.parse(source))
    assert lay_out(laid) == laid
    written, ours, theirs = map(parts, (source, laid, formatted(laid)))
    assert len(written) == len(ours) == len(theirs)
    differing = [each for each in zip(ours, theirs, written, strict=True) if each[0] != each[1]]
    shortest = min(differing, key=lambda each: len(each[0]), default=("", "", ""))
    assert shortest[0] == shortest[1], shortest[2]


def parts(source: str) -> list[str]:
    """The statements; blank lines between them are ruff's."""
    return [re.sub(r"\n\s*\n+", "\n", each).strip("\n") for each in source.split("# #")]


class RandomModule:
    """Statements on one line, their lengths spread around what fits in a line."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self, statements: int) -> str:
        return "".join([self.block(at) for at in range(statements)])

    def block(self, at: int) -> str:
        depth = self.random.randint(0, 2)
        opened = "".join(f"{'    ' * level}class A:\n" for level in range(depth))
        return f"# #{at}\n{opened}{'    ' * depth}{self.statement()}\n"

    def statement(self) -> str:
        kind = self.random.random()
        if kind < 0.1:
            return self.by_lines()
        if kind < 0.3:
            return self.call(0)
        if kind < 0.5:
            return f"{self.word(self.random.randint(1, 80))} = {self.value()}"
        if kind < 0.6:
            return f"return {self.value()}"
        name = self.word(self.random.randint(1, self.random.choice([20, 65])))
        value = self.call(0) if kind < 0.85 else self.column()
        return f"{name}: {self.annotation()} = {value}"

    def by_lines(self) -> str:
        """A call with a line for each argument, at any indent."""
        start = self.random.choice(["", "return ", f"{self.word(20)} = "])
        named = [f"{self.word()}={each}" for each in self.exprs(0, 0, 3)]
        lines = "".join([f"\n  {each}," for each in [*self.exprs(0, 1, 4), *named]])
        return f"{start}{self.word()}({lines}\n)"

    def value(self) -> str:
        kinds: list[Callable[[], str]] = [
            self.string,
            lambda: self.call(0),
            self.literal,
            lambda: "(" + "".join([f"{self.call(1)}, " for _ in self.times(1, 3)]) + ")",
            lambda: f'{{"comment": {self.string()}}}',
            lambda: f"[{', '.join([self.string() for _ in self.times(1, 9)])}]",
        ]
        return self.random.choice(kinds)()

    def times(self, least: int, most: int) -> range:
        return range(self.random.randint(least, most))

    def annotation(self) -> str:
        kinds: list[Callable[[], str]] = [
            lambda: "str",
            lambda: f"{self.word()} | None",
            lambda: f'"{self.word(30)} | None"',
            lambda: f'list["{self.word(self.random.randint(1, 60))}"]',
        ]
        return f"Mapped[{self.random.choice(kinds)()}]"

    def expr(self, depth: int) -> str:
        if depth < 4 and self.random.random() < 0.5:
            large: list[Callable[[int], str]] = [
                *[self.call] * 6, self.tuple, self.list, self.dict, lambda depth: self.literal(),
            ]  # fmt: skip
            return self.random.choice(large)(depth)
        small: list[Callable[[], str]] = [self.word, self.string, lambda: "None", lambda: "12"]
        return self.random.choice(small)()

    def exprs(self, depth: int, least: int, most: int) -> list[str]:
        return [self.expr(depth + 1) for _ in self.times(least, most)]

    def call(self, depth: int) -> str:
        callee = ".".join([self.word() for _ in range(self.random.choice([1, 1, 1, 2]))])
        named = [f"{self.word()}={each}" for each in self.exprs(depth, 0, 3)]
        return f"{callee}({', '.join([*self.exprs(depth, 0, 3), *named])})"

    def column(self) -> str:
        kind = f"Enum({', '.join([self.string() for _ in self.times(1, 4)])})"
        chain = kind + '.with_variant(Text(), "sqlite")' * self.random.randint(1, 2)
        if self.random.random() < 0.5:
            return chain
        args = [self.string(), chain][self.random.randint(0, 1) :]
        return f"mapped_column({', '.join(args)}, name={self.string()})"

    def tuple(self, depth: int) -> str:
        return "(" + "".join([f"{each}, " for each in self.exprs(depth, 1, 3)]) + ")"

    def list(self, depth: int) -> str:
        return f"[{', '.join(self.exprs(depth, 0, 3))}]"

    def dict(self, depth: int) -> str:
        entries = [f'"{self.word()}": {each}' for each in self.exprs(depth, 1, 3)]
        return "{" + ", ".join(entries) + "}"

    def literal(self) -> str:
        return f"Literal[{', '.join([self.string() for _ in self.times(1, 4)])}]"

    def word(self, most: int | None = None) -> str:
        length = most or self.random.randint(1, self.random.choice([8, 20, 40]))
        return self.random.choice("xX") + "".join(self.random.choices("abcdefgh_", k=length))

    def string(self) -> str:
        from scaffold.targets.sqlalchemy.literals import string

        lengths = [self.random.randint(0, 12), self.random.randint(0, 30)]
        length = self.random.choice([*lengths, self.random.randint(20, 90)])
        return string(
            "".join(self.random.choices("abc  xyz'\"\\\n`${}/*\u00a0\0é日👍_-%", k=length))
        )

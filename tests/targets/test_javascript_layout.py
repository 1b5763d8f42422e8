"""Layout regions of JavaScript: by examples, and by what Prettier makes of the same code."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from textwrap import indent

import pytest

from scaffold.targets.layout.javascript import lay_out
from scaffold.targets.layout.javascript.lines import laid_out
from tests.support.node_packages import clean_environment

BY_HAND = Path(__file__).parent / "javascript" / "by_hand.js.txt"
FORMAT = """
const prettier = require('prettier');
const source = require('fs').readFileSync(0, 'utf8');
prettier
  .format(source, { parser: 'babel', singleQuote: true })
  .then((formatted) => process.stdout.write(formatted));
"""


def formatted(source: str, node_env: Path) -> str:
    """The source as Prettier prints it."""
    return subprocess.run(
        ["node", "-e", FORMAT],
        cwd=node_env,
        env=clean_environment(),
        input=source.encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()


def test_properties_are_joined_where_they_fit() -> None:
    region = "    id: { type: DataTypes.INTEGER,\n allowNull: false,\n\n primaryKey: true\n},\n"
    assert lay_out(region) == (
        "    id: { type: DataTypes.INTEGER, allowNull: false, primaryKey: true },\n"
    )


def test_object_whose_first_key_is_on_a_line_of_its_own_keeps_a_line_for_each() -> None:
    region = "  id: {\n type: DataTypes.INTEGER, allowNull: false },\n"
    assert lay_out(region) == (
        "  id: {\n    type: DataTypes.INTEGER,\n    allowNull: false,\n  },\n"
    )


def test_unread_value_stays_and_its_neighbours_are_laid_out() -> None:
    region = """\
      total: { type: DataTypes.DECIMAL(10, 2),
        allowNull: false,
        get() { return Number(this.getDataValue('total')) },
        validate: { min: 0, isEven: (value) => {
          if (value % 2) throw new Error(`odd:
${value}`);
        } },
        set: flag ? a : b,
        match: /^[/'"]{2,}$/u,
      },
      note: {type: DataTypes.TEXT},
"""
    assert (
        lay_out(region)
        == """\
      total: {
        type: DataTypes.DECIMAL(10, 2),
        allowNull: false,
        get() { return Number(this.getDataValue('total')) },
        validate: {
          min: 0,
          isEven: (value) => {
            if (value % 2) throw new Error(`odd:
${value}`);
          },
        },
        set: flag ? a : b,
        match: /^[/'"]{2,}$/u,
      },
      note: { type: DataTypes.TEXT },
"""
    )


def test_statements_around_code_that_is_not_read() -> None:
    region = """\
  const a = { b: 1,
    c: 2 };
  if (a.b) {
      a.b = {c:1};
  } else {
      a.b = 2;
  }
  class User extends Base {
    static associate(models) { return models }
  }
  User.init(
    {
      name: {type: DataTypes.STRING} },
    {
      hooks: { beforeSave: (user) => {
        user.name = user.name.trim();
      } }, sequelize, modelName: "User" },
  );
"""
    assert (
        lay_out(region)
        == """\
  const a = { b: 1, c: 2 };
  if (a.b) {
      a.b = {c:1};
  } else {
      a.b = 2;
  }
  class User extends Base {
    static associate(models) { return models }
  }
  User.init(
    {
      name: { type: DataTypes.STRING },
    },
    {
      hooks: {
        beforeSave: (user) => {
          user.name = user.name.trim();
        },
      },
      sequelize,
      modelName: 'User',
    },
  );
"""
    )


def test_members_of_a_class_move_to_the_indentation_of_the_first() -> None:
    region = """\
    // The members.
    static a = 1;
      static b(x) {
        return x;
      }

      get c() {
        return `
  kept`;
      }
"""
    assert (
        lay_out(region)
        == """\
    // The members.
    static a = 1;
    static b(x) {
      return x;
    }

    get c() {
      return `
  kept`;
    }
"""
    )


def test_comments_are_kept() -> None:
    region = """\
  /**
     * The key.
     */
  id: { type: DataTypes.INTEGER, primaryKey: true }, // never null
  // One line.
  name: { // before
    type: DataTypes.STRING, /* a */
    // at the end
  },

  /* b */ note: {type: DataTypes.TEXT},
"""
    assert (
        lay_out(region)
        == """\
  /**
   * The key.
   */
  id: { type: DataTypes.INTEGER, primaryKey: true }, // never null
  // One line.
  name: {
    // before
    type: DataTypes.STRING /* a */,
    // at the end
  },

  /* b */ note: { type: DataTypes.TEXT },
"""
    )


def test_arguments_have_a_comma_after_each() -> None:
    assert lay_out("    'Users',\n    { a: 1 }\n") == "    'Users',\n    { a: 1 },\n"


@pytest.mark.parametrize(
    "region",
    ["", "\n", "  ", "  } else {\n", "  { a: 1\n", "  'unfinished\n", "  /* open\n"],
)
def test_code_without_its_brackets_stays_as_it_is(region: str) -> None:
    assert lay_out(region) == region


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_layout_by_shape_is_that_of_the_text_itself(seed: int) -> None:
    for block in RandomScript(seed).blocks(300):
        for code in (block.statement, re.sub(r"\b[A-Z]\w*", "Else", block.statement)):
            assert lay_out(code) == laid_out(code)


@pytest.mark.parametrize(
    "region",
    [
        "  await query('DROP TYPE \"enum_Orders_status\"', {transaction});\n",
        "  await query('DROP TYPE \"enum_%s_status\"', {transaction});\n" % ("long" * 15),
        "  'a-b': { type: X },\n",
        "  'ab': { type: X },\n",
        "  // it's { a:1 }\n  key: { type: DataTypes.STRING },\n",
        "  key: `it's ${X}`,\n",
        "  key: { comment: \"it's\", other: 'x' },\n",
        "  key: { comment: 'a\\'b', other: 'x' },\n",
        "  key: { comment: 'ünï', other: 'x' },\n",
        "  key: { comment: '', other: X },\n",
        "  'unbalanced, other: X\n",
    ],
)
def test_layout_by_shape_of_quotes_and_comments(region: str) -> None:
    # Twice: the second time the shape is known.
    assert [lay_out(region), lay_out(region.replace("X", "Y"))] == [
        laid_out(region),
        laid_out(region.replace("X", "Y")),
    ]


@pytest.mark.node
@pytest.mark.parametrize("seed", range(3))
def test_prettier_lays_out_the_same_code_alike(seed: int, node_env: Path) -> None:
    blocks = RandomScript(seed).blocks(1200)
    source = "".join([block.source for block in blocks])
    theirs = formatted(source, node_env).split("// #")[1:]
    ours = [block.laid_out() for block in blocks]
    differing = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    shortest = min(differing, key=lambda pair: len(pair[0]), default=("", ""))
    assert shortest[0] == shortest[1]
    assert all(lay_out(block.region()) == block.region() for block in blocks)


@pytest.mark.node
@pytest.mark.parametrize("depth", range(4))
def test_prettier_leaves_code_by_hand_as_it_is_laid_out(depth: int, node_env: Path) -> None:
    region = indent(BY_HAND.read_text(), "    ", lambda line: bool(line.strip()))
    block = Block(0, depth, region.strip())
    assert formatted(block.source, node_env) == "// #" + block.laid_out()


class Block:
    """A statement inside nested blocks, where a region has it."""

    def __init__(self, number: int, depth: int, statement: str) -> None:
        self.number, self.depth, self.statement = number, depth, statement

    @property
    def source(self) -> str:
        return self._inside("  " * self.depth + self.statement + "\n")

    def region(self) -> str:
        """The statement's lines, laid out."""
        return lay_out("  " * self.depth + self.statement + "\n")

    def laid_out(self) -> str:
        """The block as its source should be laid out, after its mark."""
        return self._inside(self.region()).removeprefix("// #")

    def _inside(self, lines: str) -> str:
        opened = [f"{'  ' * level}{{\n" for level in range(self.depth)]
        closed = [f"{'  ' * level}}}\n" for level in reversed(range(self.depth))]
        return "".join([f"// #{self.number}\n", *opened, lines, *closed])


class RandomScript:
    """Statements of random expressions, their lengths spread around what fits in a line."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def blocks(self, count: int) -> list[Block]:
        return [
            Block(number, self.random.randint(0, 4), self.statement()) for number in range(count)
        ]

    def statement(self) -> str:
        kind = self.random.random()
        if kind < 0.5:
            prefix = self.random.choice(["", "await ", "return ", "throw "])
            return f"{prefix}{self.call(0)};"
        if kind < 0.7:
            name = self.random.choice(["", "const "]) + self.word()
            return f"{name} = {self.expr(0)};"
        return f"return {self.expr(0)};"

    def expr(self, depth: int) -> str:
        large: list[Callable[[int], str]] = [self.array, self.object, self.object, self.call]
        small: list[Callable[[], str]] = [self.name, self.string, self.number, self.template]
        if depth < 4 and self.random.random() < 0.5:
            return self.random.choice(large)(depth)
        return self.random.choice([*small, self.constant])()

    def exprs(self, depth: int) -> list[str]:
        return [self.expr(depth) for _ in range(self.random.randint(0, 4))]

    def array(self, depth: int) -> str:
        kind = self.random.random()
        if kind < 0.3:
            numbers = [self.number() for _ in range(self.random.randint(0, 30))]
            return f"[{self.joined(numbers, comments=False)}]"
        if kind < 0.5:
            objects = [self.object(depth + 1) for _ in range(self.random.randint(0, 4))]
            return f"[{self.joined(objects)}]"
        return f"[{self.joined(self.exprs(depth + 1))}]"

    def object(self, depth: int) -> str:
        keys = {self.key(): None for _ in range(self.random.randint(0, 4))}
        entries = [f"{key}: {self.expr(depth + 1)}" for key in keys]
        if self.random.random() < 0.2:
            entries.append("transaction")
        if self.random.random() < 0.1:
            entries.append(f"...{self.name()}")
        opened = "{\n" if entries and self.random.random() < 0.25 else "{ "
        return f"{opened}{self.joined(entries)}}}"

    def call(self, depth: int) -> str:
        callee = self.random.choice(["", "", "", "new "]) + self.name()
        return f"{callee}({self.joined(self.exprs(depth + 1))})"

    def joined(self, codes: list[str], *, comments: bool = True) -> str:
        """The codes with commas between, now and then on lines of their own with comments."""
        text = ""
        for number, code in enumerate(codes):
            # Prettier moves a comment beside lines of text out of the call that they are in.
            kind = self.random.random() if comments and "`SELECT" not in code else 1.0
            if kind < 0.03:
                text += f"\n// {self.word(20)}\n{code},"
            elif kind < 0.06:
                text += f"{code}, // {self.word(20)}\n"
            elif kind < 0.08:
                text += f"\n/**\n * {self.word(9)}\n   */\n{code},"
            else:
                last = number == len(codes) - 1
                text += code if last else f"{code}," + self.random.choice([" ", " ", "\n"])
        return text

    def name(self) -> str:
        names = [self.word(self.random.choice([8, 20, 40])) for _ in range(self.length(1, 4))]
        return ".".join(names)

    def string(self) -> str:
        length = self.random.choice([self.length(0, 12), self.length(0, 30), self.length(20, 90)])
        quote = self.random.choice("'\"")
        characters = [
            "abc",
            " ",
            "xyz",
            "\\'",
            '\\"',
            "\\\\",
            "\\n",
            "`",
            "${}",
            "/*",
            "é",
            "日",
            "👍",
        ]
        characters.append('"' if quote == "'" else "'")
        return (
            quote + "".join(self.random.choices(characters, k=length))[:length].rstrip("\\") + quote
        )

    def number(self) -> str:
        return self.random.choice(["0", "1", "-1", "0.5", "-3.250", "1234.0", "9007199254740991"])

    def constant(self) -> str:
        return self.random.choice(["true", "false", "null"])

    def template(self) -> str:
        choices = ["", "a ${b} c", "x" * self.length(1, 60), "SELECT\n  a\nFROM b"]
        return f"`{self.random.choice(choices)}`"

    def key(self) -> str:
        own = [f"'a-b {self.word(4)}'", "7", "'07'", "1.5", "é", "'日本'", "'class'", '"ab\'c"']
        return self.random.choice([self.word(), self.word(8), self.word(4), "[Op.gt]", *own])

    def word(self, most: int | None = None) -> str:
        length = self.length(1, most or self.random.choice([6, 14, 30, 90]))
        first = self.random.choice("abcdefgXYZ$_")
        return first + "".join(self.random.choices("abcdeXYZ_$09", k=length - 1))

    def length(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

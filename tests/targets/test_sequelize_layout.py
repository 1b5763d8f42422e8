"""Laid-out JavaScript is what Prettier makes of it: by examples, and by Prettier itself."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from scaffold.targets.sequelize.layout import (
    FALSE,
    NULL,
    TRUE,
    WIDTH,
    Array,
    Call,
    Expr,
    Num,
    Object,
    Raw,
    Str,
    Template,
    json_value,
    print_assignment,
    print_expr,
    print_property,
    print_statement,
)
from tests.support.node_packages import clean_environment

TRANSACTION = Object((("transaction", None),))
NAME = Object((("type", Call("Sequelize.STRING", (Num("120"),))), ("allowNull", FALSE)))
REFERENCES = Object((("model", Str("Customers")), ("key", Str("id"))))
CUSTOMER = Object(
    (
        ("type", Raw("Sequelize.UUID")),
        ("allowNull", TRUE),
        ("references", REFERENCES),
        ("onDelete", Str("SET NULL")),
    )
)
COLUMNS = Object((("name", NAME),), expanded=True)
LONG = "a" * 60


def test_object_on_one_line_where_it_fits() -> None:
    assert print_property("name", NAME, indent=8) == (
        "name: { type: Sequelize.STRING(120), allowNull: false },"
    )


def test_object_breaks_where_it_does_not_fit() -> None:
    assert print_property("CustomerId", CUSTOMER, indent=2) == (
        "CustomerId: {\n"
        "    type: Sequelize.UUID,\n"
        "    allowNull: true,\n"
        "    references: { model: 'Customers', key: 'id' },\n"
        "    onDelete: 'SET NULL',\n"
        "  },"
    )


def test_call_hugs_its_last_object() -> None:
    call = Call("queryInterface.createTable", (Str("Tags"), COLUMNS))
    assert print_statement(call, indent=4, prefix="await ") == (
        "await queryInterface.createTable('Tags', {\n"
        "      name: { type: Sequelize.STRING(120), allowNull: false },\n"
        "    });"
    )


def test_call_with_two_objects_at_its_end_has_a_line_for_each_argument() -> None:
    call = Call("queryInterface.createTable", (Str("Tags"), COLUMNS, TRANSACTION))
    assert print_statement(call, prefix="await ") == (
        "await queryInterface.createTable(\n"
        "  'Tags',\n"
        "  {\n"
        "    name: { type: Sequelize.STRING(120), allowNull: false },\n"
        "  },\n"
        "  { transaction },\n"
        ");"
    )


def test_string_is_placed_below_its_key_and_a_number_beside() -> None:
    key = "k" * 70
    assert print_property(key, Str("value value")) == f"{key}:\n  'value value',"
    assert print_property(key, Num("1234567890")) == f"{key}: 1234567890,"
    assert print_property("type", Str("v" * 90)) == f"type: '{'v' * 90}',"


VALUES = (Str("v" * 90), Num("-" + "1" * 90))


@pytest.mark.parametrize("value", VALUES, ids=("string", "number"))
def test_value_is_placed_below_a_key_of_five_letters_and_beside_one_of_four(
    value: Expr,
) -> None:
    text = value.flat()
    for key, below in (("a", False), ("type", False), ("types", True), ("'a-b'", True)):
        between = "\n  " if below else " "
        assert print_property(key.strip("'"), value) == f"{key}:{between}{text},"


@pytest.mark.node
def test_prettier_places_values_beside_the_same_keys(node_env: Path) -> None:
    keys = ("a", "type", "types", "a-b", "a-", "日", "日本")
    statements = [
        f"{print_statement(Call('f', (Object(((key, value),), expanded=True),)))}\n"
        for key in keys
        for value in VALUES
    ]
    source = "".join(statements)
    assert formatted(source, node_env) == source


def test_short_call_is_placed_below_its_key_and_a_long_one_breaks() -> None:
    key = "k" * 60
    assert print_property(key, Call("Sequelize.literal", (Str("NOW()"),))) == (
        f"{key}:\n  Sequelize.literal('NOW()'),"
    )
    assert print_property(key, Call("Sequelize.literal", (Str("x" * 30),))) == (
        f"{key}: Sequelize.literal(\n  '{'x' * 30}',\n),"
    )


def test_strings_one_a_line_and_numbers_filled() -> None:
    assert print_expr(Array((Str(LONG), Str("b" * 20)))) == f"[\n  '{LONG}',\n  '{'b' * 20}',\n]"
    filled = print_expr(Array((Num("1000000"),) * 12))
    assert filled == "[\n  " + "1000000, " * 7 + "1000000,\n  " + "1000000, " * 3 + "1000000,\n]"


def test_array_of_large_objects_always_breaks() -> None:
    pair = Object((("a", Num("1")), ("b", NULL)))
    assert print_expr(Array((pair, pair))) == "[\n  { a: 1, b: null },\n  { a: 1, b: null },\n]"


def test_suffix_counts_in_the_width() -> None:
    call = Call("f", (Str("x" * (WIDTH - 5)),))
    assert "\n" not in print_expr(call)
    assert "\n" in print_statement(call)


def test_wide_characters_take_two_columns() -> None:
    call = Call("f", (Str("日" * 37),))
    assert "\n" not in print_statement(call, prefix="")
    assert "\n" in print_statement(call, prefix="_")


def test_assignment_breaks_after_its_sign_for_a_string() -> None:
    assert print_assignment("const sql", Str("x" * 70)) == f"const sql =\n  '{'x' * 70}';"


def test_template_of_several_lines_keeps_them() -> None:
    call = Call("queryInterface.sequelize.query", (Template("SELECT 1\nFROM t"), TRANSACTION))
    assert print_statement(call) == (
        "queryInterface.sequelize.query(\n  `SELECT 1\nFROM t`,\n  { transaction },\n);"
    )


def test_json_keeps_its_digits_or_is_refused() -> None:
    value = json_value('{"a": [1, 0.10, true, null], "b-c": {"__proto__": "\'"}}')
    assert value is not None
    assert print_expr(value) == ("{ a: [1, 0.1, true, null], 'b-c': { ['__proto__']: \"'\" } }")
    assert json_value('{"a": 9007199254740993}') is None


FORMAT = """
const prettier = require('prettier');
const source = require('fs').readFileSync(0, 'utf8');
prettier
  .format(source, { parser: 'babel', singleQuote: true })
  .then((formatted) => process.stdout.write(formatted));
"""


@pytest.mark.node
@pytest.mark.parametrize("seed", range(3))
def test_prettier_changes_nothing(seed: int, node_env: Path) -> None:
    source = RandomScript(seed).text(statements=1500)
    ours, theirs = source.split("// #"), formatted(source, node_env).split("// #")
    assert len(ours) == len(theirs)
    differing = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    shortest = min(differing, key=lambda pair: len(pair[0]), default=("", ""))
    assert shortest[0] == shortest[1]


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


class RandomScript:
    """Statements of random expressions, their lengths spread around what fits in a line."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self, statements: int) -> str:
        return "".join([self.block(number) for number in range(statements)])

    def block(self, number: int) -> str:
        depth = self.random.randint(0, 4)
        opened = [f"{'  ' * level}{{\n" for level in range(depth)]
        closed = [f"{'  ' * level}}}\n" for level in reversed(range(depth))]
        statement = "  " * depth + self.statement(2 * depth) + "\n"
        return "".join([f"// #{number}\n", *opened, statement, *closed])

    def statement(self, indent: int) -> str:
        kind = self.random.random()
        if kind < 0.5:
            prefix = self.random.choice(["", "await ", "return ", "throw "])
            return print_statement(self.call(0), indent=indent, prefix=prefix)
        if kind < 0.7:
            name = self.random.choice(["", "const "]) + self.word()
            return print_assignment(name, self.expr(0), indent=indent)
        return print_statement(self.expr(0), indent=indent, prefix="return ")

    def expr(self, depth: int) -> Expr:
        large: list[Callable[[int], Expr]] = [self.array, self.object, self.object, self.call]
        small: list[Callable[[], Expr]] = [self.raw, self.string, self.number, self.template]
        if depth < 4 and self.random.random() < 0.5:
            return self.random.choice(large)(depth)
        return self.random.choice([*small, self.constant])()

    def exprs(self, depth: int) -> tuple[Expr, ...]:
        return tuple([self.expr(depth) for _ in range(self.random.randint(0, 4))])

    def array(self, depth: int) -> Array:
        kind = self.random.random()
        if kind < 0.3:
            return Array(tuple([self.number() for _ in range(self.random.randint(0, 30))]))
        if kind < 0.5:
            return Array(tuple([self.object(depth + 1) for _ in range(self.random.randint(0, 4))]))
        return Array(self.exprs(depth + 1))

    def object(self, depth: int) -> Object:
        entries: dict[str, Expr | None] = {
            self.key(): self.expr(depth + 1) for _ in range(self.random.randint(0, 4))
        }
        if self.random.random() < 0.2:
            entries["transaction"] = None
        return Object(tuple(entries.items()), expanded=self.random.random() < 0.25)

    def call(self, depth: int) -> Call:
        callee = self.random.choice(["", "", "", "new "]) + self.raw().code
        return Call(callee, self.exprs(depth + 1))

    def raw(self) -> Raw:
        names = [self.word(self.random.choice([8, 20, 40])) for _ in range(self.length(1, 4))]
        return Raw(".".join(names))

    def string(self) -> Str:
        length = self.random.choice([self.length(0, 12), self.length(0, 30), self.length(20, 90)])
        return Str("".join(self.random.choices("abc  xyz'\"\\\n`${}/*\u00a0\0é日👍_-", k=length)))

    def number(self) -> Num:
        return Num(self.random.choice(["0", "1", "-1", "0.5", "-3.25", "1234", "9007199254740991"]))

    def constant(self) -> Expr:
        constants: list[Expr] = [TRUE, FALSE, NULL]
        return self.random.choice(constants)

    def template(self) -> Template:
        choices = ["", "a ${b} c", "x" * self.length(1, 60), "SELECT\n  a\nFROM b"]
        return Template(self.random.choice(choices))

    def key(self) -> str:
        own = ["a-b " + self.word(4), "7", "07", "1.5", "é", "日本", "__proto__", "class", "ab'c"]
        return self.random.choice([self.word(), self.word(8), self.word(4), *own])

    def word(self, most: int | None = None) -> str:
        length = self.length(1, most or self.random.choice([6, 14, 30, 90]))
        first = self.random.choice("abcdefgXYZ$_")
        return first + "".join(self.random.choices("abcdeXYZ_$09", k=length - 1))

    def length(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

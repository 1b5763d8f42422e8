"""Values as JavaScript literals: what node reads back is what was put in."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.targets.layout.javascript import lay_out, literals
from scaffold.targets.sequelize.code_nodes import (
    Array,
    Num,
    Object,
    Str,
    Template,
    number,
    one_line,
)
from tests.conftest import Check
from tests.support.node_packages import clean_environment

AWKWARD = [
    "",
    "it's",
    'say "hi"',
    "'\"'",
    "\\",
    "ends in \\",
    "\\n is not a newline",
    "two\nlines\r\nand\ttabs",
    "\x00",
    "\x001",
    "\b\v\f\x1b\x7f\x85",
    "\u2028\u2029\ufeff\u00a0\u200b\u202e",
    "*/ // /* <!-- --> </script>",
    "${x} `y` {{ z }} {% raw %}",
    "日本 é e\u0301 ｶﾞ",
    "👍 👍🏽 ❤️ 1️⃣ 🇩🇪 👨‍👩‍👧 \U000e0067",
    "\U00013c50 is younger than some Pythons",
    "__proto__",
    "constructor",
    "07",
    "7",
    "1.50",
    "0.00001",
    "999999999999999999999",
    "1e3",
]
ALPHABET = "ab0'\"\\`${}\n\r\t\0\x01\u2028\u2029\u00a0\ufe0f\u200d\u20e3é日👍☝🏽🇩_"
# Any text but lone surrogates, which the reader of the schema refuses.
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(ALPHABET))
NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.integers().map(Decimal)


def random_texts(seed: int, count: int) -> list[str]:
    random = Random(seed)
    codes = [random.choice([*range(0xD800), *range(0xE000, 0x30000)]) for _ in range(300)]
    anywhere = [chr(code) for code in codes if unicodedata.category(chr(code)) != "Cn"]
    return [
        "".join(random.choices([*ALPHABET, random.choice(anywhere)], k=random.randint(0, 30)))
        for _ in range(count)
    ]


@given(TEXT)
def test_string_is_one_visible_line(text: str) -> None:
    assert re.fullmatch(r"(['\"]).*\1", literals.string(text))
    assert not re.search(
        "[\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]", literals.string(text)
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("plain", "'plain'"),
        ("it's", '"it\'s"'),
        ('it\'s "it"', "'it\\'s \"it\"'"),
        ("a\\b", "'a\\\\b'"),
        ("a\n\x000", "'a\\n\\x000'"),
        ("é 日 👍", "'é 日 👍'"),
        ("\u2028\U000e0001", "'\\u2028\\u{e0001}'"),
    ],
)
def test_string(text: str, code: str) -> None:
    assert literals.string(text) == code


@given(TEXT)
def test_comment_stays_inside(text: str) -> None:
    comment = literals.comment(text)
    assert "*/" not in comment
    assert len(comment.splitlines()) <= 1


def test_comment_shows_what_is_hidden() -> None:
    assert literals.comment("a\n b */ c\x00\u00a0d\u202ee") == "a b * / c\\x00 d\\u202ee"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.10", "0.1"),
        ("+5", "5"),
        ("-0", "0"),
        ("-12.340", "-12.34"),
        ("9007199254740991", "9007199254740991"),
        ("0.000001", "0.000001"),
        ("1e3", "1000"),
    ],
)
def test_number_that_javascript_keeps(text: str, code: str) -> None:
    assert number(text) == Num(code)


@pytest.mark.parametrize(
    "text",
    ["9007199254740993", "12345678901234567890.12", "0.1234567890123456789", "0.0000001", "1e400"],
)
def test_number_that_javascript_would_change_is_a_string(text: str) -> None:
    assert number(text) == Str(text)


@given(NUMBER)
def test_number_loses_no_digit(value: Decimal) -> None:
    node = number(str(value))
    written = node.code if isinstance(node, Num) else node.value
    assert Decimal(written) == value


@pytest.mark.node
def test_node_reads_back_what_was_written(node_env: Path) -> None:
    texts = AWKWARD + random_texts(seed=1, count=3000)
    keys = list(dict.fromkeys(texts))
    codes = {
        "strings": f"[{','.join(map(literals.string, texts))}]",
        "templates": f"[{','.join([f'`{literals.template(text)}`' for text in texts])}]",
        "keys": f"[{','.join([f'{{{literals.key(key)}: 1}}' for key in keys])}].map(Object.keys)",
        "comments": f"[{','.join([f'/* x {literals.comment(text)} */ 1' for text in texts])}]",
    }
    program = "".join([f"answer.{name} = {code};\n" for name, code in codes.items()])
    answer = run_node(node_env, f"const answer = {{}};\n{program}print(answer);")
    # A carriage return in a template would be read as a newline, so it is escaped there as well.
    assert answer["strings"] == answer["templates"] == texts
    assert answer["keys"] == [[key] for key in keys]
    assert answer["comments"] == [1] * len(texts)


@pytest.mark.node
def test_numbers_are_printed_by_node_as_written(node_env: Path) -> None:
    random = Random(2)
    texts = [
        f"{random.choice(['', '-'])}{random.random() * 10 ** random.randint(-8, 25):.6f}"
        for _ in range(2000)
    ]
    codes = [node.code for text in texts if isinstance(node := number(text), Num)]
    assert len(codes) > 100
    assert run_node(node_env, f"print([{','.join(codes)}].map(String));") == codes


@pytest.mark.node
def test_prettier_and_eslint_find_nothing(tmp_path: Path, js_problems: Check) -> None:
    texts = AWKWARD + random_texts(seed=3, count=500)
    values = Array(tuple(map(Str, texts)))
    keys = Object(tuple((key, Str(key)) for key in dict.fromkeys(texts)))
    templates = Array(tuple([Template(literals.template(text)) for text in texts]))
    lines = [f"// x {literals.comment(text)}".rstrip() for text in texts]
    exported = Object((("values", values), ("keys", keys), ("templates", templates)))
    statement = lay_out(f"module.exports = {one_line(exported)};\n")
    source = "\n".join([*lines, statement])
    (tmp_path / "values.js").write_text(source, encoding="utf-8")
    assert js_problems(tmp_path) == []


@pytest.mark.node
def test_widths_are_those_that_prettier_counts(node_env: Path) -> None:
    # What is escaped in code stands there in ASCII; what this Python does not know, it passes by.
    codes = [code for code in [*range(0xA1, 0xD800), *range(0xE000, 0x20000)] if is_shown(code)]
    texts = [chr(code) for code in codes] + [literals.string(text) for text in AWKWARD]
    program = f"const {{ util }} = require('prettier');\nconst texts = {json.dumps(texts)};\n"
    counted = run_node(node_env, f"{program}print(texts.map((text) => util.getStringWidth(text)));")
    differing = [
        text
        for text, columns in zip(texts, counted, strict=True)
        if literals.width(text) != columns
    ]
    # Its category changed in a later Unicode than the oldest Python's.
    assert set(differing) <= {"\U0001171e"}


def is_shown(code: int) -> bool:
    char = chr(code)
    return unicodedata.category(char) != "Cn" and literals.string(char) == f"'{char}'"


PRINT = "const print = (value) => process.stdout.write(JSON.stringify(value));"


def run_node(packages: Path, program: str) -> Any:
    """What the program gives to `print`, through JSON."""
    said = subprocess.run(
        ["node", "-"],
        cwd=packages,
        env=clean_environment(),
        input=f"{PRINT}\n{program}".encode(),
        capture_output=True,
        check=True,
    ).stdout
    return json.loads(said)

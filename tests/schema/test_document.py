"""The document's tree: scalars as written, correct locations, and no text that raises."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.schema.document import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    read_document,
)
from scaffold.schema.size_limit import MAX_BYTES
from tests.support.timing import timed


def scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            yield key
            yield from scalars(value)
    else:
        for item in node.items:
            yield from scalars(item)


def read(text: str | bytes) -> Document:
    document, problems = read_document(text, "f")
    assert document is not None and not problems, problems
    return document


def plain(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MappingNode):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]


def test_scalars_keep_their_spelling() -> None:
    document = read("on: no\nnull: ~\n1: 0x10\n'a': \"b\\n\"\nc: [yes, 1.0]\n")
    expected = {"on": "no", "null": "~", "1": "0x10", "a": "b\n", "c": ["yes", "1.0"]}
    assert plain(document.root) == expected


def test_json_is_the_same_document() -> None:
    block = read("a:\n  b: string\n  c:\n    type: enum\n    values: [x, y]\n")
    json = '{\n\t"a": {"b":"string",\n\t\t"c": {"type": "enum", "values": ["x", "y"]}}\n}\n'
    assert plain(read(json).root) == plain(block.root)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")))
def test_json_may_escape_every_character(text: str) -> None:
    document, problems = read_document(
        json.dumps({"a\\ud83d": text, "b": "\\ud83d\\ude00"}), "s.json"
    )
    assert document is not None, problems
    assert [scalar.text for scalar in scalars(document.root)] == [
        "a\\ud83d",
        text,
        "b",
        "\\ud83d\\ude00",
    ]


def test_byte_order_mark_is_ignored() -> None:
    document = read(b"\xef\xbb\xbfa: b\n")
    assert document.location(document.root.entries[0][0]) == ("f", 1, 1)


LAYOUTS = ("{}: {}\n", "a:\n  {}: {}\n", "a: {{{}: {}}}\n", "# x\n\na:\r\n  {}:   {} # y\r\n")
QUOTED = st.sampled_from(['"{}"', "'{}'", "{}"])
WORDS = st.from_regex(r"[a-zäж][a-z0-9_äж]{0,8}", fullmatch=True)


@given(st.sampled_from(LAYOUTS), WORDS, QUOTED, WORDS, QUOTED)
def test_text_at_a_location_is_the_scalar(
    layout: str, key: str, key_quote: str, value: str, value_quote: str
) -> None:
    text = layout.format(key_quote.format(key), value_quote.format(value))
    document = read(text)
    lines = text.splitlines()
    for node in scalars(document.root):
        location = document.locate(node)(0)
        assert lines[location.line - 1][location.column - 1 :].startswith(node.text)


@pytest.mark.parametrize(
    ("text", "offset", "location"),
    [
        ('a: "x\\ty z"', 4, (1, 10)),
        ('a: "\\u00e9 z"', 2, (1, 12)),
        ("a: 'it''s z'", 5, (1, 11)),
        ("a: one\n   two", 4, (2, 4)),
        ("a: one\r\n   two three", 8, (2, 8)),
        ('a: "one\n   two"', 4, (2, 4)),
        ("a: one\n\n  two", 4, (3, 3)),
    ],
)
def test_locations_inside_an_escaped_text(
    text: str, offset: int, location: tuple[int, int]
) -> None:
    document = read(text)
    found = document.locate(next(n for n in scalars(document.root) if n.text != "a"))(offset)
    assert (found.line, found.column) == location


@given(st.text())
def test_no_text_raises(text: str) -> None:
    document, problems = read_document(text, "f")
    assert (document is None) <= bool(problems)
    for problem in problems:
        assert problem.where and problem.message and problem.hint


YAML_PIECES = st.lists(
    st.sampled_from(["a", ": ", "\n", "  ", "- ", "{", "}", "[", "]", ", ", '"', "'", "#", " #"])
    | st.sampled_from(
        ["&x ", "*x", "!t ", "|\n", ">-\n", "? ", "---\n", "...\n", "\t", "%YAML 1.1\n"]
    )
)


@given(YAML_PIECES)
def test_no_yaml_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    document, problems = read_document(text, "f")
    assert (document is None) <= bool(problems)
    lines = text.count("\n") + 1
    for problem in problems:
        assert problem.where and 1 <= problem.where.line <= lines + 1
        assert problem.message and problem.hint


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    document, problems = read_document(data, "f")
    assert (document is None) <= bool(problems)


@given(YAML_PIECES)
def test_c_and_python_parsers_agree(pieces: list[str]) -> None:
    text = "a: b\n" + "".join(pieces).replace("\t", "").replace("%YAML 1.1\n", "")
    with_libyaml = read_document(text, "f")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "yaml._yaml", None)
        without = read_document(text, "f")
    if not with_libyaml[1] and not without[1]:
        assert with_libyaml[0] and without[0]
        assert plain(with_libyaml[0].root) == plain(without[0].root)


@timed
@pytest.mark.parametrize("opening", ["[", "{a: ", "{", "- ", "? "])
def test_nesting_is_refused_early(opening: str) -> None:
    began = time.perf_counter()
    document, problems = read_document("a:\n  " + opening * 200_000, "f")
    assert document is None and problems
    assert time.perf_counter() - began < 2


def test_a_file_over_the_limit_is_not_parsed() -> None:
    document, problems = read_document(b"a: b\n" * (MAX_BYTES // 5 + 1), "f")
    assert document is None
    assert "10,000,005 bytes" in problems[0].message and "10,000,000" in problems[0].message


@pytest.mark.slow
@timed
def test_one_thousand_models_are_read_quickly() -> None:
    lines = "".join(f"    field{i}: string(120) required\n" for i in range(10))
    text = "models:\n" + "".join(f"  Model{i}:\n{lines}" for i in range(1000))
    took = []
    for _ in range(3):
        began = time.process_time()
        read(text)
        took.append(time.process_time() - began)
    assert min(took) < 0.6

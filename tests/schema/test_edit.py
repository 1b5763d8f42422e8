"""Additions: the new entries exist, and every other byte is unchanged."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.schema.edit import add_fields, new_schema
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.shorthand import FieldLine
from tests.schema.reading import HEAD, edit_text, read, valid

FIELDS: tuple[FieldLine, ...] = (
    ("total", "decimal(10, 2) default(0)"),
    ("note", 'string comment("a: b # c")'),
)


def add(text: str, model: str = "Order", fields: tuple[FieldLine, ...] = FIELDS) -> str:
    source, problems = edit_text(add_fields, text.encode(), model, fields)
    assert source is not None, "\n".join(map(str, problems))
    return source.decode()


def test_first_model_makes_the_file() -> None:
    text = new_schema({"sequelize": {"directory": "."}})
    assert add(text) == (
        "version: 1\n\ntargets:\n  sequelize: {directory: .}\n\nmodels:\n"
        "  Order:\n    total: decimal(10, 2) default(0)\n"
        "    note: 'string comment(\"a: b # c\")'\n"
    )


NEW = "  Order:\n    a: text\n"
ONE: tuple[FieldLine, ...] = (("a", "text"),)

PLACES = {
    "no models": (HEAD, HEAD + "\nmodels:\n" + NEW),
    "no last newline": (HEAD.rstrip(), HEAD + "\nmodels:\n" + NEW),
    "models without a value": (HEAD + "models: # x\n# y\n", HEAD + "models: # x\n" + NEW + "# y\n"),
    "empty models": (HEAD + "models: {} # x\n", HEAD + "models: # x\n" + NEW),
    "after the last model": (
        HEAD + "models:\n  B:\n    b: text # x\n    # y\n\n# z\n",
        HEAD + "models:\n  B:\n    b: text # x\n    # y\n\n" + NEW + "\n# z\n",
    ),
    "models without blank lines": (
        HEAD + "models:\n  B: {b: text}\n  C:\n    c: text\n",
        HEAD + "models:\n  B: {b: text}\n  C:\n    c: text\n" + NEW,
    ),
    "a model without a value": (
        HEAD + "models:\n  Order:\n\n  B: {}\n",
        HEAD + "models:\n  Order:\n    a: text\n\n  B: {}\n",
    ),
    "an empty model": (
        HEAD + "models:\n  Order: {} # x\n  B: {}\n",
        HEAD + "models:\n  Order: # x\n    a: text\n  B: {}\n",
    ),
    "a model with fields": (
        HEAD + "models:\n  Order:\n    b: text # x\n    # y\n\n  B: {}\noptions: {id: uuid}\n",
        HEAD
        + "models:\n  Order:\n    b: text # x\n    # y\n    a: text\n\n  B: {}\n"
        + "options: {id: uuid}\n",
    ),
    "after a long form": (
        HEAD + "models:\n  Order:\n    b:\n      type: text\n  B: {}\n",
        HEAD + "models:\n  Order:\n    b:\n      type: text\n    a: text\n  B: {}\n",
    ),
    "after a list": (
        HEAD + "models:\n  Order:\n    b: text\n    $unique:\n    - [b]\n",
        HEAD + "models:\n  Order:\n    b: text\n    $unique:\n    - [b]\n    a: text\n",
    ),
    "after a folded line": (
        HEAD + "models:\n  Order:\n    b: >\n      text\n      required\n\n\n  B:\n",
        HEAD + "models:\n  Order:\n    b: >\n      text\n      required\n    a: text\n\n\n  B:\n",
    ),
    "wider indentation": (
        "version: 1\ntargets:\n    sequelize:\n        directory: .\n",
        "version: 1\ntargets:\n    sequelize:\n        directory: .\n\n"
        "models:\n    Order:\n        a: text\n",
    ),
    "document end": (HEAD + "...\n", HEAD + "\nmodels:\n" + NEW + "...\n"),
    "inside braces": (
        HEAD + "models: {Order: {b: text}}\n",
        HEAD + "models: {Order: {b: text, a: text}}\n",
    ),
    "inside braces with a comma": (
        HEAD + "models:\n  Order: {b: text, }\n",
        HEAD + "models:\n  Order: {b: text, a: text, }\n",
    ),
    "braces over lines": (
        HEAD + "models:\n  Order: {\n    b: text # x, y\n  }\n",
        HEAD + "models:\n  Order: {\n    b: text, # x, y\n    a: text\n  }\n",
    ),
    "braces over lines with a comma": (
        HEAD + "models:\n  Order: {\n    b: text, # x, y\n  }\n",
        HEAD + "models:\n  Order: {\n    b: text, # x, y\n    a: text,\n  }\n",
    ),
    "JSON": (
        '{"version": 1, "targets": {"sequelize": {}}}',
        '{"version": 1, "targets": {"sequelize": {}}, "models": {"Order": {"a": "text"}}}',
    ),
    "JSON with empty models": (
        '{"version": 1, "targets": {"sequelize": {}}, "models": {}}',
        '{"version": 1, "targets": {"sequelize": {}}, "models": {"Order": {"a": "text"}}}',
    ),
    "JSON over lines": (
        '{\n    "version": 1,\n    "targets": {"sequelize": {}},\n    "models": {\n'
        '        "B": {\n            "b": "text"\n        }\n    }\n}\n',
        '{\n    "version": 1,\n    "targets": {"sequelize": {}},\n    "models": {\n'
        '        "B": {\n            "b": "text"\n        },\n'
        '        "Order": {\n            "a": "text"\n        }\n    }\n}\n',
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_position_of_added_fields(name: str) -> None:
    before, after = PLACES[name]
    assert add(before, fields=ONE) == after


@pytest.mark.parametrize("name", PLACES)
def test_line_endings_and_byte_order_mark_are_kept(name: str) -> None:
    before, after = PLACES[name]
    crlf = "\ufeff" + before.replace("\n", "\r\n")
    expected = "\ufeff" + after.replace("\n", "\r\n")
    if "\n" in before:
        assert add(crlf, fields=ONE) == expected


def refused(text: str, fields: tuple[FieldLine, ...], model: str = "Order") -> list[str]:
    source, problems = edit_text(add_fields, text, model, fields)
    assert source is None and problems
    return [str(problem) for problem in problems]


def test_refused_edits() -> None:
    text = HEAD + "models:\n  Order:\n    a: text\n"
    assert "scaffold.yaml:6:5" in refused(text, (("a", "text"),))[0]
    assert "given twice" in refused(text, (("b", "text"), ("b", "text")))[0]
    assert refused(text, (("b", "strng"),))[0].startswith("`b: strng`: unknown type `strng`")
    assert "is no name for a model" in refused(text, (("b", "text"),), "My Order")[0]
    assert "is no name for a field" in refused(text, (("b c", "text"),))[0]
    assert refused(text + "  B: x\n", (("b", "text"),))[0].startswith("scaffold.yaml:7:6: ")
    assert "did you mean `$table`?" in refused(text, (("$tabel", "x"),))[0]
    assert "would have the same file" in refused(text, (("b", "text"),), "order")[0]
    assert "the file is empty" in refused("", (("b", "text"),))[0]


COMMENTS = st.sampled_from(["", " # x", " # {a, b}: 'c"])
BLANKS = st.sampled_from(["", "\n", "\n\n", "\n# note\n", "  # inside\n"])
LINES = st.sampled_from(
    ["string", "'string(5)'", '"text required"', "{type: text}", "enum(a, b) # c"]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Schemas in block style with comments and blank lines all over."""
    text = HEAD + draw(BLANKS) + "models:" + draw(COMMENTS) + "\n"
    step = " " * draw(st.integers(1, 4))
    for name in draw(st.lists(st.sampled_from(["Order", "B", "C"]), min_size=1, unique=True)):
        text += f"{step}{name}:{draw(COMMENTS)}\n" + draw(BLANKS)
        for field in draw(st.lists(st.sampled_from("xyz"), unique=True)):
            text += f"{step * 2}{field}: {draw(LINES)}\n" + draw(BLANKS)
    return text + draw(st.sampled_from(["", "options: {id: uuid}\n", "...\n"]))


@given(files(), st.sampled_from(["Order", "New"]))
def test_nothing_else_changes(text: str, model: str) -> None:
    before = valid(text)
    edited = add(text, model)
    kept = list(difflib.ndiff(text.splitlines(), edited.splitlines()))
    assert not [line for line in kept if line.startswith("- ")]
    after = {one.name: one for one in valid(edited).models}
    for one in before.models:
        assert after[one.name].fields[: len(one.fields)] == one.fields
    assert [field.name for field in after[model].fields[-2:]] == ["total", "note"]


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(WORDS, st.booleans())
def test_a_text_survives_its_quoting(text: str, json: bool) -> None:
    import json as json_module

    quoted = json_module.dumps(text, ensure_ascii=False)
    line = f"string comment({quoted})"
    head = '{"version": 1, "targets": {"sequelize": {}}}' if json else HEAD
    if not text.strip():
        return
    schema, problems = read(add(head, fields=(("a", line),)))
    assert schema is not None, problems
    field = schema.models[0].fields[0]
    assert field.comment == text


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("string(120) required", "string(120) required", "string(120) required"),
        ("decimal(10, 2)", "decimal(10, 2)", "'decimal(10, 2)'"),
        ("a: b", "'a: b'", "'a: b'"),
        ("a #b", "'a #b'", "'a #b'"),
        ("a#b", "a#b", "'a#b'"),
        ("it's: x", "'it''s: x'", "'it''s: x'"),
        ("a:", "'a:'", "'a:'"),
        ("a\nb", '"a\\nb"', '"a\\nb"'),
        ("- a", "'- a'", "'- a'"),
    ],
)
def test_quotes_only_where_yaml_needs_them(text: str, block: str, flow: str) -> None:
    assert as_yaml(text) == block
    assert as_yaml(text, flow=True) == flow


def test_escapes_of_json_stay_as_they_are() -> None:
    """A character beyond U+FFFF is two escapes there, and one character once it is read."""
    smile = r"\ud83d\ude00"
    head = r'{"version": 1, "targets": {"sequelize": {}}, "models": {"A": {"a": "text", "b": '
    text = rf'{head}"string comment(\"{smile}{smile}\")", "c": {{"type": "text"}}}}}}}}'
    assert add(text, "A", (("d", "text"),)) == text.replace("}}}}", '}, "d": "text"}}}')

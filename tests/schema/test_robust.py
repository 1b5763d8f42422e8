"""Any text as a file ends in a schema or in problems with hints."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scaffold.schema.edit import add_fields
from scaffold.schema.reference import KINDS, MODIFIERS, OPTIONS, SETTINGS, TOP_LEVEL
from scaffold.schema.shorthand import read_associations, read_attributes, read_field_argument
from scaffold.schema.type_table import TYPE_ALIASES, TYPE_KEYS
from tests.schema.reading import HEAD, edit_text, read

SIGNS = ["(", ")", ",", " ", '"', "'", "null", "true", "now", "uuid", "-1", "1e5", "\\", "#", "x"]
DAYS = ["2030-01-01", "10:00", "2030-01-01T10:00:00+15:00", "9999-12-31T23:59:59-12:00", "[]", "[["]
WORDS = [*TYPE_ALIASES, *KINDS, *MODIFIERS, *TYPE_KEYS]
PIECES = st.lists(st.sampled_from([*WORDS, *SIGNS, *SIGNS, *DAYS]), max_size=12).map("".join)
KEYS = st.sampled_from([*WORDS, *SETTINGS, *OPTIONS, *TOP_LEVEL, "type", "a", "", "1", "sequelize"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    PIECES | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


def reported_well(text: str | bytes) -> None:
    schema, problems = read(text)
    assert (schema is None) == bool(problems)
    for problem in problems:
        assert problem.where and problem.message and problem.hint
        assert str(problem).count("\n") == 1
    assert list(problems) == sorted(problems, key=lambda problem: problem.where or ("", 0, 0))


@given(st.text() | st.binary())
def test_any_text(text: str | bytes) -> None:
    reported_well(text)


@given(PIECES | st.text(max_size=20))
def test_any_line(line: str) -> None:
    reported_well(f"{HEAD}models:\n  Order:\n    a: {line}\n")
    document = {"version": 1, "targets": {"sequelize": {}}, "models": {"Order": {"a": line}}}
    reported_well(json.dumps(document))


@given(VALUES)
def test_any_field(value: Any) -> None:
    document = {"version": 1, "targets": {"sequelize": {}}, "models": {"Order": {"a": value}}}
    reported_well(json.dumps(document, allow_nan=False) if _is_json(value) else "")


@given(KEYS, VALUES)
def test_any_setting(key: str, value: Any) -> None:
    if _is_json(value):
        document = {"version": 1, "targets": {"sequelize": {}}, "models": {"Order": {key: value}}}
        reported_well(json.dumps(document))
        reported_well(
            json.dumps({"version": 1, "targets": {"sequelize": {}}, "options": {key: value}})
        )


@given(st.dictionaries(st.sampled_from(list(TOP_LEVEL)) | KEYS, VALUES))
def test_any_document(document: dict[str, Any]) -> None:
    if _is_json(document):
        reported_well(json.dumps(document))


@given(st.text(), PIECES, PIECES)
def test_any_edit(model: str, name: str, line: str) -> None:
    source, problems = edit_text(add_fields, HEAD, model, [(name, line)])
    assert (source is None) == bool(problems)
    for problem in problems:
        assert problem.message and problem.hint
    if source is not None:
        reported_well(source)


@given(
    st.text()
    | st.lists(st.sampled_from(["a", ":", ",", "{", "}", "enum", " ", "hasMany"])).map("".join)
)
def test_any_shorthand(text: str) -> None:
    for read_flag in (read_attributes, read_associations):
        fields, problems = read_flag(text)
        assert all(name and line for name, line in fields)
        assert all(problem.message and problem.hint for problem in problems)
    assert read_field_argument(text)


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False).encode()
    except ValueError:
        return False
    return True

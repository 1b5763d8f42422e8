"""Terms that decide about a change: written into fields of both forms, and removed again."""

from __future__ import annotations

import pytest

from scaffold.schema.edit.decision_terms import remove_term, write_term
from tests.schema.reading import HEAD, file_of

# A field's text, the term, and the field's text with it.
WRITTEN = (
    ("a: string required", "fill(x)", "a: string required fill(x)"),
    ("a: string required  # why", "fill(x)", "a: string required fill(x)  # why"),
    ("a: string was(b)", "was(c)", "a: string was(c)"),
    ("a: enum(x, y)", "map(z, x)", "a: enum(x, y) map(z, x)"),
    ("a: string required", 'fill("a b")', 'a: string required fill("a b")'),
    ("a: {type: string}", "fill(x)", "a: {type: string, fill: x}"),
    ("a: {type: string, was: b}", "was(c)", "a: {type: string, was: c}"),
    ("a: {type: enum, values: [x]}", "map(z, x)", "a: {type: enum, values: [x], map: {z: x}}"),
    ("a:\n      type: string", "fill(x)", "a:\n      type: string\n      fill: x"),
)


@pytest.mark.parametrize(("field", "term", "expected"), WRITTEN)
def test_a_term_is_written_in_the_form_of_the_field(field: str, term: str, expected: str) -> None:
    text = f"{HEAD}models:\n  A:\n    {field}\n    b: text\n"
    edited, problems = write_term(file_of(text), "A", "a", term)
    assert edited is not None, problems
    assert edited.data.decode() == text.replace(field, expected)
    without, problems = remove_term(edited, "A", "a", term.partition("(")[0])
    assert without is not None, problems
    assert term.partition("(")[0] not in without.data.decode()


def test_the_old_name_of_a_model_is_written_and_removed() -> None:
    text = f"{HEAD}models:\n  A:\n    b: text\n"
    edited, problems = write_term(file_of(text), "A", None, "$was: B")
    assert edited is not None, problems
    assert edited.data.decode() == f"{text}    $was: B\n"
    without, problems = remove_term(edited, "A", None, "$was")
    assert without is not None, problems
    assert without.data.decode() == text


def test_a_term_that_is_not_there_is_removed_without_a_change() -> None:
    file = file_of(f"{HEAD}models:\n  A:\n    b: text\n")
    assert remove_term(file, "A", "b", "was") == (file, ())
    assert remove_term(file, "A", None, "$was") == (file, ())
    assert remove_term(file, "A", "c", "was")[0] is None

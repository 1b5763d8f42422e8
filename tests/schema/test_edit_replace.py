"""Replacing a field changes only its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.schema.edit import add_modifier, replace_field
from scaffold.schema.shorthand import FieldLine
from tests.schema.reading import HEAD, edit_text, valid
from tests.schema.test_edit import files

NEW: FieldLine = ("amount", "decimal(10, 2) required")


def replaced(text: str, field: str = "a", new: FieldLine = NEW) -> str:
    source, problems = edit_text(replace_field, text.encode(), "Order", field, new)
    assert source is not None, "\n".join(map(str, problems))
    return source.decode()


LINE = "amount: decimal(10, 2) required"
QUOTED = "amount: 'decimal(10, 2) required'"
FORMS = {
    "a line": (
        "    a:   string   # x\n    b: text\n",
        "    amount:   decimal(10, 2) required   # x\n    b: text\n",
    ),
    "in quotes": ("    'a': \"string\" # x\n", "    'amount': decimal(10, 2) required # x\n"),
    "the long form": (
        "    a: # x\n      # y\n      type: text\n      required: true # z\n    b: text\n",
        f"    {LINE} # x\n    b: text\n",
    ),
    "the long form in braces": ("    a: {type: text} # x\n", f"    {LINE} # x\n"),
    "folded": (
        "    a: >\n      text\n      required\n\n    b: text\n",
        f"    {LINE}\n\n    b: text\n",
    ),
    "on the line below": (
        "    a:\n      text # x\n    b: text\n",
        f"    {LINE} # x\n    b: text\n",
    ),
    "on two lines": ("    a: text\n      required # x\n", f"    {LINE} # x\n"),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_field_is_replaced_in_every_form(name: str, newline: str) -> None:
    before, after = FORMS[name]
    head = HEAD + "models:\n  # z\n  Order:\n"
    before, after = ((head + text).replace("\n", newline) for text in (before, after))
    assert replaced(before) == after


SAID = {
    "a: text # x": "a: text comment(note) # x",
    'a: "text" # x': 'a: "text comment(note)" # x',
    "a: 'text'": "a: 'text comment(note)'",
    "a: {type: text} # x": "a: {type: text, comment: note} # x",
    "a: >\n      text\n    b: text": "a: >\n      text comment(note)\n    b: text",
    "a: # x\n      type: text # y\n    b: text": (
        "a: # x\n      type: text # y\n      comment: note\n    b: text"
    ),
}


@pytest.mark.parametrize(("before", "after"), SAID.items())
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_modifier_is_added_in_every_form(before: str, after: str, newline: str) -> None:
    head = HEAD + "models:\n  Order:\n    "
    before, after = ((head + text + "\n").replace("\n", newline) for text in (before, after))
    term = ("comment", "note")
    edited, problems = edit_text(add_modifier, before.encode(), "Order", "a", term)
    assert (edited or b"").decode() == after, problems
    for model, field in (("Orders", "a"), ("Order", "c")):
        edited, problems = edit_text(add_modifier, before.encode(), model, field, term)
        assert edited is None
        assert problems[0].hint


BRACES = {
    "{a: text, b: text}": f"{{{QUOTED}, b: text}}",
    "{b: text, a: {type: text, required: true}, }": f"{{b: text, {QUOTED}, }}",
    '{"b": "text", "a": "text"}': '{"b": "text", "amount": "decimal(10, 2) required"}',
    '{"a": {"type": "text"}}': '{"amount": "decimal(10, 2) required"}',
}


@pytest.mark.parametrize("before", BRACES)
def test_field_is_replaced_in_braces(before: str) -> None:
    head = HEAD + "models:\n  Order: "
    assert replaced(head + before + "\n") == head + BRACES[before] + "\n"


def refused(field: str, new: FieldLine, model: str = "Order") -> str:
    text = HEAD + "models:\n  Order:\n    a: text\n    b: text\n"
    source, problems = edit_text(replace_field, text, model, field, new)
    assert source is None
    return problems[0].message


def test_refused_edits() -> None:
    assert refused("a", ("b", "text")) == "Order already has a field `b`: scaffold.yaml:7:5"
    assert refused("c", ("c", "text")) == "Order has no field `c`"
    assert refused("a", ("a", "text"), "Ordr").endswith("did you mean `Order`?")
    assert refused("a", ("a", "strng")).startswith("`a: strng`: unknown type `strng`")
    assert refused("a", ("$a", "text")).startswith("`$a` is a setting of the model")


@given(files(), st.data())
def test_nothing_else_changes(text: str, data: st.DataObject) -> None:
    model = data.draw(st.sampled_from(valid(text).models))
    if not model.fields:
        return
    field = data.draw(st.sampled_from(model.fields))
    source, _ = edit_text(replace_field, text, model.name, field.name, NEW)
    assert source is not None
    edited = source.decode()
    at = field.location.line - 1
    old, new = text.splitlines(), edited.splitlines()
    assert old[:at] + old[at + 1 :] == new[:at] + new[at + 1 :]
    assert LINE in new[at]
    assert old[at].partition(" #")[2] == new[at].partition(" #")[2]

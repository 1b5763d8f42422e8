"""Removals: an entry is removed with what belongs to it, and nothing else."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scaffold.schema.edit import add_fields, remove_field, remove_model
from tests.schema.reading import HEAD, edit_text, valid
from tests.schema.test_edit import FIELDS, PLACES, add, files


def without(text: str, model: str, field: str | None = None) -> str:
    if field is None:
        source, problems = edit_text(remove_model, text.encode(), model)
    else:
        source, problems = edit_text(remove_field, text.encode(), model, field)
    assert source is not None, "\n".join(map(str, problems))
    return source.decode()


BLOCK = """\
models:
  # Who buys.
  Customer:
    # Money first.
    total: decimal(10, 2)   # in euros
    # A word.
    note: text

    state: string

    # Times.

    paidAt: datetime
    long:
      # What it is.
      type: text
      # To come:
      # comment: x
    last: >
      text
      required
    # The end.

    # Later:
    # more: text

  # What is bought.
  Product: {name: text, price: 'decimal(10, 2)', sku: text}  # for now

  Tag:
    name: text


# About what follows.

  Other: {}
options: {id: uuid}
"""

BLOCK_CUTS = {
    "with the comments above it and behind it": (
        "Customer.total",
        "    # Money first.\n    total: decimal(10, 2)   # in euros\n",
    ),
    "between a line and a gap": ("Customer.note", "    # A word.\n    note: text\n"),
    "between two gaps": ("Customer.state", "    state: string\n\n"),
    "below a comment that stands apart": ("Customer.paidAt", "    paidAt: datetime\n"),
    "a long form with its comments": (
        "Customer.long",
        "    long:\n      # What it is.\n      type: text\n      # To come:\n      # comment: x\n",
    ),
    "the last one": ("Customer.last", "    last: >\n      text\n      required\n"),
    "from the middle of braces": ("Product.price", "price: 'decimal(10, 2)', "),
    "from the front of braces": ("Product.name", "name: text, "),
    "from the end of braces": ("Product.sku", ", sku: text"),
    "the only one": ("Tag.name", "    name: text\n"),
    "the first model": (
        "Customer",
        BLOCK[BLOCK.index("  # Who buys") : BLOCK.index("  # What is bought.")],
    ),
    "a model in braces": (
        "Product",
        "  # What is bought.\n"
        "  Product: {name: text, price: 'decimal(10, 2)', sku: text}  # for now\n\n",
    ),
    "the smaller of two gaps": ("Tag", "\n  Tag:\n    name: text\n"),
    "the last model": ("Other", "\n  Other: {}\n"),
}


@pytest.mark.parametrize("name", BLOCK_CUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_dependent_entries_are_removed(name: str, newline: str) -> None:
    what, cut = BLOCK_CUTS[name]
    text = (HEAD + BLOCK).replace("\n", newline)
    cut = cut.replace("\n", newline)
    assert text.count(cut) == 1
    assert without(text, *what.split(".")) == text.replace(cut, "")


BRACES = {
    "the only one": ("{a: text}", "a", "{}"),
    "the only one, with a comma": ("{ a: text, }", "a", "{}"),
    "the last, with a comma": ("{b: text, a: text, }", "a", "{b: text, }"),
    "the first, over lines": ("{a: text,\n    b: text}", "a", "{b: text}"),
    "the first, with a comment": ("{a: text, # x\n    b: text}", "a", "{ # x\n    b: text}"),
    "the last of a line": ("{b: text, a: text,\n    c: text}", "a", "{b: text,\n    c: text}"),
    "the first of a line": ("{b: text,\n    a: text, c: text}", "a", "{b: text, c: text}"),
    "a line": (
        "{\n    b: text, # b\n    # a\n    a: text, # a, b\n    c: text\n  }",
        "a",
        "{\n    b: text, # b\n    c: text\n  }",
    ),
    "the first line": ("{\n    a: text,\n\n    c: text\n  }", "a", "{\n    c: text\n  }"),
    "the last line": (
        "{\n    b: text, # x, y\n    a: text # a\n  }",
        "a",
        "{\n    b: text # x, y\n  }",
    ),
    "the last line, with a comma": (
        "{\n    b: text, # x, y\n    a: text,\n  }",
        "a",
        "{\n    b: text, # x, y\n  }",
    ),
    "the last line, before the brace": ("{\n    b: text,\n    a: text }", "a", "{\n    b: text }"),
    "the only line": ("{\n    a: text\n  }", "a", "{}"),
    "the only line, with words": (
        "{\n    # none yet\n\n    a: text\n  }",
        "a",
        "{\n    # none yet\n  }",
    ),
    "a mapping": ("{b: {type: text}, a: {type: text, required: true}}", "a", "{b: {type: text}}"),
}


@pytest.mark.parametrize("name", BRACES)
def test_entries_are_removed_from_braces(name: str) -> None:
    before, field, after = BRACES[name]
    head = HEAD + "models:\n  Order: "
    assert without(f"{head}{before} # end\n", "Order", field) == f"{head}{after} # end\n"


@pytest.mark.parametrize("indent", [None, 2, 4])
def test_entries_are_removed_from_json(indent: int | None) -> None:
    whole = {
        "version": 1,
        "targets": {"sequelize": {}},
        "models": {
            "A": {"x": "text", "y": {"type": "text"}, "z": "text"},
            "B": {},
            "C": {"x": "text"},
        },
    }
    text = json.dumps(whole, indent=indent)
    for model, fields in whole["models"].items():  # type: ignore[attr-defined]
        for field in (None, *fields):
            expected = json.loads(text)
            del (expected["models"] if field is None else expected["models"][model])[field or model]
            assert without(text, model, field) == json.dumps(expected, indent=indent)


# Where `add` makes `models:` itself, or a block of braces, the way back does not lead there; and
# a comment that what is added comes to stand under is its own from then on.
ONE_WAY = {"no models", "no last newline", "wider indentation", "document end", "empty models"}
ONE_WAY |= {"JSON", "an empty model", "a model with fields"}


@pytest.mark.parametrize("name", sorted(set(PLACES) - ONE_WAY))
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_removing_an_added_entry_restores_the_file(name: str, newline: str) -> None:
    before, after = (text.replace("\n", newline) for text in PLACES[name])
    is_new = all(model.name != "Order" for model in valid(before).models)
    assert without(after, "Order", None if is_new else "a") == before


@given(files(), st.sampled_from(["Order", "New"]))
def test_added_and_removed(text: str, model: str) -> None:
    edited = add(text, model)
    assume(not re.search(rf"^( *)#.*\n\1(total|{model}):", edited, re.MULTILINE))
    if any(one.name == model for one in valid(text).models):
        for name, _ in FIELDS:
            edited = without(edited, model, name)
    else:
        edited = without(edited, model)
    assert edited == text


@given(files(), st.data())
def test_everything_else_is_kept(text: str, data: st.DataObject) -> None:
    before = valid(text)
    model = data.draw(st.sampled_from(before.models))
    field = data.draw(st.sampled_from([None, *(one.name for one in model.fields)]))
    edited = without(text, model.name, field)
    left = iter(text.splitlines())
    assert all(line in left for line in edited.splitlines())


def test_the_last_ones_leave_a_valid_file() -> None:
    text = HEAD + "models:\n  Order:\n    a: text\n"
    assert without(text, "Order", "a") == HEAD + "models:\n  Order:\n"
    assert without(text, "Order") == HEAD + "models:\n"
    assert add(without(text, "Order"), fields=(("a", "text"),)) == HEAD + (
        "models:\n  Order:\n    a: text\n"
    )


def test_unknown_name_is_reported() -> None:
    text = HEAD + "models:\n  Order:\n    total: text\n"
    for model, field, message, hint in (
        ("Odrer", None, "scaffold.yaml has no model `Odrer`: did you mean `Order`?", "`Order`"),
        ("Odrer", "total", "has no model `Odrer`: did you mean `Order`?", "`Order`"),
        ("Order", "totl", "Order has no field `totl`: did you mean `total`?", "Write `total`."),
        ("Order", "zzz", "Order has no field `zzz`", "Its fields are `total`."),
    ):
        if field is None:
            source, problems = edit_text(remove_model, text, model)
        else:
            source, problems = edit_text(remove_field, text, model, field)
        assert source is None
        assert message in problems[0].message
        assert hint in (problems[0].hint or "")


def test_a_key_of_another_kind_is_refused_and_not_mangled() -> None:
    text = HEAD + "models:\n  ? Order\n  : {a: text}\n  B: {}\n"
    source, problems = edit_text(remove_model, text, "Order")
    if source is not None:
        assert valid(source.decode()).models == valid(HEAD + "models:\n  B: {}\n").models
    else:
        assert "cannot be edited here" in problems[0].message


def test_adding_stays_possible() -> None:
    source, _ = edit_text(add_fields, without(HEAD + "models: {A: {a: text}}\n", "A"), "B", ())
    assert source is not None
    assert [model.name for model in valid(source.decode()).models] == ["B"]

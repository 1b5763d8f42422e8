"""Names without references are removed; references are reported with a solution."""

from __future__ import annotations

import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.editing.removals import associations_left_alone, remove
from scaffold.errors import Problem
from scaffold.schema.edit import add_fields
from scaffold.schema.edit.model_references import Named
from tests.editing.test_renaming import FORMS, meaning, schema_of
from tests.schema.reading import HEAD, edit_text, file_of


def named(*names: str) -> list[Named]:
    return [Named(*name.split(".")) for name in names]


def without(text: str, *names: str) -> tuple[str, tuple[Problem, ...]]:
    edited, problems = remove(file_of(text), named(*names))
    return (edited.data if edited else b"").decode(), problems


SHOP = (
    HEAD
    + """options: {dialects: [sqlite, postgres]}
models:
  Customer:
    name: string
    email: string unique check("{name} <> {email}")
    orders: hasMany(Order) inverse(customer)
    reviews: hasMany(Review) scope(kind, good) sourceKey(email)
    tags: belongsToMany(Tag) through(Labels) foreignKey(whose) otherKey(which)
  Order:
    total: integer
    customer: belongsTo(Customer)
    $indexes: [[customer, total], {fields: [total], where: "{CustomerId} > 0"}]
  Review:
    kind: string
  Label:
    whose: integer
  Tag:
"""
)


def spoken(text: str, *names: str) -> list[str]:
    """Return the keywords that refer to removed names, each with the key of its line."""
    edited, problems = without(text, *names)
    assert not edited
    found = []
    for location in (problem.where for problem in problems):
        assert location
        line = text.splitlines()[location.line - 1]
        word = re.match(r"\w+", line[location.column - 1 :])
        assert word
        found.append(f"{line.partition(':')[0].strip()}: {word[0]}")
    return found


def test_every_reference_is_reported_with_its_location() -> None:
    assert spoken(SHOP, "Customer.name") == ["email: name"]
    assert spoken(SHOP, "Customer.email") == ["reviews: email"]
    assert spoken(SHOP, "Order.customer") == ["orders: customer", "$indexes: customer"]
    assert spoken(SHOP, "Order.total") == ["$indexes: total", "$indexes: total"]
    assert spoken(SHOP, "Review.kind") == ["reviews: kind"]
    assert spoken(SHOP, "Review") == ["reviews: Review"]
    assert spoken(SHOP, "Label") == ["tags: Labels"]
    assert spoken(SHOP, "Label.whose") == ["tags: whose"]
    assert spoken(SHOP, "Tag") == ["tags: Tag"]
    assert spoken(SHOP, "Customer") == ["customer: Customer"]


def test_suggested_command_works() -> None:
    _, problems = without(SHOP, "Customer")
    assert problems[0].message == "`Order.customer` refers to `Customer`, which is to be removed"
    # The index refers to the field that is removed as well.
    assert spoken(SHOP, "Customer", "Order.customer") == ["$indexes: customer"]
    names = ("Customer", "Order.customer", "Order.$indexes")
    assert problems[0].hint == (
        f"Change that line first, or remove it too: `{shlex.join(('scaffold', 'remove', *names))}`."
    )
    assert without(SHOP, *names)[0]
    assert "Customer" not in without(SHOP, "Customer", "Order", "Customer.name")[0]


def test_no_command_is_suggested_that_would_be_refused() -> None:
    text = SHOP.replace("[customer, total], ", "").replace("total: integer", "amount: integer")
    text = text.replace("fields: [total]", "fields: [amount]")
    text = text.replace(" inverse(customer)", " inverse(customer) required")
    _, problems = without(text, "Order.customer")
    assert problems[0].hint == "Change that line first."


@pytest.mark.slow
def test_remaining_schema_must_be_valid() -> None:
    text = SHOP.replace("[customer, total], ", "")
    edited, problems = without(text, "Order.customer", "Customer.orders")
    assert not edited
    assert problems[0].message.startswith("without it, `$indexes: [{fields: [total], where: ")
    assert "`Order` has no attribute `CustomerId`" in problems[0].message


def test_incomplete_schema_can_be_edited() -> None:
    text = HEAD + "models:\n  Order:\n    a: text\n    customer: belongsTo(Customer)\n"
    assert without(text, "Order.a")[0] == text.replace("    a: text\n", "")


def left(text: str, *names: str) -> list[str]:
    after = without(text, *names)[0]
    if not after:
        return []
    return [
        str(each.association)
        for each in associations_left_alone(file_of(text), file_of(after), named(*names))
    ]


def test_remaining_inverse_is_reported() -> None:
    text = SHOP.replace("[customer, total], ", "").replace(" inverse(customer)", "")
    assert left(text, "Order.customer") == ["Customer.orders"]
    assert left(text, "Customer.orders") == ["Order.customer"]
    assert left(text, "Order.customer", "Customer.orders") == []
    assert left(text, "Customer.orders", "Order") == []
    assert left(text, "Order.total") == []
    assert left(HEAD + "models: {A: {b: hasOne(C)}}", "A.b") == []


@pytest.mark.slow
@given(FORMS, st.data())
def test_adding_and_removing_restores_the_meaning(text: str, data: st.DataObject) -> None:
    schema = schema_of(text)
    model = data.draw(st.sampled_from(schema.models)).name
    other = data.draw(st.sampled_from(schema.models)).name
    fields = (("stripe", "string"), ("mane", f"belongsTo({other}) logical"))
    more, problems = edit_text(add_fields, text, model, fields)
    assert more is not None, problems
    assert without(more.decode(), f"{model}.mane", f"{model}.stripe")[0] == text


@pytest.mark.slow
@given(FORMS, st.data())
def test_random_removal_leaves_a_valid_schema(text: str, data: st.DataObject) -> None:
    names = [
        name
        for model in schema_of(text).models
        for name in (model.name, *(f"{model.name}.{field.name}" for field in model.fields))
    ]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    edited, problems = without(text, *chosen)
    if problems:
        assert not edited
        assert all(problem.hint for problem in problems)
        return
    left = [name for name in names if not {name, name.partition(".")[0]} & set(chosen)]
    assert [
        name
        for model in schema_of(edited).models
        for name in (model.name, *(f"{model.name}.{field.name}" for field in model.fields))
    ] == left
    if "Index" not in text:
        meaning(edited)

"""A rename changes only names: the schema keeps its meaning, as after a manual edit."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from scaffold.changes.snapshot import ModelSnapshot, Snapshot
from scaffold.database.fingerprint import fingerprint
from scaffold.database.resolve import resolve
from scaffold.database.resolve.derived_keys import derived_keys
from scaffold.database.tables import Database, TableName
from scaffold.editing.name_changes import followers, names_of, rename
from scaffold.errors import Problem
from scaffold.naming import foreign_key
from scaffold.project.compilation import known_targets
from scaffold.schema.edit.model_references import Named, table_of
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import read_schema
from tests.schema.reading import HEAD, file_of
from tests.strategies import schemas

# Words that no schema of the strategies has, in its names or in theirs.
NOTHING = Snapshot()
NEW = {"model": "Zebra", "field": "stripe"}


def in_some_form(text: str, indent: int | None) -> str:
    """The schema as it is, for -1, or as JSON."""
    if indent == -1:
        return text
    return json.dumps(yaml.load(text, yaml.BaseLoader), indent=indent)


FORMS = st.builds(in_some_form, schemas(), st.sampled_from([-1, -1, None, 0, 4]))


def called(
    text: str, what: str, name: str, before: Snapshot = NOTHING
) -> tuple[str, tuple[Problem, ...]]:
    edited, problems = rename(file_of(text), Named(*what.split(".")), name, names_of(before))
    return (edited.data if edited else b"").decode(), problems


def schema_of(text: str) -> Schema:
    schema, problems = read_schema(text, "scaffold.yaml", known_targets())
    assert schema is not None, problems
    return schema


def meaning(text: str) -> Database:
    database, problems = resolve(schema_of(text))
    assert database is not None, "\n".join(map(str, problems))
    return database


def a_name(schema: Schema, data: st.DataObject) -> tuple[str, str]:
    """A model or a field, and a new name for it."""
    model = data.draw(st.sampled_from(schema.models))
    field = data.draw(st.sampled_from([None, *(each.name for each in model.fields)]))
    if field is None:
        return model.name, NEW["model"]
    return f"{model.name}.{field}", NEW["field"]


@pytest.mark.slow
@given(FORMS, st.data())
def test_rename_and_back_restores_the_file(text: str, data: st.DataObject) -> None:
    what, name = a_name(schema_of(text), data)
    # A target takes no such model, so there is no way back to it.
    assume(what != "Index")
    there, problems = called(text, what, name)
    assert not problems
    assert fingerprint(meaning(there)) == fingerprint(meaning(text))
    back = what.rpartition(".")[0] + ".", name
    back_name = "".join(back).lstrip(".")
    assert called(there, back_name, what.rpartition(".")[2])[0] == text


@pytest.mark.slow
@given(FORMS, st.data())
def test_rename_matches_a_manual_edit(text: str, data: st.DataObject) -> None:
    """If a name is unique in the file, replacing every occurrence gives the same result."""
    schema = schema_of(text)
    what, name = a_name(schema, data)
    model, _, field = what.partition(".")
    old = field or model
    names = [each.name for one in schema.models for each in (one, *one.fields)]
    assume(names.count(old) == 1 and old not in ("from", "key", "group", "select", "user", "desc"))
    style = schema.options.foreign_key
    words = {old: name, foreign_key(old, style): foreign_key(name, style)}
    if not field:
        result = next(one for one in schema.models if one.name == model)
        there = called(text, what, name)[0]
        new = next(one for one in schema_of(there).models if one.name == name)
        assume(table_of(result, schema) != model)
        words[table_of(result, schema)] = table_of(new, schema)
    by_hand = re.sub(r"[\w-]+", lambda word: words.get(word[0], word[0]), text)
    assert meaning(called(text, what, name)[0]) == meaning(by_hand)


SHOP = (
    HEAD
    + """options: {dialects: [sqlite, postgres]}
models:
  Customer:
    orders: hasMany(Order) foreignKey(CustomerId)
    reviews: hasMany(Review)
    tags: belongsToMany(Tag) through(Labels) otherKey(TagId)
  Order:
    placed: datetime
    createdAt: datetime required
    customer: belongsTo(Customer)
    $indexes: [[CustomerId, placed], {fields: [placed], where: "{CustomerId} > 0"}]
  Review:
    text: string
    $checks: ["{CustomerId} > 0"]
  Tag:
    name: string
    customers: belongsToMany(Customer) through(Labels) foreignKey(TagId)
"""
)


def lines(text: str, what: str, name: str) -> list[str]:
    """The lines that are new."""
    edited, problems = called(text, what, name)
    assert not problems, "\n".join(map(str, problems))
    return [line.strip() for line in edited.splitlines() if line not in text.splitlines()]


def test_foreign_key_follows_its_alias() -> None:
    assert lines(SHOP, "Order.customer", "client") == [
        "orders: hasMany(Order) foreignKey(ClientId)",
        "client: belongsTo(Customer) was(customer)",
        '$indexes: [[ClientId, placed], {fields: [placed], where: "{ClientId} > 0"}]',
    ]


def test_foreign_key_follows_its_model() -> None:
    assert lines(SHOP, "Customer", "Client") == [
        "Client:",
        "$was: Customer",
        "customer: belongsTo(Client)",
        '$checks: ["{ClientId} > 0"]',
        "customers: belongsToMany(Client) through(Labels) foreignKey(TagId)",
    ]


def test_named_foreign_key_is_kept() -> None:
    text = SHOP.replace("belongsTo(Customer)", "belongsTo(Customer) foreignKey(CustomerId)")
    assert lines(text, "Order.customer", "client") == [
        "client: belongsTo(Customer) foreignKey(CustomerId) was(customer)"
    ]
    assert not any("otherKey(MarkId)" in line for line in lines(text, "Tag", "Mark"))


def test_followers_of_a_rename_are_listed() -> None:
    found, keys = followers(file_of(SHOP), Named("Order", "customer"), "client")
    assert [(str(each.source), each.location.line) for each in found] == [
        ("Customer.orders", 7),
        ("Order.$indexes", 14),
        ("Order.$indexes", 14),
    ]
    assert keys == {Named("Order", "CustomerId"): "ClientId"}


@pytest.mark.parametrize(
    ("what", "name", "message", "hint"),
    [
        ("Order.createdAt", "born", "would change more than names", "add `$timestamps: {cre"),
        ("Order.placed", "updatedAt", "would change more than names", "a timestamp"),
        ("Order.placed", "save", "Sequelize's Model already has a member `save`", "column(save)"),
        ("Tag", "Label", "`Labels` is itself one of the two joined models", "Name a table"),
        ("Review", "Label", "would change more than names", "choose another"),
        ("Review.text", "CustomerId", "an attribute of `Review`", "foreignKey(CustomerId)"),
    ],
)
def test_rename_that_changes_more_is_refused(what: str, name: str, message: str, hint: str) -> None:
    edited, problems = called(SHOP, what, name)
    assert not edited
    assert any(message in str(each) and hint in str(each.hint) for each in problems), problems


def test_incomplete_schema_can_be_edited() -> None:
    text = HEAD + "models:\n  Order:\n    customer: belongsTo(Customer)\n"
    assert lines(text, "Order.customer", "client") == ["client: belongsTo(Customer) was(customer)"]
    assert called(text, "Order", "Sale")[0].endswith("$was: Order\n")


def test_rename_to_the_same_name_changes_nothing() -> None:
    assert called(SHOP, "Order.customer", "customer")[0] == SHOP


def test_was_is_the_name_in_the_lock() -> None:
    before = Snapshot(
        models=(ModelSnapshot("Order", TableName("Orders"), (("placed", "placed"),)),),
    )
    text = called(SHOP, "Order.placed", "at", before)[0]
    assert "at: datetime was(placed)" in text
    assert "at: datetime\n" in called(text, "Order.at", "placed", before)[0].replace(
        "placed:", "at:"
    )
    assert "client: belongsTo(Customer)\n" in called(SHOP, "Order.customer", "client", before)[0]
    assert "$was" not in called(SHOP, "Tag", "Mark", before)[0]


def test_foreign_keys_of_an_implicit_join_table() -> None:
    text = HEAD + (
        "models:\n  A:\n    bs: belongsToMany(B) through(Js)\n"
        "  B:\n    as: belongsToMany(A) through(Js) foreignKey(BId) otherKey(AId)\n"
    )
    assert derived_keys(schema_of(text), Named("A"), "C") == {}
    text = text.replace(" foreignKey(BId) otherKey(AId)", "")
    assert derived_keys(schema_of(text), Named("A"), "C") == {Named("Js", "AId"): "CId"}

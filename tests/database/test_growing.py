"""A schema that changes: what its text's changes do to the tables, `was(…)` included."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from scaffold.database.apply_operations import apply_operations, reverse
from scaffold.database.resolve import resolve
from scaffold.schema.read_schema import read_schema
from tests.database.resolving import TARGETS, read, resolved
from tests.strategies import schemas
from tests.support.databases import meaning
from tests.support.planning import migrations, operations

REFERENCE = Path(__file__).parents[1] / "reference"
BEFORE = """
Order:
  total: integer
  customer: belongsTo(Customer)
  tags: belongsToMany(Tag) through(OrderTags)
Customer:
  name: string
Tag:
  label: string
"""


def slugs(after: str, before: str = BEFORE) -> list[str]:
    """The slugs of the migrations from one schema to another."""
    made = migrations(resolved(before), resolved(after), read(after), used=["add-associations"])
    return [each.slug for each in made]


@pytest.mark.parametrize("name", ["uuid", "integer"])
def test_reference_schema_has_its_files(name: str) -> None:
    text = (REFERENCE / name / "scaffold.yaml").read_text(encoding="utf-8")
    python = {"sqlalchemy": {"directory": "python"}}
    schema, _ = read_schema(text, "scaffold.yaml", TARGETS | python)
    assert schema
    database, _ = resolve(schema)
    assert database
    assert [each.name for each in migrations(None, database)] == [
        "20260101000001-create-customers",
        "20260101000002-create-orders",
        "20260101000003-create-payments",
        "20260101000004-create-products",
        "20260101000005-create-tags",
        "20260101000006-add-associations",
        "20260101000007-associate-product-tag",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("total: integer", "total: integer\n  note: string index", ["change-orders"]),
        ("total: integer", "total: integer unique", ["change-orders"]),
        ("total: integer", "total: integer\n  $checks: ['{total} > 0']", ["change-orders"]),
        ("label: string", "label: string\n  order: belongsTo(Order)", ["add-tag-order"]),
        ("name: string", "name: string\n  orders: hasMany(Order)", []),
        ("name: string", "name: string\n  tag: hasOne(Tag)", ["add-tag-customer"]),
        (
            "name: string",
            "name: string\n  tags: belongsToMany(Tag) through(Marks)",
            ["associate-customer-tag"],
        ),
        ("Tag:", "Note:\n  text: text\nTag:", ["create-notes"]),
        ("customer: belongs", "buyer: foreignKey(CustomerId) belongs", []),
    ],
)
def test_additions_become_migrations(old: str, new: str, expected: list[str]) -> None:
    if new.startswith("buyer"):
        new, old = (
            "buyer: belongsTo(Customer) foreignKey(CustomerId)",
            "customer: belongsTo(Customer)",
        )
    assert slugs(BEFORE.replace(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("total: integer", "total: integer was(sum)"),
        ("total: integer", "sum: integer column(total) was(total)"),
        ("customer: belongsTo(Customer)", "customer: belongsTo(Customer) was(buyer)"),
        (
            "customer: belongsTo(Customer)",
            "buyer: belongsTo(Customer) was(customer) foreignKey(CustomerId)",
        ),
        ("Tag:\n", "Tag:\n  $was: Label\n"),
    ],
)
def test_applied_was_and_was_without_effect_are_harmless(old: str, new: str) -> None:
    assert slugs(BEFORE.replace(old, new)) == []


def test_every_was_is_ignored_before_the_first_run() -> None:
    after = BEFORE.replace("total: integer", "total: integer was(sum)")
    assert migrations(None, resolved(after), read(after))


@pytest.mark.slow
@given(schemas())
def test_any_schema_generates_and_a_second_run_changes_nothing(text: str) -> None:
    schema, _ = read_schema(text, "s.yaml", TARGETS)
    assert schema
    database, _ = resolve(schema)
    assert database
    made = operations(None, database)
    tables = apply_operations((), made)
    assert meaning(tables) == meaning(database.tables)
    assert apply_operations(tables, reverse(made)) == ()
    names = [each.name for each in migrations(None, database, schema)]
    assert names == sorted(set(names))
    again = changes(snapshot(database), database, schema)
    assert not again.operations and not again.problems and not again.questions

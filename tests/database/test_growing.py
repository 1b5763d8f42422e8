"""A schema that changes: what its text's changes do to the tables, `was(…)` included."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given

from scaffold.database.apply_operations import apply_operations, reverse
from scaffold.database.compare import compare
from scaffold.database.facts import Facts, facts
from scaffold.database.resolve import resolve
from scaffold.lock import Lock, advance, dumps, loads
from scaffold.migrations import plan_migrations
from scaffold.schema.read_schema import read_schema
from tests.database.resolving import TARGETS, read, resolved
from tests.strategies import schemas
from tests.support.databases import meaning

REFERENCE = Path(__file__).parents[1] / "reference"
NOW = datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)
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
    first, schema = resolved(before), read(after)
    result = compare(facts(first), resolved(after), schema)
    assert not result.problems, "\n".join(map(str, result.problems))
    migrations = plan_migrations(
        result.operations, resolved(after), now=NOW, first=NOW, used=["add-associations"]
    )
    return [each.slug for each in migrations]


def problems(after: str, before: str = BEFORE) -> list[str]:
    """What is wrong with going from one schema to another."""
    result = compare(facts(resolved(before)), resolved(after), read(after))
    assert result.problems and not result.operations
    return [str(problem) for problem in result.problems]


@pytest.mark.parametrize("name", ["uuid", "integer"])
def test_the_reference_has_its_files(name: str) -> None:
    text = (REFERENCE / name / "scaffold.yaml").read_text(encoding="utf-8")
    python = {"sqlalchemy": {"directory": "python"}}
    schema, _ = read_schema(text, "scaffold.yaml", TARGETS | python)
    assert schema
    database, _ = resolve(schema)
    assert database
    operations = compare(Facts(), database).operations
    assert [each.name for each in plan_migrations(operations, database, now=NOW, first=NOW)] == [
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


def test_a_required_association_on_a_table_that_stands_is_refused() -> None:
    (problem,) = problems(
        BEFORE.replace("label: string", "label: string\n  order: belongsTo(Order) required")
    )
    assert problem.startswith("s.yaml:13:")
    assert "`Tags.OrderId` is new and required" in problem


def test_timestamps_on_a_table_that_stands_are_refused() -> None:
    before = BEFORE.replace("label: string", "label: string\n  $timestamps: false")
    found = problems(BEFORE, before)
    assert len(found) == 2 and "`Tags.createdAt` is new and required" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "location", "message", "hint"),
    [
        (
            "total: integer",
            "sum: integer was(total)",
            "s.yaml:6:18",
            "`Order.sum` was `total`, and its column `total` of table `Orders` would change",
            "`column(total)`",
        ),
        (
            "customer: belongsTo(Customer)",
            "buyer: belongsTo(Customer) was(customer)",
            "s.yaml:7:32",
            "`Order.buyer` was `customer`, and its column `CustomerId` of table `Orders`",
            "`column(CustomerId)`",
        ),
        (
            "Tag:\n",
            "Label:\n  $was: Tag\n",
            "s.yaml:12:",
            "model `Label` was `Tag`, and table `Tags` would become `Labels`",
            "`$table: Tags`",
        ),
        (
            "total: integer",
            "total: integer\n  sum: integer was(amount)",
            "s.yaml:7:18",
            "`was(amount)`: what was generated last has neither field `amount` nor `sum`",
            "Write the name that it had then",
        ),
        (
            "Tag:\n",
            "Label:\n  $was: Marker\n  x: string\nTag:\n",
            "s.yaml:12:",
            "has neither model `Marker` nor `Label`",
            "Write the name that it had then",
        ),
    ],
)
def test_a_pending_was_is_told(old: str, new: str, location: str, message: str, hint: str) -> None:
    after = BEFORE.replace(old, new).replace("(Tag)", "(Label)" if "$was: Tag" in new else "(Tag)")
    found = problems(after)
    about = [each for each in found if message in each]
    assert len(about) == 1, found
    assert about[0].startswith(location) and hint in about[0]
    old_names = ("table `Tags` of", "`Orders.total` goes", "`Orders.CustomerId` goes")
    assert not [each for each in found if any(name in each for name in old_names)], found


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
def test_a_spent_was_and_one_without_effect_are_harmless(old: str, new: str) -> None:
    assert slugs(BEFORE.replace(old, new)) == []


def test_without_a_lock_every_was_is_spent() -> None:
    after = BEFORE.replace("total: integer", "total: integer was(sum)")
    assert not compare(Facts(), resolved(after), read(after)).problems


@given(schemas())
def test_any_schema_generates_and_rests(text: str) -> None:
    schema, _ = read_schema(text, "s.yaml", TARGETS)
    assert schema
    database, _ = resolve(schema)
    assert database
    operations = compare(Facts(), database, schema).operations
    tables = apply_operations((), operations)
    assert meaning(tables) == meaning(database.tables)
    assert apply_operations(tables, reverse(operations)) == ()
    migrations = plan_migrations(operations, database, now=NOW, first=NOW)
    names = [each.name for each in migrations]
    assert names == sorted(set(names))
    lock = advance(Lock(), database, operations, {"sequelize": migrations})
    assert loads(dumps(lock), "scaffold.lock") == lock
    again = compare(lock.facts, database, schema)
    assert not again.operations and not again.problems

"""Rows that a foreign key with a fill needs, and those that a column which comes back allows."""

from __future__ import annotations

from scaffold.changes.condition_texts import described
from scaffold.changes.outcome import changes
from scaffold.changes.returning_columns import row_limits
from scaffold.changes.snapshot import snapshot
from scaffold.database.apply_operations import reverse
from tests.changes.test_single_changes import BEFORE, changed, outcome
from tests.database.resolving import read, resolved

REQUIRED = changed(("belongsTo(Customer)", "belongsTo(Customer) required"))


def limits(before: str, after: str) -> list[tuple[str, int]]:
    """The columns that come back when a change is undone, with the most rows."""
    operations = reverse(outcome(after, before).operations)
    return [(each.column, each.rows) for each in row_limits(operations)]


def test_a_required_foreign_key_comes_back_only_without_rows() -> None:
    without = changed(("  customer: belongsTo(Customer)\n", ""), ("  orders: hasMany(Order)\n", ""))
    assert limits(REQUIRED, without) == [("CustomerId", 0)]
    assert limits(BEFORE, without) == []


def test_a_required_unique_column_comes_back_with_one_row() -> None:
    before = "A:\n  name: string\n  code: string(9) required unique\n  key: uuid required unique\n"
    assert limits(before, "A:\n  name: string\n") == [("code", 1)]


def test_a_fill_is_the_key_of_a_row() -> None:
    fills = REQUIRED.replace("(Customer) required", "(Customer) required fill(7)")
    without = changed(("  customer: belongsTo(Customer)\n", ""), ("  orders: hasMany(Order)\n", ""))
    (added,) = changes(snapshot(resolved(without)), resolved(fills), read(fills)).conditions
    assert described(added) == "Orders has no rows, or Customers.id has 7"


def test_what_refers_to_a_new_table_refers_to_no_row() -> None:
    after = "A:\n  bId: integer\n  b: belongsTo(B) foreignKey(bId)\nB:\n  name: string\n"
    (found,) = outcome(after, "A:\n  bId: integer\n").conditions
    assert described(found) == "no row of As has a bId"


def test_what_refers_to_keys_that_are_computed_again_refers_to_no_row() -> None:
    """Values of another kind cannot be compared with them: PostgreSQL has no operator for it."""
    before = "A:\n  $id: integer\nB:\n  aId: uuid\n"
    after = "A:\n  $id: uuid\nB:\n  aId: uuid\n  a: belongsTo(A) foreignKey(aId)\n"
    (found,) = outcome(after, before).conditions
    assert described(found) == "no row of Bs has a aId"


def test_what_is_converted_and_refers_to_new_keys_refers_to_no_row() -> None:
    before = "A:\n  code: integer required unique\nB:\n  a: belongsTo(A) targetKey(code)\n"
    after = "A:\n  key: uuid required unique\nB:\n  a: belongsTo(A) targetKey(key)\n"
    found = [described(each) for each in outcome(after, before).conditions]
    assert "no row of Bs has a ACode" in found or "no row of Bs has a AId" in found, found


def test_what_refers_to_another_column_is_compared_with_it_as_text() -> None:
    before = "A:\n  code: string(9) required unique\nB:\n  a: belongsTo(A) foreignKey(aId)\n"
    after = before.replace("foreignKey(aId)", "foreignKey(aId) targetKey(code)")
    (found,) = [each for each in outcome(after, before).conditions if each.foreign_key]
    assert described(found) == "each aId of Bs is a As.code"
    assert found.as_text

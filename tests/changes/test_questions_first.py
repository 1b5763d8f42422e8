"""What a renamed model or field explains is asked before rows are said to have no values."""

from __future__ import annotations

from scaffold.changes.decisions import Decisions
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from tests.changes.test_single_changes import outcome
from tests.database.resolving import read, resolved

JOINED = """
Customer:
  name: string
Order:
  total: integer
  buyers: belongsToMany(Customer) through(OrderBuyers)
"""


def test_a_model_of_a_join_table_that_was_renamed_by_hand_is_asked_about() -> None:
    after = JOINED.replace("Order:", "Purchase:")
    question = outcome(after, JOINED).questions[0]
    assert [each.paste for each in question.choices] == ["Purchase: $was: Order", "--drop Order"]
    renamed = outcome(after.replace("Purchase:\n", "Purchase:\n  $was: Order\n"), JOINED)
    assert not renamed.problems and not renamed.questions
    # Without the rows of the dropped model, the pairs have no key.
    (problem,) = outcome(after, JOINED, Decisions(dropped={"Order"})).problems
    assert "would have no value for it" in problem.message


def test_the_hint_to_keys_of_a_join_table_leads_on() -> None:
    before = "Order:\n  mates: belongsToMany(Order) through(Pairs) foreignKey(a) otherKey(b)\n"
    after = before.replace("mates", "friends").replace("(a)", "(oneId)").replace("(b)", "(twoId)")
    problems = outcome(after, before).problems
    assert {"`was(…)`" in (each.hint or "") for each in problems} == {True}
    found = outcome(after.replace("otherKey", "was(mates) otherKey"), before)
    assert not found.problems and not found.questions
    for kept in (before.replace("mates", "friends"), after.replace("(Pairs)", "(Friendships)")):
        found = outcome(kept, before, Decisions(dropped={"Order.mates"}))
        assert not found.problems and not found.questions


def test_a_rename_is_asked_before_a_value() -> None:
    before = "Customer:\n  name: string\nOrder:\n  customer: belongsTo(Customer) required\n"
    first, second = outcome(before.replace("customer:", "client:"), before).questions
    assert [first.kind, second.kind] == ["rename", "fill"]


def test_the_hint_to_a_required_key_of_a_has_many_has_a_key_of_its_type() -> None:
    before = "Customer:\n  $id: uuid\n  name: string\nOrder:\n  total: integer\n"
    after = before.replace("string\n", "string\n  orders: hasMany(Order) required\n")
    (problem,) = outcome(after, before).problems
    line = 'customer: belongsTo(Customer) required fill("00000000-0000-4000-8000-000000000000")'
    assert line.partition(") ")[2] in (problem.hint or "")
    text = f"{after}  {line}\n"
    found = changes(snapshot(resolved(before)), resolved(text), read(text))
    assert not found.problems and not found.questions

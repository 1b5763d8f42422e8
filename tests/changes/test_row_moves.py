"""Associations that are stored elsewhere: when their pairs move."""

from __future__ import annotations

from scaffold.database.alterations import MoveRows
from tests.changes.test_single_changes import outcome

POLYMORPHIC = """
Customer:
  orders: hasMany(Order) foreignKey(ownerId) scope(kind, customer) logical
Shop:
  orders: hasMany(Order) foreignKey(ownerId) scope(kind, shop) logical
Order:
  ownerId: integer
  kind: string
"""
APART = """
Customer:
  orders: belongsToMany(Order) through(CustomerOrders)
Shop:
  orders: belongsToMany(Order) through(ShopOrders)
Order:
  $timestamps: true
"""


def test_keys_of_several_models_in_one_column_do_not_move() -> None:
    """Each order would become one of a customer and of a shop with that id."""
    found = outcome(APART, POLYMORPHIC)
    assert not any(isinstance(each, MoveRows) for each in found.operations)
    assert [(each.kind, each.name) for each in found.questions] == [
        ("drop", "Order.ownerId"),
        ("drop", "Order.kind"),
    ]
    alone = POLYMORPHIC.replace(
        "  orders: hasMany(Order) foreignKey(ownerId) scope(kind, shop)", "#"
    )
    found = outcome(APART, alone.replace("Shop:\n", "Shop:\n  name: string\n"))
    assert [type(each).__name__ for each in found.operations].count("MoveRows") == 1


def test_was_of_a_foreign_key_of_several_columns_is_no_single_one() -> None:
    before = "House:\n  a: integer\n  b: integer\n  $unique: [[a, b]]\nPerson:\n  home: integer\n"
    after = before.replace(
        "  home: integer\n",
        "  x: integer\n  y: integer\n"
        "  house: belongsTo(House) foreignKey(x, y) targetKey(a, b) was(home)\n",
    )
    (problem,) = outcome(after, before).problems
    assert "not both columns" in problem.message
    assert not outcome(after.replace("was(home)", "was(dwelling)"), before).problems

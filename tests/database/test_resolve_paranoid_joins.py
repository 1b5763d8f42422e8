"""Unique pairs of paranoid joins: only among rows that are not deleted, if the dialects can."""

from __future__ import annotations

import pytest

from tests.database.resolving import resolved

MODELS = """
Foo: {bazs: belongsToMany(Baz) through(FooBaz)}
Baz: {name: string}
FooBaz:
  foo: belongsTo(Foo)
  baz: belongsTo(Baz)
  role: string(10)
  $id: integer
"""
BOTH = "dialects: [sqlite, postgres], paranoid: true"


def uniques(settings: str, options: str = BOTH) -> list[tuple[tuple[str, ...], str | None]]:
    """Columns and conditions of the join's unique indexes."""
    indexes = resolved(MODELS + settings, options).model("FooBaz").table.indexes
    return [(index.columns, index.where) for index in indexes if index.unique]


def test_unique_pair_covers_rows_that_are_not_deleted() -> None:
    pair = (("FooId", "BazId"), "{deletedAt} IS NULL")
    assert uniques("  $unique: [[foo, baz]]") == [pair]
    assert uniques("  $indexes: [{fields: [foo, baz], unique: true}]") == [pair]


def test_condition_uses_the_declared_column_of_deleted_at() -> None:
    settings = "  goneAt: datetime column(gone)\n  $paranoid: goneAt\n  $unique: [[baz, foo, role]]"
    assert uniques(settings) == [(("BazId", "FooId", "role"), "{gone} IS NULL")]


@pytest.mark.parametrize(
    ("settings", "options"),
    [
        ("  $unique: [[foo, baz]]", "dialects: [sqlite, postgres]"),
        ("  $unique: [[foo, baz]]", "dialects: [sqlite, mysql], paranoid: true"),
        ("  $unique: [[foo, role]]", BOTH),
        ("  $unique: [[foo, baz]]\n  $paranoid: false", BOTH),
    ],
)
def test_other_unique_constraints_cover_all_rows(settings: str, options: str) -> None:
    assert [where for _, where in uniques(settings, options)] == [None]


def test_declared_condition_is_kept() -> None:
    settings = "  $indexes: [{fields: [foo, baz], unique: true, where: '{role} IS NOT NULL'}]"
    assert uniques(settings) == [(("FooId", "BazId"), "{role} IS NOT NULL")]

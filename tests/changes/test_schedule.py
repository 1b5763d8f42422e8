"""Operations from any schema to any other: applied to the old tables they give the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import Outcome, changes
from scaffold.changes.snapshot import canonical, snapshot
from scaffold.changes.table_changes import Translation
from scaffold.database.apply_operations import apply_operations, reverse
from scaffold.database.operations import Operation
from scaffold.database.tables import Database, Table, TableName
from scaffold.schema.model import Schema
from tests.changes.pairs import compiled, pairs
from tests.support.examples import examples


def by_name(tables: Iterable[Table]) -> dict[TableName, Table]:
    """Tables whose parts have no order."""
    return {
        table.name: replace(
            table, columns=tuple(sorted(table.columns, key=lambda column: column.name))
        )
        for table in map(canonical, tables)
    }


def check_both_ways(old: Database, new: Database, schema: Schema) -> None:
    """The operations lead from the old tables to the new ones, and their reverses back."""
    before = snapshot(old)
    found = changes(before, new, schema)
    # Some casts have no meaning: then there are no operations.
    if found.problems:
        return
    for operations in (found.operations, in_files(found, new)):
        check_operations(before.tables, new.tables, operations)


def in_files(found: Outcome, new: Database) -> tuple[Operation, ...]:
    """The operations in the order in which their files hold them."""
    made = drafts(found.scheduled, new, used=["create-x"])
    operations = tuple(each for draft in made for each in draft.operations)
    assert len(operations) == len(found.operations)
    return operations


def check_operations(
    old: Sequence[Table], new: Sequence[Table], operations: Sequence[Operation]
) -> None:
    after = apply_operations(old, operations)
    assert by_name(after) == by_name(new)
    assert by_name(apply_operations(after, reverse(operations))) == by_name(old)


@pytest.mark.slow
@examples(100)
@given(pairs())
def test_operations_lead_from_any_schema_to_any_other(pair: tuple[str, str]) -> None:
    old, new = pair
    schema, database = compiled(new)
    check_both_ways(compiled(old)[1], database, schema)


@pytest.mark.slow
@examples(100)
@given(pairs())
def test_unchanged_tables_are_left_out_without_an_effect(pair: tuple[str, str]) -> None:
    old, new = pair
    schema, database = compiled(new)
    before = snapshot(compiled(old)[1])
    found = changes(before, database, schema)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Translation, "_keeps_names", lambda *_: False)
        assert changes(before, database, schema) == found

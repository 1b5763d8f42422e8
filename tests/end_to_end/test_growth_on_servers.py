"""Further migrations on tables with rows, on each database: nothing is lost, up or down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.checks import Checks
from tests.support.compare_tables import differences
from tests.support.project import Project, down, up
from tests.support.rounds import SYNCED
from tests.support.unchecked_rows import contents, fill
from tests.targets.rendering import HEAD
from tests.targets.test_sequelize_growth import AFTER, BEFORE

pytestmark = pytest.mark.node


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "all"])
def test_database_with_rows_is_migrated_up_and_down(
    housed: Project, checks: Checks, alone: bool
) -> None:
    declared = checks.dialect if alone else "sqlite, postgres, mysql"
    options = f"options: {{dialects: [{declared}]}}\n"
    housed.schema(f"{HEAD}{options}{BEFORE}")
    housed.generate()
    first = housed.migrations
    housed.schema(f"{HEAD}{options}{AFTER}")
    housed.generate()
    further = [name for name in housed.migrations if name not in first]
    stood = housed.run_migrations(up(first[-1]))
    held = fill(housed.scratch)
    books, editor = map(housed.scratch.quoted, ("Books", "editorId"))
    housed.scratch.execute(f"UPDATE {books} SET {editor} = 1")
    rows = contents(housed.scratch, held)
    grown = housed.run_migrations(up())
    rules = replace(SYNCED[checks.dialect], unique_as_index=False, names=False)
    synced = housed.sync()
    for table in sorted({*grown, *synced}):
        ours, theirs = ({table: one[table]} if table in one else {} for one in (grown, synced))
        found = differences(ours, theirs, rules)
        checks.none(f"grown: {table}: the models make what the migrations made", found)
    now = contents(housed.scratch, grown)
    for table, was in rows.items():
        kept = {column: now[table].get(column) for column in was}
        checks.equal(f"grown: {table} holds what it held", kept, was)
    back = housed.run_migrations(down(further[0]))
    for table in sorted({*stood, *back}):
        ours, theirs = ({table: one[table]} if table in one else {} for one in (stood, back))
        checks.none(f"back: {table} is as it was", differences(ours, theirs))
    for table, was in rows.items():
        found_rows = contents(housed.scratch, back)[table]
        checks.equal(f"back: {table} holds what it held", found_rows, was)
    again = housed.run_migrations(up())
    checks.none("grown again: the same tables", differences(grown, again))

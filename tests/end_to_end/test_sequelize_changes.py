"""Each change of a schema migrated by Sequelize's runner on a database with rows, up and down."""

from __future__ import annotations

import pytest

from tests.changes.test_single_changes import BEFORE, SINGLE, changed, decided
from tests.database.resolving import resolved
from tests.support.change_rounds import Change, ChangeRounds
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

# What rows of BEFORE cannot be told from what the way down puts in their place.
LOSSY = {"timestamps off", "belongsTo becomes belongsToMany"}


def single(after: str, dialect: str, before: str = BEFORE) -> Change:
    """The change from one text of models to another, for one dialect."""
    options = f"dialects: [{dialect}]"
    plain, schema = decided(after)
    return Change(resolved(before, options), resolved(plain, options), schema)


def fill(scratch: Scratch) -> None:
    """Three orders with a customer each; tags on two of them."""
    q = scratch.quoted
    now = "'2026-01-02 03:04:05'"
    stamps = f"{q('createdAt')}, {q('updatedAt')}"

    def insert(table: str, columns: str, *rows: str) -> str:
        names = ", ".join(map(q, columns.split()))
        listed = ", ".join(f"({row}, {now}, {now})" for row in rows)
        return f"INSERT INTO {q(table)} ({names}, {stamps}) VALUES {listed}"

    scratch.insert_unchecked(
        insert("Customers", "name", "'Ada'", "'Grace'", "'Alan'"),
        insert(
            "Orders",
            "total note status CustomerId",
            "1.5, 'one', 'pending', 3",
            "2.25, 'two', 'paid', 1",
            "0, 'three', 'pending', 2",
        ),
        insert("Tags", "label", "'hot'", "'new'"),
        insert("OrderTags", "OrderId TagId", "1, 1", "1, 2", "3, 2"),
    )


def test_each_single_change(housed: Project, checks: Checks) -> None:
    rounds = ChangeRounds(housed, checks)
    for name, pairs, _ in SINGLE:
        change = single(changed(*pairs), checks.dialect)
        rounds.run(name, change, fill, exact_rows=name not in LOSSY)

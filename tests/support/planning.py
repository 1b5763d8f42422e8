"""Plan migrations from databases, without files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import Outcome, changes
from scaffold.changes.snapshot import Snapshot, snapshot
from scaffold.database.operations import Operation
from scaffold.database.tables import Database
from scaffold.migrations import Migration, versioned
from scaffold.schema.model import Schema

NOTHING = Snapshot()
FIRST = datetime(2026, 1, 1, 0, 0, 1)


def outcome(before: Database | None, after: Database, schema: Schema | None = None) -> Outcome:
    """Return the outcome of comparing two databases (or nothing with one); AssertionError with
    problems.
    """
    found = changes(snapshot(before) if before else NOTHING, after, schema)
    assert not found.problems, "\n".join(map(str, found.problems))
    return found


def operations(before: Database | None, after: Database) -> tuple[Operation, ...]:
    """Return the operations that lead from one database, or from nothing, to another."""
    return outcome(before, after).operations


def migrations(
    before: Database | None,
    after: Database,
    schema: Schema | None = None,
    *,
    used: Collection[str] = (),
    later_than: str | None = None,
    first: datetime = FIRST,
) -> tuple[Migration, ...]:
    """Return the migrations from one database to another, as a run splits them."""
    found = outcome(before, after, schema)
    made = drafts(found.scheduled, after, used)
    return versioned(made, now=FIRST, first=first, after=later_than)

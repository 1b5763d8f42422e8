"""Tables that others own: what changes of them is recorded, and no migration has it."""

from __future__ import annotations

from collections.abc import Iterable, Set

from scaffold.changes.identity_pairing import Pairing
from scaffold.changes.schedule import Scheduled
from scaffold.changes.snapshot import Snapshot
from scaffold.database.alterations import MoveRows
from scaffold.database.operations import table_of
from scaffold.database.tables import Database, TableName


def external_tables(before: Snapshot, after: Database, pairing: Pairing) -> frozenset[TableName]:
    """Return the tables, by old and new names, that are external now or were in the last run.

    A table that is external no more exists already, so that no migration creates it either.
    """
    known = {model.name: model for model in before.models}
    found = {model.table for model in before.models if model.external}
    for model in after.models:
        old = known.get(pairing.models.get(model.name, ""))
        if model.external:
            found.add(model.table.name)
            if old is not None:
                found.add(old.table)
        elif old is not None and old.external:
            found.add(model.table.name)
    return frozenset(found)


def split(
    scheduled: Iterable[Scheduled], external: Set[TableName]
) -> tuple[tuple[Scheduled, ...], tuple[Scheduled, ...]]:
    """Return the operations on own tables, and those on external ones."""
    if not external:
        return tuple(scheduled), ()
    own: list[Scheduled] = []
    others: list[Scheduled] = []
    for each in scheduled:
        operation = each.operation
        table = operation.target.table if isinstance(operation, MoveRows) else table_of(operation)
        (others if table in external else own).append(each)
    return tuple(own), tuple(others)

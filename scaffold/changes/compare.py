"""From a snapshot and a database to the operations that lead from one to the other."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.changes.decisions import Decisions
from scaffold.changes.moves import Move, moves
from scaffold.changes.pairing import Pairing, pair
from scaffold.changes.schedule import Scheduled, Values, schedule
from scaffold.changes.tables import Comparison, Translation, beside
from scaffold.database.facts import Facts
from scaffold.database.tables import Database
from scaffold.schema.model import Schema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """A snapshot beside a database: what pairs, what moves, and the operations in order."""

    pairing: Pairing
    comparison: Comparison
    moves: tuple[Move, ...]
    scheduled: tuple[Scheduled, ...]


def compare(
    before: Facts,
    after: Database,
    schema: Schema | None = None,
    decisions: Decisions | None = None,
    values: Values | None = None,
) -> Compared:
    """Return what leads from a snapshot to the database that a schema means."""
    pairing = pair(before, after, schema, decisions)
    comparison = beside(before, after, pairing)
    tables = {table.name: table for table in before.tables}
    translation = Translation(before, pairing)
    moved = moves(comparison, after, tables, translation, aliases(pairing, schema))
    found = schedule(before.tables, comparison, after, moved, values or Values())
    return Compared(pairing, comparison, moved, found)


def aliases(pairing: Pairing, schema: Schema | None) -> Mapping[tuple[str, str], str]:
    """Return the old alias of each association that a `was` in effect renames."""
    found: dict[tuple[str, str], str] = {}
    for kind, subject, text in pairing.used:
        model, dot, name = subject.partition(".")
        if kind == "was" and dot:
            found[model, name] = text
    return found

"""How one dialect's tables are read: queries that any driver runs, and what the rows mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scaffold.reflection.reflected_tables import Tables
from scaffold.values import dataclass

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

# Where each tool keeps which migrations have run.
BOOKS = frozenset({"SequelizeMeta", "alembic_version"})


@dataclass(frozen=True, slots=True, eq=False)
class Reflection:
    """One dialect's.

    `queries` are run on one connection, in order; `tables` and `engine` (name and version) make
    sense of their rows.
    """

    queries: Mapping[str, str]
    tables: Callable[[Rows], Tables]
    engine: Callable[[Rows], str]


def grouped(rows: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    """The rows by what they have under the keys, in order; one key's value stands alone."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        values = tuple(row[key] for key in keys)
        groups.setdefault(values if len(keys) > 1 else values[0], []).append(row)
    return groups

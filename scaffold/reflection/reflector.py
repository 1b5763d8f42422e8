"""The interface of a dialect's module: queries for any driver, and a reader of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scaffold.reflection.reflected_tables import Tables
from scaffold.values import dataclass

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

# The tables in which each tool records its migrations.
BOOKS = frozenset({"SequelizeMeta", "alembic_version"})


@dataclass(frozen=True, slots=True, eq=False)
class Reflection:
    """How to read the tables of one dialect.

    Run `queries` on one connection, in order; `tables` and `engine` (name and version) read their
    rows.
    """

    queries: Mapping[str, str]
    tables: Callable[[Rows], Tables]
    engine: Callable[[Rows], str]


def grouped(rows: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    """Return the rows grouped by the values of these columns, in order; the key of one column is
    its bare value.
    """
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        values = tuple(row[key] for key in keys)
        groups.setdefault(values if len(keys) > 1 else values[0], []).append(row)
    return groups

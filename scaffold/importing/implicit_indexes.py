"""Indexes that MySQL makes and drops with a foreign key, which no schema declares."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.dialects import DIALECTS
from scaffold.importing.database_facts import DatabaseFacts, TableFacts


def without_implicit_indexes(facts: DatabaseFacts) -> DatabaseFacts:
    """Return a database without the indexes of foreign keys that are named like these.

    InnoDB names its own so (dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html), and
    an equal one of people goes with its foreign key in migrations too.
    """
    if not DIALECTS[facts.dialect].indexes_foreign_keys:
        return facts
    return replace(facts, tables={name: _without(table) for name, table in facts.tables.items()})


def _without(table: TableFacts) -> TableFacts:
    implicit = {(key.name, key.columns) for key in table.foreign_keys if not key.logical}
    return replace(
        table,
        indexes=tuple(
            index
            for index in table.indexes
            if index.unique or (index.name, index.columns) not in implicit
        ),
    )

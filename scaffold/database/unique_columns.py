"""The columns that a table's key, unique constraints and indexes are on."""

from __future__ import annotations

from scaffold.database.tables import Table


def unique_columns(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the columns of each thing that a foreign key can refer to, in their order.

    Those are the primary key, unique constraints, and unique indexes of columns over all rows.
    """
    found = [table.primary_key] if table.primary_key else []
    found += [(unique.column,) for unique in table.uniques]
    found += [
        index.columns
        for index in table.indexes
        if index.unique and index.where is None and not index.has_expression
    ]
    return tuple(dict.fromkeys(found))


def leading_columns(table: Table) -> frozenset[tuple[str, ...]]:
    """Return the columns of every index that serves a foreign key of MySQL."""
    found = {table.primary_key, *((unique.column,) for unique in table.uniques)}
    found |= {index.columns for index in table.indexes if index.is_plain}
    return frozenset(found - {()})

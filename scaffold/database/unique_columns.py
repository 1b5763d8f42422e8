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


def index_columns(table: Table) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Return the kind and the columns of each index that MySQL can use for a foreign key."""
    found = {("primary", table.primary_key)} if table.primary_key else set()
    found |= {("unique", (unique.column,)) for unique in table.uniques}
    found |= {
        ("unique" if index.unique else "index", index.columns)
        for index in table.indexes
        if index.where is None and not index.has_expression
    }
    return frozenset(found)

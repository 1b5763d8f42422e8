"""The SQL of rows whose foreign key of several columns refers to no row."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.database.sql_text import quoted_text
from scaffold.database.tables import CompositeForeignKey, TableName
from scaffold.schema.data_types import Default


def orphans(
    columns: Sequence[str], values: Sequence[str], target: tuple[TableName, Sequence[str]] | None
) -> str:
    """Return the test of such rows, with names in braces.

    columns: those that existing rows have; a NULL in one of them refers to nothing (MATCH SIMPLE).
    values: what is compared with each key. target: the table and its keys; None: it has no rows.
    """
    tests = [f"{column} IS NOT NULL" for column in columns]
    if target is not None:
        table, keys = target
        schema = f"{{{table.schema}}}." if table.schema else ""
        pairs = zip(keys, values, strict=True)
        same = " AND ".join(f"{{scaffold_found}}.{{{key}}} = {value}" for key, value in pairs)
        found = f"SELECT 1 FROM {schema}{{{table.name}}} AS {{scaffold_found}} WHERE {same}"
        tests.append(f"NOT EXISTS ({found})")
    return " AND ".join(tests) or "1 = 1"


def ends(key: CompositeForeignKey) -> tuple[tuple[str, ...], TableName, tuple[str, ...]]:
    """Return what a foreign key relates: its columns, the table, and the keys there."""
    return key.columns, key.table, key.keys


def literal(value: Default) -> str | None:
    """Return a constant as SQL with doubled braces; None of what a database computes."""
    if value.kind not in ("number", "text"):
        return None
    return quoted_text(value.value, "sqlite").replace("{", "{{").replace("}", "}}")

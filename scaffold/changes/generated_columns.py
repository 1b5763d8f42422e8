"""Generated columns that are dropped and added: no database changes what they are computed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scaffold.changes.snapshot import Snapshot
from scaffold.database.dialects import DIALECTS
from scaffold.database.renaming import with_names
from scaffold.database.sql_text import expression_parts
from scaffold.database.tables import Column, Database, Table, TableName

ColumnName = tuple[TableName, str]


def computed_anew(
    pairs: Mapping[ColumnName, ColumnName], before: Snapshot, after: Database
) -> tuple[tuple[ColumnName, ColumnName], ...]:
    """Return the pairs of a new and an old column of which the old one cannot become the new."""
    if not any(column.generated for table in after.tables for column in table.columns) and not any(
        column.generated for table in before.tables for column in table.columns
    ):
        return ()
    old_tables = {table.name: table for table in before.tables}
    found: list[tuple[ColumnName, ColumnName]] = []
    for table in after.tables:
        known = {new[1]: old for new, old in pairs.items() if new[0] == table.name}
        for name, old in known.items():
            if _is_computed_anew(table, old_tables[old[0]], name, old[1], known, after.dialects):
                found.append(((table.name, name), old))
    return tuple(found)


def _is_computed_anew(
    new: Table,
    old: Table,
    name: str,
    old_name: str,
    known: Mapping[str, ColumnName],
    dialects: tuple[str, ...],
) -> bool:
    one, other = new.column(name), old.column(old_name)
    if one.generated is None and other.generated is None:
        return False
    if one.generated is None or other.generated is None:
        return True
    names = {before[1]: after for after, before in known.items()}
    if with_names(other.generated, names) != one.generated:
        return True
    if replace(one, generated=None) != replace(other, name=name, generated=None):
        return True
    return any(
        _is_altered(new.column(used), old.column(known[used][1]), dialects)
        for used in _used(one.generated)
        if used in known
    )


def _is_altered(new: Column, old: Column, dialects: tuple[str, ...]) -> bool:
    """Whether a column changes in a way that a generated one beside it does not allow."""
    renames = all(DIALECTS[name].renames_computed_from for name in dialects)
    return new.type != old.type or (new.name != old.name and not renames)


def _used(expression: str) -> Iterator[str]:
    return (part for is_name, part in expression_parts(expression) if is_name)

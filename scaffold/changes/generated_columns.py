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


def kept_values(
    replaced: Mapping[ColumnName, ColumnName],
    pairs: Mapping[ColumnName, ColumnName],
    before: Snapshot,
    after: Database,
) -> dict[ColumnName, str]:
    """Return the expressions of plain columns whose values were generated before, by column.

    `replaced` leads from old columns to new ones. Left out are those that take no NULL where the
    old one did, those of another type, and those that use a column which has another type now, or
    whose name another column has.
    """
    old_tables = {table.name: table for table in before.tables}
    new_tables = {table.name: table for table in after.tables}
    found: dict[ColumnName, str] = {}
    for (old_table, old_name), (table, name) in replaced.items():
        old, new = old_tables[old_table].column(old_name), new_tables[table].column(name)
        if old.generated is None or new.generated is not None or old.type != new.type:
            continue
        if old.nullable and not new.nullable:
            continue
        names = {was[1]: now[1] for now, was in pairs.items() if now[0] == table}
        known = {column.name: column for column in new_tables[table].columns}
        if all(
            known[names[part]].type == old_tables[old_table].column(part).type
            if part in names
            else part not in known
            for part in _used(old.generated)
        ):
            found[table, name] = with_names(old.generated, names)
    return found


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

"""Names that a database has of its own, kept as long as what they name stays the same.

The names of the schema's constraints and indexes are made by rules; those of imported tables were
made by other tools. A part of the schema with the structure of an imported one has its name and
its kind (a unique index or constraint).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from scaffold.changes.decisions import Decisions
from scaffold.changes.identity_pairing import pair
from scaffold.changes.snapshot import Snapshot
from scaffold.changes.table_changes import Translation
from scaffold.database.tables import (
    Check,
    CompositeForeignKey,
    Database,
    ForeignKey,
    Index,
    Model,
    Table,
    Unique,
)
from scaffold.schema.model import Schema

_Part = TypeVar("_Part", ForeignKey, CompositeForeignKey, Check)


def with_stored_names(
    database: Database,
    before: Snapshot,
    stored: Collection[str],
    schema: Schema | None = None,
    decisions: Decisions | None = None,
) -> Database:
    """Return the database with the stored names where the structure agrees with the snapshot."""
    if not stored:
        return database
    pairing = pair(before, database, schema, decisions)
    translation = Translation(before, pairing)
    old_tables = {table.name: table for table in before.tables}
    models: list[Model] = []
    for model in database.models:
        old = old_tables.get(pairing.tables.get(model.table.name, model.table.name))
        table = model.table
        if old is not None:
            table = with_names_of(table, translation.kept(old), stored)
        models.append(model if table is model.table else replace(model, table=table))
    return replace(database, models=tuple(models))


def with_names_of(new: Table, old: Table, stored: Collection[str], *, kinds: bool = True) -> Table:
    """Return a table with the parts of another that have the same structure and a stored name.

    Without `kinds` they have the name only: a unique index does not become a constraint.
    """
    parts: list[Unique | Index] = [*old.uniques, *old.indexes]
    singles = _named(parts, stored, unique_shape)
    uniques: list[Unique] = []
    indexes: list[Index] = []
    wanted: list[Unique | Index] = [*new.uniques, *new.indexes]
    for part in wanted:
        found = _take(singles, unique_shape(part)) or part
        if not kinds and type(found) is not type(part):
            found = replace(part, name=found.name)
        if isinstance(found, Unique):
            uniques.append(found)
        else:
            indexes.append(found)
    return replace(
        new,
        uniques=tuple(uniques),
        indexes=tuple(indexes),
        foreign_keys=_renamed(new.foreign_keys, old.foreign_keys, stored),
        checks=_renamed(new.checks, old.checks, stored),
        composite_keys=_renamed(new.composite_keys, old.composite_keys, stored),
        primary_key_name=old.primary_key_name if old.primary_key_name in stored else None,
    )


def unique_shape(part: Unique | Index) -> Hashable:
    """Return what makes two parts equal: a unique index of one column equals a constraint."""
    if isinstance(part, Unique):
        return (part.column,)
    if part.unique and len(part.columns) == 1 and part.where is None and part.is_plain:
        return part.columns
    return replace(part, name="")


def _renamed(
    new: tuple[_Part, ...], old: tuple[_Part, ...], stored: Collection[str]
) -> tuple[_Part, ...]:
    known = _named(old, stored, lambda each: replace(each, name=""))
    return tuple(_take(known, replace(part, name="")) or part for part in new)


_Any = TypeVar("_Any", Unique | Index, ForeignKey, CompositeForeignKey, Check)


def _named(
    parts: Iterable[_Any], stored: Collection[str], shape: Callable[[_Any], Hashable]
) -> dict[Hashable, list[_Any]]:
    found: dict[Hashable, list[_Any]] = {}
    for part in parts:
        if part.name in stored:
            found.setdefault(shape(part), []).append(part)
    return found


def _take(known: dict[Hashable, list[_Any]], shape: Hashable) -> _Any | None:
    parts = known.get(shape)
    return parts.pop(0) if parts else None

"""The compiled schema of an import with the names that its database has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scaffold.changes.stored_names import with_names_of
from scaffold.database.postgres_names import primary_key_name
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
from scaffold.database.validation import check_name
from scaffold.importing.database_facts import DatabaseFacts, TableFacts
from scaffold.importing.draft.sql_expressions import with_attributes
from scaffold.importing.index_keys import stored_index


def with_database_names(
    database: Database, facts: DatabaseFacts, *, kinds: bool = True
) -> Database:
    """Return a compiled schema whose constraints and indexes are named as in its database.

    `kinds`: and are unique indexes or constraints as there.
    """
    models: list[Model] = []
    for model in database.models:
        found = facts.tables.get(model.table.name)
        if found is None:
            models.append(model)
            continue
        stored = _stored(found, facts.dialect)
        names = {name for name in _names(stored) if name}
        models.append(replace(model, table=with_names_of(model.table, stored, names, kinds=kinds)))
    return replace(database, models=tuple(models))


def _stored(table: TableFacts, dialect: str) -> Table:
    """Return the constraints and indexes of a table as far as the schema has such parts."""
    own = {column.name: column.name for column in table.columns}
    uniques: list[Unique] = []
    indexes: list[Index] = []
    for index in table.indexes:
        # DEFERRABLE and the like are kept beside the schema.
        made = stored_index(replace(index, remarks=()), table, dialect)
        if made is None or not is_name(index.name):
            continue
        if index.constraint and len(made.columns) == 1:
            uniques.append(Unique(index.name, made.columns[0]))
        else:
            indexes.append(made)
    keys = [
        ForeignKey(
            key.name, key.columns[0], key.table, key.references[0], key.on_delete, key.on_update
        )
        for key in table.foreign_keys
        if len(key.columns) == len(key.references) == 1 and is_name(key.name) and not key.logical
    ]
    composites = (
        CompositeForeignKey(
            key.name, key.columns, key.table, key.references, key.on_delete, key.on_update
        )
        for key in table.foreign_keys
        if len(key.columns) == len(key.references) > 1 and is_name(key.name)
    )
    checks = [
        Check(check.name, with_attributes(check.expression, own, dialect)[0])
        for check in table.checks
        if is_name(check.name)
    ]
    return Table(
        table.name,
        uniques=tuple(uniques),
        indexes=tuple(indexes),
        foreign_keys=tuple(keys),
        checks=tuple(checks),
        composite_keys=tuple(composites),
        primary_key_name=own_primary_key_name(table, dialect),
    )


def own_primary_key_name(table: TableFacts, dialect: str) -> str | None:
    """Return the name of the primary key on PostgreSQL, where it is not the usual one."""
    name = table.primary_key_name
    usual = primary_key_name(table.name)
    return name if dialect == "postgres" and is_name(name) and name != usual else None


def _names(table: Table) -> Iterator[str]:
    for parts in (table.uniques, table.indexes, table.foreign_keys, table.checks):
        yield from (part.name for part in parts)
    yield from (key.name for key in table.composite_keys)
    yield table.primary_key_name or ""


def is_name(name: str) -> bool:
    """Return whether a record can have the name."""
    try:
        check_name(name)
    except ValueError:
        return False
    return True

"""Notes about the code generated for Sequelize."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Attribute, Database, Table, TableName
from scaffold.errors import Problem
from scaffold.targets.sequelize.accessor_notes import accessor_notes
from scaffold.targets.sequelize.enums import hides_its_values
from scaffold.targets.sequelize.query_notes import query_notes
from scaffold.targets.sequelize.unsynced import composite_notes, unsynced_notes
from scaffold.targets.shared_notes import (
    incomparable_keys,
    inexact_numbers,
    keys_of_other_types,
    required_keys_set_to_null,
    scoped_ones_without_index,
    wide_rows,
)


def notes(database: Database) -> Iterator[Problem]:
    """Note what SQLite does not store, what accessors and queries do wrong, what `sync()` cannot
    do.
    """
    yield from inexact_numbers(database)
    yield from scoped_ones_without_index(database)
    yield from required_keys_set_to_null(database)
    yield from incomparable_keys(database)
    yield from keys_of_other_types(database)
    yield from wide_rows(database)
    yield from accessor_notes(database)
    yield from query_notes(database)
    yield from unsynced_notes(database)
    yield from composite_notes(database)
    yield from _of_sync(database)


def _of_sync(database: Database) -> Iterator[Problem]:
    """Note what `sync()` cannot create from these models on a server.

    Measured on sequelize 6.37.8: if foreign keys form a cycle, it creates all tables first and then
    changes each column except those of primary keys. Changing fails on PostgreSQL for an array of
    enum and for an enum with a comment, and truncates a default at a semicolon (changeColumnQuery
    in sequelize/lib/dialects/postgres/query-generator.js).
    """
    servers = [DIALECTS[name].label for name in database.dialects if name != "sqlite"]
    unbound = [model for model in database.models if _has_key_in_primary(model.table)]
    enums = [
        (model, attribute, what)
        for model in database.models
        for attribute in model.attributes
        if "postgres" in database.dialects and (what := _unchangeable(attribute))
    ]
    if "postgres" in database.dialects:
        yield from _unreadable_enums(database)
    cut = [
        (model, attribute)
        for model in database.models
        for attribute in model.attributes
        if "postgres" in database.dialects and _has_semicolon(attribute)
    ]
    if not servers or not (unbound or enums or cut) or not _has_cycle(database):
        return
    for model, attribute in cut:
        yield Problem(
            attribute.location,
            f"sync() truncates the default of `{model.name}.{attribute.name}` on PostgreSQL, "
            "because it contains `;` and the foreign keys of this schema form a cycle; the "
            "migrations are not affected",
            "Create the tables with `sequelize db:migrate` there.",
        )
    for model in unbound:
        yield Problem(
            model.location,
            f"sync() creates no foreign key for the primary key of `{model.name}` on "
            f"{' and '.join(servers)}, because the foreign keys of this schema form a cycle; "
            "the migrations create it",
            "Create the tables with `sequelize db:migrate` there.",
        )
    for model, attribute, what in enums:
        yield Problem(
            attribute.location,
            f"sync() fails on PostgreSQL for `{model.name}.{attribute.name}`, {what}, "
            "because the foreign keys of this schema form a cycle; the migrations work",
            "Create the tables with `sequelize db:migrate` there.",
        )


def _unreadable_enums(database: Database) -> Iterator[Problem]:
    for model in database.models:
        for attribute in model.attributes:
            if hides_its_values(attribute.column):
                yield Problem(
                    attribute.location,
                    f"sync() fails on PostgreSQL for `{model.name}.{attribute.name}`, an enum with "
                    "a line break in a value or `)` in its default; the migrations work",
                    "Create the tables with `sequelize db:migrate` there.",
                )


def _has_key_in_primary(table: Table) -> bool:
    return any(key.column in table.primary_key for key in table.foreign_keys)


def _unchangeable(attribute: Attribute) -> str | None:
    type_ = attribute.column.type
    if type_.name == "enum" and attribute.column.comment is not None:
        return "an enum with a comment"
    if type_.name == "array" and type_.of is not None and type_.of.name == "enum":
        return "an array of an enum"
    return None


def _has_semicolon(attribute: Attribute) -> bool:
    default = attribute.column.default
    return default is not None and default.kind in ("text", "json") and ";" in default.value


def _has_cycle(database: Database) -> bool:
    """Return whether foreign keys between different tables form a cycle."""
    waiting: dict[TableName, set[TableName]] = {
        table.name: {key.table for key in table.foreign_keys} - {table.name}
        for table in database.tables
    }
    while waiting:
        free = {name for name, targets in waiting.items() if not targets & waiting.keys()}
        if not free:
            return True
        waiting = {name: targets for name, targets in waiting.items() if name not in free}
    return False

"""The names that tables and columns occupy on a server, those derived from them included."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.sql_text import enum_of, enum_type_name, shared_enum
from scaffold.database.tables import Column, Table, TableName

# A name's kind, its schema and the name, without regard to case as SQLite compares.
Taken = tuple[str, str | None, str]


def relation(name: TableName) -> Taken:
    """A table's own name: it shares one namespace with indexes on SQLite and PostgreSQL."""
    return "relation", name.schema, name.name.casefold()


def of_column(table: TableName, column: Column) -> Iterator[Taken]:
    """The names that a column occupies: its own, its enum type's, its sequence's."""
    yield "column", str(table), column.name.casefold()
    if enum_of(column.type) and not shared_enum(column.type):
        enum = enum_type_name(table, column)
        yield "type", enum.schema, enum.name.casefold()
    if column.autoincrement:
        yield relation(table._replace(name=f"{table.name}_{column.name}_seq"))


def of_parts(table: Table) -> Iterator[Taken]:
    """The names of a table's indexes and constraints.

    PostgreSQL keeps those of unique constraints beside tables; MySQL has one namespace of
    foreign keys, and MySQL 8 one of CHECKs, in a database.
    """
    schema = table.name.schema
    for unique in table.uniques:
        yield "relation", schema, unique.name.casefold()
    for index in table.indexes:
        yield "relation", schema, index.name.casefold()
    for key in table.foreign_keys:
        yield "foreign key", schema, key.name.casefold()
    for composite in table.composite_keys:
        yield "foreign key", schema, composite.name.casefold()
    for check in table.checks:
        yield "check", schema, check.name.casefold()


def of_table(table: Table) -> Iterator[Taken]:
    """Every name that a table occupies, those of its columns and parts included."""
    yield relation(table.name)
    if table.primary_key:
        name = table.primary_key_name or f"{table.name.name}_pkey"
        yield relation(table.name._replace(name=name))
    for column in table.columns:
        yield from of_column(table.name, column)
    yield from of_parts(table)

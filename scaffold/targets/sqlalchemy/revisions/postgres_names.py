"""Names that PostgreSQL gives by itself: of sequences and of primary keys."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import enum_name, enum_of, quoted_name
from scaffold.database.tables import Table, TableName

_LIMIT = 63


def made_name(first: str, second: str | None, label: str) -> str:
    """Return the name as makeObjectName (src/backend/commands/indexcmds.c) makes it."""
    one, two = first.encode(), (second or "").encode()
    overhead = len(label) + 1 + (second is not None)
    while len(one) + len(two) + overhead > _LIMIT:
        if len(one) > len(two):
            one = one[:-1]
        else:
            two = two[:-1]
    parts = [one.decode(errors="ignore"), *([two.decode(errors="ignore")] if second else []), label]
    return "_".join(parts)


def primary_key_name(table: TableName) -> str:
    """Return the name of a primary key's constraint and index."""
    return made_name(table.name, None, "pkey")


def sequence_name(table: TableName, column: str) -> TableName:
    """Return the sequence of a column that counts up."""
    return table._replace(name=made_name(table.name, column, "seq"))


def renames_with_table(table: Table, new: TableName) -> Iterator[str]:
    """Yield the statements that rename what PostgreSQL names after a table."""
    old, quoted = table.name, DIALECTS["postgres"].quoted
    here = old._replace(schema=new.schema)

    def rename(kind: str, name: str, other: str) -> str:
        known = quoted_name(here._replace(name=name), "postgres")
        return f"ALTER {kind} {known} RENAME TO {quoted(other)}"

    if table.primary_key:
        yield rename("INDEX", primary_key_name(old), primary_key_name(new))
    for column in table.columns:
        if column.autoincrement:
            names = sequence_name(old, column.name).name, sequence_name(new, column.name).name
            yield rename("SEQUENCE", *names)
        if enum_of(column.type):
            types = enum_name(old, column.name).name, enum_name(new, column.name).name
            yield rename("TYPE", *types)


def renames_with_column(table: Table, old: str, new: str) -> Iterator[str]:
    """Yield the statements that rename what PostgreSQL names after a column."""
    column, quoted = table.column(old), DIALECTS["postgres"].quoted
    if column.autoincrement:
        sequence = quoted_name(sequence_name(table.name, old), "postgres")
        other = quoted(sequence_name(table.name, new).name)
        yield f"ALTER SEQUENCE {sequence} RENAME TO {other}"
    if enum_of(column.type):
        known = quoted_name(enum_name(table.name, old), "postgres")
        other = quoted(enum_name(table.name, new).name)
        yield f"ALTER TYPE {known} RENAME TO {other}"


def moves_with_table(table: Table, schema: str | None) -> Iterator[str]:
    """Yield the statements that move a table, and the enum types of its columns, to a schema."""
    target = DIALECTS["postgres"].quoted(schema or "public")
    yield f"ALTER TABLE {quoted_name(table.name, 'postgres')} SET SCHEMA {target}"
    for column in table.columns:
        if enum_of(column.type):
            name = quoted_name(enum_name(table.name, column.name), "postgres")
            yield f"ALTER TYPE {name} SET SCHEMA {target}"

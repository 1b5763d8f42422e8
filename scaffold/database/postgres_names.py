"""Names that PostgreSQL generates, and the statements that rename them with a table.

Names of constraints' indexes, sequences and enum types do not follow a rename.
"""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import enum_name, enum_of, quoted_name, shared_enum
from scaffold.database.tables import Column, Table, TableName

_LIMIT = 63


def generated_name(first: str, second: str | None, label: str) -> str:
    """Return the name that makeObjectName makes (src/backend/commands/indexcmds.c)."""
    one, two = first.encode(), (second or "").encode()
    overhead = len(label) + 1 + (second is not None)
    while len(one) + len(two) + overhead > _LIMIT:
        if len(one) > len(two):
            one = one[:-1]
        else:
            two = two[:-1]
    names = [one.decode(errors="ignore")]
    if second is not None:
        names.append(two.decode(errors="ignore"))
    return "_".join((*names, label))


def primary_key_name(table: TableName) -> str:
    """Return the name of a primary key's constraint."""
    return generated_name(table.name, None, "pkey")


def primary_key_constraint(table: Table) -> str:
    """Return the name of a table's primary key: that of its import, or PostgreSQL's own."""
    return table.primary_key_name or primary_key_name(table.name)


def names_primary_key(table: Table) -> str | None:
    """Return the SQL that gives the primary key of a new table its name, if it has one."""
    if table.primary_key_name is None or not table.primary_key:
        return None
    return _rename_constraint(table.name, primary_key_name(table.name), table.primary_key_name)


def sequence_name(table: TableName, column: str) -> TableName:
    """Return the sequence of an autoincrement column."""
    return table._replace(name=generated_name(table.name, column, "seq"))


def serial_words(column: Column) -> str:
    """Return the pseudo-type of an autoincrement column."""
    words = {"bigint": "BIGSERIAL", "smallint": "SMALLSERIAL", "tinyint": "SMALLSERIAL"}
    return words.get(column.type.name, "SERIAL")


def renames_with_table(table: Table, new: TableName) -> Iterator[str]:
    """Yield what renames the primary key, sequences and enum types of a renamed table."""
    old = table.name
    here = old._replace(schema=new.schema)
    if table.primary_key and table.primary_key_name is None:
        before, after = primary_key_name(old), primary_key_name(new)
        if before != after:
            yield _rename_constraint(new, before, after)
    for column in table.columns:
        for kind, one, other in _named_after(column, old, column.name, new, column.name):
            yield from _rename(kind, here._replace(name=one.name), other.name)


def renames_with_column(table: Table, old: str, new: str) -> Iterator[str]:
    """Yield what renames the sequence and the enum type of a renamed column."""
    for kind, one, other in _named_after(table.column(old), table.name, old, table.name, new):
        yield from _rename(kind, one, other.name)


def moves_with_table(table: Table, schema: str | None) -> Iterator[str]:
    """Yield what moves a table and the enum types of its columns to another schema."""
    target = DIALECTS["postgres"].quoted(schema or "public")
    yield f"ALTER TABLE {quoted_name(table.name, 'postgres')} SET SCHEMA {target}"
    for column in table.columns:
        if enum_of(column.type) and not shared_enum(column.type):
            name = quoted_name(enum_name(table.name, column.name), "postgres")
            yield f"ALTER TYPE {name} SET SCHEMA {target}"


def _rename_constraint(table: TableName, before: str, after: str) -> str:
    quoted = DIALECTS["postgres"].quoted
    name = quoted_name(table, "postgres")
    return f"ALTER TABLE {name} RENAME CONSTRAINT {quoted(before)} TO {quoted(after)}"


def _named_after(
    column: Column, table: TableName, old: str, new_table: TableName, new: str
) -> Iterator[tuple[str, TableName, TableName]]:
    if column.autoincrement:
        yield "SEQUENCE", sequence_name(table, old), sequence_name(new_table, new)
    if enum_of(column.type) and not shared_enum(column.type):
        yield "TYPE", enum_name(table, old), enum_name(new_table, new)


def _rename(kind: str, old: TableName, new: str) -> Iterator[str]:
    if old.name != new:
        name, quoted = quoted_name(old, "postgres"), DIALECTS["postgres"].quoted(new)
        yield f"ALTER {kind} {name} RENAME TO {quoted}"

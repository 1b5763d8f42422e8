"""The tables of an existing database in the terms of the schema, to compare them with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace

from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.importing.database_facts import ColumnFacts, DatabaseFacts, TableFacts
from scaffold.importing.draft.default_terms import declared_default, default_sql
from scaffold.importing.draft.sql_expressions import with_attributes
from scaffold.importing.index_keys import stored_index
from scaffold.importing.schema_types import column_type
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.schema.native_types import timestamp_digits
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table as far as the schema has terms for it.

    defaults: the default of each column that has one, as SQL. special: indexes that the schema does
    not have, by name, with their columns.
    """

    table: Table
    defaults: Mapping[str, str] = field(default_factory=dict)
    special: tuple[tuple[str, tuple[str, ...]], ...] = ()


def live_table(table: TableFacts, facts: DatabaseFacts) -> LiveTable:
    """Return a table of a database in the terms of the schema."""
    dialect = facts.dialect
    own = {column.name: column.name for column in table.columns}
    uniques: list[Unique] = []
    indexes: list[Index] = []
    special: list[tuple[str, tuple[str, ...]]] = []
    for index in table.indexes:
        stored = stored_index(index, table, dialect)
        if stored is None:
            covered = tuple(part.column for part in index.parts if part.column)
            special.append((index.name, covered))
        elif index.constraint and len(stored.columns) == 1:
            uniques.append(Unique(index.name, stored.columns[0]))
        else:
            indexes.append(stored)
    keys = (
        ForeignKey(
            key.name, key.columns[0], key.table, key.references[0], key.on_delete, key.on_update
        )
        for key in table.foreign_keys
        if len(key.columns) == len(key.references) == 1
    )
    composites = (
        CompositeForeignKey(
            key.name, key.columns, key.table, key.references, key.on_delete, key.on_update
        )
        for key in table.foreign_keys
        if len(key.columns) == len(key.references) > 1
    )
    checks = (
        Check(check.name, with_attributes(check.expression, own, dialect)[0])
        for check in table.checks
    )
    columns = [_column(column, table, dialect) for column in table.columns]
    defaults = {
        column.name: default_sql(column, dialect)
        for column in table.columns
        if column.default is not None and not column.default.upper().startswith("NULL")
    }
    made = Table(
        table.name,
        tuple(columns),
        table.primary_key,
        tuple(uniques),
        tuple(indexes),
        tuple(keys),
        tuple(checks),
        table.comment,
        composite_keys=tuple(composites),
    )
    return LiveTable(made, defaults, tuple(special))


def _column(column: ColumnFacts, table: TableFacts, dialect: str) -> Column:
    kind = column_type(column, dialect)
    if column.enum is not None:
        kind = with_type_name(kind, column.enum)
    own = {each.name: each.name for each in table.columns}
    return Column(
        column.name,
        kind,
        column.nullable and column.name not in table.primary_key,
        declared_default(column, kind),
        column.autoincrement,
        column.comment,
        generated=column.generated and with_attributes(column.generated, own, dialect)[0],
        updates_now=column.updates_to_now and timestamp_digits(kind) is not None,
    )


def with_type_name(kind: DataType, name: TableName) -> DataType:
    """Return an enum, or an array of one, with the name of its type."""
    if kind.of is not None:
        return replace(kind, of=with_type_name(kind.of, name))
    return replace(kind, type_name=name.name, type_schema=name.schema)


# The SQL of these keywords is that of another one.
_SAME = {
    "postgres": {"tinyint": "smallint", "float": "double"},
    "mysql": {"real": "double"},
    "sqlite": {"enum": "text"},
}
_POSTGRES_WORDS = {
    "varchar": "character varying",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "timetz": "time with time zone",
    "int": "integer",
    "bool": "boolean",
    "decimal": "numeric",
    "float8": "double precision",
    "varbit": "bit varying",
}


def canonical_type(kind: DataType, dialect: str) -> DataType:
    """Return the type that stands for all that are the same in a dialect."""
    if kind.native is not None:
        word = kind.native.lower() if dialect != "sqlite" else kind.native.upper()
        if dialect == "postgres":
            word = _postgres_word(word)
        native = ColumnFacts("", word)
        found = column_type(native, dialect)
        return found if found.native is None else DataType("type", native=word.replace(" ", ""))
    name = _SAME[dialect].get(kind.name, kind.name)
    if kind.name == "enum" and name == "text":
        return DataType("text")
    if kind.name == "string" and kind.length is None:
        return DataType("string", length=STRING_LENGTH)
    if kind.name == "datetime" and dialect != "mysql" and not kind.local:
        return replace(kind, length=None)
    if kind.of is not None:
        return DataType(name, of=canonical_type(kind.of, dialect))
    if name != kind.name:
        return DataType(name, unsigned=kind.unsigned)
    return kind


def _postgres_word(written: str) -> str:
    """Return a type as PostgreSQL prints it, but with its arguments at the end."""
    item, brackets, _ = written.partition("[")
    arguments = re.search(r"\(.*\)", item)
    base = " ".join(re.sub(r"\(.*\)", " ", item).split())
    word = _POSTGRES_WORDS.get(base, base) + (arguments[0] if arguments else "")
    return f"{word}[]" if brackets else word

"""SQL that is the same in all targets: expressions, names, enum types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Column, IndexKey, Table, TableName
from scaffold.schema.data_types import DataType

# A resolved expression: `{column}`, with `{{` and `}}` for literal braces.
_COLUMN = re.compile(r"\{([^{}]+)\}|\{\{|\}\}")


def expression(text: str, dialect: str) -> str:
    """Return the expression of a CHECK or index, with each `{column}` quoted."""
    quoted = DIALECTS[dialect].quoted
    return "".join(quoted(part) if is_name else part for is_name, part in expression_parts(text))


def expression_parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of an expression: whether it is a column's name, and the name or the SQL."""
    end = 0
    for found in _COLUMN.finditer(text):
        yield False, text[end : found.start()]
        yield bool(found[1]), found[1] or found[0][0]
        end = found.end()
    yield False, text[end:]


def uses_column(sql: str | None, columns: Iterable[str]) -> bool:
    """Return whether the SQL uses one of the columns, as `{column}` or as a word."""
    return sql is not None and any(
        column in sql and re.search(rf"(?<!\w){re.escape(column)}(?!\w)", sql) for column in columns
    )


def quoted_name(name: TableName, dialect: str) -> str:
    """Return the quoted name of a table, with its schema if it has one."""
    quoted = DIALECTS[dialect].quoted
    return f"{quoted(name.schema)}.{quoted(name.name)}" if name.schema else quoted(name.name)


def own_schema(table: TableName) -> str | None:
    """Return the schema that migrations create for the table, and drop after its last table."""
    return None if table.schema == "public" else table.schema


def prerequisites(table: Table) -> Iterator[str]:
    """Yield what PostgreSQL needs before a table: extensions, and schemas of shared enums.

    The schema of an enum that no earlier table is in does not exist yet.
    """
    yield from map(install_extension, table.extensions)
    enums = (shared_enum(column.type) for column in table.columns)
    schemas = (enum.type_schema for enum in enums if enum is not None)
    for schema in dict.fromkeys(schemas):
        if schema not in (None, "public", table.name.schema):
            yield f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(schema)}"


def drop_schema_block(schema: str) -> str:
    """Return a PL/pgSQL block that drops the schema unless it still contains something."""
    drop = f"DROP SCHEMA {DIALECTS['postgres'].quoted(schema)}"
    return f"BEGIN {drop}; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END"


def enum_of(data_type: DataType) -> DataType | None:
    """Return the enum that a column contains, directly or in an array; None for any other type."""
    if data_type.of is not None:
        return enum_of(data_type.of)
    return data_type if data_type.name == "enum" else None


def enum_values(data_type: DataType) -> tuple[str, ...]:
    """Return the values of the enum that a type contains, directly or in an array; none without
    one.
    """
    enum = enum_of(data_type)
    return enum.values if enum else ()


def enum_name(table: TableName, column: str) -> TableName:
    """Return an enum type's name on PostgreSQL (Sequelize's generateEnumName, lib/utils.js)."""
    return TableName(f"enum_{table.name}_{column}", table.schema)


def enum_type_name(table: TableName, column: Column) -> TableName:
    """Return the name of a column's enum type on PostgreSQL: that of a shared enum, or its own."""
    enum = shared_enum(column.type)
    if enum is not None:
        return TableName(enum.type_name or "", enum.type_schema)
    return enum_name(table, column.name)


def shared_enum(data_type: DataType) -> DataType | None:
    """Return the shared enum that a type is, or an array of it."""
    enum = enum_of(data_type)
    return enum if enum is not None and enum.type_name is not None else None


def drop_enum_types(
    table: TableName, columns: Iterable[Column], drop: str = "DROP TYPE"
) -> Iterator[str]:
    """Yield what drops the enum types of columns, which PostgreSQL does not drop with them.

    A shared one is dropped unless another column still has it.
    """
    for column in columns:
        if enum_of(column.type):
            name = quoted_name(enum_type_name(table, column), "postgres")
            if shared_enum(column.type):
                yield drop_shared_enum(name)
            else:
                yield f"{drop} {name}"


def drop_shared_enum(name: str) -> str:
    """Return what drops a type unless a column has it."""
    block = f"BEGIN DROP TYPE {name}; EXCEPTION "
    block += "WHEN dependent_objects_still_exist OR undefined_object THEN NULL; END"
    return f"DO $${block}$$"


def create_shared_enum(enum: DataType) -> str:
    """Return what creates the type of a shared enum unless it exists."""
    name = quoted_name(TableName(enum.type_name or "", enum.type_schema), "postgres")
    listed = ", ".join(quoted_text(value, "postgres") for value in enum.values)
    schema = ""
    if enum.type_schema is not None:
        schema = f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(enum.type_schema)}; "
    block = f"BEGIN {schema}CREATE TYPE {name} AS ENUM ({listed}); EXCEPTION "
    return f"DO {dollar_quoted(f'{block}WHEN duplicate_object THEN NULL; END')}"


def create_enum_type(table: TableName, column: Column) -> str:
    """Return the statement of PostgreSQL that makes the enum type of a column."""
    if shared := shared_enum(column.type):
        return create_shared_enum(shared)
    name = quoted_name(enum_type_name(table, column), "postgres")
    listed = ", ".join(quoted_text(value, "postgres") for value in enum_values(column.type))
    return f"CREATE TYPE {name} AS ENUM ({listed})"


def install_extension(name: str) -> str:
    """Return what installs an extension of PostgreSQL unless it is there."""
    return f"CREATE EXTENSION IF NOT EXISTS {DIALECTS['postgres'].quoted(name)}"


def dollar_quoted(text: str) -> str:
    """Return a text in dollar quotes with a tag that it does not contain."""
    tag = "$$"
    while tag in text:
        tag = f"${tag[1:-1]}x$"
    return f"{tag}{text}{tag}"


def index_key_sql(key: IndexKey, dialect: str) -> str:
    """Return a part of an index as CREATE INDEX has it."""
    sql = expression(key.sql, dialect)
    words = [f"({sql})" if key.is_expression else sql]
    words += [key.ops] if key.ops else []
    words += ["DESC"] if key.descending else []
    return " ".join(words)


def collate(sql: str, data_type: DataType, dialect: str) -> str:
    """Return the SQL of a type with its collation, if it has one."""
    if data_type.collation is None:
        return sql
    return f"{sql} COLLATE {DIALECTS[dialect].quoted(data_type.collation)}"


def local_datetime(data_type: DataType) -> str:
    """Return PostgreSQL's type of a datetime without a time zone."""
    return "TIMESTAMP" if data_type.length is None else f"TIMESTAMP({data_type.length})"


def generated_clause(column: Column, dialect: str) -> str:
    """Return what follows the type of a generated column.

    SQLite adds none that is stored to a table that exists, so that it computes them when it reads.
    """
    assert column.generated is not None
    kind = "VIRTUAL" if dialect == "sqlite" else "STORED"
    return f"GENERATED ALWAYS AS ({expression(column.generated, dialect)}) {kind}"


def quoted_text(text: str, dialect: str) -> str:
    """Return a text as an SQL string; backslashes escape on MySQL."""
    text = text.replace("'", "''")
    return "'" + (text.replace("\\", "\\\\") if dialect == "mysql" else text) + "'"

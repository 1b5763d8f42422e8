"""Statements for the sequence of an autoincrement column on PostgreSQL.

https://www.postgresql.org/docs/current/sql-createsequence.html
"""

from __future__ import annotations

from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_names import sequence_name
from scaffold.database.sql_text import quoted_name, quoted_text
from scaffold.database.tables import TableName


def create_sequence(table: TableName, column: str, type_sql: str) -> tuple[str, str, str]:
    """Return what makes an integer column an autoincrement one, which goes on after its maximum."""
    name, quoted, sequence = _names(table, column)
    text = quoted_text(sequence, "postgres")
    return (
        f"CREATE SEQUENCE {sequence} AS {type_sql.lower()} OWNED BY {name}.{quoted}",
        f"SELECT setval({text}, COALESCE(max({quoted}), 0) + 1, false) FROM {name}",
        f"ALTER TABLE {name} ALTER COLUMN {quoted} SET DEFAULT nextval({text})",
    )


def drop_default(table: TableName, column: str) -> str:
    """Return what removes the default, which must precede the drop of its sequence."""
    name, quoted, _ = _names(table, column)
    return f"ALTER TABLE {name} ALTER COLUMN {quoted} DROP DEFAULT"


def drop_sequence(table: TableName, column: str) -> str:
    """Return the statement that drops the sequence."""
    return f"DROP SEQUENCE {_names(table, column)[2]}"


def alter_sequence(table: TableName, column: str, type_sql: str) -> str:
    """Return the statement that gives the sequence another type."""
    return f"ALTER SEQUENCE {_names(table, column)[2]} AS {type_sql.lower()}"


def _names(table: TableName, column: str) -> tuple[str, str, str]:
    """Return the quoted table, column and sequence."""
    sequence = quoted_name(sequence_name(table, column), "postgres")
    return quoted_name(table, "postgres"), DIALECTS["postgres"].quoted(column), sequence

"""The SQL of renamed constraints, primary keys and moved rows."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database import alterations as alter
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import quoted_name
from scaffold.database.tables import Column, TableName
from scaffold.targets.sqlalchemy.revisions.op_sql import sql_code
from scaffold.targets.sqlalchemy.revisions.sql_values import type_words


def constraint_sql(table: TableName, old: str, new: str) -> str:
    name, quoted = quoted_name(table, "postgres"), DIALECTS["postgres"].quoted
    return sql_code(f"ALTER TABLE {name} RENAME CONSTRAINT {quoted(old)} TO {quoted(new)}")


def serial_sql(table: TableName, column: Column) -> str:
    words = {"SMALLINT": "SMALLSERIAL", "INTEGER": "SERIAL", "BIGINT": "BIGSERIAL"}
    serial = words[type_words(table, column)]
    name = DIALECTS["postgres"].quoted(column.name)
    return f"ALTER TABLE {quoted_name(table, 'postgres')} ADD COLUMN {name} {serial}"


def mysql_key_sql(operation: alter.AlterPrimaryKey) -> Iterator[str]:
    """On MySQL an autoincrement column needs a key: both are added or dropped in one statement."""
    table, quoted = operation.table, DIALECTS["mysql"].quoted
    name = quoted_name(table.name, "mysql")
    types = DIALECTS["mysql"].types
    parts = ["DROP PRIMARY KEY"] if table.primary_key else []
    for column in operation.dropped:
        words = types[column.type.name]
        yield f"ALTER TABLE {name} MODIFY {quoted(column.name)} {words} NOT NULL"
        parts.append(f"DROP COLUMN {quoted(column.name)}")
    for column in operation.added:
        words = types[column.type.name] + (" UNSIGNED" if column.type.unsigned else "")
        parts.append(f"ADD COLUMN {quoted(column.name)} {words} NOT NULL AUTO_INCREMENT")
    if operation.primary_key:
        parts.append(f"ADD PRIMARY KEY ({', '.join(map(quoted, operation.primary_key))})")
    yield f"ALTER TABLE {name} {', '.join(parts)}"


def moving_sql(source: alter.Pairs, target: alter.Pairs) -> str:
    """Return the statement that copies pairs, each `{name}` to be quoted."""
    origin, goal = template_name(source.table), template_name(target.table)
    if target.foreign_key is None:
        columns = [target.left, target.right, *target.timestamps]
        listed = ", ".join(f"{{{column}}}" for column in columns)
        values = [f"{{{source.left}}}", f"{{{source.right}}}"]
        values += ["CURRENT_TIMESTAMP"] * len(target.timestamps)
        sql = f"INSERT INTO {goal} ({listed}) SELECT {', '.join(values)} FROM {origin}"
        key = source.foreign_key
        return f"{sql} WHERE {{{key}}} IS NOT NULL" if key else sql
    if target.foreign_key == target.left:
        own, value, match = target.right, source.left, source.right
    else:
        own, value, match = target.left, source.right, source.left
    found = (
        f"SELECT moved.{{{value}}} FROM {origin} moved WHERE moved.{{{match}}} = {goal}.{{{own}}}"
    )
    if source.foreign_key:
        found += f" AND moved.{{{value}}} IS NOT NULL"
    found += f" ORDER BY moved.{{{value}}} LIMIT 1"
    return f"UPDATE {goal} SET {{{target.foreign_key}}} = ({found})"


def template_name(table: TableName) -> str:
    return f"{{{table.schema}}}.{{{table.name}}}" if table.schema else f"{{{table.name}}}"

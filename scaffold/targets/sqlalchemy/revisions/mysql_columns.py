"""A column that changes on MySQL, whose MODIFY defines the whole column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_enums import ValueMap
from scaffold.database.sql_text import enum_type_name, quoted_name
from scaffold.database.stored_values import mysql_middle
from scaffold.database.tables import Column, Table
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.revisions.change_steps import AlterColumn, ChangeStep, Execute
from scaffold.targets.sqlalchemy.revisions.op_defaults import default_expr
from scaffold.targets.sqlalchemy.revisions.op_sql import statement_text
from scaffold.targets.sqlalchemy.revisions.op_types import dialect_type
from scaffold.targets.sqlalchemy.revisions.sql_values import conversion_sql, mapping_sql

Arguments = list[tuple[str, str]]


def mysql_steps(
    table: Table, old: Column, new: Column, values: ValueMap, dialects: tuple[str, ...]
) -> Iterator[ChangeStep]:
    """Yield the steps that make `new` of `old` in a project for MySQL alone."""
    name, column = quoted_name(table.name, "mysql"), DIALECTS["mysql"].quoted(new.name)
    known = old
    middle = mysql_middle(old, new, values)
    if middle is not None:
        known = replace(middle, default=None)
        yield _modify(table, old, known, dialects)
    if values:
        sql = f"UPDATE {name} SET {mapping_sql(column, values, 'mysql')}"
        yield Execute((statement_text(sql),))
    using = conversion_sql(table.name, old, new, (), "mysql")
    if using is not None and old.type != new.type:
        bare = Column(new.name, new.type, nullable=new.name not in table.primary_key)
        yield _modify(table, known, bare, dialects)
        yield Execute((statement_text(f"UPDATE {name} SET {column} = {using}"),))
        known = bare
    if known != new:
        yield _modify(table, known, new, dialects)


def _modify(table: Table, old: Column, new: Column, dialects: tuple[str, ...]) -> AlterColumn:
    """The whole column: MySQL forgets what a MODIFY does not repeat."""
    enum = enum_type_name(table.name, new)
    arguments: Arguments = [
        ("existing_type", dialect_type(old.type, "mysql", dialects, enum).flat())
    ]
    if old.type != new.type:
        arguments.append(("type_", dialect_type(new.type, "mysql", dialects, enum).flat()))
    arguments.append(("nullable", str(new.nullable)))
    one, other = (default_expr(each, dialects, enum) for each in (old, new))
    if other is not None:
        same = one is not None and one.flat() == other.flat()
        arguments.append(("existing_server_default" if same else "server_default", other.flat()))
    elif one is not None:
        arguments.append(("server_default", "None"))
    if new.comment is not None:
        word = "existing_comment" if old.comment == new.comment else "comment"
        arguments.append((word, literals.string(new.comment)))
    elif old.comment is not None:
        arguments.append(("comment", "None"))
    if new.autoincrement:
        arguments.append(("autoincrement", "True"))
    return AlterColumn(table.name.name, new.name, tuple(arguments))

"""Tables that a downgrade on SQLite restores, for the downgrades before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scaffold.database import operations as op
from scaffold.database.sql_text import uses_column


def split(operation: op.CreateTable) -> Iterator[op.Operation]:
    """Yield the creation of a table, and the columns that associations add to it.

    SQLite drops no column that a clause of the table refers to, and SQLAlchemy writes the foreign
    keys of CREATE TABLE as clauses.
    """
    if operation.table.join:
        yield operation
        return
    table = operation.table
    keys = {key.column: key for key in table.foreign_keys}
    later = {
        column.name
        for column in table.columns
        if column.deferred and column.name in keys and column.name not in table.primary_key
    }
    indexes = [each for each in table.indexes if later & {*each.columns}]
    indexes += [each for each in table.indexes if uses_column(each.where, later)]
    checks = [each for each in table.checks if uses_column(each.expression, later)]
    yield op.CreateTable(
        replace(
            table,
            columns=tuple(each for each in table.columns if each.name not in later),
            foreign_keys=tuple(each for each in table.foreign_keys if each.column not in later),
            indexes=tuple(each for each in table.indexes if each not in indexes),
            checks=tuple(each for each in table.checks if each not in checks),
        )
    )
    for column in table.columns:
        if column.name in later:
            yield op.AddColumn(table.name, column, keys[column.name])
    for index in dict.fromkeys(indexes):
        yield op.AddIndex(table.name, index)
    for check in checks:
        yield op.AddCheck(table.name, check)

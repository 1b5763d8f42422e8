"""Insert a row into every table of a SQLite database, with every foreign key satisfied."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.sqlite_tables import Column, Table, Tables, reflect

Value = str | int | float


def fill(database: Path) -> Tables:
    """Insert a row into each empty table, and return the tables afterwards."""
    tables = reflect(database)
    with closing(sqlite3.connect(database)) as connection:
        for table in tables.values():
            if table.rows:
                continue
            values = {column.name: _value(tables, table, column) for column in table.columns}
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
            connection.execute(statement, tuple(values.values()))
        connection.commit()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    assert not broken, broken
    return reflect(database)


def _value(tables: Tables, table: Table, column: Column) -> Value:
    """Return a value of a column's type, or of the column that its foreign key refers to."""
    for key in table.foreign_keys:
        if key.columns == (column.name,):
            target = tables[key.table]
            referred = next(each for each in target.columns if (each.name,) == key.references)
            return _value(tables, target, referred)
    kind = column.type.upper()
    if "UUID" in kind:
        return "00000000-0000-4000-8000-000000000001"
    if "INT" in kind or "DEC" in kind or "DOUBLE" in kind:
        return 1
    return "a"

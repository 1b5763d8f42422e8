"""SQLite's tables as values that can be compared, read by pragmas and from sqlite_master."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.sqlite_sql import clauses


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared; `key` is its position in the primary key, from 1, or 0."""

    name: str
    type: str
    not_null: bool
    default: str | None
    key: int
    collation: str | None = None
    generated: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True, order=True)
class ForeignKey:
    """A foreign key; `references` is empty if the clause names no columns."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]
    on_update: str
    on_delete: str
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Index:
    """An index; `origin` is c for CREATE INDEX, u for UNIQUE in the table; `where` makes it
    partial.

    On PostgreSQL a primary key's index is listed too, with origin p. A column's ` DESC` or
    collation follows its name; an expression is its SQL.
    """

    columns: tuple[str, ...]
    unique: bool
    where: str = ""
    origin: str = "c"
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Check:
    """A CHECK, with its expression as sqlite_sql.normal returns it."""

    expression: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its row count and SQL are not compared by default."""

    name: str
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    checks: tuple[Check, ...] = ()
    autoincrement: bool = False
    triggers: tuple[str, ...] = ()
    rows: int = 0
    sql: str = ""
    comment: str = ""


Tables = dict[str, Table]
OURS = ("SequelizeMeta", "alembic_version", "sqlite_sequence", "sqlite_stat1")


def reflect(database: Path | str | sqlite3.Connection, *, meta: bool = False) -> Tables:
    """Return every table by name; without sequelize-cli's own unless `meta`."""
    if isinstance(database, sqlite3.Connection):
        return {table.name: table for table in _tables(database, meta)}
    if not Path(database).exists():
        raise FileNotFoundError(f"{database}: no such database")
    with closing(sqlite3.connect(database)) as connection:
        return {table.name: table for table in _tables(connection, meta)}


def of_sql(*statements: str) -> Tables:
    """Return the tables that the statements create in an empty database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.execute(statement)
        return reflect(connection)


def reference_tables(path: Path) -> Tables:
    """Return the tables of a `*.sqlite.sql` file of tests/reference/tables."""
    return of_sql(*(line for line in path.read_text().splitlines() if line.startswith("CREATE ")))


def _tables(connection: sqlite3.Connection, meta: bool) -> Iterator[Table]:
    listed = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    for name, sql in listed:
        if name in OURS and not (meta and name == "SequelizeMeta"):
            continue
        yield _table(connection, name, sql)


def _table(connection: sqlite3.Connection, name: str, sql: str) -> Table:
    written = clauses(sql)
    return Table(
        name=name,
        columns=tuple(
            replace(column, collation=written.collations.get(column.name))
            for column in _columns(connection, name)
        ),
        foreign_keys=tuple(sorted(_foreign_keys(connection, name, written.key_names))),
        indexes=tuple(sorted(_indexes(connection, name))),
        checks=tuple(sorted(Check(expression, key) for key, expression in written.checks)),
        autoincrement=written.autoincrement,
        triggers=tuple(
            row[0]
            for row in connection.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? ORDER BY 1",
                (name,),
            )
        ),
        rows=connection.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0],
        sql=sql,
    )


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[Column]:
    rows = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")
    for _, name, declared, not_null, default, key, hidden in rows:
        yield Column(name, declared, bool(not_null), default, key, generated=hidden in (2, 3))


def _foreign_keys(
    connection: sqlite3.Connection, table: str, names: dict[tuple[str, ...], str]
) -> Iterator[ForeignKey]:
    parts: dict[int, list[tuple[str, str, str | None, str, str]]] = {}
    rows = connection.execute(f"PRAGMA foreign_key_list({_quoted(table)})")
    for number, _, target, column, referred, on_update, on_delete, _ in rows:
        parts.setdefault(number, []).append((target, column, referred, on_update, on_delete))
    for key in parts.values():
        columns = tuple(part[1] for part in key)
        target, _, _, on_update, on_delete = key[0]
        referred = tuple(part[2] for part in key if part[2] is not None)
        yield ForeignKey(columns, target, referred, on_update, on_delete, names.get(columns, ""))


def _indexes(connection: sqlite3.Connection, table: str) -> Iterator[Index]:
    rows = connection.execute(f"PRAGMA index_list({_quoted(table)})").fetchall()
    for _, name, unique, origin, _ in rows:
        if origin == "pk":
            continue
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)
        ).fetchone()
        yield Index(
            columns=tuple(_index_columns(connection, name, sql)),
            unique=bool(unique),
            where=clauses(sql).where if sql else "",
            origin=origin,
            name=name if sql else "",
        )


def _index_columns(connection: sqlite3.Connection, index: str, sql: str | None) -> Iterator[str]:
    rows = connection.execute(f"PRAGMA index_xinfo({_quoted(index)})")
    for location, _, column, descending, collation, is_key in rows:
        if not is_key:
            continue
        name = column if column is not None else clauses(sql or "").items[location]
        yield (
            name
            + ("" if collation == "BINARY" else f" COLLATE {collation}")
            + (" DESC" if descending else "")
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

"""MariaDB's and MySQL's tables as values that can be compared, read from information_schema."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeAlias

import pymysql

from tests.support.sqlite_tables import OURS, Check, Column, ForeignKey, Index, Table, Tables

Connection: TypeAlias = "pymysql.Connection[Any]"
# MariaDB opens the tables of all databases where a schema is not compared with a constant itself.
_COLUMNS = """
    SELECT table_name, column_name, column_type, is_nullable, column_default, column_key,
        collation_name, extra, column_comment
    FROM information_schema.columns WHERE table_schema = DATABASE()
    ORDER BY table_name, ordinal_position"""
_INDEXES = """
    SELECT table_name, index_name, non_unique, column_name, sub_part, collation
    FROM information_schema.statistics WHERE table_schema = DATABASE()
    ORDER BY table_name, index_name, seq_in_index"""
_KEYS = """
    SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_name,
        k.referenced_column_name, r.update_rule, r.delete_rule
    FROM information_schema.key_column_usage k
    JOIN information_schema.referential_constraints r
        ON r.constraint_schema = DATABASE() AND r.table_name = k.table_name
        AND r.constraint_name = k.constraint_name
    WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
    ORDER BY k.table_name, k.constraint_name, k.ordinal_position"""
_CHECKS = """
    SELECT t.table_name, c.check_clause, {name}
    FROM information_schema.check_constraints c
    JOIN information_schema.table_constraints t
        ON t.table_schema = DATABASE() AND t.constraint_name = c.constraint_name
        AND t.constraint_type = 'CHECK'
    WHERE c.constraint_schema = DATABASE()"""
# On MariaDB names of checks are unique per table only, and a column's own check, such as JSON's,
# is called as the column was when it was created.
_MARIADB_TABLE = " AND c.table_name = t.table_name"
_MARIADB_NAME = "IF(c.level = 'Column', '', c.constraint_name)"
_TABLES = """
    SELECT table_name, table_comment FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name"""

Rows = list[tuple[Any, ...]]


def reflect(connection: Connection) -> Tables:
    """Return every table by name."""
    if _is_mariadb(connection):
        checks_query = _CHECKS.format(name=_MARIADB_NAME) + _MARIADB_TABLE
    else:
        checks_query = _CHECKS.format(name="c.constraint_name")
    columns, indexes = _grouped(connection, _COLUMNS), _grouped(connection, _INDEXES)
    keys, checks = _grouped(connection, _KEYS), _grouped(connection, checks_query)
    listed = [row for row in _rows(connection, _TABLES) if row[0] not in OURS]
    counts = _counts(connection, [name for name, _ in listed])
    found: Tables = {}
    for name, comment in listed:
        own = indexes[name]
        primary = [column for index, _, column, *_ in own if index == "PRIMARY"]
        found[name] = Table(
            name,
            tuple(_column(primary, *row) for row in columns[name]),
            tuple(sorted(_keys(keys[name]))),
            tuple(sorted(_indexes(own))),
            tuple(sorted(Check(clause, key) for clause, key in checks[name])),
            autoincrement=any("auto_increment" in row[6].lower() for row in columns[name]),
            rows=counts[name],
            comment=comment,
        )
    return found


def _column(
    primary: list[str],
    name: str,
    kind: str,
    nullable: str,
    default: str | None,
    _key: str,
    collation: str | None,
    extra: str,
    comment: str,
) -> Column:
    return Column(
        name,
        kind,
        nullable == "NO",
        # MariaDB returns the text NULL for a nullable column without a default.
        None if default == "NULL" else default,
        primary.index(name) + 1 if name in primary else 0,
        collation,
        "GENERATED" in extra.upper().replace("DEFAULT_GENERATED", ""),
        comment,
    )


def _keys(rows: Rows) -> list[ForeignKey]:
    parts: dict[str, Rows] = defaultdict(list)
    for name, *row in rows:
        parts[name].append(tuple(row))
    return [
        ForeignKey(
            tuple(row[0] for row in own),
            own[0][1],
            tuple(row[2] for row in own),
            own[0][3],
            own[0][4],
            name,
        )
        for name, own in parts.items()
    ]


def _indexes(rows: Rows) -> list[Index]:
    parts: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, non_unique, column, length, collation in rows:
        prefix = f"({length})" if length else ""
        parts[name, non_unique].append(f"{column}{prefix}{' DESC' if collation == 'D' else ''}")
    return [
        Index(tuple(columns), not non_unique, "", "c", name)
        for (name, non_unique), columns in parts.items()
        if name != "PRIMARY"
    ]


def _is_mariadb(connection: Connection) -> bool:
    return "mariadb" in str(_rows(connection, "SELECT version()")[0][0]).lower()


def _grouped(connection: Connection, query: str) -> dict[str, Rows]:
    groups: dict[str, Rows] = defaultdict(list)
    for name, *row in _rows(connection, query):
        groups[name].append(tuple(row))
    return groups


def _rows(connection: Connection, query: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _counts(connection: Connection, names: list[str]) -> dict[str, int]:
    """Return the number of rows of each table."""
    if not names:
        return {}
    quoted = ("`" + name.replace("`", "``") + "`" for name in names)
    counted = ", ".join(f"(SELECT count(*) FROM {each})" for each in quoted)
    return dict(zip(names, _rows(connection, f"SELECT {counted}")[0], strict=True))

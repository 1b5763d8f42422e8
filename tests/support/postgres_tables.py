"""PostgreSQL's tables as values that can be compared, read from its catalogs.

An enum type is listed as a table `type NAME` whose columns are its values, and a schema as an empty
table `schema NAME`, so that leftovers show as any table would.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import psycopg

from tests.support.sqlite_tables import OURS, Check, Column, ForeignKey, Index, Table, Tables

Connection = psycopg.Connection[tuple[Any, ...]]

_OTHERS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
_ACTIONS = {
    "a": "NO ACTION",
    "r": "RESTRICT",
    "c": "CASCADE",
    "n": "SET NULL",
    "d": "SET DEFAULT",
}
_TABLES = f"""
    SELECT c.oid, n.nspname, c.relname, obj_description(c.oid, 'pg_class')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND {_OTHERS} ORDER BY 2, 3"""
_COLUMNS = """
    SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        pg_get_expr(d.adbin, d.adrelid), coalesce(array_position(k.conkey, a.attnum), 0),
        nullif(a.attcollation, t.typcollation)::text, a.attgenerated <> '',
        coalesce(col_description(a.attrelid, a.attnum), '')
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p'
    WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY(%s) ORDER BY 1, a.attnum"""
_NAMES = """(SELECT array_agg(a.attname::text ORDER BY at)
    FROM unnest({keys}) WITH ORDINALITY AS u (num, at)
    JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = u.num)"""
_KEYS = f"""
    SELECT k.conrelid, {_NAMES.format(keys="k.conkey", table="k.conrelid")}, n.nspname, c.relname,
        {_NAMES.format(keys="k.confkey", table="k.confrelid")},
        k.confupdtype, k.confdeltype, k.conname
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.conrelid = ANY(%s)"""
_INDEXES = """
    SELECT i.indrelid, array_agg(
            coalesce(
                (SELECT attname::text FROM pg_attribute
                    WHERE attrelid = i.indrelid AND attnum = i.indkey[at - 1]),
                pg_get_indexdef(i.indexrelid, at, false))
            || CASE WHEN i.indoption[at - 1] & 1 = 1 THEN ' DESC' ELSE '' END ORDER BY at),
        i.indisunique, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
        coalesce((SELECT contype FROM pg_constraint WHERE conindid = i.indexrelid
            AND contype IN ('p', 'u')), 'c'), c.relname
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid,
        generate_series(1, i.indnkeyatts) AS at
    WHERE i.indrelid = ANY(%s) GROUP BY 1, 3, 4, 5, 6"""
_CHECKS = """
    SELECT conrelid, pg_get_constraintdef(oid), conname FROM pg_constraint
    WHERE contype = 'c' AND conrelid = ANY(%s)"""
_TYPES = """
    SELECT n.nspname, t.typname, array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
    JOIN pg_namespace n ON n.oid = t.typnamespace GROUP BY 1, 2"""
# What is neither PostgreSQL's own nor an extension's.
_MADE = f"""{_OTHERS} AND NOT EXISTS (
    SELECT FROM pg_depend WHERE deptype = 'e' AND objid = c.oid AND classid = '{{0}}'::regclass)"""
_CLASSES = f"""
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE {_MADE.format("pg_class")}"""
_ROUTINES = f"""
    FROM pg_proc c JOIN pg_namespace n ON n.oid = pronamespace
    WHERE {_MADE.format("pg_proc")}"""
# The type of an array is dropped with that of its elements.
_OWN_TYPES = f"""
    FROM pg_type c JOIN pg_namespace n ON n.oid = typnamespace
    WHERE typcategory <> 'A' AND typtype <> 'm' AND {_MADE.format("pg_type")}"""
# Sessions that a test left in a transaction may hold locks.
EMPTY = f"""
    DO $$
    DECLARE statement text;
    BEGIN
        PERFORM set_config('lock_timeout', '5s', true);
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
        FOR statement IN
            SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace n
                WHERE {_OTHERS} AND nspname <> 'public'
            UNION ALL SELECT format('DROP TABLE IF EXISTS %I CASCADE', relname)
                {_CLASSES} AND relkind IN ('r', 'p') AND nspname = 'public'
            UNION ALL SELECT format('DROP VIEW IF EXISTS %I CASCADE', relname)
                {_CLASSES} AND relkind = 'v' AND nspname = 'public'
            UNION ALL SELECT format('DROP SEQUENCE IF EXISTS %I CASCADE', relname)
                {_CLASSES} AND relkind = 'S' AND nspname = 'public'
            UNION ALL SELECT format('DROP TYPE IF EXISTS %I CASCADE', typname)
                {_OWN_TYPES} AND typrelid = 0 AND nspname = 'public'
            UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension
                WHERE extname NOT IN ('plpgsql', 'citext', 'hstore')
        LOOP
            EXECUTE statement;
        END LOOP;
        EXECUTE format('ALTER DATABASE %I RESET ALL', current_database());
    END $$"""
# Zero where nothing is left, and both extensions are there.
LEFT = f"""
    SELECT (SELECT count(*) {_CLASSES}) + (SELECT count(*) {_ROUTINES})
        + (SELECT count(*) {_OWN_TYPES})
        + abs((SELECT count(*) FROM pg_extension) - 3)
        + abs((SELECT count(*) FROM pg_namespace n WHERE {_OTHERS}) - 1)"""
_SCHEMAS = f"SELECT nspname FROM pg_namespace n WHERE {_OTHERS} AND nspname <> 'public'"


def reflect(connection: Connection) -> Tables:
    """Return every table by name, `schema.name` if its schema is not `public`."""
    listed = connection.execute(_TABLES, prepare=True).fetchall()
    tables = {
        oid: Table(_name(schema, name), (), comment=comment or "")
        for oid, schema, name, comment in listed
        if name not in OURS
    }
    _fill(connection, tables)
    counts = _counts(connection, [table.name for table in tables.values()])
    tables = {oid: replace(table, rows=counts[table.name]) for oid, table in tables.items()}
    found = {table.name: table for table in tables.values()}
    for schema, name, values in connection.execute(_TYPES, prepare=True).fetchall():
        columns = tuple(Column(value, "value", True, None, 0) for value in values)
        label = f"type {_name(schema, name)}"
        found[label] = Table(label, columns)
    for (schema,) in connection.execute(_SCHEMAS).fetchall():
        found[f"schema {schema}"] = Table(f"schema {schema}", ())
    return dict(sorted(found.items()))


def _fill(connection: Connection, tables: dict[int, Table]) -> None:
    def grouped(query: str) -> dict[int, list[tuple[Any, ...]]]:
        groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for oid, *row in connection.execute(query, [list(tables)], prepare=True).fetchall():
            groups[oid].append(tuple(row))
        return groups

    columns, keys = grouped(_COLUMNS), grouped(_KEYS)
    indexes, checks = grouped(_INDEXES), grouped(_CHECKS)
    for oid, table in tables.items():
        tables[oid] = replace(
            table,
            columns=tuple(Column(*row) for row in columns[oid]),
            foreign_keys=tuple(sorted(_key(*row) for row in keys[oid])),
            indexes=tuple(
                sorted(
                    Index(tuple(names), unique, where, origin, name)
                    for names, unique, where, origin, name in indexes[oid]
                )
            ),
            checks=tuple(sorted(Check(said, name) for said, name in checks[oid])),
            autoincrement=any("nextval(" in (row[3] or "") for row in columns[oid]),
        )


def _key(
    columns: list[str],
    schema: str,
    table: str,
    references: list[str],
    on_update: str,
    on_delete: str,
    name: str,
) -> ForeignKey:
    return ForeignKey(
        tuple(columns),
        _name(schema, table),
        tuple(references),
        _ACTIONS[on_update],
        _ACTIONS[on_delete],
        name,
    )


def _name(schema: str, name: str) -> str:
    return name if schema == "public" else f"{schema}.{name}"


def _counts(connection: Connection, names: list[str]) -> dict[str, int]:
    """Return the number of rows of each table."""
    quoted = (
        ".".join('"' + part.replace('"', '""') + '"' for part in each.split(".")) for each in names
    )
    counted = ", ".join(f"(SELECT count(*) FROM {each})" for each in quoted)
    row = connection.execute(f"SELECT {counted}".encode()).fetchone()
    return dict(zip(names, row or (), strict=True))

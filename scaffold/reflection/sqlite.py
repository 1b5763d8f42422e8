"""Read the tables of SQLite from its pragmas, and the rest from sqlite_master."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scaffold.reflection.reflected_tables import (
    ReflectedCheck,
    ReflectedColumn,
    ReflectedForeignKey,
    ReflectedIndex,
    ReflectedTable,
    Tables,
)
from scaffold.reflection.reflector import (
    BOOKS,
    Reflection,
    Row,
    Rows,
    grouped,
)
from scaffold.reflection.sqlite_definitions import WrittenDefinition, read_index, read_table

_QUERIES = {
    "version": "SELECT sqlite_version() AS version",
    "objects": """
        SELECT type, name, tbl_name, sql FROM sqlite_master
        WHERE type IN ('table', 'trigger', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY name""",
    "columns": """
        SELECT m.name AS tbl, c.* FROM sqlite_master m, pragma_table_xinfo(m.name) c
        WHERE m.type = 'table' ORDER BY m.name, c.cid""",
    "foreign_keys": """
        SELECT m.name AS tbl, k.* FROM sqlite_master m, pragma_foreign_key_list(m.name) k
        WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq""",
    "indexes": """
        SELECT m.name AS tbl, l.name AS idx, l."unique" AS is_unique, l.origin, x.seqno,
          x.name AS col, x."desc" AS descending, x.coll, s.sql
        FROM sqlite_master m, pragma_index_list(m.name) l, pragma_index_xinfo(l.name) x
        LEFT JOIN sqlite_master s ON s.type = 'index' AND s.name = l.name
        WHERE m.type = 'table' AND l.origin <> 'pk' AND x.key
        ORDER BY m.name, l.name, x.seqno""",
}


def _engine(rows: Rows) -> str:
    return f"SQLite {rows['version'][0]['version']}"


def _tables(rows: Rows) -> Tables:
    columns = grouped(rows["columns"], "tbl")
    keys = grouped(rows["foreign_keys"], "tbl")
    indexes = grouped(rows["indexes"], "tbl")
    objects = [row for row in rows["objects"] if row["name"] not in BOOKS]
    triggers = grouped((row for row in objects if row["type"] == "trigger"), "tbl_name")
    made = (
        _table(row, columns[row["name"]], keys, indexes, triggers)
        for row in objects
        if row["type"] == "table"
    )
    views = tuple(f"view {row['name']}" for row in objects if row["type"] == "view")
    return Tables({table.name: table for table in made}, views)


def _table(
    row: Row,
    columns: Sequence[Row],
    keys: dict[str, list[Row]],
    indexes: dict[str, list[Row]],
    triggers: dict[str, list[Row]],
) -> ReflectedTable:
    name = row["name"]
    written = read_table(row["sql"])
    extra = ["AUTOINCREMENT"] if written.autoincrement else []
    extra += [written.options] if written.options else []
    in_key = sorted((each for each in columns if each["pk"]), key=lambda each: each["pk"])
    return ReflectedTable(
        name,
        tuple(_column(each, written) for each in columns),
        tuple(each["name"] for each in in_key),
        tuple(_indexes(indexes.get(name, ()))),
        tuple(_foreign_keys(keys.get(name, ()), written)),
        tuple(ReflectedCheck(check, expression) for check, expression in written.checks),
        (*extra, *(f"trigger {each['name']}" for each in triggers.get(name, ()))),
    )


def _column(row: Row, written: WrittenDefinition) -> ReflectedColumn:
    name = row["name"]
    collation, generated = dict(written.collations).get(name), dict(written.generated).get(name)
    extra = [f"COLLATE {collation}"] if collation else []
    extra += [f"AS ({generated})"] if generated else []
    # The alias of the rowid is never null, whether it is declared NOT NULL or not.
    nullable = not row["notnull"] and not (row["pk"] and row["type"].upper() == "INTEGER")
    declared = re.sub(r",\s+", ",", row["type"])
    return ReflectedColumn(name, declared, nullable, row["dflt_value"], " ".join(extra))


def _foreign_keys(rows: Sequence[Row], written: WrittenDefinition) -> Iterator[ReflectedForeignKey]:
    names = dict(written.key_names)
    for key in grouped(rows, "id").values():
        columns = tuple(each["from"] for each in key)
        references = tuple(each["to"] for each in key if each["to"] is not None)
        yield ReflectedForeignKey(
            names.get(columns, ""),
            columns,
            key[0]["table"],
            references,
            key[0]["on_update"],
            key[0]["on_delete"],
        )


def _indexes(rows: Sequence[Row]) -> Iterator[ReflectedIndex]:
    for name, parts in grouped(rows, "idx").items():
        sql = parts[0]["sql"]
        items, where = read_index(sql) if sql else ((), "")
        columns = tuple(
            (items[at] if part["col"] is None else part["col"])
            + ("" if part["coll"] == "BINARY" else f" COLLATE {part['coll']}")
            + (" DESC" if part["descending"] else "")
            for at, part in enumerate(parts)
        )
        # SQLite numbers the indexes of UNIQUE constraints in the order of their declaration.
        constraint = parts[0]["origin"] == "u"
        shown = "" if constraint else name
        yield ReflectedIndex(shown, columns, bool(parts[0]["is_unique"]), where, constraint)


SQLITE = Reflection(_QUERIES, _tables, _engine)

"""Read the tables of MySQL and MariaDB from information_schema."""

from __future__ import annotations

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

# Aliases in lower case: MySQL 8 returns information_schema's columns in capitals.
# MariaDB opens the tables of all databases where a schema is not compared with a constant itself.
_QUERIES = {
    "version": "SELECT VERSION() AS version",
    "tables": """
        SELECT table_name AS tbl, table_comment AS comment FROM information_schema.tables
        WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name""",
    "columns": """
        SELECT table_name AS tbl, column_name AS name, column_type AS type,
          is_nullable AS nullable, column_default AS dflt, extra, column_comment AS comment,
          collation_name AS collation
        FROM information_schema.columns WHERE table_schema = DATABASE()
        ORDER BY table_name, ordinal_position""",
    "indexes": """
        SELECT table_name AS tbl, index_name AS name, non_unique, column_name AS col,
          sub_part, collation AS direction, index_type AS method
        FROM information_schema.statistics WHERE table_schema = DATABASE()
        ORDER BY table_name, index_name, seq_in_index""",
    "foreign_keys": """
        SELECT k.table_name AS tbl, k.constraint_name AS name, k.column_name AS col,
          k.referenced_table_name AS target, k.referenced_column_name AS reference,
          r.update_rule AS on_update, r.delete_rule AS on_delete
        FROM information_schema.key_column_usage k
        JOIN information_schema.referential_constraints r
          ON r.constraint_schema = DATABASE() AND r.table_name = k.table_name
          AND r.constraint_name = k.constraint_name
        WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
        ORDER BY k.table_name, k.constraint_name, k.ordinal_position""",
    "checks": """
        SELECT c.*, t.table_name AS tbl, c.constraint_name AS name, c.check_clause AS expression
        FROM information_schema.table_constraints t
        JOIN information_schema.check_constraints c
          ON c.constraint_schema = DATABASE() AND c.constraint_name = t.constraint_name
        WHERE t.table_schema = DATABASE() AND t.constraint_type = 'CHECK'
        ORDER BY t.table_name, c.constraint_name, c.check_clause""",
    "others": """
        SELECT 'view' AS kind, table_name AS name, NULL AS tbl FROM information_schema.views
        WHERE table_schema = DATABASE()
        UNION ALL SELECT 'trigger', trigger_name, event_object_table
        FROM information_schema.triggers WHERE event_object_schema = DATABASE() ORDER BY 1, 2""",
}


def _engine(rows: Rows) -> str:
    version = rows["version"][0]["version"]
    return f"{'MariaDB' if 'mariadb' in version.lower() else 'MySQL'} {version.split('-')[0]}"


def _tables(rows: Rows) -> Tables:
    columns = grouped(rows["columns"], "tbl")
    indexes = grouped(rows["indexes"], "tbl")
    keys = grouped(rows["foreign_keys"], "tbl")
    checks = grouped(rows["checks"], "tbl")
    others = grouped(rows["others"], "kind")
    triggers = grouped(others.get("trigger", ()), "tbl")
    made = {}
    for row in rows["tables"]:
        name = row["tbl"]
        if name in BOOKS:
            continue
        found = list(_indexes(indexes.get(name, ())))
        extra = [f"comment {row['comment']!r}"] if row["comment"] else []
        made[name] = ReflectedTable(
            name,
            tuple(map(_column, columns.get(name, ()))),
            next((index.columns for index in found if index.name == "PRIMARY"), ()),
            tuple(index for index in found if index.name != "PRIMARY"),
            tuple(_foreign_keys(keys.get(name, ()))),
            tuple(_checks(name, checks.get(name, ()))),
            (*extra, *(f"trigger {each['name']}" for each in triggers.get(name, ()))),
        )
    return Tables(made, tuple(f"view {each['name']}" for each in others.get("view", ())))


def _column(row: Row) -> ReflectedColumn:
    extra = [row["extra"]] if row["extra"] else []
    extra += [f"COLLATE {row['collation']}"] if row["collation"] else []
    extra += [f"comment {row['comment']!r}"] if row["comment"] else []
    nullable = row["nullable"] == "YES"
    # A column without a default has the text NULL in MariaDB, and a null in MySQL.
    default = None if row["dflt"] == "NULL" else row["dflt"]
    return ReflectedColumn(row["name"], row["type"], nullable, default, " ".join(extra))


def _indexes(rows: Sequence[Row]) -> Iterator[ReflectedIndex]:
    for name, parts in grouped(rows, "name").items():
        columns = tuple(
            (part["col"] or "(expression)")
            + (f"({part['sub_part']})" if part["sub_part"] else "")
            + (" DESC" if part["direction"] == "D" else "")
            for part in parts
        )
        method = parts[0]["method"]
        shown = columns if method == "BTREE" else (*columns[:-1], f"{columns[-1]} USING {method}")
        yield ReflectedIndex(name, shown, not int(parts[0]["non_unique"]))


def _foreign_keys(rows: Sequence[Row]) -> Iterator[ReflectedForeignKey]:
    for name, parts in grouped(rows, "name").items():
        yield ReflectedForeignKey(
            name,
            tuple(part["col"] for part in parts),
            parts[0]["target"],
            tuple(part["reference"] for part in parts),
            parts[0]["on_update"],
            parts[0]["on_delete"],
        )


def _checks(table: str, rows: Sequence[Row]) -> Iterator[ReflectedCheck]:
    # In MariaDB names are unique per table only, and the view has the table, in capitals.
    found = (row for row in rows if row.get("TABLE_NAME", table) == table)
    # MariaDB names a column's own check, such as JSON's, like the column when it was created.
    named = (
        ("" if row.get("LEVEL") == "Column" else row["name"], row["expression"]) for row in found
    )
    for row in dict.fromkeys(named):
        yield ReflectedCheck(*row)


MYSQL = Reflection(_QUERIES, _tables, _engine)

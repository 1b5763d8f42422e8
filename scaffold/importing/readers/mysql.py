"""Read MySQL and MariaDB from information_schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    COLLATION,
    CheckFacts,
    ColumnFacts,
    DatabaseFacts,
    ForeignKeyFacts,
    IndexFacts,
    IndexKeyFacts,
    TableFacts,
)
from scaffold.importing.readers.dialect_reader import DialectReader, is_book
from scaffold.reflection.mysql import MYSQL as REFLECTION
from scaffold.reflection.reflector import Row, Rows, grouped

# MariaDB opens the tables of all databases where a schema is not compared with a constant itself.
_QUERIES = {
    "version": REFLECTION.queries["version"],
    "tables": """
        SELECT table_name AS tbl, table_comment AS comment, engine, table_collation AS collation,
          create_options AS options FROM information_schema.tables
        WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name""",
    "database": """SELECT default_collation_name AS collation FROM information_schema.schemata
        WHERE schema_name = DATABASE()""",
    "columns": """
        SELECT table_name AS tbl, column_name AS name, column_type AS type, data_type AS kind,
          is_nullable AS nullable, column_default AS dflt, extra, column_comment AS comment,
          collation_name AS collation, generation_expression AS generated
        FROM information_schema.columns WHERE table_schema = DATABASE()
        ORDER BY table_name, ordinal_position""",
    # `expression` is a column of MySQL 8 only.
    "indexes": """
        SELECT s.* FROM information_schema.statistics s WHERE s.table_schema = DATABASE()
        ORDER BY s.table_name, s.index_name, s.seq_in_index""",
    "foreign_keys": """
        SELECT k.table_name AS tbl, k.constraint_name AS name, k.column_name AS col,
          k.referenced_table_schema AS target_schema, DATABASE() AS own,
          k.referenced_table_name AS target, k.referenced_column_name AS reference,
          r.update_rule AS on_update, r.delete_rule AS on_delete
        FROM information_schema.key_column_usage k
        JOIN information_schema.referential_constraints r
          ON r.constraint_schema = DATABASE() AND r.table_name = k.table_name
          AND r.constraint_name = k.constraint_name
        WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
        ORDER BY k.table_name, k.constraint_name, k.ordinal_position""",
    # `table_name` is a column of MariaDB only, where names of checks are unique per table only.
    "checks": """
        SELECT c.*, t.table_name AS tbl, c.constraint_name AS name, c.check_clause AS expression
        FROM information_schema.table_constraints t
        JOIN information_schema.check_constraints c
          ON c.constraint_schema = DATABASE() AND c.constraint_name = t.constraint_name
        WHERE t.table_schema = DATABASE() AND t.constraint_type = 'CHECK'
        ORDER BY t.table_name, c.constraint_name, c.check_clause""",
    "triggers": """SELECT trigger_name AS name, event_object_table AS tbl
        FROM information_schema.triggers WHERE event_object_schema = DATABASE() ORDER BY 1""",
    "partitions": """SELECT table_name AS tbl, COUNT(*) AS number,
          MIN(partition_method) AS method, MIN(partition_expression) AS expression
        FROM information_schema.partitions
        WHERE table_schema = DATABASE() AND partition_name IS NOT NULL GROUP BY table_name""",
    "others": """
        SELECT 'view' AS kind, table_name AS name FROM information_schema.views
        WHERE table_schema = DATABASE()
        UNION ALL SELECT LOWER(routine_type), routine_name FROM information_schema.routines
        WHERE routine_schema = DATABASE()
        UNION ALL SELECT 'event', event_name FROM information_schema.events
        WHERE event_schema = DATABASE() ORDER BY 1, 2""",
}
_BEFORE = ("SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY")
_JSON_CHECK = re.compile(r"json_valid\(`(?P<column>(?:[^`]|``)+)`\)", re.IGNORECASE)
_VALUES = re.compile(r"'((?:[^']|'')*)'")
_TEXT = re.compile(r"'(?:[^'\\]|\\.|'')*'", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "Z": "\x1a"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


# Types whose defaults MySQL 8 returns without quotes although they are numbers.
_NUMBERS = frozenset(
    {
        *("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double"),
        *("year", "bit"),
    }
)
_ROW_FORMATS = re.compile(r"(?:row_format=dynamic|partitioned)\s*", re.IGNORECASE)


def _facts(rows: Rows) -> DatabaseFacts:
    return _Database(rows).facts()


class _Database:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._version: str = rows["version"][0]["version"]
        self._is_mariadb = "mariadb" in self._version.lower()
        self._collation = rows["database"][0]["collation"] if rows["database"] else None
        self._columns = grouped(rows["columns"], "tbl")
        self._indexes = grouped(rows["indexes"], "table_name")
        self._keys = grouped(rows["foreign_keys"], "tbl")
        self._checks = grouped(rows["checks"], "tbl")
        self._triggers = grouped(rows["triggers"], "tbl")
        self._partitions = {each["tbl"]: each for each in rows["partitions"]}

    def facts(self) -> DatabaseFacts:
        tables = (self._table(row) for row in self._rows["tables"] if not is_book(row["tbl"]))
        engine = "MariaDB" if self._is_mariadb else "MySQL"
        return DatabaseFacts(
            "mysql",
            {table.name: table for table in tables},
            outside=tuple(f"{each['kind']} {each['name']}" for each in self._rows["others"]),
            engine=f"{engine} {self._version.split('-')[0]}",
        )

    def _table(self, row: Row) -> TableFacts:
        name = row["tbl"]
        found = dict(grouped(self._indexes.get(name, ()), "index_name"))
        primary = found.pop("PRIMARY", [])
        checks = list(self._checks_of(name))
        valid = {
            match["column"].replace("``", "`")
            for check in checks
            if (match := _JSON_CHECK.fullmatch(check.expression))
        }
        columns = tuple(
            self._column(each, row["collation"], each["name"] in valid)
            for each in self._columns.get(name, ())
        )
        jsons = {column.name for column in columns if column.type == "json"}
        return TableFacts(
            TableName(name),
            columns,
            tuple(each["column_name"] for each in primary),
            "",
            tuple(_index(index, parts) for index, parts in found.items()),
            tuple(_foreign_keys(self._keys.get(name, ()))),
            tuple(
                # MariaDB calls the check that JSON brings like its column.
                replace(check, name="") if check.name in jsons else check
                for check in checks
                if not (
                    (match := _JSON_CHECK.fullmatch(check.expression))
                    and match["column"].replace("``", "`") in jsons
                )
            ),
            row["comment"] or None,
            tuple(self._remarks(row, primary)),
        )

    def _remarks(self, row: Row, primary: Sequence[Row]) -> Iterator[str]:
        name = row["tbl"]
        yield from (f"trigger {each['name']}" for each in self._triggers.get(name, ()))
        if row["engine"] and row["engine"].lower() != "innodb":
            yield f"its engine is {row['engine']}"
        if self._collation and row["collation"] and row["collation"] != self._collation:
            yield f"{COLLATION}{row['collation']}, not the database's {self._collation}"
        if partitions := self._partitions.get(name):
            expression = partitions["expression"] or ""
            yield f"it has {partitions['number']} partitions by {partitions['method']} {expression}"
        if options := _ROW_FORMATS.sub("", row["options"] or "").strip():
            yield f"it has the options {options}"
        if any(each["sub_part"] for each in primary):
            yield "its primary key covers prefixes"

    def _column(self, row: Row, collation: str | None, is_json: bool) -> ColumnFacts:
        kind: str = row["type"]
        extra: str = (row["extra"] or "").lower()
        # MariaDB's JSON is a LONGTEXT of this collation with a check.
        if is_json and kind.lower() == "longtext":
            kind = "json"
        generated = row["generated"] or None
        values: tuple[str, ...] = ()
        if row["kind"].lower() == "enum":
            values = tuple(each.replace("''", "'") for each in _VALUES.findall(kind))
        differs = kind != "json" and row["collation"] and row["collation"] != collation
        numbered = "auto_increment" in extra
        remarks = ["it is invisible"] if "invisible" in extra else []
        return ColumnFacts(
            row["name"],
            kind,
            row["nullable"] == "YES",
            None if generated or numbered else self._default(row, extra),
            numbered,
            row["comment"] or None,
            values,
            None,
            None if generated is None else self._unescaped(generated),
            "virtual" not in extra,
            row["collation"] if differs else None,
            "on update" in extra,
            remarks=tuple(remarks),
        )

    def _default(self, row: Row, extra: str) -> str | None:
        """Return the default as SQL: MySQL returns values without quotes, MariaDB with them."""
        default: str | None = row["dflt"]
        if default is None or default == "NULL":
            return None
        if self._is_mariadb:
            return _without_escapes(default) if _TEXT.fullmatch(default) else default
        if "default_generated" in extra:
            return self._unescaped(default)
        if row["kind"].lower() in _NUMBERS or default.upper().startswith("CURRENT_TIMESTAMP"):
            return default
        return "'" + default.replace("'", "''") + "'"

    def _checks_of(self, table: str) -> Iterator[CheckFacts]:
        found = self._checks.get(table, ())
        rows = [each for each in found if each.get("table_name", table) == table]
        for name, expression in dict.fromkeys((each["name"], each["expression"]) for each in rows):
            yield CheckFacts(name, self._unescaped(expression))

    def _unescaped(self, expression: str) -> str:
        """Return an expression without the escapes and character sets that MySQL 8 adds."""
        if self._is_mariadb:
            return expression
        return re.sub(r"_utf8mb[34](?=')", "", _ESCAPED.sub(r"\1", expression))


def _without_escapes(literal: str) -> str:
    """Return a text as SQL without the escapes with which MariaDB returns it."""
    return _ESCAPED.sub(
        lambda found: "''" if found[1] == "'" else _ESCAPES.get(found[1], found[1]), literal
    )


def _index(name: str, rows: Sequence[Row]) -> IndexFacts:
    method = rows[0]["index_type"]
    is_plain = method in ("BTREE", "HASH")
    parts = tuple(
        IndexKeyFacts(
            row["column_name"],
            row.get("expression") if row["column_name"] is None else None,
            row["collation"] == "D",
            length=row["sub_part"] and int(row["sub_part"]) if is_plain else None,
        )
        for row in rows
    )
    unique = not int(rows[0]["non_unique"])
    ignored = rows[0].get("ignored") == "YES" or rows[0].get("is_visible") == "NO"
    remarks = ("it is ignored by the optimizer",) if ignored else ()
    columns = ", ".join(part.column or f"({part.expression})" for part in parts)
    words = f"{'UNIQUE ' if unique else ''}{'' if is_plain else f'{method} '}INDEX"
    return IndexFacts(
        name,
        parts,
        unique,
        method="" if is_plain else method.lower(),
        definition=f"{words} {name} ({columns})",
        remarks=remarks,
    )


def _foreign_keys(rows: Sequence[Row]) -> Iterator[ForeignKeyFacts]:
    for name, parts in grouped(rows, "name").items():
        first = parts[0]
        schema = None if first["target_schema"] == first["own"] else first["target_schema"]
        yield ForeignKeyFacts(
            name,
            tuple(part["col"] for part in parts),
            TableName(first["target"], schema),
            tuple(part["reference"] for part in parts),
            first["on_delete"],
            first["on_update"],
        )


MYSQL = DialectReader(_BEFORE, _QUERIES, _facts)

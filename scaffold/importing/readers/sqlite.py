"""Read SQLite from its pragmas, and the rest from its CREATE statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    CheckFacts,
    ColumnFacts,
    DatabaseFacts,
    ForeignKeyFacts,
    IndexFacts,
    IndexKeyFacts,
    TableFacts,
)
from scaffold.importing.readers.dialect_reader import DialectReader, is_book
from scaffold.importing.readers.postgres_text import unwrapped
from scaffold.reflection.reflector import Row, Rows, grouped
from scaffold.reflection.sqlite import SQLITE as REFLECTION
from scaffold.reflection.sqlite_definitions import WrittenDefinition, read_index, read_table

_VIRTUAL = re.compile(r"CREATE\s+VIRTUAL\s+TABLE", re.IGNORECASE)
_ORDER = re.compile(r"\s(?:asc|desc)$", re.IGNORECASE)
_SPACES = re.compile(
    r"""(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")
    |(?<=\w)(?<!\bin)(?<!\band)(?<!\bor)(?<!\bnot)\s(?=\()|(?<=\()\s|\s(?=[),])""",
    re.IGNORECASE | re.VERBOSE,
)
# Suffixes of the tables in which the modules fts3 to fts5 and rtree keep their data.
_SHADOWS = (
    *("_content", "_segments", "_segdir", "_docsize", "_stat", "_data", "_idx", "_config"),
    *("_node", "_parent", "_rowid"),
)
_QUOTED = re.compile(r'"(?:[^"]|"")*"', re.DOTALL)
_BARE = re.compile(r"[^\W\d]\w*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
_TRUTH = {"TRUE": "1", "FALSE": "0"}
# Bare words that are no text.
_WORDS = frozenset({"NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"})
# pragma table_xinfo: the kinds of `hidden`.
_VIRTUAL_COLUMN, _STORED_COLUMN = 2, 3


def _facts(rows: Rows) -> DatabaseFacts:
    objects = [row for row in rows["objects"] if not is_book(row["name"])]
    virtual = {row["name"] for row in objects if _VIRTUAL.match(row["sql"] or "")}
    shadows = {name + suffix for name in virtual for suffix in _SHADOWS}
    names = [
        row
        for row in objects
        if row["type"] == "table" and row["name"] not in virtual and row["name"] not in shadows
    ]
    columns = grouped(rows["columns"], "tbl")
    primary = {row["name"]: _primary_key(columns.get(row["name"], ())) for row in names}
    spelled = {row["name"].casefold(): row["name"] for row in names}
    columns_of = {
        name: {each["name"].casefold(): each["name"] for each in found}
        for name, found in columns.items()
    }
    keys, indexes = grouped(rows["foreign_keys"], "tbl"), grouped(rows["indexes"], "tbl")
    triggers = grouped((row for row in objects if row["type"] == "trigger"), "tbl_name")
    tables = {}
    for row in names:
        name = row["name"]
        written = read_table(row["sql"])
        remarks = [f"trigger {each['name']}" for each in triggers.get(name, ())]
        remarks += [f"it is {each.strip()}" for each in written.options.split(",") if each.strip()]
        remarks += [f"it has ON CONFLICT {each}" for each in written.conflicts]
        found = columns.get(name, ())
        tables[TableName(name)] = TableFacts(
            TableName(name),
            tuple(_column(each, written, primary[name]) for each in found),
            primary[name],
            "",
            tuple(_indexes(indexes.get(name, ()), written)),
            tuple(_foreign_keys(keys.get(name, ()), written, primary, spelled, columns_of)),
            tuple(CheckFacts(check, expression) for check, expression in written.checks),
            None,
            tuple(remarks),
        )
    outside = [f"view {row['name']}" for row in objects if row["type"] == "view"]
    outside += [f"virtual table {name}" for name in sorted(virtual)]
    engine = f"SQLite {rows['version'][0]['version']}"
    return DatabaseFacts("sqlite", tables, outside=tuple(outside), engine=engine)


def _primary_key(rows: Sequence[Row]) -> tuple[str, ...]:
    in_key = sorted((each for each in rows if each["pk"]), key=lambda each: each["pk"])
    return tuple(each["name"] for each in in_key)


def _column(row: Row, written: WrittenDefinition, primary: tuple[str, ...]) -> ColumnFacts:
    name = row["name"]
    generated = None
    if row["hidden"] in (_VIRTUAL_COLUMN, _STORED_COLUMN):
        generated = dict(written.generated).get(name, "")
    is_rowid = primary == (name,) and row["type"].upper() == "INTEGER"
    without_rowid = "WITHOUT ROWID" in written.options.upper()
    numbered = is_rowid and not without_rowid
    remarks = []
    if numbered and not written.autoincrement:
        remarks.append("SQLite numbers it without AUTOINCREMENT")
    nullable = not row["notnull"] and not is_rowid and not (row["pk"] and without_rowid)
    default = _as_text(row["dflt_value"])
    declared = re.sub(r"\s*,\s*", ",", row["type"])
    declared = re.sub(r"\s+GENERATED ALWAYS$", "", declared, flags=re.IGNORECASE)
    return ColumnFacts(
        name,
        declared,
        nullable,
        None if default is None or default.upper() == "NULL" or generated is not None else default,
        numbered,
        generated=generated,
        stored=row["hidden"] == _STORED_COLUMN,
        collation=dict(written.collations).get(name),
        remarks=tuple(remarks),
    )


def _as_text(default: str | None) -> str | None:
    """Return a default that is a bare or double-quoted word as the text that SQLite takes it for.

    An expression in parentheses, which a migration would write, could not have it.
    """
    if default is None or default.upper() in _WORDS:
        # Numbers by other names.
        return _TRUTH.get((default or "").upper(), default)
    if _NUMBER.fullmatch(default):
        # A migration writes the number, not its text.
        return f"{Decimal(default).normalize() + 0:f}"
    word = default[1:-1].replace('""', '"') if _QUOTED.fullmatch(default) else None
    if word is None and _BARE.fullmatch(default):
        word = default
    return default if word is None else "'" + word.replace("'", "''") + "'"


def _foreign_keys(
    rows: Sequence[Row],
    written: WrittenDefinition,
    primary: dict[str, tuple[str, ...]],
    spelled: dict[str, str],
    columns_of: dict[str, dict[str, str]],
) -> Iterator[ForeignKeyFacts]:
    names = dict(written.key_names)
    # The pragma lists the last key first.
    for key in reversed(grouped(rows, "id").values()):
        columns = tuple(each["from"] for each in key)
        written_name: str = key[0]["table"]
        target = spelled.get(written_name.casefold(), written_name)
        known = columns_of.get(target, {})
        named: list[str] = [each["to"] for each in key if each["to"] is not None]
        references = tuple(known.get(each.casefold(), each) for each in named)
        remarks = []
        if key[0]["match"] not in ("NONE", "SIMPLE"):
            remarks.append(f"MATCH {key[0]['match']}")
        if columns in written.deferred:
            remarks.append("DEFERRABLE INITIALLY DEFERRED")
        yield ForeignKeyFacts(
            names.get(columns, ""),
            columns,
            TableName(target),
            references or primary.get(target, ()),
            key[0]["on_delete"],
            key[0]["on_update"],
            tuple(remarks),
        )


def _expression(item: str) -> str:
    """Return the expression of a part of an index, without the spaces between its tokens."""
    tidy = _SPACES.sub(lambda found: found["quoted"] or "", _ORDER.sub("", item))
    return unwrapped(tidy)


def _unique_part(part: Row) -> str:
    """Return a column of a unique constraint with what is special about it."""
    collation = "" if part["coll"] == "BINARY" else f" COLLATE {part['coll']}"
    return f"{part['col']}{collation}{' DESC' if part['descending'] else ''}"


def _indexes(rows: Sequence[Row], written: WrittenDefinition) -> Iterator[IndexFacts]:
    own = {name.casefold(): collation.upper() for name, collation in written.collations}

    def collation_of(part: Row) -> str:
        """Return the collation of a part that declares none: its column's."""
        return own.get((part["col"] or "").casefold(), "BINARY")

    for name, parts in grouped(rows, "idx").items():
        sql = parts[0]["sql"]
        items, where = read_index(sql) if sql else ((), "")
        constraint = parts[0]["origin"] == "u"
        yield IndexFacts(
            "" if constraint else name,
            tuple(
                IndexKeyFacts(
                    part["col"],
                    _expression(items[at]) if part["col"] is None else None,
                    bool(part["descending"]),
                    collation=None if part["coll"] == collation_of(part) else part["coll"],
                )
                for at, part in enumerate(parts)
            ),
            bool(parts[0]["is_unique"]),
            constraint,
            where or None,
            definition=sql or f"UNIQUE ({', '.join(map(_unique_part, parts))})",
        )


SQLITE = DialectReader((), REFLECTION.queries, _facts)

"""Insert one row into every table, with foreign keys unchecked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Column, Table, Tables

_UUID = "00000000-0000-4000-8000-000000000001"
# The value is that of the first pattern that matches a declared type in lower case.
_VALUES = (
    (r"\[\]$", "'{}'"),
    (r"range", "'empty'"),
    (r"^(timestamp|datetime)", "'2020-01-02 03:04:05'"),
    (r"^date", "'2020-01-02'"),
    (r"^time", "'03:04:05'"),
    (r"^(json|longtext)", "'{}'"),
    (r"^interval", "'1 day'"),
    (r"^bool", "true"),
    (r"^(inet|cidr)", "'10.0.0.0'"),
    (r"^macaddr", "'08:00:2b:01:02:03'"),
    (r"^(hstore|tsvector)", "''"),
    (r"^(bytea|blob|citext)", "'abc'"),
    (r"^uuid", f"'{_UUID}'"),
)


def fill(scratch: Scratch) -> Tables:
    """Insert the rows, and return the tables afterwards."""
    tables = scratch.tables()
    scratch.insert_unchecked(*_inserts(scratch, tables))
    return scratch.tables()


def contents(scratch: Scratch, tables: Tables) -> dict[str, dict[str, object]]:
    """Return each table's first row by column."""
    columns = {
        table.name: [column.name for column in table.columns]
        for table in tables.values()
        if table.columns and not table.name.startswith("type ")
    }
    found = scratch.query(
        *(
            f"SELECT {', '.join(map(scratch.quoted, names))} FROM {scratch.quoted(table)}"
            for table, names in columns.items()
        )
    )
    return {
        table: dict(zip(names, rows[0], strict=True)) if rows else {}
        for (table, names), rows in zip(columns.items(), found, strict=True)
    }


def _inserts(scratch: Scratch, tables: Tables) -> Iterator[str]:
    keys = {
        (table.name, column): (key.table, reference)
        for table in tables.values()
        for key in table.foreign_keys
        for column, reference in zip(key.columns, key.references, strict=True)
    }
    pointed = set(keys.values())
    for table in tables.values():
        if table.name.startswith(("type ", "schema ")):
            continue
        names, values = [], []
        for location, column in enumerate(table.columns):
            if column.generated:
                continue
            root, seen = (table.name, column.name), {("", "")}
            while root in keys and root not in seen:
                seen.add(root)
                root = keys[root]
            is_key = root in pointed or root != (table.name, column.name)
            names.append(column.name)
            values.append(_value(column, tables, 1 if is_key else location + 2))
        yield (
            f"INSERT INTO {scratch.quoted(table.name)} "
            f"({', '.join(scratch.quoted(name) for name in names)}) VALUES ({', '.join(values)})"
        )


def _value(column: Column, tables: Tables, number: int) -> str:
    kind = column.type.lower()
    if kind.startswith("enum("):
        return [*re.finditer(r"'(?:[^']|'')*'", column.type)][-1][0]
    if enum := _enum_type(column, tables):
        return f"'{enum}'"
    for pattern, value in _VALUES:
        if re.search(pattern, kind):
            return value
    if sized := re.match(r"(?:national )?(?:var)?char(?:acter)?(?: varying)?\((\d+)\)", kind):
        length = int(sized[1])
        text = _UUID if length == 36 else "abc"[:length]
        return f"'{text}'"
    return "'abc'" if "text" in kind else str(number)


def _enum_type(column: Column, tables: Tables) -> str | None:
    table: Table | None = tables.get("type " + column.type.replace('"', ""))
    return table.columns[0].name.replace("'", "''") if table else None

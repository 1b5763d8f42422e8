"""Compare two databases fact by fact, and find which differences an import has listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.importing.database_facts import ColumnFacts, DatabaseFacts, IndexFacts, TableFacts

_CAST = re.compile(r"::(?:\"?[\w ]+\"?)(?:\[\])?")
_NOW = re.compile(r"(?:now\(\)|current_timestamp(?:\(\d*\))?)", re.IGNORECASE)
# The length that older servers print for an integer.
_WIDTH = re.compile(r"\b(tinyint|smallint|mediumint|int|bigint)\((?!1\))\d+\)")


class Fact(NamedTuple):
    """One fact: its kind, the table, what it is about (columns or names), and its value."""

    kind: str
    table: str
    about: tuple[str, ...]
    value: str


class Compared(NamedTuple):
    """How many facts of each kind are equal, and those that only one side has."""

    equal: Counter[str]
    all: Counter[str]
    missing: list[Fact]
    new: list[Fact]


def compare_facts(expected: DatabaseFacts, found: DatabaseFacts) -> Compared:
    """Compare the facts of two databases, without the names of constraints."""
    first, second = Counter(facts_of(expected)), Counter(facts_of(found))
    equal = first & second
    return Compared(
        Counter(fact.kind for fact in equal.elements()),
        Counter(fact.kind for fact in first.elements()),
        sorted((first - second).elements()),
        sorted((second - first).elements()),
    )


def facts_of(facts: DatabaseFacts) -> Iterator[Fact]:
    """Yield the facts of a database."""
    for table in facts.tables.values():
        name = str(table.name)
        yield Fact("table", name, (), "")
        yield Fact("table comment", name, (), table.comment or "")
        yield Fact("primary key", name, table.primary_key, "")
        for column in table.columns:
            yield from _of_column(name, column, facts)
        for index in table.indexes:
            yield _of_index(name, index)
        for key in table.foreign_keys:
            value = f"{key.table} {key.references} {key.on_delete} {key.on_update} {key.remarks}"
            yield Fact("foreign key", name, key.columns, value)
        for check in table.checks:
            yield Fact("check", name, (), _expression(check.expression))
        for remark in table.remarks:
            yield Fact("other", name, (), remark)


def _of_column(table: str, column: ColumnFacts, facts: DatabaseFacts) -> Iterator[Fact]:
    about = (column.name,)
    values = f" {column.values}" if column.values else ""
    kind = column.type.lower() if facts.dialect != "sqlite" else column.type.upper()
    if column.enum is not None:
        kind = f"enum {column.enum}{'[]' if kind.endswith('[]') else ''}"
    yield Fact("column", table, about, "")
    yield Fact("type", table, about, _WIDTH.sub(r"\1", kind) + values)
    yield Fact("nullable", table, about, str(column.nullable))
    yield Fact("default", table, about, _default(column))
    yield Fact("numbered", table, about, str(column.autoincrement))
    yield Fact("comment", table, about, column.comment or "")
    yield Fact("collation", table, about, column.collation or "")
    generated = _expression(column.generated) if column.generated is not None else ""
    yield Fact("generated", table, about, f"{generated} {column.updates_to_now}")


def _of_index(table: str, index: IndexFacts) -> Fact:
    columns = tuple(part.column or "" for part in index.parts)
    parts = [
        (part.column, part.expression and _expression(part.expression), *part[2:])
        for part in map(_part, index.parts)
    ]
    where = _expression(index.where) if index.where else None
    kind = "unique" if index.unique else "index"
    return Fact(kind, table, columns, f"{parts} {index.method} {where} {index.remarks}")


class _Part(NamedTuple):
    column: str | None
    expression: str | None
    descending: bool
    operator_class: str | None
    collation: str | None
    length: int | None


def _part(part: Any) -> _Part:
    return _Part(
        part.column,
        part.expression,
        part.descending,
        part.operator_class,
        part.collation,
        part.length,
    )


def _default(column: ColumnFacts) -> str:
    if column.default is None:
        return ""
    text = _CAST.sub("", column.default)
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if text.upper() == "NULL":
        return ""
    # A list and JSON have several spellings; a number has quotes or none.
    if found := re.fullmatch(r"(?:ARRAY\[(.*)\]|'\{([\d,]*)\}')", text):
        return f"list {(found[1] or found[2] or '').replace(' ', '')}"
    if text.startswith("'{"):
        return text.replace(" ", "")
    return "now" if _NOW.fullmatch(text) else re.sub(r"^'(-?[\d.]+)'$", r"\1", text)


def _expression(sql: str) -> str:
    text = re.sub(r"\s+", "", _CAST.sub("", sql))
    return re.sub(r"[\"`\[\]()]", "", text).lower()


def unlisted(
    facts: Iterable[Fact], listed: Mapping[str, Any], facts_of_source: DatabaseFacts
) -> list[Fact]:
    """Return the differences that the report of an import (as JSON) does not list."""
    places = [each["place"] for each in listed["not_expressed"]]
    texts = [each["text"] for each in listed["not_expressed"]]
    places += [place for each in listed["differences"] for place in each["places"]]
    names = _index_names(facts_of_source.tables.values())
    return [fact for fact in facts if not _is_listed(fact, places, texts, names)]


def _index_names(tables: Iterable[TableFacts]) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for table in tables:
        for index in table.indexes:
            columns = tuple(part.column or "" for part in index.parts)
            found.setdefault((str(table.name), columns), []).append(index.name)
    return found


def _is_listed(
    fact: Fact,
    places: list[str],
    texts: list[str],
    names: Mapping[tuple[str, tuple[str, ...]], list[str]],
) -> bool:
    table = fact.table
    if table in places and (
        fact.kind in ("table", "other", "primary key")
        or any(text.startswith("it is not imported") for text in texts)
    ):
        return True
    if fact.kind == "check":
        return any(fact.value in _expression(text) for text in texts)
    wanted = {f"{table}.{column}" for column in fact.about}
    wanted.add(f"{table} ({', '.join(fact.about)})")
    wanted.update(f"{table}.{name}" for name in names.get((table, fact.about), ()) if name)
    wanted.add(f"{table}.{', '.join(column or '…' for column in fact.about)}")
    return not wanted.isdisjoint(places)

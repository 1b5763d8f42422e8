"""Indexes of a database that the schema has terms for: expressions, methods, classes, order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Index, IndexKey
from scaffold.importing.database_facts import IndexFacts, IndexKeyFacts, TableFacts
from scaffold.importing.draft.sql_expressions import with_attributes
from scaffold.schema.reference import INDEX_METHODS

_CLASS = re.compile(r"[a-z_][a-z0-9_]*")
# SQLite has these behind the expression of a part.
_BEHIND = re.compile(r"\b(?:asc|desc|collate)\b", re.IGNORECASE)


def is_expressible(index: IndexFacts, dialect: str) -> bool:
    """Return whether the schema can declare an index that is exactly this one."""
    names = [part.column for part in index.parts if part.column]
    is_plain = not index.method and all(part.is_plain for part in index.parts)
    if index.remarks or len(set(names)) < len(names) or (index.constraint and not is_plain):
        return False
    if index.method and not (DIALECTS[dialect].index_methods and index.method in INDEX_METHODS):
        return False
    return all(_has_terms(part, dialect) for part in index.parts)


def _has_terms(part: IndexKeyFacts, dialect: str) -> bool:
    if part.collation or part.length:
        return False
    if part.operator_class and not (
        DIALECTS[dialect].index_methods and _CLASS.fullmatch(part.operator_class)
    ):
        return False
    if part.column is not None:
        return True
    if not (part.expression and DIALECTS[dialect].expression_indexes):
        return False
    return dialect != "sqlite" or not _BEHIND.search(part.expression)


def stored_index(index: IndexFacts, table: TableFacts, dialect: str) -> Index | None:
    """Return an index in the terms of the schema; None if it has none for it."""
    if not is_expressible(index, dialect):
        return None
    own = {column.name: column.name for column in table.columns}
    where = index.where and with_attributes(index.where, own, dialect)[0]
    names = tuple(part.column for part in index.parts if part.column and part.is_plain)
    if len(names) == len(index.parts):
        return Index(index.name, names, index.unique, where, index.method or None)
    keys = tuple(_keys(index, own, dialect))
    used: dict[str, None] = {}
    for part in index.parts:
        used |= dict.fromkeys(columns_of(part, own, dialect))
    if not used:
        return None
    return Index(index.name, tuple(used), index.unique, where, index.method or None, keys)


def _keys(index: IndexFacts, own: dict[str, str], dialect: str) -> Iterator[IndexKey]:
    for part in index.parts:
        is_expression = part.column is None
        sql = with_attributes(part.expression or "", own, dialect)[0]
        if part.column is not None:
            sql = f"{{{part.column}}}"
        yield IndexKey(sql, is_expression, part.operator_class, part.descending)


def columns_of(part: IndexKeyFacts, own: dict[str, str], dialect: str) -> list[str]:
    """Return the columns that a part of an index uses, in the order of the text."""
    if part.column is not None:
        return [part.column]
    sql = with_attributes(part.expression or "", own, dialect)[0]
    return [name for name in re.findall(r"(?<!\{)\{([^{}]+)\}", sql) if name in own]

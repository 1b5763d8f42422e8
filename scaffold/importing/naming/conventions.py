"""The conventions that most tables of a database follow, as options of a schema."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from scaffold.importing.database_facts import ColumnFacts, DatabaseFacts, TableFacts
from scaffold.importing.schema_types import column_type
from scaffold.naming import pascal, pluralize, singularize, snake
from scaffold.naming.constraint_names import ForeignKeyStyle
from scaffold.values import dataclass

_TIMESTAMPS = (
    ("createdAt", "updatedAt"),
    ("created_at", "updated_at"),
    ("CreatedAt", "UpdatedAt"),
    ("createdat", "updatedat"),
)
_DELETED = ("deletedAt", "deleted_at", "DeletedAt")
_HUMP = re.compile("[a-z][A-Z]")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Conventions:
    """Conventions of a database.

    naming, id, foreign_key: as the options of the schema.
    timestamps: the columns of createdAt and updatedAt, None if most tables have none.
    deleted_at: the column of soft deletion, None likewise.
    plural_tables: tables are named in the plural.
    index_foreign_keys: every foreign key has the index that the schema would give it.
    """

    naming: str = "sequelize"
    id: str = "integer"
    foreign_key: ForeignKeyStyle = "camelCase"
    timestamps: tuple[str, str] | None = None
    deleted_at: str | None = None
    plural_tables: bool = True
    index_foreign_keys: bool = False

    def column(self, attribute: str) -> str:
        """Return the column that an attribute without `column(…)` has."""
        return snake(attribute) if self.naming == "snake_case" else attribute


def conventions(facts: DatabaseFacts) -> Conventions:
    """Return the conventions of a database."""
    tables = tuple(table for table in facts.tables.values() if not table.external)
    naming = _naming(tables)
    pair = _most_common(
        (pair for table in tables for pair in _TIMESTAMPS if _has_timestamps(table, pair, facts)),
        len(tables),
    )
    deleted = _most_common(
        (name for table in tables for name in _DELETED if _is_deleted_at(table, name, facts)),
        len(tables),
    )
    plural = sum(_is_plural(table.name.name) for table in tables)
    return Conventions(
        naming,
        _id(tables, facts),
        _foreign_key(tables, naming),
        pair,
        deleted,
        plural * 2 >= len(tables),
        indexes_foreign_keys(tables),
    )


def is_timestamp(column: ColumnFacts, dialect: str) -> bool:
    """Return whether the column has the type that a timestamp of the schema has."""
    return str(column_type(column, dialect)) in ("datetime", "datetime local")


def _naming(tables: Iterable[TableFacts]) -> str:
    names = [column.name for table in tables for column in table.columns]
    snakes = sum("_" in name.strip("_") for name in names)
    humps = sum(bool(_HUMP.search(name)) for name in names)
    if snakes or humps:
        return "snake_case" if snakes > humps else "sequelize"
    capitals = sum(name[:1].isupper() for name in names)
    return "sequelize" if capitals * 2 > len(names) else "snake_case"


def _has_timestamps(table: TableFacts, pair: tuple[str, str], facts: DatabaseFacts) -> bool:
    found = [column for column in table.columns if column.name in pair]
    return len(found) == 2 and all(is_timestamp(column, facts.dialect) for column in found)


def _is_deleted_at(table: TableFacts, name: str, facts: DatabaseFacts) -> bool:
    return any(
        column.name == name and column.nullable and is_timestamp(column, facts.dialect)
        for column in table.columns
    )


def _most_common(found: Iterable[Value], tables: int) -> Value | None:
    """Return the most common value, if more than half of the tables have it."""
    counted = Counter(found).most_common(1)
    return counted[0][0] if counted and counted[0][1] * 2 > tables else None


def _id(tables: Iterable[TableFacts], facts: DatabaseFacts) -> str:
    kinds: Counter[str] = Counter()
    for table in tables:
        if table.primary_key != ("id",):
            continue
        column = table.column("id")
        kind = str(column_type(column, facts.dialect))
        if kind == "uuid" or (kind in ("integer", "bigint") and column.autoincrement):
            kinds[kind] += 1
    return kinds.most_common(1)[0][0] if kinds else "integer"


def _foreign_key(tables: Iterable[TableFacts], naming: str) -> ForeignKeyStyle:
    """Return the style of most foreign keys; attributes of snake_case columns are in camelCase."""
    if naming == "snake_case":
        return "camelCase"
    styles: Counter[ForeignKeyStyle] = Counter()
    for table in tables:
        for key in table.foreign_keys:
            name = key.columns[0]
            if name.endswith("_id"):
                styles["snake_case"] += 1
            elif name == pascal(name):
                styles["PascalCase"] += 1
            else:
                styles["camelCase"] += 1
    return styles.most_common(1)[0][0] if styles else "camelCase"


def _is_plural(name: str) -> bool:
    singular = singularize(name)
    return singular != name and pluralize(singular) == name


def indexes_foreign_keys(tables: Iterable[TableFacts]) -> bool:
    """Return whether every foreign key has the index that the schema would give it."""
    found = False
    for table in tables:
        for key in table.foreign_keys:
            if len(key.columns) > 1:
                if not has_leading_index(table, key.columns):
                    return False
                continue
            if is_leading(table, key.columns[0]):
                continue
            if not has_key_index(table, key.columns[0]):
                return False
            found = True
    return found


def is_leading(table: TableFacts, column: str) -> bool:
    """Return whether a column is first in the primary key, or unique by itself."""
    if table.primary_key[:1] == (column,):
        return True
    return any(index.unique and index.columns == (column,) for index in table.indexes)


def has_leading_index(table: TableFacts, columns: tuple[str, ...]) -> bool:
    """Return whether the primary key or an index begins with the columns."""
    every = [table.primary_key, *(index.columns or () for index in table.indexes)]
    return any(each[: len(columns)] == columns for each in every)


def has_key_index(table: TableFacts, column: str) -> bool:
    """Return whether a column has a plain index of its own."""
    return any(not index.unique and index.columns == (column,) for index in table.indexes)

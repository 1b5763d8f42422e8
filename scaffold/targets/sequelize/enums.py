"""PostgreSQL's types for enums, where a migration must make or drop them itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.database.tables import Column, TableName
from scaffold.targets.sequelize.sql import quoted_table
from scaffold.targets.sequelize.types import enum_name, enum_type


def type_names(table: TableName, columns: Iterable[Column]) -> Iterator[str]:
    """The quoted types of the enums among the columns; they stay when their column goes."""
    for column in columns:
        if enum_type(column.type):
            yield type_name(table, column)


def type_name(table: TableName, column: Column) -> str:
    """The quoted type of a column's enum."""
    return quoted_table(enum_name(table, column.name), "postgres")


def hides_its_values(column: Column, *, added: bool = False) -> bool:
    """Whether Sequelize cannot tell an enum's values from what follows them.

    It replaces `ENUM(…)` in its own SQL up to the last parenthesis of the first line, which may
    stand in the default or, for a column that is added, in the comment
    (dataTypeMapping in sequelize/lib/dialects/postgres/query-generator.js).
    """
    enum = enum_type(column.type)
    if enum is None:
        return False
    after = column.default.value if column.default else ""
    if added:
        after += column.comment or ""
    return ")" in after or any("\n" in value or "\r" in value for value in enum.values)

"""PostgreSQL's types for enums, where a migration must make or drop them itself."""

from __future__ import annotations

from scaffold.database.sql_text import enum_of, enum_type_name, quoted_name
from scaffold.database.tables import Column, TableName

# What `.` of a regular expression in JavaScript does not match (ECMA-262, LineTerminator).
_LINE_TERMINATORS = frozenset("\n\r\u2028\u2029")


def type_name(table: TableName, column: Column) -> str:
    """The quoted type of a column's enum."""
    return quoted_name(enum_type_name(table, column), "postgres")


def hides_its_values(column: Column, *, added: bool = False) -> bool:
    """Whether Sequelize cannot tell an enum's values from what follows them.

    It replaces `ENUM(…)` in its own SQL up to the last parenthesis of the first line, which may
    stand in the default or, for a column that is added, in the comment
    (dataTypeMapping in sequelize/lib/dialects/postgres/query-generator.js).
    """
    enum = enum_of(column.type)
    if enum is None:
        return False
    after = column.default.value if column.default else ""
    if added:
        after += column.comment or ""
    return ")" in after or any(not _LINE_TERMINATORS.isdisjoint(value) for value in enum.values)

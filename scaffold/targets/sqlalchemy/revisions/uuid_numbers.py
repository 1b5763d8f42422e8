"""UUIDs that become numbers: every value of a column, and the foreign keys to it, alike.

Each UUID first becomes that of a number, by a table of pairs; then the type can change without a
look at other rows. UUIDs that are those of numbers already keep them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scaffold.database import operations as op
from scaffold.database.alterations import AlterColumn
from scaffold.database.stored_values import UUID_HEAD, uuid_of_number
from scaffold.database.tables import TableName
from scaffold.targets.sqlalchemy.revisions.change_steps import Portable
from scaffold.targets.sqlalchemy.revisions.dialect_guards import grouped
from scaffold.targets.sqlalchemy.revisions.sql_values import is_number_of_uuid

ColumnName = tuple[TableName, str]
_INTEGER = {"sqlite": "INTEGER", "postgres": "BIGINT", "mysql": "UNSIGNED"}


class UuidNumbers:
    """Numbers the UUIDs that the operations of one direction make numbers of."""

    def __init__(self, dialects: tuple[str, ...], operations: Sequence[op.Operation]) -> None:
        self._dialects = dialects
        altered = [
            (each.table.name, each.new.name)
            for each in operations
            if isinstance(each, AlterColumn) and is_number_of_uuid(each.old.type, each.new.type)
        ]
        targets: dict[ColumnName, ColumnName] = {}
        for each in operations:
            if isinstance(each, op.AddForeignKey):
                key = each.foreign_key
                targets[each.table, key.column] = (key.table, key.key)
        self._origin = {
            each: targets[each] if targets.get(each) in altered else each for each in altered
        }

    def before(self, operation: AlterColumn) -> Iterator[Portable]:
        """Yield the steps that give a column the UUIDs of numbers."""
        column = operation.table.name, operation.new.name
        if column not in self._origin:
            return
        origin = self._origin[column]
        users = [each for each, other in self._origin.items() if other == origin]
        number = list(dict.fromkeys(self._origin.values())).index(origin) + 1
        pairs = f"{{scaffold_numbers_{number}}}"
        if column == users[0]:
            yield from self._portable(
                {name: _pairs(pairs, origin, name) for name in self._dialects}
            )
        yield from self._portable({name: _numbered(pairs, column, name) for name in self._dialects})
        if column == users[-1]:
            yield from self._portable(dict.fromkeys(self._dialects, f"DROP TABLE {pairs}"))
        if "mysql" in self._dialects:
            # MySQL changes the type where the text is a number.
            table, name = _named(column[0]), f"{{{column[1]}}}"
            yield from self._portable({"mysql": f"UPDATE {table} SET {name} = right({name}, 12)"})

    def _portable(self, texts: dict[str, str]) -> Iterator[Portable]:
        for condition, text in grouped(texts, self._dialects):
            yield Portable.of(text, self._dialects, condition)


def _pairs(pairs: str, origin: ColumnName, dialect: str) -> str:
    table, column = _named(origin[0]), f"{{{origin[1]}}}"
    text = f"CAST({column} AS CHAR(36))"
    digits = f"CAST(substr({text}, 25) AS {_INTEGER[dialect]})"
    numbers = f"SELECT COALESCE(max({digits}), 0) FROM {table} WHERE {text} LIKE '{UUID_HEAD}%'"
    number = f"row_number() OVER (ORDER BY {column}) + ({numbers})"
    return (
        f"CREATE TEMPORARY TABLE {pairs} AS SELECT {column} AS {{value}}, {number} AS {{number}} "
        f"FROM {table} WHERE {column} IS NOT NULL AND {text} NOT LIKE '{UUID_HEAD}%'"
    )


def _numbered(pairs: str, column: ColumnName, dialect: str) -> str:
    table, name = _named(column[0]), f"{{{column[1]}}}"
    number = uuid_of_number(f"{pairs}.{{number}}", dialect)
    found = f"SELECT {number} FROM {pairs} WHERE {pairs}.{{value}} = {table}.{name}"
    return (
        f"UPDATE {table} SET {name} = ({found}) "
        f"WHERE CAST({name} AS CHAR(36)) NOT LIKE '{UUID_HEAD}%'"
    )


def _named(table: TableName) -> str:
    return f"{{{table.schema}}}.{{{table.name}}}" if table.schema else f"{{{table.name}}}"

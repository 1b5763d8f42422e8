"""What existing rows get in a column, as the actions of each database."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import enum_type_name, expression, quoted_name
from scaffold.database.stored_values import RANDOM_UUID
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import Default
from scaffold.targets.sequelize.alterations.actions import (
    Branch,
    Query,
    UpdateRows,
    branches,
    for_all,
)
from scaffold.targets.sequelize.code_nodes import Call, Expr, Str, one_line
from scaffold.targets.sequelize.sql import table_expr
from scaffold.targets.sequelize.types import default_expr, in_migration

_NEW_DATE = Call("new Date")


class RowFills:
    """Renders updates of rows for the dialects of a project."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        self._dialects = dialects
        self._names = in_migration(dialects)

    def fill(
        self, table: TableName, column: Column, value: Default, where: str | None
    ) -> tuple[Branch, ...]:
        """Return the part that gives rows a value: those without one, where `where` is `null`."""
        if value.kind == "uuid":
            return branches(
                {
                    dialect: [Query(self._different_uuids(table, column, dialect, where))]
                    for dialect in self._dialects
                }
            )
        code = one_line(self._value(table, column, value))
        return for_all(
            self._dialects, UpdateRows(one_line(table_expr(table)), column.name, code, where)
        )

    def compute(self, table: TableName, column: Column, text: str) -> tuple[Branch, ...]:
        """Return the part that gives all rows the value of an expression of other columns."""
        return branches(
            {
                dialect: [
                    Query(
                        f"UPDATE {quoted_name(table, dialect)} "
                        f"SET {DIALECTS[dialect].quoted(column.name)} = {expression(text, dialect)}"
                    )
                ]
                for dialect in self._dialects
            }
        )

    def _different_uuids(
        self, table: TableName, column: Column, dialect: str, where: str | None
    ) -> str:
        name = DIALECTS[dialect].quoted(column.name)
        condition = f" WHERE {name} IS NULL" if where else ""
        target = quoted_name(table, dialect)
        return f"UPDATE {target} SET {name} = {RANDOM_UUID[dialect]}{condition}"

    def _value(self, table: TableName, column: Column, value: Default) -> Expr:
        if value.kind == "now":
            is_date = column.type.name == "date"
            return Call("Sequelize.literal", (Str("CURRENT_DATE"),)) if is_date else _NEW_DATE
        if value.kind == "json" and column.type.name != "array":
            return Str(value.value)
        filled = replace(column, default=value)
        found = default_expr(filled, self._names, enum_type_name(table, column))
        assert found is not None
        return found

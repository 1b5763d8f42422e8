"""Columns as migrations create and add them."""

from __future__ import annotations

from functools import lru_cache

from scaffold.database.sql_text import enum_type_name
from scaffold.database.tables import Column, ForeignKey, TableName
from scaffold.targets.sequelize.code_nodes import one_line
from scaffold.targets.sequelize.migration_steps import ColumnView
from scaffold.targets.sequelize.model_view import SequelizeReference
from scaffold.targets.sequelize.sql import table_code
from scaffold.targets.sequelize.types import (
    TypeNames,
    column_type_expr,
    default_code,
    is_without_default,
    type_code,
)

_NO_TABLE = TableName("")


@lru_cache(maxsize=4096)
def plain_column(column: Column, names: TypeNames, primary: bool) -> ColumnView:
    """Return a column without a foreign key or an enum; tables have many that are equal."""
    return column_view(column, names, _NO_TABLE, None, primary=primary)


def column_view(
    column: Column,
    names: TypeNames,
    table: TableName,
    key: ForeignKey | None,
    *,
    primary: bool = False,
    states_null: bool = False,
    made_type: str | None = None,
) -> ColumnView:
    """Return a column; `made_type` is the code of an enum that the file itself makes."""
    return ColumnView(
        name=column.name,
        type=made_type or _type(table, column, names),
        allow_null=(True if states_null else None) if column.nullable else False,
        default=default_code(column, names, enum_type_name(table, column))
        if column.default is not None or column.updates_now
        else None,
        autoincrement=column.autoincrement,
        primary=primary,
        comment=column.comment,
        references=None
        if key is None
        else SequelizeReference(
            table_code(key.table, table), key.key, key.on_update, key.on_delete
        ),
    )


def _type(table: TableName, column: Column, names: TypeNames) -> str:
    if column.generated is None and not is_without_default(column, names):
        return type_code(column.type, names)
    return one_line(column_type_expr(table, column, names))

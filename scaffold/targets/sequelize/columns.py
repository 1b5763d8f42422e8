"""Columns as Sequelize's attribute definitions, for models and migrations alike."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.sql_text import enum_type_name
from scaffold.database.tables import Column, ForeignKey, TableName
from scaffold.targets.sequelize.code_nodes import FALSE, TRUE, Expr, Object, Str
from scaffold.targets.sequelize.sql import table_expr
from scaffold.targets.sequelize.types import TypeNames, column_type_expr, default_expr
from scaffold.values import dataclass

NO_TABLE = TableName("")
Entries = Iterator[tuple[str, Expr | None]]


@dataclass(frozen=True, slots=True)
class Definition:
    """A column under the name that the file gives it.

    `unique` is a constraint's name. `states_null`: whether `allowNull: true`, the default, is
    written. `table` is the column's, given where an enum or a foreign key needs it. `type` and
    `default` replace the column's own. `field` is the column's name, where Sequelize would not
    derive it from the attribute's.
    """

    name: str
    column: Column
    primary: bool = False
    unique: str | None = None
    states_null: bool = False
    foreign_key: ForeignKey | None = None
    table: TableName = NO_TABLE
    type: Expr | None = None
    default: Expr | None = None
    field: str | None = None

    def expr(self, names: TypeNames) -> Object:
        """`{ type, field, allowNull, … }`, only with what differs from Sequelize's defaults."""
        return Object(tuple(_entries(self, names)))


def _entries(definition: Definition, names: TypeNames) -> Entries:
    column = definition.column
    yield "type", definition.type or column_type_expr(definition.table, column, names)
    if definition.field is not None:
        yield "field", Str(definition.field)
    if not column.nullable:
        yield "allowNull", FALSE
    elif definition.states_null:
        yield "allowNull", TRUE
    enum = enum_type_name(definition.table, column)
    default = definition.default or default_expr(column, names, enum)
    if default is not None:
        yield "defaultValue", default
    if definition.unique is not None:
        yield "unique", Str(definition.unique)
    if column.autoincrement:
        yield "autoIncrement", TRUE
    if definition.primary:
        yield "primaryKey", TRUE
    if column.comment is not None:
        yield "comment", Str(column.comment)
    if definition.foreign_key is not None:
        yield from _references(definition.foreign_key, definition.table)


def _references(key: ForeignKey, table: TableName) -> Entries:
    target = (("model", table_expr(key.table, table)), ("key", Str(key.key)))
    yield "references", Object(target)
    yield "onUpdate", Str(key.on_update)
    yield "onDelete", Str(key.on_delete)

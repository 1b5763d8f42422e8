"""A column as Sequelize's attribute definition, for models and migrations alike."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Column, ForeignKey, TableName
from scaffold.targets.sequelize.layout import FALSE, TRUE, Expr, Object, Str
from scaffold.targets.sequelize.sql import table_expr
from scaffold.targets.sequelize.types import Names, default_expr, type_expr

Entries = Iterator[tuple[str, Expr | None]]


def column_expr(
    column: Column,
    names: Names,
    *,
    table: TableName,
    primary: bool = False,
    foreign_key: ForeignKey | None = None,
    unique: str | None = None,
    field: str | None = None,
    nullable_said: bool = False,
) -> Object:
    """`{ type, field, allowNull, … }`, only with what differs from Sequelize's own defaults.

    `unique` is a constraint's name, `field` the column's where the attribute is called
    otherwise. `nullable_said` states that a column may be null, which goes without saying.
    """
    entries = _entries(column, names, table, primary, unique, field, nullable_said)
    keyed = () if foreign_key is None else reference_entries(foreign_key, table)
    return Object((*entries, *keyed))


def reference_entries(key: ForeignKey, table: TableName) -> Entries:
    """`references`, `onUpdate` and `onDelete` of a key that stands on `table`."""
    target = (("model", table_expr(key.table, table)), ("key", Str(key.key)))
    yield "references", Object(target)
    yield "onUpdate", Str(key.on_update)
    yield "onDelete", Str(key.on_delete)


def _entries(
    column: Column,
    names: Names,
    table: TableName,
    primary: bool,
    unique: str | None,
    field: str | None,
    nullable_said: bool,
) -> Entries:
    yield "type", type_expr(column.type, names)
    if field is not None:
        yield "field", Str(field)
    if not column.nullable:
        yield "allowNull", FALSE
    elif nullable_said:
        yield "allowNull", TRUE
    default = default_expr(column, names, table)
    if default is not None:
        yield "defaultValue", default
    if unique is not None:
        yield "unique", Str(unique)
    if column.autoincrement:
        yield "autoIncrement", TRUE
    if primary:
        yield "primaryKey", TRUE
    if column.comment is not None:
        yield "comment", Str(column.comment)

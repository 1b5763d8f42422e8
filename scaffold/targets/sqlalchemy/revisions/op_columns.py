"""A column as `sa.Column(…)`, for CREATE TABLE and ADD COLUMN alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from scaffold.database.dialects import DIALECTS
from scaffold.database.rowid import is_rowid_alias
from scaffold.database.sql_text import enum_name, enum_of
from scaffold.database.tables import Column, ForeignKey, TableName
from scaffold.targets.sqlalchemy.layout import FALSE, TRUE, Call, Expr, Str, print_expr
from scaffold.targets.sqlalchemy.revisions.op_types import default_expr, type_expr
from scaffold.values import dataclass

_NO_TABLE = TableName("")


@dataclass(frozen=True, slots=True)
class Definition:
    """A column, told of its table only where an enum needs it.

    `primary` counts the columns of the primary key that it is in. `key_name` is the constraint's
    name where it is added by a statement of its own.
    """

    column: Column
    dialects: tuple[str, ...]
    primary: int = 0
    key: ForeignKey | None = None
    key_name: str | None = None
    table: TableName = _NO_TABLE


def define(
    table: TableName,
    column: Column,
    dialects: tuple[str, ...],
    primary_key: tuple[str, ...] = (),
    key: ForeignKey | None = None,
    key_name: str | None = None,
) -> Definition:
    """The column as a file makes it."""
    primary = len(primary_key) if column.name in primary_key else 0
    named = table if enum_of(column.type) else _NO_TABLE
    return Definition(column, dialects, primary, key, key_name, named)


@lru_cache(maxsize=4096)
def column_line(definition: Definition, indent: int) -> str:
    """`sa.Column(…),`, laid out; many tables have the same id, timestamps and names."""
    return print_expr(column_expr(definition), indent=indent, suffix=",")


def column_expr(definition: Definition) -> Call:
    """`sa.Column(name, type, key, …)`, only with what differs from SQLAlchemy's defaults."""
    column, dialects = definition.column, definition.dialects
    enum = enum_name(definition.table, column.name)
    alone = is_rowid_alias(column.type, definition.primary)
    type_ = type_expr(column.type, dialects, enum, row_number=alone)
    reference = (_reference(definition.key, definition.key_name),) if definition.key else ()
    named = tuple(_named(definition, enum, alone))
    return Call("sa.Column", (Str(column.name), type_, *reference), named)


def _named(definition: Definition, enum: TableName, alone: bool) -> Iterator[tuple[str, Expr]]:
    column, dialects = definition.column, definition.dialects
    if definition.primary:
        yield "primary_key", TRUE
    elif not column.nullable:
        yield "nullable", FALSE
    # SQLAlchemy numbers the rows of any table whose key is one whole number and no reference.
    if alone and not (column.autoincrement or definition.key or column.default):
        yield "autoincrement", FALSE
    elif column.autoincrement and definition.primary > 1:
        yield "autoincrement", TRUE
    default = default_expr(column, dialects, enum)
    if default is not None:
        yield "server_default", default
    if column.comment is not None and any(DIALECTS[name].comments for name in dialects):
        yield "comment", Str(column.comment)


def _reference(key: ForeignKey, name: str | None) -> Expr:
    named: list[tuple[str, Expr]] = [("name", Str(name))] if name else []
    named += [("onupdate", Str(key.on_update)), ("ondelete", Str(key.on_delete))]
    return Call("sa.ForeignKey", (Str(f"{key.table}.{key.key}"),), tuple(named))

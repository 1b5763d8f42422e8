"""A column as `sa.Column(…)` has it, in CREATE TABLE and ADD COLUMN alike."""

from __future__ import annotations

from functools import lru_cache

from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_names import serial_words
from scaffold.database.rowid import is_rowid_alias
from scaffold.database.sql_text import enum_of, enum_type_name
from scaffold.database.tables import Column, ForeignKey, TableName
from scaffold.schema.data_types import DataType
from scaffold.targets.sqlalchemy.revisions.op_defaults import computed_code, default_expr
from scaffold.targets.sqlalchemy.revisions.op_types import type_expr
from scaffold.values import dataclass

_NO_TABLE = TableName("")


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A foreign key of the column; `name` where it is added by a statement of its own."""

    target: str
    on_update: str
    on_delete: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column; `type`, `computed` and `default` are codes.

    `autoincrement` is None where SQLAlchemy knows by itself whether the column counts up.
    """

    name: str
    type: str
    reference: ReferenceView | None
    computed: str | None
    primary: bool
    nullable: bool
    autoincrement: bool | None
    default: str | None
    comment: str | None


def column_view(
    table: TableName,
    column: Column,
    dialects: tuple[str, ...],
    primary_key: tuple[str, ...] = (),
    key: ForeignKey | None = None,
    key_name: str | None = None,
) -> ColumnView:
    """Return the view of a column; `key_name` is the name of its foreign key if it has one."""
    primary = len(primary_key) if column.name in primary_key else 0
    # The type of an enum is named after its table; other columns are the same in many tables.
    named = table if enum_of(column.type) else _NO_TABLE
    return _view(named, column, dialects, primary, key, key_name)


@lru_cache(maxsize=4096)
def _view(
    table: TableName,
    column: Column,
    dialects: tuple[str, ...],
    primary: int,
    key: ForeignKey | None,
    key_name: str | None,
) -> ColumnView:
    enum = enum_type_name(table, column)
    is_alias = is_rowid_alias(column.type, primary)
    default = default_expr(column, dialects, enum)
    autoincrement = None
    # SQLAlchemy numbers the rows of any table whose key is one whole number and no reference.
    if is_alias and not (column.autoincrement or key or column.default):
        autoincrement = False
    elif column.autoincrement and primary > 1:
        autoincrement = True
    kind = type_expr(column.type, dialects, enum, row_number=is_alias)
    if column.autoincrement and not primary:
        # SQLAlchemy numbers columns of the primary key only.
        kind = type_expr(DataType("type", native=serial_words(column)), dialects, enum)
    reference = None
    if key is not None:
        target = f"{key.table}.{key.key}"
        reference = ReferenceView(target, key.on_update, key.on_delete, key_name)
    return ColumnView(
        column.name,
        kind.flat(),
        reference,
        None if column.generated is None else computed_code(column, dialects).flat(),
        bool(primary),
        column.nullable,
        autoincrement,
        None if default is None else default.flat(),
        column.comment if any(DIALECTS[name].comments for name in dialects) else None,
    )

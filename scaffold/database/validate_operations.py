"""Check that an operation read from a file is one that this release writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    AlterTableComment,
    MoveRows,
    RenameColumn,
)
from scaffold.database.operations import AddColumn, DropColumn
from scaffold.database.tables import Column, Table
from scaffold.database.validation import check_default, check_expression, check_name, check_text


def check_operation(operation: Any) -> None:
    """Check that the parts of an operation, each valid by itself, match; ValueError if not."""
    match operation:
        case AddColumn(_, column, key, index, fill, computed):
            _check_parts(column, key, index)
            if fill is not None:
                check_default(fill, column.type)
            if computed is not None:
                check_expression(computed)
        case DropColumn(_, column, key, index):
            _check_parts(column, key, index)
        case RenameColumn(table, old, new):
            _check_columns(table, [old])
            check_name(new)
        case AlterColumn(table, old, new, fill, values):
            _check_columns(table, [old.name])
            if new.name != old.name:
                raise ValueError(f"the change of `{old.name}` must keep its name")
            if fill is not None:
                check_default(fill, new.type)
            for text in (each for pair in values for each in pair if each is not None):
                check_text(text)
        case AlterPrimaryKey(_, primary_key):
            # Its columns may be added by earlier operations.
            for name in primary_key:
                check_name(name)
        case AlterTableComment(_, old, new):
            for text in filter(None, (old, new)):
                check_text(text)
        case MoveRows(source, target):
            for pairs in (source, target):
                for name in (pairs.left, pairs.right, *pairs.timestamps):
                    check_name(name)
                if pairs.foreign_key not in (None, pairs.left, pairs.right):
                    raise ValueError(
                        f"`{pairs.foreign_key}` is not one of the two columns of the pairs"
                    )


def _check_parts(column: Column, key: Any, index: Any) -> None:
    if (key and key.column != column.name) or (index and index.columns != (column.name,)):
        raise ValueError(f"a foreign key or index is not on the column `{column.name}`")


def _check_columns(table: Table, names: Iterable[str]) -> None:
    known = {column.name for column in table.columns}
    for name in names:
        if name not in known:
            raise ValueError(f"the table {table.name} has no column `{name[:40]}`")

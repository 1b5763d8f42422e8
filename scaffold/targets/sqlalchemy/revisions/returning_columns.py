"""Required columns that come back in a downgrade: whether one value can serve all rows."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.database import alterations as alter
from scaffold.database import operations as op
from scaffold.database.tables import TableName


def is_bound(operations: Sequence[op.Operation], added: op.AddColumn) -> bool:
    """Return whether a later constraint allows no single value for all rows.

    That is a foreign key, or, where each row has no value of its own, a unique constraint.
    """
    if added.foreign_key is not None:
        return True
    table, column = added.table, added.column.name
    repeats = added.column.type.name != "uuid"
    for other in operations[operations.index(added) :]:
        match other:
            case alter.RenameTable(old, name) if old.name == table:
                table = name
            case alter.RenameColumn(renamed, old_name, name) if (renamed.name, old_name) == (
                table,
                column,
            ):
                column = name
            case op.AddForeignKey(name, key) if (name, key.column) == (table, column):
                return True
            case op.AddUnique(name, unique) if repeats and (name, unique.column) == (table, column):
                return True
            case op.AddIndex(name, index) if repeats and index.unique and name == table:
                if column in index.columns:
                    return True
            case alter.AlterPrimaryKey() if repeats and other.table.name == table:
                if column in other.primary_key:
                    return True
    return False


def name_before(operations: Sequence[op.Operation], added: op.AddColumn) -> TableName | None:
    """Return the name of a column's table before the operations; None if they create it."""
    table = added.table
    for other in reversed(operations[: operations.index(added)]):
        match other:
            case alter.RenameTable(old, name) if name == table:
                table = old.name
            case op.CreateTable(created) if created.name == table:
                return None
    return table

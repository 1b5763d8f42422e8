"""Required columns that a way down restores without values: how many rows one value serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scaffold.changes.empty_values import empty_value
from scaffold.database import alterations as alter
from scaffold.database import operations as op
from scaffold.database.tables import TableName
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class RowLimit:
    """A restored column, by its table's name before, and the most rows that one value serves."""

    table: TableName
    column: str
    rows: int


def row_limits(operations: Sequence[op.Operation]) -> Iterator[RowLimit]:
    """Yield the tables of restored columns that may have no row, or only one."""
    for each in operations:
        if isinstance(each, op.AddColumn) and (rows := most_rows(operations, each)) is not None:
            table = name_before(operations, each)
            if table is not None:
                yield RowLimit(table, each.column.name, rows)


def most_rows(operations: Sequence[op.Operation], added: op.AddColumn) -> int | None:
    """Return how many rows can get a restored column; None for any number.

    None where it is a required foreign key, since no value is known to refer to a row, and one
    where each row must have a value of its own.
    """
    column = added.column
    is_made = column.autoincrement or column.default or column.generated
    if column.nullable or is_made or added.fill:
        return None
    if empty_value(column.type) is None:
        return 0
    return min(_limits(operations, added), default=None)


def _limits(operations: Sequence[op.Operation], added: op.AddColumn) -> Iterable[int]:
    if added.foreign_key is not None:
        yield 0
    table, column = added.table, added.column.name
    repeats = added.column.type.name != "uuid"
    if repeats and added.index and added.index.unique:
        yield 1
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
                yield 0
            case op.AddCompositeKey(name, composite) if name == table:
                if column in composite.columns and not _refers_to_none(operations, other):
                    yield 0
            case op.AddUnique(name, unique) if repeats and (name, unique.column) == (table, column):
                yield 1
            case op.AddIndex(name, index) if repeats and index.unique and name == table:
                if column in index.columns:
                    yield 1
            case alter.AlterPrimaryKey() if repeats and other.table.name == table:
                if column in other.primary_key:
                    yield 1


def _refers_to_none(operations: Sequence[op.Operation], added: op.AddCompositeKey) -> bool:
    """Whether a column of the key is restored as NULL, so that no row refers to another."""
    return any(
        isinstance(each, op.AddColumn)
        and (each.table, each.column.name in added.key.columns) == (added.table, True)
        and each.column.nullable
        and not (each.fill or each.column.default or each.computed)
        for each in operations
    )


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

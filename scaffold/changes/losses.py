"""What an operation deletes or alters among stored rows and values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from scaffold.changes.conversions import conversion
from scaffold.changes.schedule import Scheduled
from scaffold.database.alterations import AlterColumn, MoveRows
from scaffold.database.operations import DropColumn, DropTable, Operation
from scaffold.database.tables import TableName
from scaffold.values import dataclass

LossKind = Literal["rows", "values"]


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost for good: all rows of a table, or values of a column."""

    kind: LossKind
    table: TableName
    column: str | None
    what: str


def loss(operation: Operation) -> Loss | None:
    """Return what the operation loses, or None. For the way down, ask for its reverse's."""
    match operation:
        case DropTable(table):
            return Loss("rows", table.name, None, f"all rows of table {table.name}")
        case DropColumn(_, column) if column.generated is not None:
            return None
        case DropColumn():
            return _dropped(operation)
        case MoveRows(source, target) if source.foreign_key is None and target.foreign_key:
            what = f"all but one pair of each row of {target.table}"
            return Loss("values", target.table, target.foreign_key, what)
        case AlterColumn():
            return _altered(operation)
    return None


def losses(
    scheduled: Iterable[Scheduled], replaced: Collection[tuple[TableName, str]]
) -> Iterator[tuple[Scheduled, Loss]]:
    """Yield the operations that lose something, with what they lose.

    A column or a pure join table whose pairs were moved elsewhere loses nothing when it is
    dropped, nor does a generated column, unless it is `replaced` by a plain one.
    """
    moved: set[tuple[TableName, str | None]] = set()
    for each in scheduled:
        operation = each.operation
        if isinstance(operation, MoveRows):
            moved.add((operation.source.table, operation.source.foreign_key))
        found = loss(operation)
        if isinstance(operation, DropColumn) and each.dropped in replaced:
            found = _dropped(operation)
        if found is None:
            continue
        has_payload = isinstance(operation, DropTable) and operation.table.join is None
        if has_payload or (found.table, found.column) not in moved:
            yield each, found


def _dropped(operation: DropColumn) -> Loss:
    table, name = operation.table, operation.column.name
    return Loss("values", table, name, f"the values of column {table}.{name}")


def _altered(operation: AlterColumn) -> Loss | None:
    table, column = operation.table.name, operation.new.name
    found = conversion(operation.old.type, operation.new.type, operation.values)
    what = [found.loss] if found.loss else []
    if operation.fill is not None:
        what.append("rows without a value get one, so which rows had none is lost")
    mapped = [old for old, new in operation.values if new is None]
    if mapped:
        what.append(f"{', '.join(f'`{each}`' for each in mapped)} becomes NULL")
    if not what:
        return None
    return Loss("values", table, column, f"column {table}.{column}: {'; '.join(what)}")

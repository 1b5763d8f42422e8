"""Which rows and values the operations of a run keep, up and down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as mutable_dataclass
from dataclasses import field

from scaffold.changes.losses import loss
from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    MoveRows,
    Pairs,
    RenameColumn,
    RenameTable,
)
from scaffold.database.operations import DropColumn, DropTable, Operation
from scaffold.database.tables import Table, TableName
from scaffold.values import dataclass

# Types between which a value stays the same text.
_TEXTS = ("string", "text")


@dataclass(frozen=True, slots=True)
class KeptRows:
    """What is kept of the rows of a table.

    columns: all columns before the run.
    after: the table's name after the run; None if the run drops it.
    up: the columns whose values the run does not change, and their names after it.
    down: the columns that have their values again when the run is undone.
    counted_up, counted_down: no row is added or removed by the run, or by the run and its undoing.
    """

    before: TableName
    columns: tuple[str, ...]
    after: TableName | None
    up: Mapping[str, str]
    down: tuple[str, ...]
    counted_up: bool
    counted_down: bool


@mutable_dataclass(slots=True)
class _Followed:
    """A table during the run. `columns`: its columns by their current names, as they began."""

    before: TableName
    columns: dict[str, str]
    changed_up: set[str] = field(default_factory=set)
    changed_down: set[str] = field(default_factory=set)
    counted_up: bool = True
    counted_down: bool = True

    def change(self, current: str, *, up: bool, down: bool) -> None:
        """Record that a column's values change in the run, or are others when it is undone."""
        begun = self.columns.get(current)
        if begun is not None and up:
            self.changed_up.add(begun)
        if begun is not None and down:
            self.changed_down.add(begun)

    def drop(self, current: str) -> None:
        self.change(current, up=True, down=True)
        self.columns.pop(current, None)


def kept_rows(tables: Iterable[Table], operations: Iterable[Operation]) -> tuple[KeptRows, ...]:
    """Return what the operations keep of the rows of each table."""
    tables = tuple(tables)
    begun = [
        _Followed(table.name, {each.name: each.name for each in table.columns}) for table in tables
    ]
    current = {each.before: each for each in begun}
    for operation in operations:
        _follow(current, operation)
    names = {id(each): name for name, each in current.items()}
    return tuple(
        _kept(table, each, names.get(id(each))) for table, each in zip(tables, begun, strict=True)
    )


def _kept(begun_as: Table, table: _Followed, after: TableName | None) -> KeptRows:
    up = {old: new for new, old in table.columns.items() if old not in table.changed_up}
    begun = {*table.columns.values()}
    return KeptRows(
        table.before,
        tuple(each.name for each in begun_as.columns),
        after,
        up,
        tuple(sorted(begun - table.changed_down)) if after else (),
        table.counted_up,
        table.counted_down,
    )


def _follow(current: dict[TableName, _Followed], operation: Operation) -> None:
    match operation:
        case RenameTable(table, name) if table.name in current:
            current[name] = current.pop(table.name)
        case DropTable(table):
            current.pop(table.name, None)
        case RenameColumn(table, old, new) if table.name in current:
            columns = current[table.name].columns
            if old in columns:
                columns[new] = columns.pop(old)
        case DropColumn(name, column) if name in current:
            current[name].drop(column.name)
        case AlterColumn(table) if table.name in current:
            _alter(current[table.name], operation)
        case AlterPrimaryKey(table) if table.name in current:
            for column in operation.dropped:
                current[table.name].drop(column.name)
        case MoveRows(source, target):
            for pairs in _in(current, source):
                _write(current[pairs.table], pairs, up=False)
            for pairs in _in(current, target):
                _write(current[pairs.table], pairs, up=True)
        case _:
            pass


def _in(current: Mapping[TableName, _Followed], pairs: Pairs) -> Iterator[Pairs]:
    if pairs.table in current:
        yield pairs


def _write(table: _Followed, pairs: Pairs, *, up: bool) -> None:
    """Record that rows are moved to these columns, by the run or when it is undone."""
    for name in (pairs.left, pairs.right):
        table.change(name, up=up, down=True)
    if pairs.foreign_key is None:
        # Each pair is a row.
        table.counted_up = table.counted_up and not up
        table.counted_down = False


def _alter(table: _Followed, operation: AlterColumn) -> None:
    old, new = operation.old, operation.new
    is_same = old.type == new.type or (old.type.name in _TEXTS and new.type.name in _TEXTS)
    is_lost = loss(operation) is not None
    table.change(
        new.name,
        up=not is_same or is_lost or bool(operation.values),
        down=is_lost or bool(operation.values) or loss(operation.reverse()) is not None,
    )

"""The tables as they are after each operation, and what the steps of a schedule share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Literal

from scaffold.changes.name_collisions import Taken, of_table
from scaffold.changes.row_moves import Move
from scaffold.changes.table_changes import TableComparison, TablePair
from scaffold.database.alterations import RenameColumn, RenameTable
from scaffold.database.apply_operations import apply_operations
from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import DropTable, Operation, table_of
from scaffold.database.postgres_enums import ValueMap
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    Database,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.schema.data_types import Default
from scaffold.values import dataclass

ColumnName = tuple[TableName, str]
Part = Index | Unique | Check | ForeignKey | CompositeForeignKey
Phase = Literal[
    "alter",
    "change",
    "restore",
    "drop column",
    "create",
    "relate",
    "lean",
    "join",
    "late",
    "bind",
    "move",
    "drop table",
]
ON_EXISTING: frozenset[Phase] = frozenset(("alter", "change", "restore", "drop column"))


@dataclass(frozen=True, slots=True)
class Values:
    """What existing rows get, by the new names of table and column: `fill` and `map`.

    computed: the expressions of columns that were generated.
    """

    fills: Mapping[ColumnName, Default] = field(default_factory=dict)
    maps: Mapping[ColumnName, ValueMap] = field(default_factory=dict)
    computed: Mapping[ColumnName, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An operation and its phase; `tables` are those that it concerns, by their names before.

    Operations of the phases in ON_EXISTING that concern a common table belong into one file.
    `dropped` is the table, or the column, that the operation drops, by its name in the snapshot.
    `freed` are the names that the operation leaves to others, `taken` those that it needs.
    """

    phase: Phase
    operation: Operation
    tables: tuple[TableName, ...]
    dropped: tuple[TableName, str | None] | None = None
    freed: frozenset[Taken] = frozenset()
    taken: frozenset[Taken] = frozenset()


class ScheduleState:
    """What the steps work on: the comparison, the tables so far, and the operations emitted.

    `early` are the dropped tables that occupy a name that something new gets. `renames` are
    constraints that get another name, `swaps` indexes that are dropped after their successors
    exist. `aside_tables` and `aside_columns` tell where something is now that was moved aside,
    by its old name.
    """

    def __init__(
        self,
        tables: Iterable[Table],
        comparison: TableComparison,
        after: Database,
        moves: Sequence[Move],
        values: Values,
    ) -> None:
        self.pairs = comparison.pairs
        self.dropped = tuple(table for _, table in comparison.dropped)
        self.created = comparison.created
        self.after = after
        self.values = values
        self.sqlite = "sqlite" in after.dialects
        self.mysql = "mysql" in after.dialects
        self.servers = any(DIALECTS[name].alters_constraints for name in after.dialects)
        self.moves = moves
        self.moved_columns = {
            (move.source.table, move.source.foreign_key)
            for move in moves
            if move.source.foreign_key
        }
        self.moved_tables = {move.source.table for move in moves if not move.source.foreign_key}
        self.tables = {table.name: table for table in tables}
        self.by_old = {pair.old.name: pair for pair in comparison.pairs}
        self.by_new = {pair.new.name: pair for pair in comparison.pairs}
        self.early = self._tables_in_the_way()
        self.renames: list[tuple[TablePair, Part, str]] = []
        self.swaps: list[tuple[TablePair, Index | Unique]] = []
        self.aside_tables: dict[TableName, TableName] = {}
        self.aside_columns: dict[ColumnName, str] = {}
        self.scheduled: list[Scheduled] = []
        self._temporary = 0

    @cached_property
    def taken(self) -> frozenset[Taken]:
        """The names that the tables of the schema occupy."""
        return frozenset(name for table in self.after.tables for name in of_table(table))

    def is_untouched(self, pair: TablePair) -> bool:
        """Whether a table stays as it is, and no operation so far has changed it."""
        return pair.is_same and self.tables.get(pair.new.name) is pair.old

    def emit(
        self,
        phase: Phase,
        operation: Operation,
        *tables: TableName,
        dropped: tuple[TableName, str | None] | None = None,
    ) -> None:
        """Add an operation, and do it to the tables."""
        freed: frozenset[Taken] = frozenset()
        taken: frozenset[Taken] = frozenset()
        name = table_of(operation)
        after = operation.name if isinstance(operation, RenameTable) else name
        old = self.tables.get(name)
        self._apply(operation, name)
        if phase in ON_EXISTING and old is not None:
            new = self.tables.get(after)
            names = (frozenset(of_table(old)), frozenset(of_table(new) if new else ()))
            freed, taken = names[0] - names[1], names[1] - names[0]
        self.scheduled.append(Scheduled(phase, operation, tables, dropped, freed, taken))

    def _apply(self, operation: Operation, name: TableName) -> None:
        """Do the operation: a rename to all tables, for the foreign keys that refer to it."""
        if isinstance(operation, RenameTable | RenameColumn):
            changed = apply_operations(self.tables.values(), (operation,))
            self.tables = {table.name: table for table in changed}
            return
        own = self.tables.get(name)
        changed = apply_operations((own,) if own else (), (operation,))
        if isinstance(operation, DropTable):
            del self.tables[name]
        else:
            self.tables.update((table.name, table) for table in changed)

    def temporary_name(self) -> str:
        """Return a name that nothing else has."""
        self._temporary += 1
        return f"scaffold_tmp_{self._temporary}"

    def old_name(self, name: TableName) -> TableName:
        """Return what a table of the schema is called in the snapshot; its own name if new."""
        pair = self.by_new.get(name)
        return pair.old.name if pair else name

    def fill(self, key: ColumnName, column: Column) -> Default | None:
        """Return what rows get: the `fill`, or else the default."""
        return self.values.fills.get(key) or column.default

    def is_renamed(self, key: ForeignKey) -> bool:
        """Whether the table or column that an old foreign key refers to gets another name."""
        target = self.by_old.get(key.table)
        if target is None:
            return False
        return target.old.name != target.new.name or target.columns.get(key.key) != key.key

    def is_altered_end(self, key: ForeignKey) -> bool:
        """Whether the column that an old foreign key refers to changes."""
        target = self.by_old.get(key.table)
        if target is None:
            return False
        old_names = {old: new for new, old in target.columns.items()}
        column = old_names.get(key.key)
        if column is None or target.kept.primary_key != target.new.primary_key:
            return True
        return self.alters_end(target.kept.column(column), target.new.column(column))

    def alters_end(self, old: Column, new: Column) -> bool:
        """Whether no foreign key may refer to a column while it changes.

        MariaDB refuses NULL in a column whose value ON UPDATE CASCADE copies to a NOT NULL one.
        """
        return old.type != new.type or (self.mysql and old.nullable != new.nullable)

    def _tables_in_the_way(self) -> frozenset[TableName]:
        """A join table is dropped before the table that it refers to."""
        found = {table.name for table in self.dropped if not self.taken.isdisjoint(of_table(table))}
        for table in self.dropped:
            if table.join and any(key.table in found for key in table.foreign_keys):
                found.add(table.name)
        return frozenset(found)

"""The operations that lead from a snapshot to a database, in an order that can be run.

Foreign keys that go, change or have an altered end are dropped first, then other constraints;
what occupies a name that something else gets is dropped before the renames; then tables, columns
and names are renamed and columns altered; then comes what is new; rows move, and the rest is
dropped last. The order was measured on random pairs of schemas on three databases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal, TypeVar

from scaffold.changes.moves import Move
from scaffold.changes.names import Taken, of_column, of_table
from scaffold.changes.tables import Comparison, TablePair, mentions
from scaffold.database.apply import apply
from scaffold.database.compare.additions import additions, created, settled
from scaffold.database.compare.arrange import arrange
from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    AlterColumn,
    AlterPrimaryKey,
    AlterTableComment,
    CreateTable,
    DropCheck,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropTable,
    DropUnique,
    MoveRows,
    Operation,
    Pairs,
    RenameCheck,
    RenameColumn,
    RenameForeignKey,
    RenameIndex,
    RenameTable,
    RenameUnique,
    table_of,
)
from scaffold.database.tables import (
    Check,
    Column,
    Database,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.schema.types import Default
from scaffold.values import dataclass

ColumnName = tuple[TableName, str]
ValueMap = tuple[tuple[str, str | None], ...]
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
    "move",
    "drop table",
]
Part = Index | Unique | Check | ForeignKey
_Part = TypeVar("_Part", Index, Unique, Check)
_Named = TypeVar("_Named", Index, Unique, Check, ForeignKey)


@dataclass(frozen=True, slots=True)
class Values:
    """What existing rows get, by the new names of table and column: `fill` and `map`."""

    fills: Mapping[ColumnName, Default] = field(default_factory=dict)
    maps: Mapping[ColumnName, ValueMap] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An operation and its phase; `tables` are those that it concerns, by their names before.

    Operations of the phases up to `drop column` that concern a common table belong into one
    file. `dropped` is the table, or the column, that the operation drops, by its name in the
    snapshot. `freed` are the names that the operation leaves to others, `taken` those that it
    needs.
    """

    phase: Phase
    operation: Operation
    tables: tuple[TableName, ...]
    dropped: tuple[TableName, str | None] | None = None
    freed: frozenset[Taken] = frozenset()
    taken: frozenset[Taken] = frozenset()


ON_EXISTING: frozenset[Phase] = frozenset(("alter", "change", "restore", "drop column"))


def schedule(
    tables: Iterable[Table],
    comparison: Comparison,
    after: Database,
    moves: Sequence[Move],
    values: Values,
) -> tuple[Scheduled, ...]:
    """Return the operations in the order in which they can be run."""
    return _Scheduler(tables, comparison, after, moves, values).run()


class _Scheduler:
    """Emits operations, and keeps the tables as they are after each of them."""

    def __init__(
        self,
        tables: Iterable[Table],
        comparison: Comparison,
        after: Database,
        moves: Sequence[Move],
        values: Values,
    ) -> None:
        self._pairs = comparison.pairs
        self._dropped = tuple(table for _, table in comparison.dropped)
        self._created = comparison.created
        self._after = after
        self._values = values
        self._sqlite = "sqlite" in after.dialects
        self._mysql = "mysql" in after.dialects
        self._servers = any(DIALECTS[name].alters_constraints for name in after.dialects)
        self._moves = moves
        self._moved_columns = {
            (move.source.table, move.source.foreign_key)
            for move in moves
            if move.source.foreign_key
        }
        self._moved_tables = {move.source.table for move in moves if not move.source.foreign_key}
        self._tables = {table.name: table for table in tables}
        self._by_old = {pair.old.name: pair for pair in comparison.pairs}
        self._by_new = {pair.new.name: pair for pair in comparison.pairs}
        self._taken = {name for table in after.tables for name in of_table(table)}
        self._early = self._tables_in_the_way()
        self._emitted: list[Scheduled] = []
        self._swaps: list[tuple[TablePair, Index | Unique]] = []
        self._renames: list[tuple[TablePair, Part, str]] = []
        self._detached: set[ColumnName] = set()
        self._temporary = 0
        # Where a table or column is now that was moved aside, by its old name.
        self._aside_tables: dict[TableName, TableName] = {}
        self._aside_columns: dict[ColumnName, str] = {}

    def run(self) -> tuple[Scheduled, ...]:
        self._drop_foreign_keys()
        self._drop_constraints()
        self._drop_early()
        self._rename_tables()
        self._rename_columns()
        self._rename_parts()
        self._exchange_indexes()
        self._alter()
        self._add()
        self._move()
        self._drop_late()
        return tuple(self._emitted)

    # -- emitting ---------------------------------------------------------------------------

    def _emit(
        self,
        phase: Phase,
        operation: Operation,
        *tables: TableName,
        dropped: tuple[TableName, str | None] | None = None,
    ) -> None:
        before = self._tables
        changed = apply(before.values(), (operation,))
        self._tables = {table.name: table for table in changed}
        freed: frozenset[Taken] = frozenset()
        taken: frozenset[Taken] = frozenset()
        if phase in ON_EXISTING:
            name = table_of(operation)
            after = operation.name if isinstance(operation, RenameTable) else name
            old = frozenset(of_table(before[name]))
            new = frozenset(of_table(self._tables[after])) if after in self._tables else frozenset()
            freed, taken = old - new, new - old
        self._emitted.append(Scheduled(phase, operation, tables, dropped, freed, taken))

    def _temporary_name(self) -> str:
        self._temporary += 1
        return f"scaffold_tmp_{self._temporary}"

    # -- foreign keys and constraints that go or change ----------------------------------------

    def _drop_foreign_keys(self) -> None:
        for pair in self._pairs:
            old_names = {old: new for new, old in pair.columns.items()}
            kept = {key.column: key for key in pair.kept.foreign_keys}
            wanted = {key.column: key for key in pair.new.foreign_keys}
            for old in pair.old.foreign_keys:
                column = old_names.get(old.column, "")
                now, new = kept.get(column), wanted.get(column)
                if now is None or new is None or not _same_key(now, new):
                    self._drop_foreign_key(pair.old.name, old)
                elif self._must_detach(pair, now, new):
                    self._detached.add((pair.new.name, new.column))
                    self._drop_foreign_key(pair.old.name, old)
                elif now.name != new.name:
                    self._renames.append((pair, now, new.name))
        for table in self._dropped:
            is_early = table.name in self._early
            for key in table.foreign_keys:
                # A join table is dropped before what it refers to, and its foreign keys with it.
                if table.join and table.name not in self._moved_tables and is_early:
                    continue
                if is_early or key.table in self._early or self._is_altered_end(key):
                    self._drop_foreign_key(table.name, key)

    def _drop_foreign_key(self, table: TableName, key: ForeignKey) -> None:
        linked: tuple[TableName, ...] = (table,)
        if key.table in self._early or self._is_renamed(key) or self._is_altered_end(key):
            linked = (table, key.table)
        self._emit("alter", DropForeignKey(table, key), *linked)

    def _is_renamed(self, key: ForeignKey) -> bool:
        """Whether the table or column that an old foreign key refers to gets another name."""
        target = self._by_old.get(key.table)
        if target is None:
            return False
        return target.old.name != target.new.name or target.columns.get(key.key) != key.key

    def _is_altered_end(self, key: ForeignKey) -> bool:
        """Whether the column that an old foreign key refers to changes."""
        target = self._by_old.get(key.table)
        if target is None:
            return False
        old_names = {old: new for new, old in target.columns.items()}
        column = old_names.get(key.key)
        if column is None or target.kept.primary_key != target.new.primary_key:
            return True
        return target.kept.column(column).type != target.new.column(column).type

    def _must_detach(self, pair: TablePair, now: ForeignKey, new: ForeignKey) -> bool:
        """Whether a foreign key that stays must be dropped while one of its ends is altered.

        PostgreSQL and MySQL refuse another type under a foreign key, MySQL also NOT NULL under
        SET NULL, and both another primary key that a foreign key needs.
        """
        target = self._by_new[new.table]
        own = pair.kept.column(now.column), pair.new.column(new.column)
        other = target.kept.column(now.key), target.new.column(new.key)
        if self._servers and (own[0].type != own[1].type or other[0].type != other[1].type):
            return True
        if self._mysql and own[0].nullable != own[1].nullable:
            return "SET NULL" in (now.on_delete, now.on_update, new.on_delete, new.on_update)
        if not self._servers:
            return False
        if target.kept.primary_key != target.new.primary_key and new.key in (
            *target.kept.primary_key,
            *target.new.primary_key,
        ):
            return True
        if _unique_parts(target.kept, now.key) != _unique_parts(target.new, new.key):
            return True
        changes = pair.kept.primary_key != pair.new.primary_key
        return self._mysql and changes and new.column in pair.kept.primary_key

    def _drop_constraints(self) -> None:
        for pair in self._pairs:
            altered = {
                column.name
                for column in pair.kept.columns
                if column.type != pair.new.column(column.name).type
            }
            self._part_checks(pair, altered if self._servers else set())
            self._part_indexes(pair, altered if self._servers else set())
            self._part_uniques(pair)

    def _part_checks(self, pair: TablePair, altered: set[str]) -> None:
        def same(one: Check, other: Check) -> bool:
            return one.expression == other.expression

        kept, wanted = pair.kept.checks, pair.new.checks
        for old, new in self._matched(pair.old.checks, kept, wanted, same):
            now = _named(kept, old.name)
            if new is None or now is None or mentions(now.expression, altered):
                self._emit("alter", DropCheck(pair.old.name, old), pair.old.name)
            elif now.name != new.name:
                self._renames.append((pair, now, new.name))

    def _part_indexes(self, pair: TablePair, altered: set[str]) -> None:
        def same(one: Index, other: Index) -> bool:
            return replace(one, name="") == replace(other, name="")

        kept, wanted = pair.kept.indexes, pair.new.indexes
        for old, new in self._matched(pair.old.indexes, kept, wanted, same):
            now = _named(kept, old.name)
            if new is None or now is None or mentions(now.where, altered):
                self._drop_index(pair, old, now)
            elif now.name != new.name:
                self._renames.append((pair, now, new.name))

    def _part_uniques(self, pair: TablePair) -> None:
        def same(one: Unique, other: Unique) -> bool:
            return one.column == other.column

        kept, wanted = pair.kept.uniques, pair.new.uniques
        for old, new in self._matched(pair.old.uniques, kept, wanted, same):
            now = _named(kept, old.name)
            if new is None or now is None:
                self._drop_index(pair, old, now)
            elif now.name != new.name:
                self._renames.append((pair, now, new.name))

    def _drop_index(self, pair: TablePair, old: Index | Unique, now: Index | Unique | None) -> None:
        """Drop an index, or exchange it later where a foreign key of MySQL needs one."""
        if now is not None and self._mysql:
            leading = now.column if isinstance(now, Unique) else now.columns[0]
            if any(key.column == leading for key in pair.kept.foreign_keys):
                self._swaps.append((pair, now))
                return
        operation = (
            DropUnique(pair.old.name, old)
            if isinstance(old, Unique)
            else DropIndex(pair.old.name, old)
        )
        self._emit("alter", operation, pair.old.name)

    @staticmethod
    def _matched(
        old: Sequence[_Part],
        kept: Sequence[_Part],
        wanted: Sequence[_Part],
        same: Callable[[_Part, _Part], bool],
    ) -> Iterator[tuple[_Part, _Part | None]]:
        """Each old part with the new one that it becomes: of the same name first, then alike."""
        left = list(wanted)
        found: dict[str, _Part] = {}
        for strict in (True, False):
            for one in kept:
                if one.name in found:
                    continue
                match = next(
                    (
                        new
                        for new in left
                        if same(one, new) and (new.name == one.name or not strict)
                    ),
                    None,
                )
                if match is not None:
                    left.remove(match)
                    found[one.name] = match
        for part in old:
            yield part, found.get(part.name)

    # -- what occupies a name ------------------------------------------------------------------

    def _drop_early(self) -> None:
        for pair in self._pairs:
            names = {column.name.casefold() for column in pair.new.columns}
            for column in pair.removed:
                if not self._column_is_in_the_way(pair, column, names):
                    continue
                key = (pair.old.name, column.name)
                if key in self._moved_columns or column.name in pair.old.primary_key:
                    name = self._temporary_name()
                    table = self._tables[pair.old.name]
                    self._emit("alter", RenameColumn(table, column.name, name), pair.old.name)
                    self._aside_columns[key] = name
                else:
                    drop = DropColumn(pair.old.name, column)
                    self._emit("alter", drop, pair.old.name, dropped=key)
        for table in sorted(self._dropped, key=lambda each: each.join is None):
            if table.name not in self._early:
                continue
            if table.name in self._moved_tables:
                self._set_table_aside(table)
            else:
                drop_table = DropTable(self._tables[table.name])
                linked = dict.fromkeys(
                    key.table
                    for key in table.foreign_keys
                    if key.table in self._early or self._is_renamed(key)
                )
                self._emit("alter", drop_table, table.name, *linked, dropped=(table.name, None))

    def _tables_in_the_way(self) -> frozenset[TableName]:
        """The dropped tables that occupy a name that something new gets.

        A join table goes before the table that it refers to.
        """
        found = {
            table.name for table in self._dropped if not self._taken.isdisjoint(of_table(table))
        }
        for table in self._dropped:
            if table.join and any(key.table in found for key in table.foreign_keys):
                found.add(table.name)
        return frozenset(found)

    def _column_is_in_the_way(self, pair: TablePair, column: Column, names: set[str]) -> bool:
        derived = {name for name in of_column(pair.old.name, column) if name[0] != "column"}
        return column.name.casefold() in names or not self._taken.isdisjoint(derived)

    def _set_table_aside(self, table: Table) -> None:
        """Give a table whose rows move another name; its indexes are not needed any more."""
        for unique in table.uniques:
            self._emit("alter", DropUnique(table.name, unique), table.name)
        for index in table.indexes:
            self._emit("alter", DropIndex(table.name, index), table.name)
        for check in table.checks:
            self._emit("alter", DropCheck(table.name, check), table.name)
        name = table.name._replace(name=self._temporary_name())
        self._emit("alter", RenameTable(self._tables[table.name], name), table.name)
        self._aside_tables[table.name] = name

    # -- renames -------------------------------------------------------------------------------

    def _rename_tables(self) -> None:
        wanted = {
            pair.old.name: pair.new.name for pair in self._pairs if pair.old.name != pair.new.name
        }
        folded = self._sqlite or self._mysql

        def key(name: TableName) -> object:
            return _folded(name) if folded else name

        for old, new in in_free_order(wanted, key, self._temporary_table):
            self._emit("alter", RenameTable(self._tables[old], new), *self._origins(old, new))

    def _temporary_table(self, table: TableName) -> TableName:
        return table._replace(name=self._temporary_name())

    def _origins(self, *names: TableName) -> tuple[TableName, ...]:
        """The old names of the tables that have or get these names."""
        found = dict.fromkeys(self._old_name(name) for name in names)
        others = [pair.old.name for pair in self._pairs for name in names if pair.old.name == name]
        return tuple(dict.fromkeys((*found, *others)))

    def _old_name(self, name: TableName) -> TableName:
        pair = self._by_new.get(name)
        return pair.old.name if pair else name

    def _rename_columns(self) -> None:
        for pair in self._pairs:
            wanted = {old: new for new, old in pair.columns.items() if old != new}
            table = pair.new.name

            def temporary(_: str) -> str:
                return self._temporary_name()

            for old, new in in_free_order(wanted, str.casefold, temporary, case_only=True):
                operation = RenameColumn(self._tables[table], old, new)
                self._emit("alter", operation, pair.old.name)

    def _rename_parts(self) -> None:
        """Rename indexes and constraints, each when its new name is free in the database."""
        wanted: dict[tuple[str, str], str] = {}
        parts: dict[tuple[str, str], tuple[TablePair, Part]] = {}
        for pair, part, name in self._renames:
            space = type(part).__name__ if isinstance(part, Check | ForeignKey) else "relation"
            wanted[space, part.name] = name
            parts[space, part.name] = (pair, part)
        for space in dict.fromkeys(each[0] for each in wanted):
            own = {old: new for (each, old), new in wanted.items() if each == space}
            current = dict(parts)
            for old, new in in_free_order(
                own, str.casefold, lambda _: self._temporary_name(), case_only=True
            ):
                pair, part = current.pop((space, old))
                renamed: Part = _with_name(part, new)
                current[space, new] = (pair, renamed)
                self._emit("alter", _rename(pair.new.name, part, renamed), pair.old.name)

    def _exchange_indexes(self) -> None:
        """Drop indexes that a foreign key needs after the ones that take their place are there."""
        for pair, old in self._swaps:
            table = pair.new.name
            leading = old.column if isinstance(old, Unique) else old.columns[0]
            current = self._tables[table]
            names = {each.name for each in current.uniques}
            names |= {each.name for each in current.indexes}
            for unique in pair.new.uniques:
                if unique.column == leading and unique.name not in names:
                    self._emit("alter", AddUnique(table, unique), pair.old.name)
                    names.add(unique.name)
            for index in pair.new.indexes:
                is_first = index.columns[0] == leading and index.name not in names
                if is_first and all(each in pair.columns for each in index.columns):
                    self._emit("alter", AddIndex(table, index), pair.old.name)
                    names.add(index.name)
            if isinstance(old, Unique):
                self._emit("alter", DropUnique(table, old), pair.old.name)
            else:
                self._emit("alter", DropIndex(table, old), pair.old.name)

    # -- altered columns -----------------------------------------------------------------------

    def _alter(self) -> None:
        for pair in self._pairs:
            name = pair.new.name
            if pair.old.comment != pair.new.comment:
                comment = AlterTableComment(name, pair.old.comment, pair.new.comment)
                self._emit("alter", comment, pair.old.name)
            for column in pair.new.columns:
                if column.name not in pair.columns:
                    continue
                old = self._tables[name].column(column.name)
                if old != column and not self._counts_up_with_key(pair, old, column):
                    self._alter_column("alter", pair, old, column)

    def _alter_column(self, phase: Phase, pair: TablePair, old: Column, new: Column) -> None:
        key = (pair.new.name, new.name)
        operation = AlterColumn(
            self._tables[pair.new.name],
            old,
            new,
            fill=self._fill(key, new) if old.nullable and not new.nullable else None,
            values=self._values.maps.get(key, ()),
        )
        self._emit(phase, operation, pair.old.name)

    def _fill(self, key: ColumnName, column: Column) -> Default | None:
        """What rows get: the `fill`, or else the default."""
        return self._values.fills.get(key) or column.default

    def _counts_up_with_key(self, pair: TablePair, old: Column, new: Column) -> bool:
        """Whether a column counts up only once it is the primary key: MySQL requires that."""
        changes = pair.kept.primary_key != pair.new.primary_key
        return changes and new.autoincrement and not old.autoincrement

    # -- what is new ---------------------------------------------------------------------------

    def _add(self) -> None:
        new = [model.table for model in self._created]
        fixed = settled(self._tables.values(), new)
        births = {table.name: table for table in created(new, self._after.tables, fixed)}
        found: list[Operation] = [CreateTable(table) for table in births.values()]
        restored: list[AddForeignKey] = []
        counted: dict[TableName, list[Column]] = {}
        for table in self._after.tables:
            current = births.get(table.name) or self._tables[table.name]
            for operation in additions(current, table, fixed):
                match operation:
                    case AddForeignKey(_, key) if self._is_between_old_columns(table, key):
                        restored.append(operation)
                    case AddColumn(_, column) if column.autoincrement:
                        counted.setdefault(table.name, []).append(column)
                    case AddColumn():
                        found.append(self._with_fill(operation))
                    case _:
                        found.append(operation)
        phases = arrange(found, apart=self._after.associations == "per-model")
        for operation in phases.change:
            self._emit("change", operation, self._old_name(table_of(operation)))
        self._change_primary_keys(counted)
        for restore in restored:
            self._emit("restore", restore, *self._linked(restore))
        for pair in self._pairs:
            for column in pair.removed:
                if (pair.old.name, column.name) not in self._moved_columns:
                    self._drop_column("drop column", pair, column)
        for create in phases.create:
            self._emit("create", create, create.table.name)
        later: tuple[tuple[Phase, Sequence[Operation]], ...] = (
            ("relate", phases.relate),
            ("lean", phases.lean),
            ("join", phases.join),
            ("late", phases.late),
        )
        for phase, operations in later:
            for operation in operations:
                self._emit(phase, operation, table_of(operation))

    def _with_fill(self, operation: AddColumn) -> AddColumn:
        """The column with what existing rows get; one that rows move to may be empty first."""
        key = (operation.table, operation.column.name)
        if operation.table not in self._by_new or operation.column.nullable:
            return operation
        if any(key == (move.target.table, move.target.foreign_key) for move in self._moves):
            return replace(operation, column=replace(operation.column, nullable=True))
        return replace(operation, fill=self._values.fills.get(key))

    def _is_between_old_columns(self, table: Table, key: ForeignKey) -> bool:
        pair, target = self._by_new.get(table.name), self._by_new.get(key.table)
        if pair is None or target is None:
            return False
        return key.column in pair.columns and key.key in target.columns

    def _linked(self, restore: AddForeignKey) -> tuple[TableName, ...]:
        """The tables whose changes must be done before: both ends, where the other is altered."""
        table, key = restore.table, restore.foreign_key
        target = self._by_new[key.table]
        own = self._old_name(table)
        altered = target.kept.primary_key != target.new.primary_key or (
            target.kept.column(key.key) != target.new.column(key.key)
        )
        return (own, target.old.name) if altered else (own,)

    def _change_primary_keys(self, counted: Mapping[TableName, Sequence[Column]]) -> None:
        for pair in self._pairs:
            name = pair.new.name
            current = self._tables[name]
            added = tuple(counted.get(name, ()))
            if current.primary_key != pair.new.primary_key:
                removed = {column.name for column in pair.removed}
                dropped = tuple(
                    column
                    for column in current.columns
                    if column.autoincrement and column.name in self._current_names(pair, removed)
                )
                keys = AlterPrimaryKey(current, pair.new.primary_key, added, dropped)
                self._emit("change", keys, pair.old.name)
            for column in pair.new.columns:
                if column.name in pair.columns:
                    old = self._tables[name].column(column.name)
                    if old != column:
                        self._alter_column("change", pair, old, column)

    def _current_names(self, pair: TablePair, removed: Iterable[str]) -> set[str]:
        return {self._aside_columns.get((pair.old.name, name), name) for name in removed}

    # -- rows, and what is dropped last --------------------------------------------------------

    def _move(self) -> None:
        for move in self._moves:
            self._emit("move", MoveRows(self._current(move.source), move.target), move.target.table)
            self._require_moved(move)
        for pair in self._pairs:
            for column in pair.removed:
                if (pair.old.name, column.name) in self._moved_columns:
                    self._drop_column("move", pair, column)

    def _current(self, pairs: Pairs) -> Pairs:
        """Old pairs by the names that table and columns have once everything is renamed."""
        pair = self._by_old.get(pairs.table)
        new_names = {old: new for new, old in pair.columns.items()} if pair else {}

        def now(column: str) -> str:
            aside = self._aside_columns.get((pairs.table, column))
            return aside or new_names.get(column, column)

        table = self._aside_tables.get(pairs.table, pairs.table)
        return replace(
            pairs,
            table=pair.new.name if pair else table,
            left=now(pairs.left),
            right=now(pairs.right),
            foreign_key=pairs.foreign_key and now(pairs.foreign_key),
        )

    def _require_moved(self, move: Move) -> None:
        pair = self._by_new.get(move.target.table)
        if pair is None or move.target.foreign_key is None:
            return
        old = self._tables[pair.new.name].column(move.target.foreign_key)
        new = pair.new.column(move.target.foreign_key)
        if old != new:
            self._emit("move", AlterColumn(self._tables[pair.new.name], old, new), pair.old.name)

    def _drop_column(self, phase: Phase, pair: TablePair, column: Column) -> None:
        name = self._aside_columns.get((pair.old.name, column.name), column.name)
        current = self._tables[pair.new.name]
        found = next((each for each in current.columns if each.name == name), None)
        # A column that was dropped early has given its name to a new one.
        if found is None or (name == column.name and name in _names(pair.new)):
            return
        drop = DropColumn(pair.new.name, found)
        self._emit(phase, drop, pair.old.name, dropped=(pair.old.name, column.name))

    def _drop_late(self) -> None:
        gone = {table.name for table in self._dropped}
        for table in self._dropped:
            if table.name in self._early or table.join:
                continue
            for key in self._tables[table.name].foreign_keys:
                if key.table in gone:
                    self._emit("drop table", DropForeignKey(table.name, key), table.name)
        for table in sorted(self._dropped, key=lambda each: each.join is None):
            name = self._aside_tables.get(table.name, table.name)
            if name in self._tables and (
                name != table.name or name not in {each.name for each in self._after.tables}
            ):
                drop = DropTable(self._tables[name])
                self._emit("drop table", drop, name, dropped=(table.name, None))


_Name = TypeVar("_Name")


def in_free_order(
    wanted: Mapping[_Name, _Name],
    key: Callable[[_Name], object],
    temporary: Callable[[_Name], _Name],
    *,
    case_only: bool = False,
) -> Iterator[tuple[_Name, _Name]]:
    """Yield renames in an order in which each new name is free; a cycle goes over a temporary name.

    `key` makes names comparable. `case_only`: a name may be changed to another that is equal by
    `key` in one step.
    """
    left = dict(wanted)
    while left:
        held = {key(old): old for old in left}
        ready = [
            old
            for old, new in left.items()
            if key(new) not in held or (case_only and held[key(new)] == old)
        ]
        if ready:
            for old in ready:
                yield old, left.pop(old)
            continue
        old, new = next(iter(left.items()))
        aside = temporary(old)
        yield old, aside
        del left[old]
        left[aside] = new


def _rename(
    table: TableName,
    old: Part,
    new: Part,
) -> Operation:
    match old, new:
        case Index(), Index():
            return RenameIndex(table, old, new)
        case Unique(), Unique():
            return RenameUnique(table, old, new)
        case Check(), Check():
            return RenameCheck(table, old, new)
        case ForeignKey(), ForeignKey():
            return RenameForeignKey(table, old, new)
    raise TypeError(f"{old!r} cannot become {new!r}")


def _with_name(part: Part, name: str) -> Part:
    if isinstance(part, Index):
        return replace(part, name=name)
    if isinstance(part, Unique):
        return replace(part, name=name)
    if isinstance(part, Check):
        return replace(part, name=name)
    return replace(part, name=name)


def _same_key(one: ForeignKey, other: ForeignKey) -> bool:
    return replace(one, name="") == replace(other, name="")


def _unique_parts(table: Table, column: str) -> frozenset[str]:
    """What makes one column unique: the kinds of its constraints."""
    found = {"unique" for unique in table.uniques if unique.column == column}
    found |= {"index" for index in table.indexes if index.unique and index.columns == (column,)}
    return frozenset(found)


def _named(parts: Iterable[_Part], name: str) -> _Part | None:
    return next((part for part in parts if part.name == name), None)


def _names(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns)


def _folded(name: TableName) -> Taken:
    return "relation", name.schema, name.name.casefold()

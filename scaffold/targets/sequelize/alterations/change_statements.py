"""Each operation on an existing table, for the dialects of a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from scaffold.changes.condition import UNKNOWN
from scaffold.changes.conversions import conversion
from scaffold.changes.empty_values import empty_value
from scaffold.changes.losses import loss
from scaffold.changes.returning_columns import most_rows, row_limits
from scaffold.changes.tables_before import conditions_of, tables_before
from scaffold.database import operations as op
from scaffold.database.alterations import (
    AlterColumn,
    AlterPrimaryKey,
    AlterTableComment,
    MoveRows,
    RenameCheck,
    RenameColumn,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameTable,
    RenameUnique,
)
from scaffold.database.tables import Column, Table
from scaffold.schema.data_types import Default
from scaffold.targets.sequelize import migration_steps
from scaffold.targets.sequelize.alterations.actions import Alteration, Branch, Call, OfStep, for_all
from scaffold.targets.sequelize.sql import table_code
from scaffold.targets.sequelize.statements import Statements

if TYPE_CHECKING:
    from scaffold.targets.sequelize.alterations.column_changes import ColumnChanges
    from scaffold.targets.sequelize.alterations.constraint_renames import ConstraintRenames
    from scaffold.targets.sequelize.alterations.table_alterations import TableChanges
    from scaffold.targets.sequelize.alterations.uuid_numbers import UuidNumbers

# Defaults that SQLite does not add to a table with rows.
_COMPUTED = ("now", "sql")
Direction: TypeAlias = Literal["up", "down"]


class ChangeStatements(Statements):
    """Makes the steps of one direction of a migration; `operations` are all of it, in order."""

    def __init__(
        self,
        dialects: tuple[str, ...],
        operations: tuple[op.Operation, ...],
        direction: Direction,
    ) -> None:
        super().__init__(dialects)
        self.operations = operations
        self._direction = direction

    # Most files create what is new, and need none of these.

    @cached_property
    def _columns_changed(self) -> ColumnChanges:
        from scaffold.targets.sequelize.alterations.column_changes import ColumnChanges

        return ColumnChanges(self.dialects, _texts(self.operations), self.operations)

    @cached_property
    def _tables(self) -> TableChanges:
        from scaffold.targets.sequelize.alterations.table_alterations import TableChanges

        return TableChanges(self.dialects)

    @cached_property
    def _renames(self) -> ConstraintRenames:
        from scaffold.targets.sequelize.alterations.constraint_renames import ConstraintRenames

        return ConstraintRenames(self.dialects)

    @cached_property
    def _numbers(self) -> UuidNumbers:
        from scaffold.targets.sequelize.alterations.uuid_numbers import UuidNumbers

        return UuidNumbers(self.operations)

    def all_steps(self) -> Iterator[migration_steps.Step]:
        """Yield the steps of all operations, but for those that do nothing on these dialects."""
        for operation in self.operations:
            parts = self._parts(operation)
            if parts is None:
                yield self.step(operation)
                continue
            alteration = Alteration(tuple(part for part in parts if part))
            self.helpers.update(alteration.functions)
            if alteration.parts:
                yield alteration

    def _parts(self, operation: op.Operation) -> Iterator[tuple[Branch, ...]] | None:
        match operation:
            case RenameTable():
                return self._tables.rename_table(operation)
            case RenameColumn():
                return self._tables.rename_column(operation)
            case (
                RenameIndex()
                | RenameUnique()
                | RenameForeignKey()
                | RenameCompositeKey()
                | RenameCheck()
            ):
                return iter((self._renames.part(operation),))
            case AlterColumn():
                return self._altered(operation)
            case AlterPrimaryKey():
                return self._tables.primary_key(operation)
            case AlterTableComment():
                return self._tables.comment(operation)
            case MoveRows():
                return self._tables.move_rows(operation)
            case op.AddColumn(computed=str() as text):
                table, column = operation.table, operation.column
                return self._filled(
                    operation, self._columns_changed.fills.compute(table, column, text)
                )
            case op.AddColumn() if (fill := self._fill(operation)) is not None:
                part = self._columns_changed.fills.fill(
                    operation.table, operation.column, fill, None
                )
                return self._filled(operation, part)
        return None

    def _altered(self, operation: AlterColumn) -> Iterator[tuple[Branch, ...]]:
        if call := self._numbers.before(operation):
            yield for_all(self.dialects, call)
        yield from self._columns_changed.parts(
            operation.table, operation.old, operation.new, operation.fill, operation.values
        )

    # -- columns that existing rows get a value in ----------------------------------------------

    def _fill(self, operation: op.AddColumn) -> Default | None:
        """What rows get in the column after it is added; None where its definition does it."""
        column = operation.column
        if self.sqlite and column.default is not None and column.default.kind in _COMPUTED:
            # SQLite adds no column whose default is no constant to a table with rows.
            return operation.fill or column.default
        if column.nullable or column.autoincrement or column.generated:
            return None
        if operation.fill is not None:
            is_constant = operation.fill.kind not in ("now", "uuid")
            return None if operation.fill == column.default and is_constant else operation.fill
        if self._direction == "up" or most_rows(self.operations, operation) == 0:
            return None
        if column.default is not None:
            is_constant = column.default.kind not in ("now", "uuid")
            return None if is_constant else column.default
        return empty_value(column.type)

    def _filled(
        self, operation: op.AddColumn, part: tuple[Branch, ...]
    ) -> Iterator[tuple[Branch, ...]]:
        table, column, key = operation.table, operation.column, operation.foreign_key
        empty = replace(column, nullable=True, default=None)
        added = self.added_column(operation, empty)
        yield for_all(
            self.dialects,
            OfStep(migration_steps.AddColumnStep(table_code(table), added, None, None)),
        )
        yield part
        whole = Table(table, (empty,))
        yield from self._columns_changed.parts(whole, empty, column)
        tail = [OfStep(self.add_index(table, operation.index))] if operation.index else []
        if key and self.needs_separate_statement(table, key):
            tail.append(OfStep(self.add_foreign_key(table, key)))
        yield for_all(self.dialects, *tail)

    # -- rows -----------------------------------------------------------------------------------

    def refusals(self) -> tuple[Call, ...]:
        """Return the calls that stop the migration where rows do not allow it."""
        from scaffold.targets.sequelize.alterations.row_refusals import limited, refusal

        types = {
            (table.name, column.name): column.type
            for table in tables_before(self.operations)
            for column in table.columns
        }
        found = (
            refusal(each, types.get((each.table, each.first_column), UNKNOWN), self.dialects)
            for each in conditions_of(self.operations)
        )
        limits = row_limits(self.operations) if self._direction == "down" else ()
        calls = tuple(dict.fromkeys(call for call in (*found, *map(limited, limits)) if call))
        self.helpers.update(call.function for call in calls)
        return calls


def losses(operations: tuple[op.Operation, ...]) -> Iterator[str]:
    """Yield what the way down cannot bring back, or loses itself, a sentence each."""
    moved = {
        (each.source.table, each.source.foreign_key)
        for each in operations
        if isinstance(each, MoveRows)
    }
    for each in operations:
        found = loss(each)
        if isinstance(each, op.DropTable | op.DropColumn) and found:
            if (found.table, found.column) not in moved:
                yield f"This does not bring back {found.what}."
        elif isinstance(each, AlterColumn):
            yield from _unrestored(each)
    for each in operations:
        if isinstance(each, AlterColumn):
            back = each.reverse()
            found_back = conversion(back.old.type, back.new.type, back.values)
            if found_back.loss and not found_back.conditions:
                name = f"{each.table.name}.{each.new.name}"
                yield f"This loses in column {name}: {found_back.loss}."


def _unrestored(operation: AlterColumn) -> Iterator[str]:
    found = conversion(operation.old.type, operation.new.type, operation.values)
    name = f"{operation.table.name}.{operation.new.name}"
    if found.loss and not found.conditions:
        yield f"This does not bring back what column {name} lost: {found.loss}."
    if operation.fill is not None:
        yield f"This does not bring back the NULLs of column {name}."


def _texts(operations: tuple[op.Operation, ...]) -> str:
    """The SQL that may mention a value of an enum."""
    found = []
    for each in operations:
        if isinstance(each, op.AddCheck):
            found.append(each.check.expression)
        elif isinstance(each, op.AddIndex) and each.index.where:
            found.append(each.index.where)
        elif isinstance(each, AlterColumn) and each.fill:
            found.append(each.fill.value)
    return "\n".join(found)


def columns_of(operation: op.Operation) -> tuple[Column, ...]:
    """Return the columns whose types the operation's code may name."""
    match operation:
        case op.CreateTable(table):
            return table.columns
        case op.AddColumn(_, column):
            return (column,)
        case AlterColumn(_, old, new):
            return (old, new)
        case AlterPrimaryKey():
            return operation.added
    return ()

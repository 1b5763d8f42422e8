"""Operations that rename or alter what exists, as the steps of a revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scaffold.changes.condition import UNKNOWN
from scaffold.changes.conversions import conversion
from scaffold.changes.losses import loss
from scaffold.changes.returning_columns import row_limits
from scaffold.changes.row_conditions import conditions
from scaffold.changes.tables_before import tables_before
from scaffold.database import alterations as alter
from scaffold.database import operations as op
from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_names import (
    moves_with_table,
    primary_key_constraint,
    renames_with_column,
    renames_with_table,
)
from scaffold.database.sql_text import drop_schema_block, own_schema, quoted_name
from scaffold.database.tables import Table, TableName
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.revisions import change_steps as steps
from scaffold.targets.sqlalchemy.revisions.change_sql import (
    constraint_sql,
    moving_sql,
    mysql_key_sql,
    serial_sql,
    template_name,
)
from scaffold.targets.sqlalchemy.revisions.column_changes import ColumnChanges, unfilled
from scaffold.targets.sqlalchemy.revisions.column_view import column_view
from scaffold.targets.sqlalchemy.revisions.dialect_guards import grouped, guard
from scaffold.targets.sqlalchemy.revisions.op_sql import (
    portable_code,
    sql_code,
    statement_text,
)
from scaffold.targets.sqlalchemy.revisions.row_checks import query, reason
from scaffold.targets.sqlalchemy.revisions.row_fills import RowFills
from scaffold.targets.sqlalchemy.revisions.uuid_numbers import UuidNumbers


class ChangeStatements:
    """Renders the operations of one direction of a migration.

    `is_change`: the tables exist and may have rows. `is_down`: the operations take others back,
    so that what those dropped returns without its values. `fills` tells what rows get.
    """

    def __init__(
        self,
        dialects: tuple[str, ...],
        operations: Sequence[op.Operation],
        *,
        is_down: bool,
        is_change: bool,
    ) -> None:
        self._dialects = dialects
        self._alone = dialects[0] if len(dialects) == 1 else None
        self._operations = operations
        self._is_down = is_down
        self._columns = ColumnChanges(dialects, _expressions(operations), operations)
        self._numbers = UuidNumbers(dialects, operations)
        self.fills = RowFills(dialects, operations, is_down=is_down, is_change=is_change)

    # -- what rows allow, and what is lost -------------------------------------------------------

    def stops(self) -> Iterator[steps.ChangeStep]:
        """Yield what stops the migration where rows do not allow it."""
        tables = {table.name: table for table in tables_before(self._operations)}
        types = {
            (table.name, column.name): column.type
            for table in tables.values()
            for column in table.columns
        }
        for condition in conditions(tables.values(), self._operations):
            stored = types.get((condition.table, condition.first_column), UNKNOWN)
            queries = {name: query(condition, stored, name) for name in self._dialects}
            known = {name: text for name, text in queries.items() if text is not None}
            for check, text in grouped(known, self._dialects):
                yield self._stop(reason(condition), text, check)
        for limit in row_limits(self._operations) if self._is_down else ():
            why = f"{limit.table.name}.{limit.column} comes back without its values"
            rows = f"SELECT * FROM {template_name(limit.table)}"
            if limit.rows:
                rows += f" WHERE (SELECT count(*) FROM {template_name(limit.table)}) > {limit.rows}"
            yield self._stop(why, rows, None)

    def _stop(self, why: str, text: str, check: str | None) -> steps.StopAtRows:
        return steps.StopAtRows(why, text, check)

    def note(self, operation: op.Operation) -> Iterator[steps.ChangeStep]:
        """Yield a comment about what taking an operation back cannot restore, or loses."""
        if not self._is_down:
            return
        match operation:
            case op.CreateTable(table) if (table.name, None) not in self._moved():
                yield steps.LossNote(f"{table.name.name} comes back without its rows.")
            case op.AddColumn(_, column) if column.generated is not None:
                return
            case op.AddColumn(table, column) if (table, column.name) not in self._moved():
                yield steps.LossNote(f"{table.name}.{column.name} comes back without its values.")
            case alter.AlterColumn() | alter.MoveRows():
                found = loss(operation)
                if found is not None and not _is_refused(operation):
                    what = found.what.removeprefix("column ")
                    lost = f"Lost in {what}" if what != found.what else f"Lost: {what}"
                    yield steps.LossNote(f"{lost}.")

    def _moved(self) -> set[tuple[TableName, str | None]]:
        """The join tables and foreign keys that rows are copied to."""
        moves = (each for each in self._operations if isinstance(each, alter.MoveRows))
        return {(each.target.table, each.target.foreign_key) for each in moves}

    # -- renames ---------------------------------------------------------------------------------

    def rename_table(self, operation: alter.RenameTable) -> Iterator[steps.ChangeStep]:
        table, new = operation.table, operation.name
        old = table.name
        if old.schema != new.schema:
            if (schema := own_schema(new)) is not None:
                create = f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(schema)}"
                yield steps.Execute((statement_text(create),))
            yield steps.Execute(tuple(map(statement_text, moves_with_table(table, new.schema))))
        if old.name != new.name:
            yield steps.RenameTable(old.name, new.name, new.schema)
            yield from self._on_postgres(renames_with_table(table, new))
        if old.schema != new.schema and (schema := own_schema(old)) is not None:
            yield steps.Execute((statement_text(f"DO $${drop_schema_block(schema)}$$"),))

    def rename_column(self, operation: alter.RenameColumn) -> Iterator[steps.ChangeStep]:
        table, old, new = operation.table, operation.old, operation.new
        dialect = DIALECTS[self._dialects[0]]
        name = quoted_name(table.name, dialect.name)
        sql = f"ALTER TABLE {name} RENAME COLUMN {dialect.quoted(old)} TO {dialect.quoted(new)}"
        yield steps.RenameColumn(table.name.name, old, new, table.name.schema, sql_code(sql))
        yield from self._on_postgres(renames_with_column(table, old, new))

    def _on_postgres(self, statements: Iterable[str]) -> Iterator[steps.ChangeStep]:
        found = tuple(map(statement_text, statements))
        if found and "postgres" in self._dialects:
            yield steps.Execute(found, guard(("postgres",), self._dialects))

    def rename_index(self, operation: alter.RenameIndex) -> steps.RenameIndex:
        table, old, new = operation.table, operation.old.name, operation.new.name
        return steps.RenameIndex(table.name, old, new, self._index_sql(table, old, new))

    def _index_sql(self, table: TableName, old: str, new: str) -> str:
        if self._alone == "mysql":
            name, quoted = quoted_name(table, "mysql"), DIALECTS["mysql"].quoted
            return sql_code(f"ALTER TABLE {name} RENAME INDEX {quoted(old)} TO {quoted(new)}")
        known = quoted_name(table._replace(name=old), "postgres")
        return sql_code(f"ALTER INDEX {known} RENAME TO {DIALECTS['postgres'].quoted(new)}")

    def rename_unique(self, operation: alter.RenameUnique) -> steps.RenameUnique:
        table, old, new = operation.table, operation.old.name, operation.new.name
        if self._alone == "mysql":
            return steps.RenameUnique(table.name, old, new, self._index_sql(table, old, new))
        return steps.RenameUnique(table.name, old, new, constraint_sql(table, old, new))

    def rename_foreign_key(self, operation: alter.RenameForeignKey) -> steps.RenameForeignKey:
        table, old, new = operation.table, operation.old, operation.new
        sql = constraint_sql(table, old.name, new.name)
        return steps.RenameForeignKey(table.name, old.name, new.name, new.column, sql)

    def rename_composite_key(self, operation: alter.RenameCompositeKey) -> steps.RenameCompositeKey:
        table, old, new = operation.table, operation.old, operation.new
        sql = constraint_sql(table, old.name, new.name)
        ends = new.table.name, new.columns, new.keys
        actions = new.on_update, new.on_delete
        return steps.RenameCompositeKey(table.name, old.name, new.name, *ends, *actions, sql)

    def rename_check(self, operation: alter.RenameCheck) -> steps.RenameCheck:
        table, old, new = operation.table, operation.old, operation.new
        condition = portable_code(new.expression, self._dialects)
        sql = constraint_sql(table, old.name, new.name)
        return steps.RenameCheck(table.name, old.name, new.name, condition, sql)

    # -- columns ---------------------------------------------------------------------------------

    def alter_column(self, operation: alter.AlterColumn) -> Iterator[steps.ChangeStep]:
        yield from self._numbers.before(operation)
        yield from self._columns.alter(
            operation.table, operation.old, operation.new, operation.fill, operation.values
        )

    def fill_column(
        self, operation: op.AddColumn, values: Mapping[str, str]
    ) -> Iterator[steps.ChangeStep]:
        """Yield the steps after a column was added without NOT NULL and default."""
        column = operation.column
        table = Table(operation.table, (column,))
        yield from self._columns.fill(operation.table, column, values)
        yield from self._columns.alter(table, unfilled(column), column)

    # -- tables ----------------------------------------------------------------------------------

    def alter_primary_key(self, operation: alter.AlterPrimaryKey) -> Iterator[steps.ChangeStep]:
        table, name = operation.table, operation.table.name
        old, new = table.primary_key, operation.primary_key
        dropped = tuple(column.name for column in operation.dropped)
        if self._alone == "postgres":
            yield steps.ReplacePrimaryKey(
                name.name,
                name.schema,
                primary_key_constraint(table) if old else None,
                primary_key_constraint(table) if new else None,
                new,
                tuple(sql_code(serial_sql(name, column)) for column in operation.added),
                dropped,
            )
        elif self._alone == "mysql":
            yield steps.Execute(tuple(map(statement_text, mysql_key_sql(operation))))
        else:
            added = tuple(
                column_view(name, column, self._dialects, new) for column in operation.added
            )
            yield steps.ChangePrimaryKey(name.name, old, new, added, dropped)
        after = operation.after
        for column in after.columns:
            if column.name in old and column.name not in new and column.nullable:
                required = replace(column, nullable=False)
                yield from self._columns.alter(after, required, column)

    def alter_table_comment(self, operation: alter.AlterTableComment) -> Iterator[steps.ChangeStep]:
        wanted = tuple(name for name in self._dialects if DIALECTS[name].comments)
        if wanted:
            new, old = (each and literals.string(each) for each in (operation.new, operation.old))
            condition = guard(wanted, self._dialects)
            table = operation.table
            yield steps.AlterTableComment(table.name, table.schema, new, old, condition)

    def move_rows(self, operation: alter.MoveRows) -> steps.Portable:
        return steps.Portable.of(moving_sql(operation.source, operation.target), self._dialects)


def _is_refused(operation: op.Operation) -> bool:
    """Whether the migration stops at the rows that would lose something."""
    if not isinstance(operation, alter.AlterColumn):
        return False
    found = conversion(operation.old.type, operation.new.type, operation.values)
    return bool(found.conditions)


def _expressions(operations: Iterable[op.Operation]) -> str:
    """Return the SQL and the values that the operations use."""
    found: list[str] = []
    for operation in operations:
        match operation:
            case op.AddCheck(_, check):
                found.append(check.expression)
            case op.AddIndex(_, index):
                found.append(index.where or "")
            case alter.AlterColumn():
                if operation.fill is not None:
                    found.append(operation.fill.value)
                found += [value for _, value in operation.values if value is not None]
    return "\n".join(found)

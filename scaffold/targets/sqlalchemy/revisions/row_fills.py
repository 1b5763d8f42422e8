"""What existing rows get in a new column, where its definition does not give them a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scaffold.changes.empty_values import empty_value
from scaffold.changes.returning_columns import most_rows, name_before
from scaffold.database import operations as op
from scaffold.database.sql_text import expression
from scaffold.schema.data_types import Default
from scaffold.targets.sqlalchemy.revisions.sql_values import value_sql


class RowFills:
    """Finds the values for the operations of one direction of a migration."""

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
        self._is_change = is_change

    def _fill(self, operation: op.AddColumn) -> Default | None:
        """Return what existing rows get in a new column by statements of their own."""
        column, fill = operation.column, operation.fill
        if (
            column.default
            and column.default.kind in ("now", "sql")
            and "sqlite" in self._dialects
            and fill is None
        ):
            # SQLite adds no column to rows whose default is computed.
            fill = column.default if self.has_rows(operation) else None
        elif column.nullable:
            return None
        if column.autoincrement or column.generated:
            return None
        if fill is None:
            if not self._is_down or not self.has_rows(operation):
                return None
            if column.default is not None:
                # Of the defaults of models, the database has all but a UUID.
                is_stored = column.default.kind != "uuid" or self._alone == "postgres"
                return None if is_stored else column.default
            if most_rows(self._operations, operation) == 0:
                return None
            return empty_value(column.type)
        constant = fill.kind not in ("now", "uuid", "sql") or "sqlite" not in self._dialects
        stored = fill.kind != "uuid" or self._alone == "postgres"
        return None if fill == column.default and constant and stored else fill

    def has_rows(self, operation: op.AddColumn) -> bool:
        """Whether the table may have rows: not where the same migration creates it."""
        return self._is_change and name_before(self._operations, operation) is not None

    def row_values(self, operation: op.AddColumn) -> Mapping[str, str] | None:
        """Return what existing rows get by statements of their own, as SQL of each dialect."""
        if operation.computed is not None:
            return {name: expression(operation.computed, name) for name in self._dialects}
        value = self._fill(operation)
        if value is None:
            return None
        table, column = operation.table, operation.column
        return {name: value_sql(table, column, value, name) for name in self._dialects}

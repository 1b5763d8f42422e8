"""The last run of `generate` as a target's verifier needs it."""

from __future__ import annotations

from scaffold.changes.returning_columns import row_limits
from scaffold.changes.row_conditions import conditions
from scaffold.database.apply_operations import apply_operations
from scaffold.database.operations import Operation
from scaffold.database.tables import Table
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class LastRun:
    """The migrations of a target that the last run wrote.

    migrations: timestamp and slug of each, in order.
    tables: the tables before the run.
    edited: a person changed one of the files since.
    """

    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    operations: tuple[Operation, ...]
    edited: bool = False

    @property
    def has_conditions(self) -> bool:
        """Whether rows can refuse the run."""
        return bool(conditions(self.tables, self.operations))

    @property
    def has_conditions_down(self) -> bool:
        """Whether rows can refuse that the run is undone."""
        reversed_operations = [each.reverse() for each in reversed(self.operations)]
        after = apply_operations(self.tables, self.operations)
        # A restored required foreign key may have no row to refer to.
        limits = row_limits(reversed_operations)
        return bool(conditions(after, reversed_operations)) or any(True for _ in limits)

"""A condition that existing rows must meet before a migration."""

from __future__ import annotations

from typing import Literal

from scaffold.database.tables import Column, ForeignKey, TableName
from scaffold.schema.data_types import DataType
from scaffold.values import dataclass

ConditionKind = Literal[
    "not null",
    "unique",
    "repeated",
    "foreign key",
    "composite key",
    "fill",
    "check",
    "length",
    "range",
    "cast",
    "values",
]
# The type of a column of which the operations of a file tell only the name.
UNKNOWN = DataType("type", native="")


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows of `table` must meet, by the names from before the operations.

    `columns` are those that it is about; `column` the one as it will be (`length`, `range`,
    `cast`, `values`, by its old name). `expression` is a CHECK's, or a partial index's WHERE, or
    for `fill`, what rows get it. `repeated` is `unique` where rows get a value: its `expression`
    is the test of those that would share all values. `foreign_key` has the old names too; without
    it, what is referred to is a new table, which has no rows, or gets new keys. Of a foreign key
    of several columns (`composite key`) `expression` is the test of the rows that refer to
    nothing, and `target` the table. `as_text`: the values become those of another type, and are
    compared as texts. `allowed` are the values that rows may hold, or get.
    """

    kind: ConditionKind
    table: TableName
    columns: tuple[str, ...]
    column: Column | None = None
    expression: str | None = None
    foreign_key: ForeignKey | None = None
    allowed: tuple[str, ...] = ()
    as_text: bool = False
    target: TableName | None = None

    @property
    def first_column(self) -> str:
        """The first of `columns`, or nothing where only new columns have the constraint."""
        return self.columns[0] if self.columns else ""

"""Operations that rename or alter what exists, and copy rows between tables."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.renaming import with_column_renamed, with_table_renamed
from scaffold.database.sql_text import enum_values
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.schema.data_types import Default
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class RenameTable:
    """Rename a table, or move it to another schema.

    `table` is the whole table before: what a server names after it (the primary key's constraint,
    sequences, enum types) is renamed with it; indexes and constraints are not.
    """

    table: Table
    name: TableName

    def reverse(self) -> RenameTable:
        after = with_table_renamed(self.table, self.table.name, self.name)
        return RenameTable(after, self.table.name)


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """Rename a column. `table` is the whole table before, as in RenameTable."""

    table: Table
    old: str
    new: str

    def reverse(self) -> RenameColumn:
        after = with_column_renamed(self.table, self.table.name, self.old, self.new)
        return RenameColumn(after, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameIndex:
    """Rename an index; nothing else of it changes."""

    table: TableName
    old: Index
    new: Index

    def reverse(self) -> RenameIndex:
        return RenameIndex(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameUnique:
    """Rename a unique constraint."""

    table: TableName
    old: Unique
    new: Unique

    def reverse(self) -> RenameUnique:
        return RenameUnique(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameForeignKey:
    """Rename a foreign key."""

    table: TableName
    old: ForeignKey
    new: ForeignKey

    def reverse(self) -> RenameForeignKey:
        return RenameForeignKey(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameCompositeKey:
    """Rename a foreign key of several columns."""

    table: TableName
    old: CompositeForeignKey
    new: CompositeForeignKey

    def reverse(self) -> RenameCompositeKey:
        return RenameCompositeKey(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameCheck:
    """Rename a CHECK constraint."""

    table: TableName
    old: Check
    new: Check

    def reverse(self) -> RenameCheck:
        return RenameCheck(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """Change a column's type, nullability, default, autoincrement or comment, not its name.

    table: the whole table before.
    fill: the value of rows without one, if the column becomes required.
    values: pairs of an old and a new value (None: NULL), if the values of an enum change.
    """

    table: Table
    old: Column
    new: Column
    fill: Default | None = None
    values: tuple[tuple[str, str | None], ...] = ()

    def reverse(self) -> AlterColumn:
        columns = tuple(self.new if each == self.old else each for each in self.table.columns)
        back = {new: old for old, new in self.values if new is not None}
        return AlterColumn(
            replace(self.table, columns=columns),
            self.new,
            self.old,
            values=tuple(
                (new, old) for new, old in back.items() if new not in enum_values(self.old.type)
            ),
        )


@dataclass(frozen=True, slots=True)
class AlterPrimaryKey:
    """Change which columns are the primary key.

    table: the whole table before.
    added, dropped: autoincrement columns that the same statement adds or drops, since MySQL allows
    them only in a primary key.
    """

    table: Table
    primary_key: tuple[str, ...]
    added: tuple[Column, ...] = ()
    dropped: tuple[Column, ...] = ()

    @property
    def after(self) -> Table:
        """Return the whole table afterwards."""
        dropped_names = {column.name for column in self.dropped}
        kept = tuple(column for column in self.table.columns if column.name not in dropped_names)
        return replace(self.table, columns=(*kept, *self.added), primary_key=self.primary_key)

    def reverse(self) -> AlterPrimaryKey:
        return AlterPrimaryKey(self.after, self.table.primary_key, self.dropped, self.added)


@dataclass(frozen=True, slots=True)
class AlterTableComment:
    """Change a table's comment."""

    table: TableName
    old: str | None
    new: str | None

    def reverse(self) -> AlterTableComment:
        return AlterTableComment(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two columns of one table that store the pairs of an association.

    foreign_key: the one of the two that is a foreign key of the table's own rows; None for a join
    table, in which each pair is a row.
    timestamps: the columns of a join table that a new row fills with the time of the migration.
    """

    table: TableName
    left: str
    right: str
    foreign_key: str | None = None
    timestamps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveRows:
    """Copy the pairs of an association to where the new schema stores them.

    `left` of the source is `left` of the target. Of several values a foreign key gets the least.
    """

    source: Pairs
    target: Pairs

    @property
    def table(self) -> TableName:
        """The table that is written to."""
        return self.target.table

    def reverse(self) -> MoveRows:
        return MoveRows(self.target, self.source)

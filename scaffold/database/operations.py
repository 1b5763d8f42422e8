"""What can be done to tables. Each operation says its reverse; `apply` does it on values."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.renaming import with_column_renamed, with_table_renamed
from scaffold.database.tables import Check, Column, ForeignKey, Index, Table, TableName, Unique
from scaffold.schema.types import Default
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CreateTable:
    """Make `table` with what it holds at its birth: no deferred column, no key but a join's."""

    table: Table

    def reverse(self) -> DropTable:
        return DropTable(self.table)


@dataclass(frozen=True, slots=True)
class DropTable:
    """Take `table` away, with all that it holds then."""

    table: Table

    def reverse(self) -> CreateTable:
        return CreateTable(self.table)


@dataclass(frozen=True, slots=True)
class AddColumn:
    """Add a column, with its key and the index on it alone where it has them.

    `fill` is what existing rows get in a required column.
    """

    table: TableName
    column: Column
    foreign_key: ForeignKey | None = None
    index: Index | None = None
    fill: Default | None = None

    def reverse(self) -> DropColumn:
        return DropColumn(self.table, self.column, self.foreign_key, self.index)


@dataclass(frozen=True, slots=True)
class DropColumn:
    """Take a column away, with its key and the index on it alone."""

    table: TableName
    column: Column
    foreign_key: ForeignKey | None = None
    index: Index | None = None

    def reverse(self) -> AddColumn:
        return AddColumn(self.table, self.column, self.foreign_key, self.index)


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    """Add a key on a column that stands already."""

    table: TableName
    foreign_key: ForeignKey

    def reverse(self) -> DropForeignKey:
        return DropForeignKey(self.table, self.foreign_key)


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    """Take a key away and leave its column."""

    table: TableName
    foreign_key: ForeignKey

    def reverse(self) -> AddForeignKey:
        return AddForeignKey(self.table, self.foreign_key)


@dataclass(frozen=True, slots=True)
class AddIndex:
    """Add an index, unique or not."""

    table: TableName
    index: Index

    def reverse(self) -> DropIndex:
        return DropIndex(self.table, self.index)


@dataclass(frozen=True, slots=True)
class DropIndex:
    """Take an index away."""

    table: TableName
    index: Index

    def reverse(self) -> AddIndex:
        return AddIndex(self.table, self.index)


@dataclass(frozen=True, slots=True)
class AddCheck:
    """Add a CHECK."""

    table: TableName
    check: Check

    def reverse(self) -> DropCheck:
        return DropCheck(self.table, self.check)


@dataclass(frozen=True, slots=True)
class DropCheck:
    """Take a CHECK away."""

    table: TableName
    check: Check

    def reverse(self) -> AddCheck:
        return AddCheck(self.table, self.check)


@dataclass(frozen=True, slots=True)
class AddUnique:
    """Add a unique constraint on a column of an existing table."""

    table: TableName
    unique: Unique

    def reverse(self) -> DropUnique:
        return DropUnique(self.table, self.unique)


@dataclass(frozen=True, slots=True)
class DropUnique:
    """Drop a unique constraint and leave its column."""

    table: TableName
    unique: Unique

    def reverse(self) -> AddUnique:
        return AddUnique(self.table, self.unique)


@dataclass(frozen=True, slots=True)
class RenameTable:
    """Rename a table, or move it to another schema.

    `table` is the whole table before: what a server names after it (the primary key's
    constraint, sequences, enum types) is renamed with it; indexes and constraints are not.
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
    """Give an index another name; all else of it is the same."""

    table: TableName
    old: Index
    new: Index

    def reverse(self) -> RenameIndex:
        return RenameIndex(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameUnique:
    """Give a unique constraint another name."""

    table: TableName
    old: Unique
    new: Unique

    def reverse(self) -> RenameUnique:
        return RenameUnique(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameForeignKey:
    """Give a foreign key another name."""

    table: TableName
    old: ForeignKey
    new: ForeignKey

    def reverse(self) -> RenameForeignKey:
        return RenameForeignKey(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameCheck:
    """Give a CHECK another name."""

    table: TableName
    old: Check
    new: Check

    def reverse(self) -> RenameCheck:
        return RenameCheck(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """Change a column's type, nullability, default, autoincrement or comment, not its name.

    `table` is the whole table before. `fill` is what rows without a value get where the column
    becomes required. `values` are pairs of an old and a new value (None: NULL) that rows get
    where the values of an enum change.
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
            values=tuple((new, old) for new, old in back.items() if new not in _values(self.old)),
        )


@dataclass(frozen=True, slots=True)
class AlterPrimaryKey:
    """Change which columns are the primary key.

    `table` is the whole table before. `added` and `dropped` are autoincrement columns that are
    added or dropped in the same statement: MySQL has them in a primary key only.
    """

    table: Table
    primary_key: tuple[str, ...]
    added: tuple[Column, ...] = ()
    dropped: tuple[Column, ...] = ()

    @property
    def after(self) -> Table:
        """The whole table afterwards."""
        gone = {column.name for column in self.dropped}
        kept = tuple(column for column in self.table.columns if column.name not in gone)
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
    """Where the pairs of an association are stored: two columns of one table.

    `foreign_key` is that one of the two that a row of the table may hold beside its own key;
    None for a join table, where each pair is a row. `timestamps` are the columns that a new row
    of a join table fills with the time of the migration.
    """

    table: TableName
    left: str
    right: str
    foreign_key: str | None = None
    timestamps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveRows:
    """Copy the pairs of an association to where the new schema stores them.

    `left` of the source is `left` of the target. A foreign key gets the least value where there
    are several.
    """

    source: Pairs
    target: Pairs

    @property
    def table(self) -> TableName:
        """The table that is written to."""
        return self.target.table

    def reverse(self) -> MoveRows:
        return MoveRows(self.target, self.source)


Operation = (
    CreateTable
    | DropTable
    | AddColumn
    | DropColumn
    | AddForeignKey
    | DropForeignKey
    | AddIndex
    | DropIndex
    | AddCheck
    | DropCheck
    | AddUnique
    | DropUnique
    | RenameTable
    | RenameColumn
    | RenameIndex
    | RenameUnique
    | RenameForeignKey
    | RenameCheck
    | AlterColumn
    | AlterPrimaryKey
    | AlterTableComment
    | MoveRows
)

# Operations that carry the whole table, since what they do depends on more than one part of it.
WHOLE_TABLE = (
    CreateTable,
    DropTable,
    RenameTable,
    RenameColumn,
    AlterColumn,
    AlterPrimaryKey,
)


def table_of(operation: Operation) -> TableName:
    """Return the name that the operation's table has before it."""
    if isinstance(operation, WHOLE_TABLE):
        return operation.table.name
    return operation.table


def _values(column: Column) -> tuple[str, ...]:
    """Return the values of the enum that a column holds, alone or in an array."""
    data_type = column.type
    while data_type.of is not None:
        data_type = data_type.of
    return data_type.values

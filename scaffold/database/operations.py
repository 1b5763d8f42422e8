"""Operations on tables. Each has its reverse; `apply_operations` applies them to values."""

from __future__ import annotations

from collections.abc import Iterator

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
class CreateTable:
    """Create a base table: no deferred columns, and foreign keys only in a join table."""

    table: Table

    def reverse(self) -> DropTable:
        return DropTable(self.table)


@dataclass(frozen=True, slots=True)
class DropTable:
    """Drop a table with all that it contains."""

    table: Table

    def reverse(self) -> CreateTable:
        return CreateTable(self.table)


@dataclass(frozen=True, slots=True)
class AddColumn:
    """Add a column, with its foreign key and its single-column index if it has them.

    `fill` is the value of existing rows in a required column. `computed` is an expression of
    other columns, which gives them a value instead.
    """

    table: TableName
    column: Column
    foreign_key: ForeignKey | None = None
    index: Index | None = None
    fill: Default | None = None
    computed: str | None = None

    def reverse(self) -> DropColumn:
        return DropColumn(self.table, self.column, self.foreign_key, self.index)


@dataclass(frozen=True, slots=True)
class DropColumn:
    """Drop a column with its foreign key and its single-column index."""

    table: TableName
    column: Column
    foreign_key: ForeignKey | None = None
    index: Index | None = None

    def reverse(self) -> AddColumn:
        return AddColumn(self.table, self.column, self.foreign_key, self.index)


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    """Add a foreign key on an existing column."""

    table: TableName
    foreign_key: ForeignKey

    def reverse(self) -> DropForeignKey:
        return DropForeignKey(self.table, self.foreign_key)


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    """Drop a foreign key and keep its column."""

    table: TableName
    foreign_key: ForeignKey

    def reverse(self) -> AddForeignKey:
        return AddForeignKey(self.table, self.foreign_key)


@dataclass(frozen=True, slots=True)
class AddCompositeKey:
    """Add a foreign key of several columns, which exist."""

    table: TableName
    key: CompositeForeignKey

    def reverse(self) -> DropCompositeKey:
        return DropCompositeKey(self.table, self.key)


@dataclass(frozen=True, slots=True)
class DropCompositeKey:
    """Drop a foreign key of several columns and keep the columns."""

    table: TableName
    key: CompositeForeignKey

    def reverse(self) -> AddCompositeKey:
        return AddCompositeKey(self.table, self.key)


@dataclass(frozen=True, slots=True)
class AddIndex:
    """Add an index, unique or not."""

    table: TableName
    index: Index

    def reverse(self) -> DropIndex:
        return DropIndex(self.table, self.index)


@dataclass(frozen=True, slots=True)
class DropIndex:
    """Drop an index."""

    table: TableName
    index: Index

    def reverse(self) -> AddIndex:
        return AddIndex(self.table, self.index)


@dataclass(frozen=True, slots=True)
class AddCheck:
    """Add a CHECK constraint."""

    table: TableName
    check: Check

    def reverse(self) -> DropCheck:
        return DropCheck(self.table, self.check)


@dataclass(frozen=True, slots=True)
class DropCheck:
    """Drop a CHECK constraint."""

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
    """Drop a unique constraint and keep its column."""

    table: TableName
    unique: Unique

    def reverse(self) -> AddUnique:
        return AddUnique(self.table, self.unique)


Operation = (
    CreateTable
    | DropTable
    | AddColumn
    | DropColumn
    | AddForeignKey
    | DropForeignKey
    | AddCompositeKey
    | DropCompositeKey
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
    | RenameCompositeKey
    | RenameCheck
    | AlterColumn
    | AlterPrimaryKey
    | AlterTableComment
    | MoveRows
)

# Operations that contain the whole table, because their effect depends on several parts of it.
WHOLE_TABLE = (
    CreateTable,
    DropTable,
    RenameTable,
    RenameColumn,
    AlterColumn,
    AlterPrimaryKey,
)


def table_of(operation: Operation) -> TableName:
    """Return the name that the operation's table has before the operation."""
    if isinstance(operation, WHOLE_TABLE):
        return operation.table.name
    return operation.table


def constraint_names(operation: Operation) -> Iterator[str]:
    """Yield the names of the constraints and indexes that an operation creates."""
    if isinstance(operation, CreateTable):
        table = operation.table
        for parts in (table.uniques, table.indexes, table.foreign_keys, table.checks):
            yield from (part.name for part in parts)
        yield from (key.name for key in table.composite_keys)
        yield from (table.primary_key_name,) if table.primary_key_name else ()
    elif isinstance(operation, AddColumn):
        yield from (each.name for each in (operation.foreign_key, operation.index) if each)
    elif isinstance(operation, AddForeignKey):
        yield operation.foreign_key.name
    elif isinstance(operation, AddCompositeKey):
        yield operation.key.name
    elif isinstance(operation, AddIndex):
        yield operation.index.name
    elif isinstance(operation, AddUnique):
        yield operation.unique.name
    elif isinstance(operation, AddCheck):
        yield operation.check.name

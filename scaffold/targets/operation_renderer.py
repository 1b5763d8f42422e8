"""Render a migration's operations as the steps that a target's templates print.

Each target has its own `OperationRenderer`. This module contains what they share: the order of
statements, and whether a foreign key needs a separate statement.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar, Generic, TypeAlias, TypeVar

from scaffold.database import operations as op
from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import (
    Check,
    CompositeForeignKey,
    ForeignKey,
    Index,
    TableName,
    Unique,
)
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """An operation that is a single statement. `name` is that of the operation and its template."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class DropTableStep:
    """Drop a table. `types` drop the types of enums, after a dialect check if `checks_dialect`.

    `schema` drops the table's own schema, if it has one.
    """

    name: ClassVar[str] = "drop_table"
    drop: str
    types: tuple[str, ...] = ()
    checks_dialect: bool = False
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class DropColumnStep:
    """Drop a column; first `key` and `index`, if they would not be dropped with it."""

    name: ClassVar[str] = "drop_column"
    drop: str
    key: str | None = None
    index: str | None = None
    types: tuple[str, ...] = ()
    checks_dialect: bool = False


CreateT = TypeVar("CreateT")
AddT = TypeVar("AddT")
Step: TypeAlias = CreateT | AddT | DropTableStep | DropColumnStep | Statement


_RENDERED = (
    op.CreateTable,
    op.DropTable,
    op.AddColumn,
    op.DropColumn,
    op.AddForeignKey,
    op.DropForeignKey,
    op.AddCompositeKey,
    op.DropCompositeKey,
    op.AddIndex,
    op.DropIndex,
    op.AddCheck,
    op.DropCheck,
    op.AddUnique,
    op.DropUnique,
)


def can_render(operation: op.Operation, dialects: tuple[str, ...]) -> bool:
    """Return whether an `OperationRenderer` has a step for the operation.

    Existing rows get a new column's default; a default that a database computes needs separate
    statements if SQLite or MySQL is among the dialects.
    """
    if not isinstance(operation, _RENDERED):
        return False
    if not isinstance(operation, op.AddColumn):
        return True
    column, fill = operation.column, operation.fill
    if operation.computed is not None:
        return False
    if (
        column.default is not None
        and column.default.kind in ("now", "sql")
        and "sqlite" in dialects
    ):
        return False
    if fill is None:
        return True
    return fill == column.default and (fill.kind != "uuid" or dialects == ("postgres",))


class MigrationDialects:
    """The dialects of a migration, and the helpers that its statements call.

    `single_dialect` is the dialect of a project with a single one: its files need no dialect check.
    """

    def __init__(self, dialects: tuple[str, ...]) -> None:
        self.dialects = dialects
        self.helpers: set[str] = set()
        self.sqlite = "sqlite" in dialects
        self.mysql = "mysql" in dialects
        self.single_dialect = dialects[0] if len(dialects) == 1 else None

    def needs_separate_statement(self, table: TableName, key: ForeignKey) -> bool:
        """Return whether the key must be added by a separate statement that names it.

        The server or framework names a key that is added with its column. That name may be too
        long, or differ from the one by which later migrations refer to the key.
        """
        return needs_separate_statement(self.dialects, table, key)


class OperationRenderer(MigrationDialects, ABC, Generic[CreateT, AddT]):
    """Renders the steps of one file, and collects the helpers that they call."""

    def steps(self, operations: Iterable[op.Operation]) -> tuple[Step[CreateT, AddT], ...]:
        """Return the operations as the templates print them."""
        return tuple(map(self._step, operations))

    def _step(self, operation: op.Operation) -> Step[CreateT, AddT]:
        match operation:
            case op.CreateTable():
                return self.create_table(operation)
            case op.DropTable():
                return self.drop_table(operation)
            case op.AddColumn():
                return self.add_column(operation)
            case op.DropColumn():
                return self.drop_column(operation)
            case op.AddForeignKey(table, key):
                return Statement("add_foreign_key", self.add_foreign_key(table, key))
            case op.DropForeignKey(table, key):
                return Statement("drop_foreign_key", self.drop_foreign_key(table, key))
            case op.AddCompositeKey(table, composite):
                return Statement("add_composite_key", self.add_composite_key(table, composite))
            case op.DropCompositeKey(table, composite):
                return Statement("drop_composite_key", self.drop_composite_key(table, composite))
            case op.AddIndex(table, index):
                return Statement("add_index", self.add_index(table, index))
            case op.DropIndex(table, index):
                return Statement("drop_index", self.drop_index(table, index))
            case op.AddCheck(table, check):
                return Statement("add_check", self.add_check(table, check))
            case op.DropCheck(table, check):
                return Statement("drop_check", self.drop_check(table, check))
            case op.AddUnique(table, unique):
                return Statement("add_unique", self.add_unique(table, unique))
            case op.DropUnique(table, unique):
                return Statement("drop_unique", self.drop_unique(table, unique))
            case _:
                raise TypeError(f"{operation!r} is not an operation that targets render")

    @abstractmethod
    def create_table(self, operation: op.CreateTable) -> CreateT: ...
    @abstractmethod
    def drop_table(self, operation: op.DropTable) -> DropTableStep: ...
    @abstractmethod
    def add_column(self, operation: op.AddColumn) -> AddT: ...
    @abstractmethod
    def drop_column(self, operation: op.DropColumn) -> DropColumnStep: ...
    @abstractmethod
    def add_foreign_key(self, table: TableName, key: ForeignKey) -> str: ...
    @abstractmethod
    def drop_foreign_key(self, table: TableName, key: ForeignKey) -> str: ...
    @abstractmethod
    def add_composite_key(self, table: TableName, key: CompositeForeignKey) -> str: ...
    @abstractmethod
    def drop_composite_key(self, table: TableName, key: CompositeForeignKey) -> str: ...
    @abstractmethod
    def add_index(self, table: TableName, index: Index) -> str: ...
    @abstractmethod
    def drop_index(self, table: TableName, index: Index) -> str: ...
    @abstractmethod
    def add_check(self, table: TableName, check: Check) -> str: ...
    @abstractmethod
    def drop_check(self, table: TableName, check: Check) -> str: ...
    @abstractmethod
    def add_unique(self, table: TableName, unique: Unique) -> str: ...
    @abstractmethod
    def drop_unique(self, table: TableName, unique: Unique) -> str: ...


def needs_separate_statement(dialects: tuple[str, ...], table: TableName, key: ForeignKey) -> bool:
    """Return whether a foreign key cannot be added with its column.

    The server or framework names a key that is added with its column. That name may be too
    long, or differ from the one by which later migrations refer to the key.
    """
    known = [DIALECTS[name] for name in dialects if DIALECTS[name].foreign_key_name]
    too_long = any(
        not one.name_limit.allows(
            (one.foreign_key_name or "").format(table=table.name, column=key.column)
        )
        for one in known
    )
    return too_long or (bool(known) and key.name != f"{table.name}_{key.column}_fkey")

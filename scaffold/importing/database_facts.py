"""The tables of an existing database as neutral values, from whatever source they are read.

Types, defaults and expressions are texts as the database returns them.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.tables import TableName
from scaffold.schema.model import Action
from scaffold.values import dataclass

# How the remark on a table begins whose collation is not the database's; the collation follows.
COLLATION = "its collation is "


@dataclass(frozen=True, slots=True)
class EnumType:
    """A named type of the database with its values, in order."""

    name: TableName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column.

    type: the native type; of a domain, its base type.
    default: the expression; None without one, and for a column that the database numbers.
    autoincrement: the database numbers it (serial, identity, AUTO_INCREMENT, the rowid).
    values: of an enum; enum: the named type that has them; shares_enum: this type is declared once
    for all columns, because it is not called like a column's own.
    generated: the expression of a generated column; `stored` if its values are.
    collation: only where it is not the table's own.
    updates_to_now: ON UPDATE CURRENT_TIMESTAMP.
    domain: the name of the domain; its checks are among those of the table.
    remarks: what else is special about it, a sentence each.
    """

    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    autoincrement: bool = False
    comment: str | None = None
    values: tuple[str, ...] = ()
    enum: TableName | None = None
    generated: str | None = None
    stored: bool = True
    collation: str | None = None
    updates_to_now: bool = False
    domain: str | None = None
    remarks: tuple[str, ...] = ()
    shares_enum: bool = False


@dataclass(frozen=True, slots=True)
class IndexKeyFacts:
    """A column of an index, or an expression where `column` is None."""

    column: str | None = None
    expression: str | None = None
    descending: bool = False
    operator_class: str | None = None
    collation: str | None = None
    length: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a column and nothing else."""
        special = self.descending or self.operator_class or self.collation or self.length
        return self.column is not None and not special


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """An index or a unique constraint (`constraint`); `method` is empty for a B-tree.

    `definition` is the statement as the database writes it, for people. `remarks`: what else is
    special about it.
    """

    name: str
    parts: tuple[IndexKeyFacts, ...]
    unique: bool = False
    constraint: bool = False
    where: str | None = None
    method: str = ""
    definition: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The columns if it is over plain columns only and for all rows, else None."""
        names = tuple(part.column for part in self.parts if part.column and part.is_plain)
        plain = len(names) == len(self.parts) and not self.where and not self.method
        return names if plain and not self.remarks else None


@dataclass(frozen=True, slots=True)
class ForeignKeyFacts:
    """A foreign key; `references` are always the referenced columns, by name.

    logical: declared by the code only; the database has no such constraint.
    """

    name: str
    columns: tuple[str, ...]
    table: TableName
    references: tuple[str, ...]
    on_delete: Action = "NO ACTION"
    on_update: Action = "NO ACTION"
    remarks: tuple[str, ...] = ()
    logical: bool = False


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """A CHECK constraint with its expression as SQL; `domain` if it comes from one."""

    name: str
    expression: str
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table, columns in order. `remarks`: what else exists on it (triggers, options).

    external: it is not imported, but for the columns that foreign keys refer to.
    """

    name: TableName
    columns: tuple[ColumnFacts, ...]
    primary_key: tuple[str, ...] = ()
    primary_key_name: str = ""
    indexes: tuple[IndexFacts, ...] = ()
    foreign_keys: tuple[ForeignKeyFacts, ...] = ()
    checks: tuple[CheckFacts, ...] = ()
    comment: str | None = None
    remarks: tuple[str, ...] = ()
    external: bool = False

    def column(self, name: str) -> ColumnFacts:
        """Return the column `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def is_unique(self, columns: tuple[str, ...]) -> bool:
        """Return whether exactly these columns identify a row, in any order."""
        wanted = frozenset(columns)
        return frozenset(self.primary_key) == wanted or any(
            index.unique and index.columns is not None and frozenset(index.columns) == wanted
            for index in self.indexes
        )


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """All tables of a source by name, in a stable order.

    dialect: as in `options.dialects`. engine: name and version, for people.
    outside: what exists outside the tables (views, functions, sequences), a line each.
    own_words: names of functions, of types with `::` before them, and of text search configurations
    as `'name'::regconfig`, that a database built from the schema does not have.
    extensions: those that the tables need; foreign_extensions: such in a schema of their own.
    """

    dialect: str
    tables: Mapping[TableName, TableFacts]
    enums: tuple[EnumType, ...] = ()
    outside: tuple[str, ...] = ()
    engine: str = ""
    extensions: tuple[str, ...] = ()
    own_words: frozenset[str] = frozenset()
    foreign_extensions: tuple[str, ...] = ()

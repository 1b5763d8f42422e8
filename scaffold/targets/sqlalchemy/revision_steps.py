"""What a revision's templates see: an operation is a step, its parts code that is laid out."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CreateTable:
    """`schema` makes the table's own schema where it has one."""

    template: ClassVar[str] = "sqlalchemy/operations/create_table.jinja"
    table: str
    parts: tuple[str, ...]
    indexes: tuple[str, ...] = ()
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class DropTable:
    """`types` drop the enums' types, under a test of the dialect where `guarded`."""

    template: ClassVar[str] = "sqlalchemy/operations/drop_table.jinja"
    drop: str
    types: tuple[str, ...] = ()
    guarded: bool = False
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class AddColumn:
    """`type` makes the enum's type; `key` adds a foreign key that has a name of its own."""

    template: ClassVar[str] = "sqlalchemy/operations/add_column.jinja"
    add: str
    type: str | None = None
    guarded: bool = False
    index: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class DropColumn:
    """`key` and `index` go before the column."""

    template: ClassVar[str] = "sqlalchemy/operations/drop_column.jinja"
    drop: str
    key: str | None = None
    index: str | None = None
    types: tuple[str, ...] = ()
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    template: ClassVar[str] = "sqlalchemy/operations/add_foreign_key.jinja"
    add: str


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    template: ClassVar[str] = "sqlalchemy/operations/drop_foreign_key.jinja"
    drop: str


@dataclass(frozen=True, slots=True)
class AddIndex:
    template: ClassVar[str] = "sqlalchemy/operations/add_index.jinja"
    add: str


@dataclass(frozen=True, slots=True)
class DropIndex:
    template: ClassVar[str] = "sqlalchemy/operations/drop_index.jinja"
    drop: str


@dataclass(frozen=True, slots=True)
class AddCheck:
    template: ClassVar[str] = "sqlalchemy/operations/add_check.jinja"
    add: str


@dataclass(frozen=True, slots=True)
class DropCheck:
    template: ClassVar[str] = "sqlalchemy/operations/drop_check.jinja"
    drop: str


Step: TypeAlias = (
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
)


@dataclass(frozen=True, slots=True)
class Direction:
    """`upgrade` or `downgrade`: what it asks of the dialect first, and its steps."""

    steps: tuple[Step, ...]
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """A function or class that the file needs, and the dialects that it serves."""

    template: str
    sqlite: bool
    mysql: bool
    others: bool
    mysql_alone: bool


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision file. `previous` is None for the first one; `modules` are SQLAlchemy's dialects.

    `standard` are the import lines of the standard library.
    """

    slug: str
    stamp: str
    previous: str | None
    up: Direction
    down: Direction
    standard: tuple[str, ...]
    sqlalchemy: bool
    modules: tuple[str, ...]
    helpers: tuple[Helper, ...]

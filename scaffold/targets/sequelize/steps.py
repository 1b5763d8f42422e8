"""What a migration's template sees of each operation: its statements, laid out."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CreateTable:
    """`columns` are definitions; `schema` makes the table's own schema where it has one."""

    template: ClassVar[str] = "sequelize/operations/create_table.jinja"
    table: str
    columns: tuple[str, ...]
    options: str
    indexes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class DropTable:
    """`types` drop the enums' types, under a test of the dialect where `guarded`."""

    template: ClassVar[str] = "sequelize/operations/drop_table.jinja"
    drop: str
    types: tuple[str, ...] = ()
    guarded: bool = False
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class AddColumn:
    """`key` adds the foreign key where the column's definition cannot name it."""

    template: ClassVar[str] = "sequelize/operations/add_column.jinja"
    add: str
    index: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class DropColumn:
    """`key` and `index` go first where they would not go with the column."""

    template: ClassVar[str] = "sequelize/operations/drop_column.jinja"
    drop: str
    key: str | None = None
    index: str | None = None
    types: tuple[str, ...] = ()
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    template: ClassVar[str] = "sequelize/operations/add_foreign_key.jinja"
    add: str


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    template: ClassVar[str] = "sequelize/operations/drop_foreign_key.jinja"
    drop: str


@dataclass(frozen=True, slots=True)
class AddIndex:
    template: ClassVar[str] = "sequelize/operations/add_index.jinja"
    add: str


@dataclass(frozen=True, slots=True)
class DropIndex:
    template: ClassVar[str] = "sequelize/operations/drop_index.jinja"
    drop: str


@dataclass(frozen=True, slots=True)
class AddCheck:
    template: ClassVar[str] = "sequelize/operations/add_check.jinja"
    add: str


@dataclass(frozen=True, slots=True)
class DropCheck:
    template: ClassVar[str] = "sequelize/operations/drop_check.jinja"
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
    """`up` or `down`: its parameters, and its steps with whether a blank line goes before."""

    parameters: str
    steps: tuple[tuple[bool, Step], ...]
    tinyint: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """A function that the file needs, and the dialects served: `others` are not SQLite."""

    template: str
    sqlite: bool
    mysql: bool
    others: bool
    mysql_alone: bool


@dataclass(frozen=True, slots=True)
class MigrationView:
    """A migration file."""

    up: Direction
    down: Direction
    helpers: tuple[Helper, ...] = ()

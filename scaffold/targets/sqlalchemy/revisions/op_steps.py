"""What a revision's templates see: its operations as steps."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from scaffold.database.tables import Unique
from scaffold.targets.sqlalchemy.revisions.change_steps import ChangeStep
from scaffold.targets.sqlalchemy.revisions.column_view import ColumnView
from scaffold.targets.sqlalchemy.revisions.helper_files import HelperModule
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index; `columns` are codes. `where` is the code of its condition, the value of all
    `where_arguments`; `using` is the method of PostgreSQL.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    schema: str | None
    unique: bool
    where: str | None = None
    where_arguments: tuple[str, ...] = ()
    using: str | None = None


@dataclass(frozen=True, slots=True)
class CheckView:
    """A CHECK; `condition` is a code."""

    name: str
    condition: str


@dataclass(frozen=True, slots=True)
class CreateTable:
    """`create_schema` is the SQL that makes the table's own schema where it has one,
    `create_types` that of shared enums. `primary_key_sql` names the primary key on PostgreSQL.
    """

    name: ClassVar[str] = "create_table"
    table: str
    schema: str | None
    columns: tuple[ColumnView, ...]
    uniques: tuple[Unique, ...]
    checks: tuple[CheckView, ...]
    comment: str | None
    autoincrement: bool
    indexes: tuple[IndexView, ...]
    create_schema: str | None
    create_types: tuple[str, ...] = ()
    primary_key_sql: str | None = None


@dataclass(frozen=True, slots=True)
class DropTable:
    """`types` and `drop_schema` are SQL that drops what only this table used."""

    name: ClassVar[str] = "drop_table"
    table: str
    schema: str | None
    types: tuple[str, ...]
    drop_schema: str | None


@dataclass(frozen=True, slots=True)
class AddForeignKey:
    """`schema` and `referred_schema` are those of the two tables."""

    name: ClassVar[str] = "add_foreign_key"
    key: str
    table: str
    schema: str | None
    column: str
    referred_table: str
    referred_schema: str | None
    referred_column: str
    on_update: str
    on_delete: str


@dataclass(frozen=True, slots=True)
class DropForeignKey:
    name: ClassVar[str] = "drop_foreign_key"
    key: str
    table: str
    schema: str | None
    column: str


@dataclass(frozen=True, slots=True)
class AddCompositeKey:
    """`schema` and `referred_schema` are those of the two tables."""

    name: ClassVar[str] = "add_composite_key"
    key: str
    table: str
    schema: str | None
    columns: tuple[str, ...]
    referred_table: str
    referred_schema: str | None
    referred_columns: tuple[str, ...]
    on_update: str
    on_delete: str


@dataclass(frozen=True, slots=True)
class DropCompositeKey:
    name: ClassVar[str] = "drop_composite_key"
    key: str
    table: str
    schema: str | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddColumn:
    """`type` is the code of the enum's type, which is made first.

    `inline`: the foreign key is part of the statement, `"inline"` where only on some databases.
    `key` is a foreign key that has a name of its own. `create_types` makes a shared enum.
    """

    name: ClassVar[str] = "add_column"
    table: str
    schema: str | None
    column: ColumnView
    type: str | None = None
    inline: str | None = None
    index: IndexView | None = None
    key: AddForeignKey | None = None
    create_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DropColumn:
    """`key` is dropped first where dropping the column does not drop it.

    `by_helper`: MySQL's foreign key and the index are dropped with it.
    """

    name: ClassVar[str] = "drop_column"
    table: str
    schema: str | None
    column: str
    types: tuple[str, ...]
    key: DropForeignKey | None = None
    index: str | None = None
    by_helper: bool = False


@dataclass(frozen=True, slots=True)
class AddIndex:
    name: ClassVar[str] = "add_index"
    index: IndexView


@dataclass(frozen=True, slots=True)
class DropIndex:
    """`column` is the first one of the index."""

    name: ClassVar[str] = "drop_index"
    index: str
    table: str
    schema: str | None
    column: str


@dataclass(frozen=True, slots=True)
class AddCheck:
    """`is_plain`: the condition has no colon, which a text would take for a parameter."""

    name: ClassVar[str] = "add_check"
    check: CheckView
    table: str
    schema: str | None
    is_plain: bool


@dataclass(frozen=True, slots=True)
class DropCheck:
    name: ClassVar[str] = "drop_check"
    check: str
    table: str
    schema: str | None


@dataclass(frozen=True, slots=True)
class AddUnique:
    name: ClassVar[str] = "add_unique"
    unique: Unique
    table: str
    schema: str | None


@dataclass(frozen=True, slots=True)
class DropUnique:
    name: ClassVar[str] = "drop_unique"
    unique: Unique
    table: str
    schema: str | None


Step: TypeAlias = (
    ChangeStep
    | CreateTable
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
)


@dataclass(frozen=True, slots=True)
class Direction:
    """`upgrade` or `downgrade`; `inline`: whether it asks for the dialect first."""

    steps: tuple[Step, ...]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision file. `previous` is None for the first one; `modules` are SQLAlchemy's dialects.

    `helpers` are the modules of the folder `helpers` that it loads. `single_dialect` is the
    project's dialect if it has one only; `sqlite` and `mysql`: whether it has these.
    """

    slug: str
    version: str
    previous: str | None
    up: Direction
    down: Direction
    modules: tuple[str, ...]
    helpers: tuple[HelperModule, ...]
    single_dialect: str | None
    sqlite: bool
    mysql: bool

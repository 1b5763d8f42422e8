"""What the templates of migrations see: each operation as a step.

`operations/<name>.jinja` has the code of a step. A `table` is code, `'Users'` or
`{ tableName: 'Users', schema: 'sales' }`; all else is quoted by the template, but for what its
description calls code.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from scaffold.targets.sequelize.alterations.actions import Alteration, Call
from scaffold.targets.sequelize.frozen_helpers import HelperImport
from scaffold.targets.sequelize.model_view import SequelizeReference
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as createTable and addColumn define it."""

    name: str
    type: Annotated[str, "the type as code"]
    allow_null: Annotated[bool | None, "`allowNull`, where it is stated"]
    default: Annotated[str | None, "`defaultValue` as code"]
    autoincrement: bool
    primary: bool
    comment: str | None
    references: Annotated[SequelizeReference | None, "the foreign key, where it is stated here"]


@dataclass(frozen=True, slots=True)
class UniqueView:
    """A unique constraint that createTable itself makes."""

    name: str
    column: str


@dataclass(frozen=True, slots=True)
class AddIndexStep:
    """`fields` is code, `where` the SQL of a partial index, `using` the method.

    columns_only: whether `fields` are names. Sequelize's types take others in the options alone.
    """

    name: ClassVar[str] = "add_index"
    table: str
    index: str
    fields: str
    unique: bool
    where: str | None
    using: str | None
    columns_only: bool


@dataclass(frozen=True, slots=True)
class DropIndexStep:
    """`index` has its schema before it; `column`, its first, where a foreign key may need it."""

    name: ClassVar[str] = "drop_index"
    table: str
    index: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class AddCheckStep:
    """By the function of `helpers/` with `condition`, which is code, or by SQL."""

    name: ClassVar[str] = "add_check"
    table: str
    check: str
    condition: str | None
    sql: str | None


@dataclass(frozen=True, slots=True)
class DropCheckStep:
    """By the function of `helpers/`, or by SQL."""

    name: ClassVar[str] = "drop_check"
    table: str
    check: str
    sql: str | None


@dataclass(frozen=True, slots=True)
class AddForeignKeyStep:
    """`target` is the referenced table as code; `by_helper`: by the function of `helpers/`."""

    name: ClassVar[str] = "add_foreign_key"
    table: str
    key: str
    column: str
    target: str
    field: str
    on_update: str
    on_delete: str
    by_helper: bool


@dataclass(frozen=True, slots=True)
class DropForeignKeyStep:
    """`by_helper`: by the function of `helpers/`."""

    name: ClassVar[str] = "drop_foreign_key"
    table: str
    key: str
    column: str
    by_helper: bool


@dataclass(frozen=True, slots=True)
class AddCompositeKeyStep:
    """A foreign key of several columns, to `fields` of `target`, which is code."""

    name: ClassVar[str] = "add_composite_key"
    table: str
    key: str
    columns: tuple[str, ...]
    target: str
    fields: tuple[str, ...]
    on_update: str
    on_delete: str
    by_helper: bool


@dataclass(frozen=True, slots=True)
class DropCompositeKeyStep:
    """`by_helper`: by the function of `helpers/`."""

    name: ClassVar[str] = "drop_composite_key"
    table: str
    key: str
    columns: tuple[str, ...]
    by_helper: bool


@dataclass(frozen=True, slots=True)
class AddUniqueStep:
    """`by_helper`: by the function of `helpers/`."""

    name: ClassVar[str] = "add_unique"
    table: str
    unique: str
    column: str
    by_helper: bool


@dataclass(frozen=True, slots=True)
class DropUniqueStep:
    """`by_helper`: by the function of `helpers/`."""

    name: ClassVar[str] = "drop_unique"
    table: str
    unique: str
    column: str
    by_helper: bool


@dataclass(frozen=True, slots=True)
class CreateTableStep:
    """`extensions` and `schema` are made before the table.

    `added_uniques` are those that createTable cannot name. `primary_key_sql` names the primary key
    on PostgreSQL, after a dialect check if `checks_dialect`.
    """

    name: ClassVar[str] = "create_table"
    table: str
    columns: tuple[ColumnView, ...]
    comment: str | None
    uniques: tuple[UniqueView, ...]
    added_uniques: tuple[AddUniqueStep, ...]
    indexes: tuple[AddIndexStep, ...]
    checks: tuple[AddCheckStep, ...]
    schema: str | None
    extensions: tuple[str, ...] = ()
    primary_key_sql: str | None = None
    checks_dialect: bool = False


@dataclass(frozen=True, slots=True)
class DropTableStep:
    """`types` are enums; `checks_dialect`: for PostgreSQL only. `schema_sql` drops the schema."""

    name: ClassVar[str] = "drop_table"
    table: str
    types: tuple[str, ...]
    checks_dialect: bool
    schema_sql: str | None


@dataclass(frozen=True, slots=True)
class AddColumnStep:
    """`key` adds the foreign key where the column's definition cannot name it."""

    name: ClassVar[str] = "add_column"
    table: str
    column: ColumnView
    index: AddIndexStep | None
    key: AddForeignKeyStep | None


@dataclass(frozen=True, slots=True)
class DropColumnStep:
    """First its `key` and `index`, if they would not be dropped with it.

    By `sql`, or by the function of `helpers/`, which drops the index of the name `with_index`.
    """

    name: ClassVar[str] = "drop_column"
    table: str
    column: str
    key: DropForeignKeyStep | None
    index: DropIndexStep | None
    sql: str | None
    by_helper: bool
    with_index: str | None
    types: tuple[str, ...]
    checks_dialect: bool


Step: TypeAlias = (
    CreateTableStep
    | DropTableStep
    | AddColumnStep
    | DropColumnStep
    | AddIndexStep
    | DropIndexStep
    | AddCheckStep
    | DropCheckStep
    | AddForeignKeyStep
    | DropForeignKeyStep
    | AddCompositeKeyStep
    | DropCompositeKeyStep
    | AddUniqueStep
    | DropUniqueStep
    | Alteration
)


@dataclass(frozen=True, slots=True)
class Direction:
    """`up` or `down`: its steps with whether a blank line goes before.

    `refusals` come first, calls that stop where rows do not allow the steps. `comment` has
    lines about what is lost.
    """

    uses_library: Annotated[bool, "whether the code mentions `Sequelize`"]
    steps: tuple[tuple[bool, Step], ...]
    tinyint: bool = False
    refusals: tuple[Call, ...] = ()
    comment: tuple[str, ...] = ()
    tests_dialect: bool = False


@dataclass(frozen=True, slots=True)
class MigrationView:
    """A migration file."""

    up: Direction
    down: Direction
    imports: tuple[HelperImport, ...] = ()

    @property
    def comments_tables(self) -> Annotated[bool, "whether it makes a table with a comment"]:
        """Whether it makes a table with a comment, an option that Sequelize's types lack."""
        made = (step for _, step in (*self.up.steps, *self.down.steps))
        return any(isinstance(each, CreateTableStep) and each.comment is not None for each in made)

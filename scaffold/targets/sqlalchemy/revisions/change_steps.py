"""What the templates of operations on existing tables see.

`guard` is the condition under which a statement runs, None where it runs on every database of the
project. SQL is text; codes are Python.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from scaffold.database.sql_text import expression
from scaffold.targets.sqlalchemy.revisions.column_view import ColumnView
from scaffold.targets.sqlalchemy.revisions.op_sql import statement_text
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class StepCondition:
    """The test in front of the steps that run under its condition."""

    name: ClassVar[str] = "guard"
    condition: str


@dataclass(frozen=True, slots=True)
class LossNote:
    """A comment in front of the next step: what the operation loses for good."""

    name: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class StopAtRows:
    """Stop where rows do not allow what follows; `query` selects them, `{name}` to be quoted."""

    name: ClassVar[str] = "stop_at_rows"
    reason: str
    query: str
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class Execute:
    """Statements in SQL."""

    name: ClassVar[str] = "execute"
    statements: tuple[str, ...]
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class RenameTable:
    """`old` and `new` are names without schema."""

    name: ClassVar[str] = "rename_table"
    old: str
    new: str
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class RenameColumn:
    name: ClassVar[str] = "rename_column"
    table: str
    old: str
    new: str
    schema: str | None
    sql: str


@dataclass(frozen=True, slots=True)
class RenameIndex:
    """`qualified` is the old name in SQL, with its schema."""

    name: ClassVar[str] = "rename_index"
    table: str
    old: str
    new: str
    sql: str


@dataclass(frozen=True, slots=True)
class RenameUnique:
    name: ClassVar[str] = "rename_unique"
    table: str
    old: str
    new: str
    sql: str


@dataclass(frozen=True, slots=True)
class RenameCompositeKey:
    name: ClassVar[str] = "rename_composite_key"
    table: str
    old: str
    new: str
    target: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    on_update: str
    on_delete: str
    sql: str


@dataclass(frozen=True, slots=True)
class RenameForeignKey:
    name: ClassVar[str] = "rename_foreign_key"
    table: str
    old: str
    new: str
    column: str
    sql: str


@dataclass(frozen=True, slots=True)
class RenameCheck:
    """`condition` is the code of its text."""

    name: ClassVar[str] = "rename_check"
    table: str
    old: str
    new: str
    condition: str
    sql: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Give rows without a value one; `value` is SQL."""

    name: ClassVar[str] = "fill"
    table: str
    column: str
    value: str
    sql: str
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """`op.alter_column` with arguments, each a name and the code of a value."""

    name: ClassVar[str] = "alter_column"
    table: str
    column: str
    arguments: tuple[tuple[str, str], ...]
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class DefineColumn:
    """The helper `alter_column`: both columns, and further arguments."""

    name: ClassVar[str] = "define_column"
    table: str
    old: ColumnView
    new: ColumnView
    arguments: tuple[tuple[str, str], ...] = ()
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class AlterTableComment:
    """`comment` and `old` are codes of texts, None where there is none."""

    name: ClassVar[str] = "alter_table_comment"
    table: str
    schema: str | None
    comment: str | None
    old: str | None
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class Portable:
    """A statement, quoted for the first dialect, and with `{name}` to be quoted."""

    name: ClassVar[str] = "portable"
    sql: str
    template: str
    guard: str | None = None

    @classmethod
    def of(cls, text: str, dialects: tuple[str, ...], guard: str | None = None) -> Portable:
        """Return the step of a text in which each `{name}` is to be quoted."""
        return cls(statement_text(expression(text, dialects[0])), text, guard)


@dataclass(frozen=True, slots=True)
class ChangePrimaryKey:
    """The helper `change_primary_key`."""

    name: ClassVar[str] = "change_primary_key"
    table: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    add: tuple[ColumnView, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplacePrimaryKey:
    """The primary key of PostgreSQL, by its constraint's names."""

    name: ClassVar[str] = "replace_primary_key"
    table: str
    schema: str | None
    old: str | None
    new: str | None
    columns: tuple[str, ...]
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


ChangeStep: TypeAlias = (
    StepCondition
    | LossNote
    | StopAtRows
    | Execute
    | RenameTable
    | RenameColumn
    | RenameIndex
    | RenameUnique
    | RenameForeignKey
    | RenameCompositeKey
    | RenameCheck
    | Fill
    | AlterColumn
    | DefineColumn
    | AlterTableComment
    | Portable
    | ChangePrimaryKey
    | ReplacePrimaryKey
)

"""What a revision's templates see: its operations as steps, their code laid out."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from scaffold.targets import operation_renderer
from scaffold.targets.sqlalchemy.revisions.change_steps import ChangeStep
from scaffold.targets.sqlalchemy.revisions.helper_files import HelperModule
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CreateTableStep:
    """`schema` makes the table's own schema where it has one."""

    name: ClassVar[str] = "create_table"
    table: str
    parts: tuple[str, ...]
    indexes: tuple[str, ...] = ()
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class AddColumnStep:
    """`type` makes the enum's type; `key` adds a foreign key that has a name of its own."""

    name: ClassVar[str] = "add_column"
    add: str
    type: str | None = None
    guarded: bool = False
    index: str | None = None
    key: str | None = None


Step: TypeAlias = operation_renderer.Step[CreateTableStep, AddColumnStep] | ChangeStep


@dataclass(frozen=True, slots=True)
class Direction:
    """`upgrade` or `downgrade`: what it asks of the dialect first, and its steps."""

    steps: tuple[Step, ...]
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision file. `previous` is None for the first one; `modules` are SQLAlchemy's dialects.

    `helpers` are the modules of the folder `helpers` that it loads; `alone` is the only dialect
    of the project.
    """

    slug: str
    version: str
    previous: str | None
    up: Direction
    down: Direction
    sqlalchemy: bool
    modules: tuple[str, ...]
    helpers: tuple[HelperModule, ...]
    alone: str | None
    mysql: bool

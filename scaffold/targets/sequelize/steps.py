"""What a migration's template sees: its operations as steps, their statements laid out."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from scaffold.targets import operation_renderer
from scaffold.targets.sequelize.alterations.actions import Alteration, Call
from scaffold.targets.sequelize.frozen_helpers import Import
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CreateTableStep:
    """`columns` are definitions; `schema` makes the table's own schema where it has one.

    `uniques` add the constraints that createTable cannot name.
    """

    name: ClassVar[str] = "create_table"
    table: str
    columns: tuple[str, ...]
    options: str
    uniques: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class AddColumnStep:
    """`key` adds the foreign key where the column's definition cannot name it."""

    name: ClassVar[str] = "add_column"
    add: str
    index: str | None = None
    key: str | None = None


Step: TypeAlias = operation_renderer.Step[CreateTableStep, AddColumnStep] | Alteration


@dataclass(frozen=True, slots=True)
class Direction:
    """`up` or `down`: its parameters, and its steps with whether a blank line goes before.

    `refusals` come first, calls that stop where rows do not allow the steps. `comment` has
    lines about what is lost.
    """

    parameters: str
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
    imports: tuple[Import, ...] = ()

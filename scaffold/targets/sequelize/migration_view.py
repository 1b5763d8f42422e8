"""A migration as its template sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from scaffold.database import operations as op
from scaffold.database.apply_operations import reverse
from scaffold.database.tables import Index
from scaffold.migrations import Migration
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize import migration_steps
from scaffold.targets.sequelize.alterations.actions import Alteration
from scaffold.targets.sequelize.alterations.change_statements import (
    ChangeStatements,
    columns_of,
    losses,
)
from scaffold.targets.sequelize.flavours import MigrationForm
from scaffold.targets.sequelize.frozen_helpers import imports
from scaffold.targets.sequelize.types import in_migration, needs_tinyint, uses_library

# Kinds of migrations that change tables with rows in them.
_ON_ROWS = ("change", "move", "drop")


def migration_view(
    migration: Migration, dialects: tuple[str, ...], form: MigrationForm
) -> migration_steps.MigrationView:
    """The view of `sequelize/…/migration.jinja`; all that it says comes from these."""
    operations = migration.operations
    on_rows = migration.kind in _ON_ROWS
    up = ChangeStatements(dialects, operations, "up")
    down = ChangeStatements(dialects, reverse(operations), "down" if on_rows else "up")
    lost = tuple(losses(operations)) if on_rows else ()
    directions = _direction(up, on_rows), _direction(down, on_rows, lost)
    return migration_steps.MigrationView(
        *directions, imports(up.helpers | down.helpers, dialects, form)
    )


def _direction(
    statements: ChangeStatements, on_rows: bool, lost: Iterable[str] = ()
) -> migration_steps.Direction:
    operations = statements.operations
    columns = tuple(column for each in operations for column in columns_of(each))
    names = in_migration(statements.dialects)
    made = tuple(statements.all_steps())
    alterations = [each for each in made if isinstance(each, Alteration)]
    others = [
        column
        for each in operations
        if isinstance(each, op.CreateTable | op.AddColumn)
        for column in columns_of(each)
    ]
    library = any(uses_library(column, names) for column in others)
    library = library or any(index.where or index.has_expression for index in _indexes(operations))
    library = library or any("Sequelize." in str(each.actions) for each in alterations)
    return migration_steps.Direction(
        library,
        tuple(zip(_spaces(made), made, strict=True)),
        needs_tinyint(columns, names),
        statements.refusals() if on_rows else (),
        tuple(map(literals.comment, lost)),
        any(each.tests_dialect for each in alterations),
    )


def _indexes(operations: Iterable[op.Operation]) -> Iterator[Index]:
    for operation in operations:
        if isinstance(operation, op.CreateTable):
            yield from operation.table.indexes
        elif isinstance(operation, op.AddIndex | op.AddColumn) and operation.index:
            yield operation.index


def _spaces(made: tuple[migration_steps.Step, ...]) -> Iterator[bool]:
    """A blank line between steps of which one adds: those are long."""
    if made:
        yield False
    for before, after in pairwise(made):
        yield not (_is_short(before) and _is_short(after))


def _is_short(step: migration_steps.Step) -> bool:
    return step.name.startswith("drop_") or isinstance(step, Alteration)

"""A migration as its template sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from scaffold.database import operations as op
from scaffold.database.apply_operations import reverse
from scaffold.database.tables import Column, Index
from scaffold.migrations import Migration
from scaffold.targets.sequelize import steps
from scaffold.targets.sequelize.statements import Statements
from scaffold.targets.sequelize.types import in_migration, needs_tinyint, uses_library

# What each helper calls, in the order in which a file has them.
_NEEDS: dict[str, tuple[str, ...]] = {
    "create_enum": (),
    "remove_column": (),
    "remove_index": ("restore_key_index",),
    "add_unique": ("refuse_rows", "with_clause", "rebuild_table"),
    "remove_unique": ("without_unique", "rebuild_table", "restore_key_index"),
    "add_foreign_key": ("with_clause", "edit_table", "refuse_rows"),
    "remove_foreign_key": ("without_constraint", "edit_table"),
    "add_check": ("refuse_rows", "with_clause", "edit_table"),
    "remove_check": ("without_constraint", "edit_table"),
    "restore_key_index": (),
    "refuse_rows": (),
    "with_clause": (),
    "without_unique": ("without_constraint",),
    "without_constraint": ("name_of",),
    "edit_table": ("edit_definition", "write_definitions", "check_table"),
    "rebuild_table": ("edit_definition", "write_definitions", "check_table", "quote_name"),
    "write_definitions": (),
    "check_table": ("quote_name",),
    "edit_definition": (),
    "name_of": (),
    "quote_name": (),
}
_SQLITE = (
    "refuse_rows",
    "with_clause",
    "without_unique",
    "without_constraint",
    "edit_table",
    "rebuild_table",
)
_ONLY = dict.fromkeys(_SQLITE, "sqlite") | {"restore_key_index": "mysql"}


def migration_view(migration: Migration, dialects: tuple[str, ...]) -> steps.MigrationView:
    """The view of `sequelize/commonjs/migration.jinja`; all that it says comes from these two."""
    statements = Statements(dialects)
    up = _direction(migration.operations, statements)
    down = _direction(reverse(migration.operations), statements)
    helpers = statements.needed("sequelize/helpers", _NEEDS, _ONLY)
    return steps.MigrationView(up, down, tuple(helpers))


def _direction(operations: tuple[op.Operation, ...], statements: Statements) -> steps.Direction:
    columns = tuple(_columns(operations))
    names = in_migration(statements.dialects)
    library = any(uses_library(column, names) for column in columns)
    library = library or any(index.where for index in _indexes(operations))
    made = statements.steps(operations)
    return steps.Direction(
        "queryInterface, Sequelize" if library else "queryInterface",
        tuple(zip(_spaces(made), made, strict=True)),
        needs_tinyint(columns, names),
    )


def _columns(operations: Iterable[op.Operation]) -> Iterator[Column]:
    for operation in operations:
        if isinstance(operation, op.CreateTable):
            yield from operation.table.columns
        elif isinstance(operation, op.AddColumn):
            yield operation.column


def _indexes(operations: Iterable[op.Operation]) -> Iterator[Index]:
    for operation in operations:
        if isinstance(operation, op.CreateTable):
            yield from operation.table.indexes
        elif isinstance(operation, op.AddIndex | op.AddColumn) and operation.index:
            yield operation.index


def _spaces(made: tuple[steps.Step, ...]) -> Iterator[bool]:
    """A blank line between steps of which one adds: those are long."""
    if made:
        yield False
    for before, after in pairwise(made):
        yield not (before.name.startswith("drop_") and after.name.startswith("drop_"))

"""Changes of imported tables that would need what the schema does not express."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.database.alterations import (
    AlterColumn,
    RenameCheck,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameUnique,
)
from scaffold.database.operations import (
    DropCheck,
    DropColumn,
    DropCompositeKey,
    DropForeignKey,
    DropIndex,
    DropUnique,
    Operation,
    table_of,
)
from scaffold.database.tables import TableName
from scaffold.errors import Problem, SchemaError
from scaffold.history.record import OpaqueFact, Record

_RENAMES = (RenameIndex, RenameUnique, RenameForeignKey, RenameCompositeKey, RenameCheck)


def require_expressible(record: Record | None, opaque: Iterable[OpaqueFact]) -> None:
    """SchemaError with the operations of a run that cannot be done without an opaque fact.

    A migration could neither keep the fact nor restore it in its `down`.
    """
    by_table: dict[TableName, list[OpaqueFact]] = {}
    for fact in opaque:
        by_table.setdefault(fact.table, []).append(fact)
    if record is None or not by_table:
        return
    problems = [
        _problem(operation, fact)
        for migration in record.migrations
        for operation in migration.operations
        for fact in by_table.get(table_of(operation), ())
        if not set(_columns(operation)).isdisjoint(fact.columns)
        or not set(_names(operation)).isdisjoint(fact.names)
    ]
    if problems:
        raise SchemaError(dict.fromkeys(problems))


def _columns(operation: Operation) -> Iterator[str]:
    if isinstance(operation, DropColumn):
        yield operation.column.name
    elif isinstance(operation, AlterColumn):
        yield operation.old.name


def _names(operation: Operation) -> Iterator[str]:
    if isinstance(operation, DropIndex):
        yield operation.index.name
    elif isinstance(operation, DropUnique):
        yield operation.unique.name
    elif isinstance(operation, DropForeignKey):
        yield operation.foreign_key.name
    elif isinstance(operation, DropCompositeKey):
        yield operation.key.name
    elif isinstance(operation, DropCheck):
        yield operation.check.name
    elif isinstance(operation, _RENAMES):
        yield operation.old.name


def _problem(operation: Operation, fact: OpaqueFact) -> Problem:
    subject = ", ".join(_columns(operation)) or ", ".join(_names(operation))
    return Problem(
        None,
        f"{fact.table}.{subject} would change, and it has what the schema does not express: "
        f"{fact.text}",
        "Write this migration yourself, with that in mind, and record it with "
        "`scaffold baseline`; or undo the change in the schema.",
    )

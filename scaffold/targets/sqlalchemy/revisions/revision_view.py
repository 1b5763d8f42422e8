"""A revision of Alembic as its template sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scaffold.database import alterations as alter
from scaffold.database import operations as op
from scaffold.database.apply_operations import reverse
from scaffold.migrations import Migration
from scaffold.targets.sqlalchemy.revisions import op_steps as steps
from scaffold.targets.sqlalchemy.revisions.change_statements import ChangeStatements, unfilled
from scaffold.targets.sqlalchemy.revisions.change_steps import Guard
from scaffold.targets.sqlalchemy.revisions.helper_files import (
    HelperModule,
    tables_module,
    types_module,
)
from scaffold.targets.sqlalchemy.revisions.op_statements import Statements

_MODULES = ("mysql", "postgresql")


def revision_path(version: str, slug: str, migrations: str) -> str:
    """Where a revision stands: `migrations/versions/20260101000001_create_orders.py`."""
    name = f"{version}_{slug.replace('-', '_')}.py"
    return posixpath.join(migrations, "versions", name)


def revision_view(
    migration: Migration, dialects: tuple[str, ...], previous: str | None
) -> steps.RevisionView:
    """The view of `sqlalchemy/revision.jinja`; all that it says comes from these three."""
    statements = Statements(dialects)
    checked = migration.kind not in ("create", "associations", "associate")
    up = _direction(migration.operations, statements, checked, is_down=False)
    down = _direction(reverse(migration.operations), statements, checked, is_down=True)
    code = "\n".join(_code(up) + _code(down))
    return steps.RevisionView(
        migration.slug,
        migration.version,
        previous,
        up,
        down,
        "sa." in code,
        tuple(name for name in _MODULES if f"{name}." in code),
        tuple(_helpers(code, (*up.steps, *down.steps), dialects)),
        dialects[0] if len(dialects) == 1 else None,
        "mysql" in dialects,
    )


def _direction(
    operations: Sequence[op.Operation], statements: Statements, checked: bool, *, is_down: bool
) -> steps.Direction:
    statements.inline = None
    change = ChangeStatements(statements.dialects, operations, is_down)
    found: list[steps.Step] = [*change.stops()] if checked else []
    for operation in operations:
        found += change.note(operation)
        found += _steps(operation, statements, change)
    return steps.Direction(tuple(_guarded(found)), statements.inline)


def _steps(
    operation: op.Operation, statements: Statements, change: ChangeStatements
) -> Iterator[steps.Step]:
    match operation:
        case alter.RenameTable():
            yield from change.rename_table(operation)
        case alter.RenameColumn():
            yield from change.rename_column(operation)
        case alter.RenameIndex():
            yield change.rename_index(operation)
        case alter.RenameUnique():
            yield change.rename_unique(operation)
        case alter.RenameForeignKey():
            yield change.rename_foreign_key(operation)
        case alter.RenameCheck():
            yield change.rename_check(operation)
        case alter.AlterColumn():
            yield from change.alter_column(operation)
        case alter.AlterPrimaryKey():
            yield from change.alter_primary_key(operation)
        case alter.AlterTableComment():
            yield from change.alter_table_comment(operation)
        case alter.MoveRows():
            yield change.move_rows(operation)
        case op.AddColumn() if (value := change.filled(operation)) is not None:
            empty = replace(operation, column=unfilled(operation.column), fill=None)
            yield from statements.steps((empty,))
            yield from change.fill_column(operation, value)
        case _:
            yield from statements.steps((operation,))


def _guarded(found: Iterable[steps.Step]) -> Iterator[steps.Step]:
    """Put the test of a condition before the steps that run under it."""
    condition: str | None = None
    for step in found:
        wanted = getattr(step, "guard", None)
        if wanted is not None and wanted != condition:
            yield Guard(wanted)
        condition = wanted
        yield step


def _code(direction: steps.Direction) -> list[str]:
    """All code of the steps, to see what it names."""
    found: list[str] = []
    for step in direction.steps:
        for field in type(step).__dataclass_fields__:
            found += _texts(getattr(step, field))
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def _helpers(
    code: str, found: Iterable[steps.Step], dialects: tuple[str, ...]
) -> Iterator[HelperModule]:
    """The modules that the code calls."""
    if "types.Declared(" in code:
        yield types_module()
    own = {
        "stop_at_rows",
        "define_column",
        "change_primary_key",
        *(("portable",) if len(dialects) > 1 else ()),
        *(("fill", "rename_index", "rename_unique", "rename_check") if _calls(dialects) else ()),
        *(("rename_foreign_key",) if dialects != ("postgres",) else ()),
        *(("rename_column",) if "mysql" in dialects and len(dialects) > 1 else ()),
    }
    if "helpers." in code or any(step.name in own for step in found):
        yield tables_module(dialects)


def _calls(dialects: tuple[str, ...]) -> bool:
    """Whether renames and fills are helpers: they are plain statements on one server alone."""
    return dialects == ("sqlite",) or len(dialects) > 1

"""A revision of Alembic as its template sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from scaffold.database import alterations as alter
from scaffold.database import operations as op
from scaffold.database.apply_operations import reverse
from scaffold.migrations import Migration
from scaffold.targets.sqlalchemy.revisions import op_steps as steps
from scaffold.targets.sqlalchemy.revisions.change_statements import ChangeStatements
from scaffold.targets.sqlalchemy.revisions.change_steps import StepCondition
from scaffold.targets.sqlalchemy.revisions.column_changes import unfilled
from scaffold.targets.sqlalchemy.revisions.helper_files import (
    HelperModule,
    tables_module,
    types_module,
)
from scaffold.targets.sqlalchemy.revisions.op_statements import Statements
from scaffold.targets.sqlalchemy.revisions.returning_tables import split

_MODULES = ("mysql", "postgresql")


def revision_path(version: str, slug: str, migrations: str) -> str:
    """Where a revision stands: `migrations/versions/20260101000001_create_orders.py`."""
    name = f"{version}_{slug.replace('-', '_')}.py"
    return posixpath.join(migrations, "versions", name)


def revision_view(
    migration: Migration, dialects: tuple[str, ...], previous: str | None
) -> steps.RevisionView:
    """The view of `sqlalchemy/revision.jinja`; all that it says comes from these three."""
    checked = migration.kind not in ("create", "associations", "associate")
    up = _direction(migration.operations, dialects, checked, is_down=False)
    down = _direction(reverse(migration.operations), dialects, checked, is_down=True)
    texts: list[str] = []
    _collect_texts((up.steps, down.steps), texts)
    code = "\n".join(texts)
    single_dialect = dialects[0] if len(dialects) == 1 else None
    return steps.RevisionView(
        migration.slug,
        migration.version,
        previous,
        up,
        down,
        tuple(name for name in _MODULES if f"{name}." in code),
        tuple(_helpers(code, (*up.steps, *down.steps), dialects)),
        single_dialect,
        "sqlite" in dialects,
        "mysql" in dialects,
    )


def _direction(
    operations: Sequence[op.Operation], dialects: tuple[str, ...], checked: bool, *, is_down: bool
) -> steps.Direction:
    statements = Statements(dialects)
    change = ChangeStatements(dialects, operations, is_down=is_down, is_change=checked)
    found: list[steps.Step] = [*change.stops()] if checked else []
    for operation in operations:
        if is_down and "sqlite" in dialects and isinstance(operation, op.CreateTable):
            made = [statements.step(each) for each in split(operation)]
        else:
            made = [*_steps(operation, statements, change)]
        # What these databases store alike is not lost.
        found += (*change.note(operation), *made) if made else ()
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
        case alter.RenameCompositeKey():
            yield change.rename_composite_key(operation)
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
        case op.AddColumn() if (values := change.fills.row_values(operation)) is not None:
            empty = unfilled(operation.column)
            yield statements.step(replace(operation, column=empty, fill=None, computed=None))
            yield from change.fill_column(operation, values)
        case _:
            yield statements.step(operation)


def _guarded(found: Iterable[steps.Step]) -> Iterator[steps.Step]:
    """Put the test of a condition before the steps that run under it."""
    condition: str | None = None
    for step in found:
        wanted = getattr(step, "guard", None)
        if wanted is not None and wanted != condition:
            yield StepCondition(wanted)
        condition = wanted
        yield step


def _collect_texts(value: Any, texts: list[str]) -> None:
    """Add all texts in the fields of steps."""
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, tuple):
        for each in value:
            _collect_texts(each, texts)
    else:
        for name in _field_names(type(value)):  # type: ignore[arg-type]
            _collect_texts(getattr(value, name), texts)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields, none of another type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _helpers(
    code: str, found: Iterable[steps.Step], dialects: tuple[str, ...]
) -> Iterator[HelperModule]:
    """The modules that the steps' templates call."""
    if "types.Declared(" in code:
        yield types_module()
    names = {step.name for step in found}
    for step in found:
        if isinstance(step, steps.DropColumn):
            names |= {"drop_foreign_key"} if step.key else set()
            names |= {"drop_reference"} if step.by_helper else set()
        elif isinstance(step, steps.AddColumn) and step.key:
            names.add("add_foreign_key")
    if "helpers." in code or not names.isdisjoint(_called(dialects)):
        yield tables_module(dialects)


def _called(dialects: tuple[str, ...]) -> frozenset[str]:
    """The names of steps that call helpers, on these dialects."""
    sqlite, mysql = "sqlite" in dialects, "mysql" in dialects
    several = len(dialects) > 1
    found = ["stop_at_rows", "define_column", "change_primary_key", "drop_reference"]
    found += ["add_unique", "add_check", "add_foreign_key", "drop_check"] if sqlite else []
    found += ["add_composite_key"] if sqlite else []
    found += ["drop_unique", "drop_foreign_key", "drop_composite_key"] if sqlite or mysql else []
    found += ["drop_index"] if mysql else []
    found += ["rename_foreign_key", "rename_composite_key"] if dialects != ("postgres",) else []
    if several or sqlite:
        found += ["fill", "rename_index", "rename_unique", "rename_check"]
    found += ["portable"] if several else []
    found += ["rename_column"] if several and mysql else []
    return frozenset(found)

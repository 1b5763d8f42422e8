"""A revision of Alembic as its template sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scaffold.database import operations as op
from scaffold.database.apply_operations import reverse
from scaffold.migrations import Migration
from scaffold.targets.operation_renderer import Helper
from scaffold.targets.sqlalchemy.revisions import op_steps as steps
from scaffold.targets.sqlalchemy.revisions.op_statements import Statements

# What each helper calls, in the order in which a file has them: a class before its use.
_NEEDS: dict[str, tuple[str, ...]] = {
    "drop_reference": (),
    "drop_index": ("restore_key_index",),
    "add_unique": ("refuse_rows", "with_clause", "rebuild_table"),
    "drop_unique": ("without_unique", "rebuild_table", "restore_key_index"),
    "add_foreign_key": ("with_clause", "edit_table", "refuse_rows"),
    "drop_foreign_key": ("without_constraint", "edit_table"),
    "add_check": ("refuse_rows", "with_clause", "edit_table"),
    "drop_check": ("without_constraint", "edit_table"),
    "restore_key_index": (),
    "refuse_rows": ("quote",),
    "edit_definition": (),
    "with_clause": (),
    "without_unique": ("without_constraint",),
    "without_constraint": ("name_of",),
    "edit_table": ("edit_definition", "write_definitions", "check_table"),
    "rebuild_table": ("edit_definition", "write_definitions", "check_table"),
    "write_definitions": (),
    "check_table": ("quote",),
    "name_of": (),
    "quote": (),
    "moment": (),
    "declared": (),
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
    up = _direction(migration.operations, statements)
    down = _direction(reverse(migration.operations), statements)
    code = "\n".join(_code(up) + _code(down))
    helpers = tuple(statements.needed("sqlalchemy/helpers", _NEEDS, _ONLY))
    names = {helper.template.rpartition("/")[2].removesuffix(".jinja") for helper in helpers}
    return steps.RevisionView(
        migration.slug,
        migration.version,
        previous,
        up,
        down,
        tuple(_standard(names)),
        "sa." in code or any(_needs_sqlalchemy(helper) for helper in helpers),
        tuple(name for name in _MODULES if f"{name}." in code),
        helpers,
    )


def _direction(operations: tuple[op.Operation, ...], statements: Statements) -> steps.Direction:
    statements.inline = None
    return steps.Direction(statements.steps(operations), statements.inline)


def _code(direction: steps.Direction) -> list[str]:
    """All code of the steps, to see what it names."""
    found: list[str] = []
    for step in direction.steps:
        for field in type(step).__dataclass_fields__:
            value = getattr(step, field)
            found += value if isinstance(value, tuple) else (value,)
    return [code for code in found if isinstance(code, str)]


def _needs_sqlalchemy(helper: Helper) -> bool:
    match helper.template.rpartition("/")[2]:
        case "declared.jinja" | "restore_key_index.jinja":
            return True
        case "drop_foreign_key.jinja":
            return helper.mysql
        case "add_check.jinja":
            return helper.others
        case _:
            return False


def _standard(names: set[str]) -> Iterator[str]:
    """The import lines of the standard library."""
    if "edit_definition" in names:
        yield "import re"
    abstract = ["Callable"] if "edit_definition" in names else []
    if "write_definitions" in names:
        abstract.append("Iterable")
    if abstract:
        yield f"from collections.abc import {', '.join(abstract)}"
    if "edit_definition" in names:
        yield "from dataclasses import dataclass, field"
    if "declared" in names:
        yield "from typing import Any"

"""A revision of Alembic as its template sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scaffold.database import operations as op
from scaffold.database.apply import reverse
from scaffold.migrations import Migration
from scaffold.targets.sqlalchemy import revision_steps as steps
from scaffold.targets.sqlalchemy.revision_statements import Statements
from scaffold.targets.steps import Helper

# What a helper calls on SQLite, in the order in which the file holds them.
_NEEDS: dict[str, tuple[str, ...]] = {
    "drop_reference": (),
    "drop_index": (),
    "add_foreign_key": ("add_clause", "redefine_table"),
    "drop_foreign_key": ("drop_clause", "redefine_table"),
    "add_check": ("add_clause", "redefine_table"),
    "drop_check": ("drop_clause", "redefine_table"),
    "add_clause": (),
    "drop_clause": (),
    "redefine_table": (),
    "quote": (),
    "moment": (),
    "declared": (),
}
_MODULES = ("mysql", "postgresql")


def revision_path(stamp: str, slug: str, migrations: str) -> str:
    """Where a revision stands: `migrations/versions/20260101000001_create_orders.py`."""
    name = f"{stamp}_{slug.replace('-', '_')}.py"
    return posixpath.join(migrations, "versions", name)


def revision_view(
    migration: Migration, dialects: tuple[str, ...], previous: str | None
) -> steps.RevisionView:
    """The view of `sqlalchemy/revision.jinja`; all that it says comes from these three."""
    statements = Statements(dialects)
    up = _direction(migration.operations, statements)
    down = _direction(reverse(migration.operations), statements)
    code = "\n".join(_code(up) + _code(down))
    helpers = tuple(statements.needed("sqlalchemy/helpers", _NEEDS))
    names = {helper.template.rpartition("/")[2].removesuffix(".jinja") for helper in helpers}
    return steps.RevisionView(
        migration.slug,
        migration.stamp,
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
        case "declared.jinja" | "drop_index.jinja":
            return True
        case "drop_foreign_key.jinja":
            return helper.mysql
        case "add_check.jinja":
            return helper.others
        case _:
            return False


def _standard(names: set[str]) -> Iterator[str]:
    if "redefine_table" in names:
        yield "from collections.abc import Callable"
    if "declared" in names:
        yield "from typing import Any"

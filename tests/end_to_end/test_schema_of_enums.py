"""A shared enum in a schema of PostgreSQL that has no table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.project import Project, down, up
from tests.support.scratch import Scratch

pytestmark = pytest.mark.node

SCHEMA = """version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
options: {dialects: [postgres]}
enums:
  Role: {values: [a, b], schema: app}
models:
  A:
    x: enum(Role) default(a)
"""


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_migrations_create_the_schema_of_a_shared_enum(
    housed: Project, new_scratch: Callable[[], Scratch]
) -> None:
    housed.schema(SCHEMA)
    housed.generate("-q")
    steps = housed.migrate(up())
    housed.migrate(*(down(step.file) for step in reversed(steps)))
    housed.migrate(up())
    python = AlembicProject(housed.root / "python", new_scratch())
    python.upgrade()
    assert python.check() == []
    python.downgrade("base")
    python.upgrade()

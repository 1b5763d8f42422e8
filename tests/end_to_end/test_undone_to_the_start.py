"""Undoing all migrations, after one that dropped an association and its down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import Rules
from tests.support.project import Project
from tests.support.scratch import SqliteScratch

SCHEMA = """\
version: 1
targets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}
models:
  A:
    name: string
  B:
    text: text
"""


@pytest.mark.node
def test_a_dropped_association_comes_back_and_can_be_undone(
    project: Project, tmp_path: Path
) -> None:
    project.schema(f"{SCHEMA}    a: belongsTo(A)\n")
    project.generate()
    project.schema(SCHEMA)
    project.scaffold("generate", "--no-input", "-q", "--drop", "B.a")
    project.round_trip(Rules(key_names=False))
    python = AlembicProject(project.root / "python", SqliteScratch(tmp_path / "python.sqlite"))
    python.scratch.clear()
    python.upgrade()
    assert not {"As", "Bs"} & set(python.downgrade("base"))

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
def test_a_dropped_association_and_model_come_back_and_can_be_undone(
    project: Project, tmp_path: Path
) -> None:
    project.schema(f"{SCHEMA}    a: belongsTo(A)\n    other: belongsTo(A)\n")
    project.generate()
    project.schema(f"{SCHEMA}    other: belongsTo(A)\n")
    project.scaffold("generate", "--no-input", "-q", "--drop", "B.a")
    project.schema(SCHEMA.partition("  B:")[0])
    project.scaffold("generate", "--no-input", "-q", "--drop", "B")
    project.round_trip(Rules(key_names=False, order=False))
    python = AlembicProject(project.root / "python", SqliteScratch(tmp_path / "python.sqlite"))
    python.scratch.clear()
    python.upgrade()
    assert not {"As", "Bs"} & set(python.downgrade("base"))

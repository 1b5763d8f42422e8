"""In projects that people made: with sequelize-cli's own commands, beside their own migrations."""

from __future__ import annotations

import pytest

from tests.support.project import Project

pytestmark = pytest.mark.node

HEAD = "version: 1\ntargets: {sequelize: {directory: .}}\noptions: {dialects: [sqlite]}\nmodels:\n"


def models(count: int) -> str:
    return "".join(f"  M{number}:\n    name: string\n" for number in range(1, count + 1))


def test_a_migration_made_straight_after_a_run_comes_after_it(project: Project) -> None:
    project.schema(HEAD + models(30))
    project.generate()
    project.sequelize("migration:generate", "--name", "mine")
    assert project.migrations[-1].endswith("-mine.js")
    mine = f"migrations/{project.migrations[-1]}"
    project.write(
        mine,
        "module.exports = { up: (q) => q.addColumn('M1s', 'mine', 'TEXT'),"
        " down: (q) => q.removeColumn('M1s', 'mine') };\n",
    )
    project.sequelize("db:migrate")
    project.schema(HEAD + models(31))
    project.generate()
    assert project.migrations[-1].endswith("-create-m31s.js")
    project.sequelize("db:migrate")
    project.sequelize("db:migrate:undo")
    assert "M31s" not in project.tables()
    assert "mine" in [column.name for column in project.tables()["M1s"].columns]

"""Schemas with every kind of association, key and action at once, in cycles: made at random."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.support.compare import SYNC, assert_same_tables
from tests.support.project import Project
from tests.support.random_schemas import random_schema

pytestmark = pytest.mark.node


@pytest.mark.parametrize(
    ("seed", "options"),
    [
        (1, {}),
        (2, {"naming": "snake_case", "associations": "per-model", "id": "integer"}),
        (3, {"foreign_key": "snake_case", "index_foreign_keys": "false", "paranoid": "true"}),
        (4, {"dialects": "[sqlite, postgres]", "id": "bigint", "foreign_key": "camelCase"}),
    ],
)
def test_each_step_goes_back(
    seed: int, options: dict[str, str], project: Project, js_problems: Check
) -> None:
    project.schema(random_schema(seed, (14, 40), **options))
    project.generate()
    assert js_problems(project.root) == []
    assert_same_tables(project.round_trip(), project.sync(), SYNC)


def test_200_models_with_400_associations(project: Project, js_problems: Check) -> None:
    project.schema(random_schema(5, (200, 400)))
    project.generate()
    project.sequelize("db:migrate")
    tables = project.tables()
    assert len(tables) >= 200
    assert sum(len(table.foreign_keys) for table in tables.values()) > 250
    assert_same_tables(tables, project.sync(), SYNC)
    project.sequelize("db:migrate:undo:all")
    assert project.tables() == {}
    project.sequelize("db:migrate")
    assert_same_tables(tables, project.tables())
    assert js_problems(project.root) == []

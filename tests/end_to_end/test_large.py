"""Large random schemas with every kind of association, key and action, and with cycles."""

from __future__ import annotations

import pytest

from tests.conftest import Check, MakeProject
from tests.support.compare_tables import SYNC, Rules, assert_same_tables
from tests.support.project import Project, down
from tests.support.random_schemas import growing_schemas, random_schema
from tests.support.sqlite_rows import fill

# A key of a column that stands is a clause with a name, one made with its column has none.
GROWN = Rules(order=False, key_names=False)

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
def test_each_migration_is_reverted(
    seed: int, options: dict[str, str], project: Project, js_problems: Check
) -> None:
    project.schema(random_schema(seed, (14, 40), **options))
    project.generate()
    assert js_problems(project.root) == []
    assert_same_tables(project.round_trip(), project.sync(), SYNC)


@pytest.mark.parametrize(
    ("seed", "options"), [(11, {}), (12, {"associations": "per-model", "naming": "snake_case"})]
)
def test_grown_tables_equal_fresh_ones(
    seed: int, options: dict[str, str], project: Project, new_project: MakeProject
) -> None:
    for text in growing_schemas(seed, [(5, 8), (7, 16), (7, 24), (9, 40)], **options):
        project.schema(text)
        project.generate()
        project.run_migrations()
        assert all(table.rows == 1 for table in fill(project.database).values())
    for step in project.migrate(down()):
        assert {table.name: table.rows for table in step.tables.values()} == dict.fromkeys(
            step.tables, 1
        )
    grown = project.round_trip()
    fresh = new_project()
    fresh.schema(project.read("scaffold.yaml"))
    fresh.generate()
    fresh.run_migrations()
    assert_same_tables(fresh.tables(), grown, GROWN)
    assert_same_tables(grown, project.sync(), SYNC)


def test_200_models_with_400_associations(project: Project, js_problems: Check) -> None:
    project.schema(random_schema(5, (200, 400)))
    project.generate()
    project.sequelize("db:migrate")
    tables = project.tables()
    assert len(tables) >= 200
    assert sum(len(table.foreign_keys) for table in tables.values()) > 250
    assert_same_tables(tables, project.sync(), SYNC)
    # Without the start and the reports of sequelize-cli.
    assert project.run_migrations(down()) == {}
    assert_same_tables(tables, project.run_migrations())
    assert js_problems(project.root) == []

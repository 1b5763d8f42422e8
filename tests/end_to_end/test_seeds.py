"""The values that a seeder must give, and those that are set for it."""

from __future__ import annotations

import pytest

from tests.support.project import Project

pytestmark = pytest.mark.node

SCHEMA = """version: 1
targets: {sequelize: {}}
options: {id: uuid, dialects: [DIALECTS]}
models:
  Question: {text: string, ref: uuid default(uuid), rank: integer default(3)}
"""
INSERT = """
const queryInterface = sequelize.getQueryInterface();
const times = { createdAt: new Date(), updatedAt: new Date() };
"""
SHOW = """
const rows = await db.Question.findAll({ order: ['text'] });
return rows.map(({ id, ref, rank }) => [id?.length, ref?.length, rank]);
"""


def test_seeder_sets_uuids_and_timestamps_or_uses_models(housed: Project) -> None:
    housed.schema(SCHEMA.replace("DIALECTS", "sqlite, postgres, mysql"))
    housed.generate()
    housed.run_migrations()
    rows = housed.run_js(
        INSERT
        + """
        const row = { text: 'a', id: crypto.randomUUID(), ref: crypto.randomUUID(), ...times };
        await queryInterface.bulkInsert('Questions', [row]);
        await db.Question.bulkCreate([{ text: 'b' }]);
        """
        + SHOW
    )
    assert rows == [[36, 36, 3], [36, 36, 3]]


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_only_postgres_generates_uuids(housed: Project) -> None:
    housed.schema(SCHEMA.replace("DIALECTS", "postgres"))
    housed.generate()
    housed.run_migrations()
    insert = "await queryInterface.bulkInsert('Questions', [{ text: 'a', ...times }]);"
    assert housed.run_js(INSERT + insert + SHOW) == [[36, 36, 3]]

"""Pairs of a paranoid join with an id of its own: removed, and added again."""

from __future__ import annotations

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.project import Project

pytestmark = pytest.mark.node

SCHEMA = """version: 1
targets:
  sequelize: {directory: .}
  sqlalchemy: {directory: python}
options: {paranoid: true, dialects: [sqlite, postgres]}
models:
  Foo:
    bars: belongsToMany(Bar) through(FooBar)
    bazs: belongsToMany(Baz) through(FooBaz)
  Bar: {name: string}
  Baz: {name: string}
  FooBaz:
    foo: belongsTo(Foo)
    baz: belongsTo(Baz)
    $id: integer
    $unique: [[foo, baz]]
"""
AGAIN = """
const [foo, bar, baz] = [await db.Foo.create(), await db.Bar.create(), await db.Baz.create()];
const counts = [];
for (const bars of [[bar], [], [bar]]) {
  await foo.setBars(bars);
  counts.push(await foo.countBars());
}
for (const bazs of [[baz], [], [baz], [], [baz]]) {
  await foo.setBazs(bazs);
  counts.push(await foo.countBazs());
}
const twice = db.FooBaz.create({ FooId: foo.id, BazId: baz.id });
return [counts, await twice.then(() => null, (error) => error.name)];
"""


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"], indirect=True)
def test_removed_pair_can_be_added_again(housed: Project) -> None:
    housed.schema(SCHEMA)
    housed.generate()
    housed.run_migrations()
    counts, refused = housed.run_js(AGAIN)
    assert counts == [1, 0, 1, 1, 0, 1, 0, 1]
    assert refused == "SequelizeUniqueConstraintError", "a pair that remains is unique"
    python = AlembicProject(housed.root / "python", housed.scratch)
    python.stamp()
    assert python.check() == []

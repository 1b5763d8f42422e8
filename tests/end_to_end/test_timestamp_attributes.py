"""Timestamps under every name and definition: Sequelize fills them before it validates."""

from __future__ import annotations

import pytest

from tests.support.checks import Checks
from tests.support.compare_tables import differences
from tests.support.project import Project
from tests.support.rounds import SYNCED

pytestmark = pytest.mark.node

MODELS = """
  A:
    name: string
    bs: belongsToMany(B) through(AB)
    cs: belongsToMany(C) through(Pair)
    children: hasMany(Child)
  B:
    name: string
    as: belongsToMany(A) through(AB)
  C:
    name: string required
    children: belongsToMany(Child) through(Grouping)
  Child:
    name: string
    a: belongsTo(A) required
  Pair:
    a: belongsTo(A) required
    c: belongsTo(C) required
    weight: integer
  Grouping:
    $id: integer
    c: belongsTo(C) required
    child: belongsTo(Child) required
"""
STATED = """
    createdAt: datetime required
    updatedAt: datetime required comment("last change")"""


def options(*lines: str) -> str:
    return "options:\n" + "".join(f"  {line}\n" for line in lines)


def in_every_model(lines: str) -> str:
    """The models, each with these lines of its own."""
    names = ("A", "B", "C", "Child", "Pair", "Grouping")
    text = MODELS
    for name in names:
        text = text.replace(f"\n  {name}:\n", f"\n  {name}:{lines}\n")
    return text


SCHEMAS = {
    "sequelize": ("", MODELS),
    "snake_case": (options("naming: snake_case"), MODELS),
    "snake_case-paranoid": (options("naming: snake_case", "paranoid: true"), MODELS),
    "snake_case-own-names": (
        options("naming: snake_case"),
        in_every_model("\n    $timestamps: {createdAt: bornAt, updatedAt: lastEditAT}"),
    ),
    "own-names": (
        "",
        in_every_model("\n    $timestamps: {createdAt: created_on, updatedAt: changed_on}"),
    ),
    "one-only": (
        options("naming: snake_case"),
        in_every_model("\n    $timestamps: {updatedAt: false}"),
    ),
    "stated": ("", in_every_model(STATED)),
    "stated-snake_case": (options("naming: snake_case"), in_every_model(STATED)),
    "stated-precision": (
        "",
        in_every_model("\n    createdAt: datetime(3) required column(CREATED)"),
    ),
    "stated-own-names": (
        "",
        in_every_model(
            "\n    $timestamps: {createdAt: born, updatedAt: altered}"
            "\n    born: datetime(6) required\n    altered: datetime column(ALTERED)"
        ),
    ),
    "stated-default": (
        "",
        in_every_model(
            "\n    createdAt: datetime required default(now)"
            "\n    updatedAt: datetime required default(now)"
        ),
    ),
}

WRITES = """
const { A, B, C, Child, Pair } = db;
const errors = [];
const attempt = async (name, call) => {
  try {
    return await call();
  } catch (error) {
    errors.push(`${name}: ${error.message}`);
    return undefined;
  }
};
const a = await A.create({ name: 'a' });
const [b, c] = [await B.create({ name: 'b' }), await C.create({ name: 'c' })];
await attempt('addB', () => a.addB(b));
await attempt('addBs', () => a.addBs([b]));
await attempt('setBs', () => a.setBs([b]));
await attempt('createB', () => a.createB({ name: 'x' }));
await attempt('createA', () => b.createA({ name: 'y' }));
await attempt('addC', () => a.addC(c, { through: { weight: 1 } }));
await attempt('setCs', () => a.setCs([c], { through: { weight: 2 } }));
await attempt('createC', () => a.createC({ name: 'd' }, { through: { weight: 3 } }));
const child = await attempt('createChild', () => a.createChild({ name: 'k' }));
await attempt('addChild', () => c.addChild(child));
for (const model of [A, B, C]) {
  await attempt(`bulkCreate ${model.name}`, () =>
    model.bulkCreate([{ name: 'v' }, { name: 'w' }], { validate: true }));
}
await attempt('bulkCreate Child', () =>
  Child.bulkCreate([{ name: 'u', [Child.associations.a.foreignKey]: a.id }], { validate: true }));
await attempt('bulkCreate Pair', () => Pair.bulkCreate(
  [{ [Pair.associations.a.foreignKey]: a.id, [Pair.associations.c.foreignKey]: null }],
  { validate: true },
).then(() => errors.push('a missing key passes'), (error) =>
  assert.match(String(error.errors.map((each) => each.message)), /cannot be null/)));
await attempt('include', () => A.create(
  { name: 'n', bs: [{ name: 'm' }], children: [{ name: 'o' }] },
  { include: ['bs', 'children'] },
));
await attempt('upsert', () => A.upsert({ id: a.id, name: 'again' }));
await attempt('increment', () => Pair.increment('weight', { where: {} }));
await attempt('build', async () => { await A.build({ name: 'z' }).validate(); });

const stamps = (model) => Object.values(model._timestampAttributes);
for (const model of Object.values(sequelize.models)) {
  const rows = await model.findAll();
  if (rows.length === 0) errors.push(`${model.name} has no row`);
  const { createdAt, updatedAt, deletedAt } = model._timestampAttributes;
  for (const row of rows) {
    for (const name of [createdAt, updatedAt].filter(Boolean)) {
      const age = Math.abs(Date.now() - row.get(name));
      if (!(age < 60_000)) errors.push(`${model.name}.${name} is ${row.get(name)}`);
    }
    if (deletedAt && row.get(deletedAt) !== null) errors.push(`${model.name} is deleted`);
  }
}
const past = new Date('2001-02-03T04:05:06Z');
const names = A._timestampAttributes;
const old = await A.create({ name: 'old', ...(names.createdAt && { [names.createdAt]: past }) });
await old.reload();
const born = names.createdAt && old.get(names.createdAt).toISOString();
await old.update({ name: 'new' });
await old.reload();
if (names.createdAt && old.get(names.createdAt).toISOString() !== born) errors.push('born again');
if (names.updatedAt && !(Date.now() - old.get(names.updatedAt) < 60_000)) {
  errors.push('not changed');
}
if (names.updatedAt) {
  const { field } = A.rawAttributes[names.updatedAt];
  const queries = sequelize.getQueryInterface();
  await queries.bulkUpdate(A.getTableName(), { [field]: past }, { id: old.id });
  await A.upsert({ id: old.id, name: 'newer' });
  await old.reload();
  assert.equal(old.name, 'newer');
  if (!(Date.now() - old.get(names.updatedAt) < 60_000)) errors.push('upsert does not change');
  // Sequelize takes one that is given only where the column is called alike.
  await A.upsert({ id: old.id, [names.updatedAt]: past });
  await old.reload();
  const given = old.get(names.updatedAt).getFullYear() === 2001;
  if (given !== (field === names.updatedAt)) errors.push('upsert with a timestamp');
}
if (names.deletedAt) {
  await old.destroy();
  assert.equal(await A.findByPk(old.id), null);
  await old.restore();
}
return { errors, columns: Object.values(A.rawAttributes).map(({ field }) => field) };
"""


@pytest.mark.parametrize("name", SCHEMAS)
def test_rows_are_written_in_every_way(housed: Project, checks: Checks, name: str) -> None:
    settings, models = SCHEMAS[name]
    housed.schema(f"version: 1\ntargets: {{sequelize: {{}}}}\n{settings}models:{models}")
    housed.generate()
    tables = housed.run_migrations()
    found = housed.run_js(WRITES)
    checks.equal(f"{name}: every write and read", found["errors"], [])
    if "snake_case" in settings:
        snake = all(column == column.lower() for column in found["columns"])
        checks.that(f"{name}: every column is snake_case", snake)
    found = differences(tables, housed.sync(), SYNCED[checks.dialect])
    checks.none(f"{name}: the models make what the migrations made", found)

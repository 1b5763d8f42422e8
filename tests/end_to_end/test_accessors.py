"""Every accessor of every association of the shop, and eager loading by every alias, on rows."""

from __future__ import annotations

import json

import pytest

from tests.support.checks import Checks
from tests.support.module_flavours import run_flavours
from tests.support.node_packages import ROOT
from tests.support.project import Project

pytestmark = pytest.mark.node

SHOP = ROOT / "examples" / "shop" / "scaffold.yaml"
CALLS = """
const called = new Set();
const all = new Set();
for (const model of Object.values(sequelize.models)) {
  for (const association of Object.values(model.associations)) {
    for (const name of Object.values(association.accessors)) {
      const method = model.prototype[name];
      all.add(`${model.name}.${name}`);
      model.prototype[name] = function (...values) {
        called.add(`${model.name}.${name}`);
        return method.apply(this, values);
      };
    }
  }
}
const names = (rows) => rows.map((row) => row.name || Number(row.total)).sort();
const fails = (promise) => assert.rejects(promise, Sequelize.ForeignKeyConstraintError);
const nobody = { CustomerId: '00000000-0000-4000-8000-000000000000' };
"""
ONE_TO_MANY = """
const [ada, bob] = await db.Customer.bulkCreate([{ name: 'Ada' }, { name: 'Bob' }]);
const [a, b, c] = await db.Order.bulkCreate([{ total: 1 }, { total: 2 }, { total: 3 }]);
await fails(db.Order.create(nobody));

await a.setCustomer(ada);
assert.equal((await a.getCustomer()).name, 'Ada');
assert.equal((await b.createCustomer({ name: 'Cy' })).name, 'Cy');
await b.reload();
assert.equal((await b.getCustomer()).name, 'Cy');
await b.setCustomer(null);
assert.equal(await b.getCustomer(), null);

await ada.addOrder(b);
await ada.addOrders([c]);
assert.deepEqual(names(await ada.getOrders()), [1, 2, 3]);
assert.equal(await ada.countOrders(), 3);
assert.ok(await ada.hasOrder(c));
assert.ok(!(await bob.hasOrder(c)));
await ada.removeOrder(c);
await ada.removeOrders([a]);
assert.deepEqual(names(await ada.getOrders()), [2]);
await bob.setOrders([a, c]);
assert.ok(await bob.hasOrders([a, c]));
const made = await bob.createOrder({ total: 4 });
assert.equal(made.CustomerId, bob.id);
assert.equal(made.status, 'pending');

await ada.destroy();
await b.reload();
assert.equal(b.CustomerId, null);

const [tea, pot, cup] = await db.Product.bulkCreate(
  ['Tea', 'Pot', 'Cup'].map((name) => ({ name })),
);
await a.addProduct(tea);
await a.addProducts([pot, cup]);
assert.deepEqual(names(await a.getProducts()), ['Cup', 'Pot', 'Tea']);
await a.removeProduct(pot);
await a.removeProducts([cup]);
assert.equal(await a.countProducts(), 1);
assert.ok(await a.hasProduct(tea));
assert.ok(!(await a.hasProducts([tea, pot])));
await c.setProducts([pot, cup]);
await c.createProduct({ name: 'Jar' });
assert.equal(await c.countProducts(), 3);

const [cash, card] = await db.Payment.bulkCreate([{ amount: 5 }, { amount: 6 }]);
await cash.setOrder(a);
assert.equal((await cash.getOrder()).id, a.id);
await card.createOrder({ total: 7 });
assert.equal(Number((await card.getOrder()).total), 7);
await cash.setOrder(b);
await a.reload();
assert.equal(a.PaymentId, null);
await assert.rejects(
  db.Order.create({ PaymentId: cash.id }),
  Sequelize.UniqueConstraintError,
);
"""
MANY_TO_MANY = """
const [hot, old, red] = await db.Tag.bulkCreate(['hot', 'old', 'red'].map((name) => ({ name })));
await tea.addTag(hot);
await tea.addTags([old, red, hot]);
assert.deepEqual(names(await tea.getTags()), ['hot', 'old', 'red']);
await tea.removeTag(old);
await tea.removeTags([red]);
assert.equal(await tea.countTags(), 1);
assert.ok(await tea.hasTag(hot));
assert.ok(!(await tea.hasTags([hot, red])));
await tea.setTags([red]);
await tea.createTag({ name: 'new' });
assert.deepEqual(names(await tea.getTags()), ['new', 'red']);

await red.addProduct(pot);
await hot.addProducts([tea, pot, cup]);
assert.deepEqual(names(await red.getProducts()), ['Pot', 'Tea']);
assert.equal(await hot.countProducts(), 3);
assert.ok(await hot.hasProduct(cup));
assert.ok(await hot.hasProducts([cup, tea]));
await hot.removeProduct(cup);
await hot.removeProducts([tea]);
await old.setProducts([cup]);
await old.createProduct({ name: 'Box' });
assert.deepEqual(names(await old.getProducts()), ['Box', 'Cup']);
const linked = await sequelize.models.ProductTag.count();
await old.destroy();
assert.equal(await sequelize.models.ProductTag.count(), linked - 2);
"""
EAGER = """
await a.setCustomer(bob);
await cash.setOrder(a);
for (const model of Object.values(sequelize.models)) {
  for (const alias of Object.keys(model.associations)) {
    const rows = await model.findAll({ include: [alias] });
    assert.ok(rows.some((row) => row[alias] && row[alias].length !== 0), alias);
    const held = await model.findAll({ include: [{ association: alias, required: true }] });
    assert.ok(held.length > 0 && held.length <= rows.length, alias);
  }
}
const payment = await db.Payment.findByPk(cash.id, {
  include: {
    association: 'order',
    include: ['customer', { association: 'products', include: { association: 'tags' } }],
  },
});
assert.deepEqual(names(payment.order.products[0].tags), ['new', 'red']);
assert.equal(payment.order.customer.name, 'Bob');
assert.deepEqual(
  (await db.Customer.create(
    { name: 'Dee', orders: [{ total: 9, products: [{ name: 'Lid', tags: [{ name: 'tin' }] }] }] },
    { include: { association: 'orders', include: { association: 'products', include: 'tags' } } },
  )).orders[0].products[0].tags.length,
  1,
);
return { missed: [...all].filter((name) => !called.has(name)), count: all.size };
"""


@pytest.mark.parametrize(("ids", "naming"), [("uuid", "sequelize"), ("integer", "snake_case")])
def test_every_accessor(housed: Project, checks: Checks, ids: str, naming: str) -> None:
    text = SHOP.read_text(encoding="utf-8")
    assert "id: uuid" in text
    housed.schema(text.replace("id: uuid", f"id: {ids}\n  naming: {naming}"))
    housed.generate()
    housed.run_migrations()
    script = CALLS + ONE_TO_MANY + MANY_TO_MANY + EAGER
    if ids != "uuid":
        script = script.replace("'00000000-0000-4000-8000-000000000000'", "4711")
    found = housed.run_js(script)
    expected = {"missed": [], "count": 46}
    checks.equal(f"{ids}, {naming}: accessors called", found, expected)
    for flavour, found in run_flavours(housed, script, newest=ids == "integer"):
        checks.equal(f"{ids}, {naming}, {flavour}: accessors called", found, expected)


# Words whose singular Sequelize gets right, and words whose singular it does not.
WORDS = {
    "orders": "Order",
    "categories": "Category",
    "addresses": "Address",
    "people": "Person",
    "statuses": "Status",
    "news": "News",
    "series": "Series",
    "from": "From",
    "cookies": "Cookie",
    "shoes": "Shoe",
    "bases": "Base",
    "caches": "Cache",
    "leaves": "Leaf",
    "analyses": "Analysis",
    "lenses": "Lens",
    "data": "Datum",
    "userIDs": "UserID",
}
SINGULARS = """
const wrong = [];
const hub = await db.Hub.create({});
for (const [alias, singular] of Object.entries(WORDS)) {
  const plural = alias[0].toUpperCase() + alias.slice(1);
  for (const [model, through] of [[db.Part, ''], [db.Peer, 'Many']]) {
    const [one, many] = [`${singular}${through}`, `${plural}${through}`];
    try {
      const part = await model.create({});
      await hub[`add${one}`](part);
      if (!(await hub[`has${one}`](part))) wrong.push(`has${one}`);
      await hub[`create${one}`]({});
      if ((await hub[`get${many}`]()).length !== 2) wrong.push(`get${many}`);
      await hub[`remove${one}`](part);
      if ((await hub[`count${many}`]()) !== 1) wrong.push(`count${many}`);
      const found = await db.Hub.findByPk(hub.id, { include: `${alias}${through}` });
      if (found[`${alias}${through}`].length !== 1) wrong.push(`include ${alias}${through}`);
    } catch (error) {
      wrong.push(`${one}: ${error.message}`);
    }
  }
}
return wrong;
"""


@pytest.mark.parametrize("naming", ["sequelize", "snake_case"])
def test_accessors_have_the_right_singular(housed: Project, checks: Checks, naming: str) -> None:
    many = {
        f"{alias}Many": f"belongsToMany(Peer) through(Join{at}) singular({one}Many)"
        for at, (alias, one) in enumerate(WORDS.items())
    }
    models = {
        "Hub": {alias: f"hasMany(Part) foreignKey(key{at})" for at, alias in enumerate(WORDS)}
        | many,
        "Part": {"name": "string"},
        "Peer": {"name": "string"},
    }
    options = {"naming": naming}
    document = {"version": 1, "targets": {"sequelize": {}}, "options": options, "models": models}
    housed.write("scaffold.json", json.dumps(document))
    housed.generate("-f", "scaffold.json")
    housed.run_migrations()
    text = housed.read("models/hub.js")
    assert ("as: 'orders'," in text, "as: 'cookies'," in text) == (True, False)
    script = f"const WORDS = {json.dumps(WORDS)};{SINGULARS}"
    checks.none(f"{naming}: accessors of {len(WORDS)} words", housed.run_js(script))
    for flavour, found in run_flavours(housed, script, newest=naming == "snake_case"):
        checks.none(f"{naming}, {flavour}: accessors of {len(WORDS)} words", found)

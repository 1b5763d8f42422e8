"""The two reference schemas, generated and run, compared with tables written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Check, MakeProject
from tests.support.checks import Checks
from tests.support.compare_tables import Rules, assert_same_tables, differences
from tests.support.project import Project, down, up
from tests.support.rounds import SYNCED, whole_round
from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Index, Tables, reference_tables

pytestmark = pytest.mark.node

REFERENCE = Path(__file__).parent / "reference"
STAMP = "20260101000001"
MIGRATIONS = [
    "20260101000001-create-customers.js",
    "20260101000002-create-orders.js",
    "20260101000003-create-payments.js",
    "20260101000004-create-products.js",
    "20260101000005-create-tags.js",
    "20260101000006-add-associations.js",
    "20260101000007-associate-product-tag.js",
]
UNNAMED = Rules(names=False, unique_as_index=False)

ACCESSORS = """
const rows = await db.Customer.bulkCreate([
  { firstName: 'Ada', lastName: 'L', email: 'ada@example.org' },
  { firstName: 'Grace', lastName: 'H', email: 'grace@example.org' },
]);
const order = await db.Order.create({ number: 'A-1' });
await order.setCustomer(rows[0]);
assert.equal((await order.getCustomer()).firstName, 'Ada');
assert.deepEqual((await rows[0].getOrders()).map((row) => row.number), ['A-1']);
const payment = await db.Payment.create({ amount: '9.50', method: 'card' });
await payment.setOrder(order);
assert.equal((await payment.getOrder()).number, 'A-1');
const product = await db.Product.create({ name: 'Tea', price: '3.20', meta: { leaf: true } });
await order.addProduct(product);
assert.equal(await order.countProducts(), 1);
const tag = await db.Tag.create({ name: 'hot' });
await product.addTag(tag);
await product.createTag({ name: 'green' });
assert.equal(await product.countTags(), 2);
assert.ok(await tag.hasProduct(product));
const customer = await db.Customer.findByPk(rows[0].id, {
  include: [{
    association: 'orders',
    include: [{ association: 'products', include: ['tags'] }],
  }],
});
const found = customer.orders[0].products[0].tags.map((row) => row.name).sort();
const paid = await db.Payment.findOne({ include: ['order'] });
const owned = await db.Order.findOne({ include: ['customer'] });
await rows[0].destroy();
await order.reload({ include: ['customer'] });
await product.destroy();
return {
  found,
  paid: paid.order.number,
  owner: owned.customer.firstName,
  left: order.customer,
  hot: await tag.countProducts(),
};
"""


@pytest.fixture(params=["uuid", "integer"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def generated(kind: str, new_project: MakeProject) -> Project:
    """The reference schema's project, generated."""
    project = new_project()
    project.schema((REFERENCE / kind / "scaffold.yaml").read_text())
    project.generate("--timestamp", STAMP)
    return project


def expected(kind: str) -> Tables:
    """Return the tables written by hand, with the unique index that hasOne adds."""
    tables = reference_tables(REFERENCE / "tables" / f"{kind}.sqlite.sql")
    orders = tables["Orders"]
    indexes = (*orders.indexes, Index(("PaymentId",), unique=True))
    tables["Orders"] = replace(orders, indexes=tuple(sorted(indexes)))
    return tables


def test_reference_project_files(generated: Project) -> None:
    assert generated.migrations == MIGRATIONS
    assert sorted(path.name for path in (generated.root / "models").iterdir()) == [
        "customer.js", "index.js", "order.js", "payment.js", "product.js", "productTag.js", "tag.js"
    ]  # fmt: skip


def test_javascript_passes_prettier_and_eslint(generated: Project, js_problems: Check) -> None:
    assert js_problems(generated.root) == []


def test_up_down_and_up_again_with_the_real_command(generated: Project, kind: str) -> None:
    """It runs the last migration, undoes it, and runs all; one process runs those between."""
    first = generated.migrate(*map(up, MIGRATIONS[:-1]))
    before: list[Tables] = [{}, *(step.tables for step in first)]
    generated.sequelize("db:migrate", "--to", MIGRATIONS[-1])
    assert_same_tables(expected(kind), generated.tables(), UNNAMED)
    generated.sequelize("db:migrate:undo")
    assert_same_tables(before.pop(), generated.tables())
    for step in generated.migrate(down()):
        assert_same_tables(before.pop(), step.tables)
    assert before == []
    generated.sequelize("db:migrate")
    assert_same_tables(expected(kind), generated.tables(), UNNAMED)


def test_the_models_make_the_same_tables(generated: Project) -> None:
    assert_same_tables(generated.round_trip(), generated.sync(), Rules(order=False))


def test_the_accessors_of_both_sides_work(generated: Project) -> None:
    generated.run_migrations()
    assert generated.run_js(ACCESSORS) == {
        "found": ["green", "hot"],
        "paid": "A-1",
        "owner": "Ada",
        "left": None,
        "hot": 0,
    }


def hand_made(scratch: Scratch, kind: str) -> Tables:
    """Return the tables of the hand-written migrations on a server, with hasOne's unique index."""
    text = (REFERENCE / "tables" / f"{kind}.{scratch.dialect}.sql").read_text()
    scratch.insert_unchecked(*(part for part in text.split(";\n") if part.strip()))
    tables = scratch.tables()
    orders = tables["Orders"]
    # MySQL's own index for the key goes where another one serves.
    others = [index for index in orders.indexes if index.columns != ("PaymentId",)]
    made = Index(("PaymentId",), unique=True)
    tables["Orders"] = replace(orders, indexes=tuple(sorted([*others, made])))
    return tables


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
def test_the_tables_on_servers(housed: Project, checks: Checks, kind: str) -> None:
    assert housed.other is not None
    housed.schema((REFERENCE / kind / "scaffold.yaml").read_text())
    housed.generate()
    # Without an index of ours MySQL makes up names in sync().
    unnamed = replace(SYNCED[checks.dialect], names=checks.dialect != "mysql")
    tables = whole_round(housed, checks, kind, sync=unnamed)
    housed.other.clear()
    expected = hand_made(housed.other, kind)
    for name in expected | tables:
        if name in expected and name in tables:
            found = differences({name: expected[name]}, {name: tables[name]}, UNNAMED)
        else:
            found = [f"{name} stands on one side only"]
        checks.none(f"{kind}: {name} is the hand-made table", found)

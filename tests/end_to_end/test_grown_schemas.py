"""The shop grown in ten steps, with rows in its tables and people's code in its models."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import Check, MakeProject
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.project import Project
from tests.support.sqlite_tables import Tables

pytestmark = pytest.mark.node

METHOD = """
    label() {
      return `${this.name} <${this.email}>`;
    }
"""
SCOPE = """      scopes: { cheap: { where: { price: { [Op.lt]: 5 } } } },
"""
HOOK = """
  Order.addHook('beforeCreate', (order) => {
    order.number = `A-${order.number}`;
  });
"""
ROWS = """
const customer = await db.Customer.create({ name: 'Ada', email: 'ada@example.org' });
const order = await db.Order.create({ number: '1' });
await db.Product.bulkCreate([{ name: 'Tea' }, { name: 'Pot' }]);
return (await db.Order.findAll()).length;
"""
EDITS_AT_WORK = """
const customer = await db.Customer.findOne({ where: { name: 'Ada' } });
await db.Product.update({ price: 20 }, { where: { name: 'Pot' } });
const order = await db.Order.create({ number: '2' });
await order.setCustomer(customer);
const [tea] = await db.Product.scope('cheap').findAll();
await tea.createTag({ name: 'hot' });
await order.addProduct(tea);
const review = await tea.createReview({ stars: 5 });
await review.setAuthor(customer);
const answer = await review.createAnswer({ stars: 4, ProductId: tea.id });
const found = await db.Customer.findByPk(customer.id, {
  include: [
    { association: 'orders', include: [{ association: 'products', include: ['tags'] }] },
    { association: 'reviews', include: ['answers'] },
  ],
});
return {
  label: found.label(),
  numbers: (await db.Order.findAll({ order: ['number'] })).map((row) => row.number),
  status: found.orders[0].status,
  cheap: (await db.Product.scope('cheap').findAll()).map((row) => row.name),
  tags: found.orders[0].products[0].tags.map((row) => row.name),
  answers: found.reviews[0].answers.map((row) => row.stars),
  counts: await Promise.all([db.Customer, db.Order, db.Product].map((each) => each.count())),
};
"""


def edit(project: Project, name: str, old: str, new: str) -> None:
    text = project.read(name)
    assert text.count(old) == 1, (name, old)
    project.write(name, text.replace(old, new))


def write_by_hand(project: Project) -> None:
    """A method into Customer, a scope into Product and a hook into Order."""
    edit(project, "models/customer.js", "extends Model {}", "extends Model {" + METHOD + "  }")
    edit(project, "models/product.js", "const { Model }", "const { Model, Op }")
    edit(project, "models/product.js", "      sequelize,\n", "      sequelize,\n" + SCOPE)
    edit(project, "models/order.js", "\n  return Order;", HOOK + "\n  return Order;")


def grow(project: Project) -> list[Tables]:
    """Ten steps, the first migrated by the real command; the tables after each."""
    states: list[Tables] = []

    def step(*adds: tuple[str, ...], new_files: int) -> None:
        for arguments in adds:
            project.scaffold("add", *arguments)
        before = project.migrations
        project.generate()
        assert len(project.migrations) - len(before) == new_files, project.migrations
        assert project.migrations[: len(before)] == before
        if states:
            project.run_migrations()
        else:
            project.sequelize("db:migrate")
        states.append(project.tables())

    def line(after: str, new: str) -> None:
        edit(project, "scaffold.yaml", f"{after}\n", f"{after}\n{new}\n")

    step(("Customer", "name: string(120) required", "email: string unique"), new_files=1)
    step(("Order", "number: string", "status: enum(pending, paid) default(pending)"), new_files=1)
    step(("Product", "name: string required", "price: decimal(10, 2) default(0)"), new_files=1)
    write_by_hand(project)
    assert project.run_js(ROWS) == 1
    step(("Order", "customer: belongsTo(Customer)"), new_files=1)
    step(
        ("Customer", "orders: hasMany(Order)"), ("Order", "products: hasMany(Product)"), new_files=1
    )
    step(("Payment", "amount: decimal(10, 2) required", "order: hasOne(Order)"), new_files=2)
    step(
        ("Tag", "name: string unique"),
        ("Product", "tags: belongsToMany(Tag) through(ProductTags)"),
        ("Tag", "products: belongsToMany(Product) through(ProductTags)"),
        new_files=2,
    )
    line("    email: string unique", "    phone: string(40) index   # with its country")
    line("    number: string", '    weight: double required default(0) check("{weight} >= 0")')
    step(("Product", "sku: string(20) unique", 'note: string default("it\'s; b")'), new_files=3)
    step(
        ("Review", "stars: tinyint required", "author: belongsTo(Customer)"),
        ("Review", "product: belongsTo(Product) required onDelete(cascade)"),
        ("Review", "question: belongsTo(Review)", "answers: hasMany(Review) inverse(question)"),
        ("Product", "reviews: hasMany(Review)"),
        ("Customer", "reviews: hasMany(Review)"),
        new_files=2,
    )
    line("  Order:", "    $indexes: [[status, customer]]\n    $checks: ['{number} <> ''x; y''']")
    step(("Tag", "parent: belongsTo(Tag)", "children: hasMany(Tag)"), new_files=2)
    return states


def test_shop_grows(project: Project, new_project: MakeProject, js_problems: Check) -> None:
    states = grow(project)
    grown = states[-1]
    assert len(states) == 10

    # Every edit is in place and works, on rows from before most of the steps.
    assert METHOD in project.read("models/customer.js")
    assert SCOPE in project.read("models/product.js")
    assert HOOK in project.read("models/order.js")
    assert js_problems(project.root) == []
    assert project.run_js(EDITS_AT_WORK) == {
        "label": "Ada <ada@example.org>",
        "numbers": ["A-1", "A-2"],
        "status": "pending",
        "cheap": ["Tea"],
        "tags": ["hot"],
        "answers": [4],
        "counts": [1, 2, 2],
    }

    assert "phone: string(40) index   # with its country" in project.read("scaffold.yaml")
    fresh = new_project()
    fresh.schema(project.read("scaffold.yaml"))
    fresh.generate()
    fresh.run_migrations()
    same = Rules(order=False, unique_as_index=False, key_names=False)
    assert_same_tables(fresh.tables(), grown, same)
    assert_same_tables(grown, project.sync(), replace(same, checks=False))
    for name in ("customer", "order", "product"):
        text = project.read(f"models/{name}.js")
        text = text.replace(METHOD, "\n").replace(SCOPE, "").replace(HOOK, "")
        assert text.replace("{ Model, Op }", "{ Model }") == fresh.read(f"models/{name}.js")

    project.sequelize("db:migrate:undo:all")
    assert project.tables() == {}
    project.sequelize("db:migrate")
    assert_same_tables(grown, project.tables())

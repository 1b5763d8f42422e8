"""Generated models in use: accessors, eager loading, defaults, models/index.js."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.node_packages import clean_environment
from tests.support.project import Project
from tests.support.sqlite_tables import reflect
from tests.targets.rendering import HEAD, database_of, files_of, migrations_of, rendered, write

pytestmark = pytest.mark.node

REFERENCE = Path(__file__).parents[1] / "reference"
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture
def shop(project: Project) -> Project:
    write(project, files_of((REFERENCE / "uuid" / "scaffold.yaml").read_text()))
    project.run_migrations()
    return project


def test_every_accessor_of_the_shop(shop: Project) -> None:
    assert shop.run_js(
        """
        const { Customer, Order, Payment, Product, Tag } = db;
        const name = { firstName: 'A', lastName: 'B' };
        const customer = await Customer.create({ ...name, email: 'a@b' });
        const order = await customer.createOrder({ number: '1' });
        const payment = await Payment.create({ amount: 1, method: 'card' });
        await payment.setOrder(order);
        const product = await order.createProduct({ name: 'x', price: '1.50' });
        const tag = await Tag.create({ name: 't' });
        await product.addTag(tag);
        await product.addTags([tag]);
        await order.reload();
        const found = await Customer.findOne({
          include: {
            association: 'orders',
            include: { association: 'products', include: 'tags' },
          },
        });
        const paid = await Payment.findOne({ include: 'order' });
        const tagged = await Tag.findOne({ include: 'products' });
        return {
          status: order.status,
          same: (await payment.getOrder()).id === order.id,
          owner: (await order.getCustomer()).email,
          counts: [await customer.countOrders(), await tag.countProducts()],
          has: await product.hasTag(tag),
          deep: found.orders[0].products[0].tags[0].name,
          paid: paid.order.number,
          tagged: tagged.products[0].name,
        };
        """
    ) == {
        "status": "pending",
        "same": True,
        "owner": "a@b",
        "counts": [1, 1],
        "has": True,
        "deep": "t",
        "paid": "1",
        "tagged": "x",
    }


def test_a_payment_has_one_order(shop: Project) -> None:
    assert (
        shop.run_js(
            """
        const payment = await db.Payment.create({ amount: 1, method: 'card' });
        const number = (n) => ({ number: n, PaymentId: payment.id });
        await db.Order.create(number('1'));
        return db.Order.create(number('2')).then(() => 'two', (error) => error.name);
        """
        )
        == "SequelizeUniqueConstraintError"
    )


def test_self_references_scopes_and_keyless_tables(project: Project) -> None:
    models = """
  Person:
    name: string required
    manager: belongsTo(Person)
    reports: hasMany(Person) inverse(manager)
    friends: belongsToMany(Person) through(Friendships) otherKey(FriendId)
    notes: hasMany(Note) foreignKey(ownerId) scope(ownerType, person) logical
    cookies: hasMany(Cookie)
  Note:
    text: string
    ownerType: string
    ownerId: integer
  Cookie: {flavour: string, person: belongsTo(Person)}
  Entry:
    $id: none
    text: string
"""
    write(project, files_of(f"{HEAD}models:{models}"))
    project.run_migrations()
    assert project.run_js(
        """
        const { Person, Entry, Note } = db;
        const boss = await Person.create({ name: 'boss' });
        const one = await boss.createReport({ name: 'one' });
        await one.addFriend(boss);
        await one.createNote({ text: 'n' });
        await Note.create({ ownerType: 'thing', ownerId: one.id });
        await one.createCookie({ flavour: 'oat' });
        await Entry.create({ text: 'e' });
        const [found] = await Person.findAll({
          where: { name: 'one' },
          include: ['manager', 'friends', 'notes', 'cookies'],
        });
        return [
          found.manager.name,
          found.friends.map((friend) => friend.name),
          found.notes.map((note) => note.ownerType),
          found.cookies[0].flavour,
          Object.keys((await Entry.findOne()).get()).sort(),
        ];
        """
    ) == ["boss", ["boss"], ["person"], "oat", ["createdAt", "text", "updatedAt"]]


def test_attribute_added_by_hand_has_a_snake_case_column(project: Project) -> None:
    head = f"{HEAD}options: {{naming: snake_case}}\n"
    write(project, files_of(f"{head}models:\n  Person: {{firstName: string}}\n"))
    model = project.read("models/person.js")
    stated = "      firstName: { type: DataTypes.STRING },\n"
    project.write(
        "models/person.js",
        model.replace(stated, f"{stated}      nickName: DataTypes.STRING,\n"),
    )
    columns = [column.name for column in project.sync()["people"].columns]
    assert sorted(columns) == ["created_at", "first_name", "id", "nick_name", "updated_at"]


def test_defaults_reach_the_rows_and_instances(project: Project) -> None:
    write(project, files_of((SCHEMAS / "everything.yaml").read_text()))
    project.run_migrations()
    quoted = 'it\'s \\ a "test" */ {{ x }} </script>'
    assert project.run_js(
        """
        const user = await db.User.create({ name: 'n', email: 'e' });
        await user.reload();
        const row = user.get();
        return [row.quoted, row.role, row.small, row.active, row.off, row.born, row.code,
          row.fixedAt, row.wakes, typeof row.token, row.seenAt instanceof Date,
          Math.abs(Date.now() - row.seenAt) < 60_000, Number(row.amount)];
        """
    ) == [
        *(quoted, "it's", -3, True, False, "2001-02-03", "a'b", "2020-01-02T03:04:05.000Z"),
        *("06:30:00", "string", True, True, -12.5),
    ]
    plain = "INSERT INTO Users (name, email, createdAt, updatedAt) "
    plain += "VALUES ('m', 'f', '2020-01-01', '2020-01-01')"
    assert project.run_js(
        f"""
        await sequelize.query({plain!r});
        const row = (await db.User.findOne({{ where: {{ name: 'm' }} }})).get();
        return [row.quoted, row.role, row.small, row.active, row.off, row.fixedAt];
        """
    ) == [quoted, "it's", -3, True, False, "2020-01-02T03:04:05.000Z"]


MODEL_FILES = {
    "arrow": "(db, types) => db.define('Arrow', { x: types.STRING })",
    "one": "db => db.define('One')",
    "named": "function make(connection, DataTypes) { return connection.define('Named'); }",
    "spread": "(...given) => given[0].define('Spread', { x: given[1].STRING })",
    "method": "({ make(s) { return s.define('Method'); } }).make",
    "bound": "((name, s) => s.define(name)).bind(null, 'Bound')",
    "old.spec": "(s) => s.define('Spec')",
}


def test_index_loads_every_file_that_the_index_of_sequelize_cli_loads(shop: Project) -> None:
    """sequelize-cli loads files by name, whatever their parameters are called."""
    for name, code in MODEL_FILES.items():
        shop.write(f"models/{name}.js", f"'use strict';\nmodule.exports = {code};\n")
    ours = shop.run_js("return Object.keys(db).sort();")
    shop.write("models/index.js", cli_index(shop))
    theirs = shop.run_js("return Object.keys(db).sort();")
    assert ours == theirs
    assert {"Arrow", "One", "Named", "Spread", "Method", "Bound", "Spec"} < set(ours)


def cli_index(project: Project) -> str:
    """The models/index.js that `sequelize init` writes."""
    assert project.node_modules is not None
    template = project.node_modules / "sequelize-cli" / "lib" / "assets" / "models" / "index.js"
    text = template.read_text(encoding="utf-8")
    assert "<%= configFile %>" in text
    return text.replace("<%= configFile %>", "__dirname + '/../config/config.js'")


def test_index_reports_once_which_files_it_skips(shop: Project) -> None:
    shop.write("models/helpers.js", "module.exports = { trim: (text) => text.trim() };\n")
    shop.write("models/money.js", "class Money {}\nmodule.exports = Money;\n")
    shop.write("models/later.js", "module.exports = () => undefined;\n")
    shop.write("models/order.test.js", "throw new Error('a test was loaded');\n")
    shop.write("models/.hidden.js", "throw new Error('a hidden file was loaded');\n")
    shop.write("models/README.md", "# Models\n")
    told = load(shop, "require('./models'); console.log(Object.keys(require('./models/index')));")
    models = ["Customer", "Order", "Payment", "Product", "ProductTag", "Tag"]
    assert all(f"'{name}'" in told.stdout for name in models)
    assert told.stdout.count("'") == 2 * len([*models, "Sequelize", "sequelize"])
    assert told.stderr.count("Warning: ") == 1
    said = f"No model is exported by helpers.js, later.js, money.js in {shop.root}/models: "
    assert said in told.stderr
    assert "test.js" not in told.stderr


def test_index_is_silent_if_every_file_is_a_model(shop: Project) -> None:
    assert load(shop, "require('./models');").stderr == ""


def load(project: Project, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", "-e", code],
        cwd=project.root,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )


def test_index_fails_with_the_error_of_a_model_that_fails(shop: Project) -> None:
    shop.write("models/broken.js", "module.exports = (s, t) => s.define('A', { x: t.STRNG(5) });\n")
    with pytest.raises(AssertionError, match=r"STRNG is not a function[\s\S]*broken\.js:1"):
        shop.run_js("return 1;")


def elsewhere(project: Project, environment: str) -> None:
    """A model in src/db/models; models/index.js only sets the scene and loads those."""
    database = database_of(f"{HEAD}models:\n  A: {{x: string}}\n")
    write(project, rendered(database, migrations_of(database), models="src/db/models"))
    loading = "module.exports = require('../src/db/models');"
    project.write("models/index.js", f"{environment}\n{loading}\n")


@pytest.mark.parametrize("environment", ["development", "production", "whatever"])
def test_index_reads_the_configuration_of_every_environment(
    project: Project, environment: str
) -> None:
    elsewhere(project, f"process.env.NODE_ENV = '{environment}';")
    assert project.run_js("return sequelize.getDialect();") == "sqlite"


def test_index_reads_the_json_of_sequelize_init_and_urls_of_the_environment(
    project: Project,
) -> None:
    elsewhere(project, "process.env.MY_URL = 'sqlite:mine.sqlite';")
    (project.root / "config" / "config.js").unlink()
    settings = '{"use_env_variable": "MY_URL", "dialect": "sqlite", "logging": false}'
    project.write("config/config.json", f'{{"development": {settings}}}')
    project.run_js("await sequelize.sync();")
    assert list(reflect(project.root / "mine.sqlite")) == ["As"]

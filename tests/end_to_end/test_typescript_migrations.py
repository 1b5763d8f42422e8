"""Migrations in TypeScript run by sequelize-cli on a Node that strips types, up and down."""

from __future__ import annotations

import subprocess

import pytest

from tests.support import output_packages
from tests.support.compare_tables import assert_same_tables
from tests.support.module_flavours import newest_node
from tests.support.node_packages import clean_environment
from tests.support.project import Project, up

pytestmark = [pytest.mark.node, pytest.mark.slow]

FIRST = """version: 1
targets: {sequelize: SETTINGS}
options: {dialects: [sqlite]}
models:
  Customer:
    $comment: "It's `one`"
    name: string required
    kind: enum(a, b) required
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) check("{total} > 0")
    customer: belongsTo(Customer) required
"""
CHANGES = (
    ("name: string required", "name: string(80) required unique"),
    ('total: decimal(10, 2) check("{total} > 0")', "sum: decimal(12, 2) required was(total)"),
)
TYPESCRIPT = "{modules: typescript, import_extension: ts, migration_extension: ts}"
RC = """import path from 'node:path';

const options = { config: path.resolve('config', 'config.js') };

export { options as 'module.exports' };
"""
CONFIG = "export default { development: { dialect: 'sqlite', storage: 'database.sqlite' } };\n"
USE = """import { models, sequelize } from './database.ts';

const customer = await models.Customer.create({ name: 'Ada', kind: 'a' });
await customer.createOrder({ sum: 3 });
const order = await models.Order.findOne({ include: 'customer' });
await sequelize.close();
if (order?.customer?.name !== 'Ada') throw new Error('not found');
"""


def test_migrations_in_typescript(project: Project) -> None:
    node = newest_node(output_packages.ensure())
    if node is None:
        pytest.skip("npm has no newest Node for this machine")
    generate(project, "{}")
    project.migrate(up())
    expected = project.tables()
    project.database.unlink()
    for path in (project.root / "migrations").glob("2*"):
        path.unlink()
    for name in (".scaffold", "migrations", "models"):
        (project.root / name).rename(project.root / f"tmp-{name}")
    for name, text in {
        "package.json": '{"type": "module"}',
        ".sequelizerc": RC,
        "config/config.js": CONFIG,
        "use.ts": USE,
    }.items():
        project.write(name, text)
    generate(project, TYPESCRIPT)
    assert len(list((project.root / "migrations").glob("2*.ts"))) == 5

    def run(*arguments: str) -> None:
        command = [node, *arguments]
        done = subprocess.run(
            command, cwd=project.root, env=clean_environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    cli = "node_modules/sequelize-cli/lib/sequelize"
    run(cli, "db:migrate")
    assert_same_tables(expected, project.tables())
    run("use.ts")
    run(cli, "db:migrate:undo:all")
    assert set(project.tables()) <= {"SequelizeMeta"}
    run(cli, "db:migrate")
    assert_same_tables(expected, project.tables())


def generate(project: Project, settings: str) -> None:
    """Generate the first schema, and the changed one."""
    text = FIRST.replace("SETTINGS", settings)
    project.schema(text)
    project.generate("-q", "--timestamp", "20260101000001")
    for old, new in CHANGES:
        assert old in text
        text = text.replace(old, new)
    project.schema(text)
    project.generate("-q", "--timestamp", "20260201000001", "--allow-data-loss")

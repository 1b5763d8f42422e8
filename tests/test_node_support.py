"""The tests' runner of JavaScript, on a project written by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Check
from tests.support.node_packages import PACKAGES
from tests.support.project import Project, down, sql, up
from tests.support.project_template import rendered_template
from tests.support.sqlite_tables import ForeignKey

pytestmark = pytest.mark.node

FIRST, SECOND = "20260101000001-create-owners.js", "20260101000002-create-pets.js"
OWNERS = """'use strict';

module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Owners', {
      id: { type: Sequelize.INTEGER, primaryKey: true },
    });
  },

  async down(queryInterface) {
    await queryInterface.dropTable('Owners');
  },
};
"""
PETS = """'use strict';

module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Pets', {
      id: { type: Sequelize.INTEGER, primaryKey: true },
      OwnerId: {
        type: Sequelize.INTEGER,
        references: { model: 'Owners', key: 'id' },
        onDelete: 'CASCADE',
        onUpdate: 'CASCADE',
      },
    });
  },

  async down(queryInterface) {
    await queryInterface.dropTable('Pets');
  },
};
"""
MODELS = """'use strict';

const { Sequelize, DataTypes } = require('sequelize');
const config = require('../config/config.js').development;

const sequelize = new Sequelize(config);
const Owner = sequelize.define(
  'Owner',
  { id: { type: DataTypes.INTEGER, primaryKey: true } },
  { tableName: 'Owners', timestamps: false },
);

module.exports = { Owner, sequelize };
"""


@pytest.fixture
def pets(project: Project) -> Project:
    project.write(f"migrations/{FIRST}", OWNERS)
    project.write(f"migrations/{SECOND}", PETS)
    project.write("models/index.js", MODELS)
    return project


def test_fast_driver_equals_the_real_command(pets: Project) -> None:
    output = pets.sequelize("db:migrate").text
    assert output.index(f"{FIRST[:-3]}: migrated") < output.index(f"{SECOND[:-3]}: migrated")
    real = pets.tables(meta=True)
    pets.sequelize("db:migrate:undo:all")
    assert list(pets.tables()) == []
    pets.database.unlink()
    steps = pets.migrate(up())
    assert [step.file for step in steps] == [FIRST, SECOND]
    assert pets.tables(meta=True) == real
    assert real["Pets"].foreign_keys == (
        ForeignKey(("OwnerId",), "Owners", ("id",), "CASCADE", "CASCADE"),
    )
    assert "up to date" in pets.sequelize("db:migrate").text


def test_the_tables_after_each_step(pets: Project) -> None:
    steps = pets.migrate(up(FIRST), sql("INSERT INTO Owners VALUES (1), (2)"), up(), down(SECOND))
    assert [(step.file, step.direction, list(step.tables)) for step in steps] == [
        (FIRST, "up", ["Owners"]),
        (SECOND, "up", ["Owners", "Pets"]),
        (SECOND, "down", ["Owners"]),
    ]
    assert [step.tables["Owners"].rows for step in steps] == [0, 2, 2]


def test_round_trip_detects_an_incomplete_down(pets: Project) -> None:
    assert list(pets.round_trip()) == ["Owners", "Pets"]
    leaving = PETS.replace(
        "    await queryInterface.dropTable('Pets');\n",
        "    await queryInterface.addColumn('Owners', 'left', 'TEXT');\n"
        "    await queryInterface.dropTable('Pets');\n",
    )
    pets.write(f"migrations/{SECOND}", leaving)
    with pytest.raises(AssertionError, match=f"down of {SECOND}.*\n.*Owners: column left is new"):
        pets.round_trip()


def test_a_failing_migration_says_which_and_why(pets: Project) -> None:
    failing = PETS.replace(
        "{\n    await", "{\n    await queryInterface.addIndex('x', ['y']);\n    await", 1
    )
    pets.write(f"migrations/{SECOND}", failing)
    with pytest.raises(AssertionError, match=rf"{SECOND} up failed: (?s:.*)no such table: main.x"):
        pets.run_migrations()
    assert "no such table: main.x" in pets.sequelize("db:migrate", code=1).text


def test_models_run_and_sync(pets: Project) -> None:
    assert list(pets.sync()) == ["Owners"]
    pets.run_migrations()
    assert pets.run_js(
        "await db.Owner.create({ id: 7 });"
        "return (await db.Owner.findAll({ where: { id: { [Op.gt]: 6 } } })).map((row) => row.id);"
    ) == [7]
    with pytest.raises(AssertionError, match="Expected values to be strictly equal"):
        pets.run_js("assert.equal(1, 2);")


def test_project_template_is_clean_javascript(js_problems: Check) -> None:
    assert js_problems(rendered_template()) == []


def test_the_scripts_are_clean_javascript(js_problems: Check) -> None:
    assert js_problems(PACKAGES) == []


def test_bad_javascript_is_detected(tmp_path: Path, js_problems: Check) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "ignored.js").write_text("var  x")
    (tmp_path / "style.js").write_text('module.exports = { a: "b" };\n')
    (tmp_path / "unused.js").write_text("const a = 1;\n")
    (tmp_path / "broken.js").write_text("const a = ;\n")
    found = "\n".join(js_problems(tmp_path))
    assert re.search(r"style\.js:1:1: Prettier has .*'b'.* for .*b", found)
    assert re.search(r"unused\.js:1:7: ESLint: 'a' is assigned .*\(no-unused-vars\)", found)
    assert re.search(r"broken\.js:1:\d+: Prettier: Unexpected token", found)
    assert "ignored" not in found


def test_an_empty_folder_is_not_clean(tmp_path: Path, js_problems: Check) -> None:
    with pytest.raises(AssertionError, match=r"has no \.js file"):
        js_problems(tmp_path)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, {"dialect": "sqlite"}),
        ("sqlite:x.sqlite", {"dialect": "sqlite", "storage": "ROOT/x.sqlite"}),
        ("sqlite::memory:", {"dialect": "sqlite", "storage": ":memory:"}),
        ("sqlite:///a/x.sqlite", {"dialect": "sqlite", "storage": "/a/x.sqlite"}),
        (
            "postgresql://me:a%40b@db:5433/shop?ssl=true",
            {
                "dialect": "postgres",
                "host": "db",
                "port": "5433",
                "username": "me",
                "password": "a@b",
                "database": "shop",
                "dialectOptions": {"ssl": "true"},
            },
        ),
        ("mariadb://root@db/shop", {"dialect": "mysql", "host": "db", "database": "shop"}),
        (
            "postgres://db/shop?sslmode=require",
            {"dialect": "postgres", "dialectOptions": {"ssl": {"rejectUnauthorized": False}}},
        ),
        (
            "mysql://db/shop?sslmode=verify-full&connectTimeout=5",
            {
                "dialect": "mysql",
                "dialectOptions": {"ssl": {"rejectUnauthorized": True}, "connectTimeout": "5"},
            },
        ),
    ],
)
@pytest.mark.parametrize("environment", ["development", "production", "staging"])
def test_configuration_of_the_project_template(
    project: Project, url: str | None, expected: dict[str, Any], environment: str
) -> None:
    setting = f"process.env.DATABASE_URL = {url!r};" if url else "delete process.env.DATABASE_URL;"
    project.write(
        "models/index.js",
        f"{setting}\nprocess.env.NODE_ENV = '{environment}';\n"
        "exports.config = require('../config/config.js');\n"
        "exports.sequelize = { close() {} };\n",
    )
    # Settings are made when they are read. The top level stands for an environment without a
    # name, which has no default database.
    settings = [f"(db.config.{environment} || db.config)", *(["db.config"] if url else [])]
    read = (
        f"const keys = {json.dumps(list(expected))};\n"
        "const pick = (from) => Object.fromEntries(keys.map((key) => [key, from[key]]));\n"
        f"return [{', '.join(settings)}].map(pick);"
    )
    if url is None and environment != "development":
        with pytest.raises(AssertionError, match="Set DATABASE_URL"):
            project.run_js(read)
        return
    if "storage" in expected:
        expected = {**expected, "storage": expected["storage"].replace("ROOT", str(project.root))}
    assert project.run_js(read) == [expected] * len(settings)


def test_an_unknown_database_is_refused_by_name(project: Project) -> None:
    project.write(
        "models/index.js",
        "process.env.DATABASE_URL = 'oracle://db';\nrequire('../config/config.js');\n",
    )
    with pytest.raises(AssertionError, match="DATABASE_URL must begin with one of: mariadb, mysql"):
        project.run_js("return 1;")

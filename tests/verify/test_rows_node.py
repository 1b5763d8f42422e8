"""Rows written and read by Sequelize's models: what passes, fails and is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from scaffold.verify.verifier import CheckResult
from tests.support.node_packages import ROOT
from tests.support.project import Project
from tests.support.row_check import node_rows
from tests.targets.rendering import HEAD, database_of, files_of, write

pytestmark = pytest.mark.node

SHOP = (ROOT / "examples" / "shop" / "scaffold.yaml").read_text()
SNAKE = f"{HEAD}options: {{naming: snake_case}}\nmodels:\n"
MARK = "  Tag.beforeCreate((tag) => {\n    tag.name = `#${tag.name}`;\n  });\n"
# A timestamp that says `allowNull: false` is validated before Sequelize fills it.
STATED = """'use strict';

const {{ Model }} = require('sequelize');

module.exports = (sequelize, DataTypes) => {{
  class {name} extends Model {{
    static associate(models) {{
      {associations}
    }}
  }}

  {name}.init(
    {{
      {attributes}
      createdAt: {{ type: DataTypes.DATE, allowNull: false, field: 'created_at' }},
      updatedAt: {{ type: DataTypes.DATE, allowNull: false, field: 'updated_at' }},
    }},
    {{ sequelize, modelName: '{name}', tableName: '{table}' }},
  );

  return {name};
}};
"""


def rows(project: Project, text: str, **edits: tuple[str, str]) -> tuple[CheckResult, list[str]]:
    """What came of the rows of a schema, whose model files are edited: `tag=(old, new)`."""
    write(project, files_of(text))
    for name, (old, new) in edits.items():
        path = Path(project.root, "models", f"{name}.js")
        written = path.read_text()
        assert old in written, written
        path.write_text(written.replace(old, new))
    project.run_migrations()
    return node_rows(project, database_of(text))


def test_what_is_generated_holds(project: Project) -> None:
    check, untried = rows(project, SHOP)
    assert (check.verdict, untried) == ("passed", [])
    assert check.detail == "6 models, 6 associations: written and read"


def test_not_null_timestamps_without_a_value_fail(project: Project) -> None:
    text = f"{SNAKE}  A: {{bs: belongsToMany(B) through(AB)}}\n  B: {{name: string}}\n"
    write(project, files_of(text))
    key = "{{ type: DataTypes.INTEGER, primaryKey: true, allowNull: false, field: '{}_id' }}"
    models = {
        "a": (
            "A",
            "a",
            "A.belongsToMany(models.B, { as: 'bs', through: models.AB, "
            "foreignKey: 'AId', otherKey: 'BId' });",
            "",
        ),
        "b": ("B", "b", "", "name: DataTypes.STRING,"),
        "ab": ("AB", "ab", "", f"AId: {key.format('a')}, BId: {key.format('b')},"),
    }
    tables = {each.name: each.table.name.name for each in database_of(text).models}
    for file, (name, _, associations, attributes) in models.items():
        code = STATED.format(
            name=name, table=tables[name], associations=associations, attributes=attributes
        )
        project.write(f"models/{file}.js", code)
    project.run_migrations()
    check, _ = node_rows(project, database_of(text))
    assert check.verdict == "failed"
    first, *faults = check.detail.splitlines()
    assert first == "4 faults in 3 models, 1 association"
    wanted = "createdAt cannot be null"
    assert [fault.partition(": ")[0] for fault in faults if wanted in fault] == [
        "A.bulkCreate with validation",
        "B.bulkCreate with validation",
        "AB.bulkCreate with validation",
        "A.bs",
    ]
    assert "A.bs: addB: AB.createdAt cannot be null" in check.detail


def test_association_with_exchanged_join_keys_fails(project: Project) -> None:
    check, _ = rows(
        project,
        SHOP,
        product=(
            "foreignKey: 'ProductId',\n        otherKey: 'TagId'",
            "foreignKey: 'TagId',\n        otherKey: 'ProductId'",
        ),
    )
    assert check.verdict == "failed"
    assert "Product.tags: add" in check.detail


def test_missing_association_is_reported(project: Project) -> None:
    check, _ = rows(project, SHOP, payment=("Payment.hasOne(", "(() => {})("))
    assert check.verdict == "failed"
    assert "Payment.order: the model has no association with this name" in check.detail


def test_attribute_with_the_column_of_another_is_reported(project: Project) -> None:
    check, _ = rows(project, SHOP, order=("status: {", "status: {\n        get() { return 1; },"))
    assert check.verdict == "passed", check.detail
    check, _ = rows(project, SHOP, order=("total: {", "total: {\n        field: 'status',"))
    assert check.verdict == "failed"


def test_validators_hooks_and_scopes_of_people_are_respected(project: Project) -> None:
    """A validator refuses the rows of one model; hooks, setters and scopes change others."""
    check, untried = rows(
        project,
        SHOP,
        customer=("allowNull: false }", "allowNull: false, validate: { isEmail: true } }"),
        tag=(
            "  return Tag;",
            "  Tag.beforeCreate((tag) => {\n tag.name = `#${tag.name}`;\n});\n  return Tag;",
        ),
        product=(
            "tableName: 'Products',",
            "tableName: 'Products',\n      defaultScope: { where: { name: 'nothing' } },",
        ),
    )
    assert check.verdict == "passed", check.detail
    assert check.detail.startswith("5 of 6 models, 4 of 6 associations")
    assert untried == [
        "rows: not tried: Customer: the project's own code refuses the rows "
        "(Validation isEmail on name failed)",
        "rows: not tried: Customer.orders, Order.customer: there is no row of Customer",
    ]


def test_hook_that_throws_skips_the_trial(project: Project) -> None:
    hook = "  Tag.beforeDestroy(() => {\n    throw new Error('tags stay');\n  });\n  return Tag;"
    check, untried = rows(project, SHOP, tag=("  return Tag;", hook))
    assert check.verdict == "passed", check.detail
    assert untried == ["rows: not tried: Tag: the project's own code refuses the rows (tags stay)"]
    mistake = "  Tag.beforeCreate((tag) => tag.nothing());\n  return Tag;"
    project.write("models/tag.js", project.read("models/tag.js").replace(hook, mistake))
    check, _ = node_rows(project, database_of(SHOP))
    assert "Tag.create: tag.nothing is not a function" in check.detail


def test_unknown_not_null_column_skips_the_model(project: Project) -> None:
    project.write(
        "migrations/29990101000000-mine.js",
        "module.exports = {\n  up: async ({ sequelize }) => {\n"
        "    await sequelize.query('DROP TABLE Customers');\n"
        "    await sequelize.query('CREATE TABLE Customers (id UUID PRIMARY KEY, name TEXT, "
        "email TEXT, vat TEXT NOT NULL, createdAt DATETIME, updatedAt DATETIME)');\n  },\n"
        "  down: async () => {},\n};\n",
    )
    check, untried = rows(project, SHOP)
    assert check.verdict == "passed", check.detail
    assert "rows: not tried: Customer: vat is NOT NULL and is not in the schema" in untried


def test_associations_added_by_people_are_included(project: Project) -> None:
    mine = "static associate(models) {\n      Tag.belongsTo(models.Order, { as: 'mine', "
    old = "static associate(models) {"
    check, _ = rows(project, SHOP, tag=(old, f"{mine}foreignKey: 'id', constraints: false }});"))
    assert check.verdict == "passed", check.detail
    check, _ = rows(
        project, SHOP, tag=(old, f"{mine}foreignKey: 'orderId', constraints: false }});")
    )
    assert check.verdict == "failed"
    assert "Tag.mine: include: mine: SQLITE_ERROR: no such column" in check.detail


MANY = """
  Country: {code: char(2) primary, name: string, year: integer primary}
  City: {name: string, people: hasMany(Person), logs: hasMany(Log), seal: hasMany(Seal)}
  Seal: {city: belongsTo(City) primary, text: string}
  Person: {city: belongsTo(City) primary, row: integer primary, name: string}
  Log: {$id: none, text: string, city: belongsTo(City)}
  Visit: {at: datetime primary, city: belongsTo(City)}
  Word: {constructorValue: string column(constructor) primary}
"""


def test_known_faults_of_sequelize_are_skipped(project: Project) -> None:
    check, untried = rows(project, f"{HEAD}models:{MANY}")
    assert check.verdict == "passed", check.detail
    told = "\n".join(untried)
    assert "City.people (set, add, remove): Sequelize finds rows by the first attribute" in told
    assert (
        "City.seal (set, add, remove), Seal.city (set, create), Person.city (set, create): "
        "Sequelize cannot change the primary key" in told
    )
    assert "Log.city (set, create): Sequelize cannot save rows of a model without a primary" in told
    assert "City.logs (include): Sequelize takes all included rows without a primary key" in told
    assert "Visit (update), Visit.city (set, create): Sequelize finds no row by a datetime" in told
    assert "Word: Sequelize fails on a `where` with a column named like a property" in told

"""The files of the Sequelize target, and their contents; without node."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scaffold.database.operations import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddUnique,
    CreateTable,
)
from scaffold.database.tables import (
    Check,
    Column,
    Database,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.schema.data_types import DataType, Default
from scaffold.targets.sequelize.code_nodes import one_line
from scaffold.targets.sequelize.columns import Definition
from scaffold.targets.sequelize.types import in_migration, in_model
from tests.targets.rendering import (
    HEAD,
    TARGET,
    database_of,
    files_of,
    migration_text,
    migrations_of,
    rendered,
)

REFERENCE = Path(__file__).parents[1] / "reference"
SHOP = (REFERENCE / "uuid" / "scaffold.yaml").read_text()
ALL = ("sqlite", "postgres", "mysql")
T, P = TableName("T"), TableName("P")
ID = Column("id", DataType("integer"), nullable=False)
KEY = ForeignKey("T_pId_fkey", "pId", P, "id", "CASCADE", "CASCADE")


def test_the_files_of_the_shop() -> None:
    database = database_of(SHOP)
    artifacts = list(TARGET.model_artifacts(database, TARGET.settings))
    assert {artifact.path: artifact.ownership for artifact in artifacts} == {
        "models/index.js": "once",
        **{
            f"models/{name}.js": "model"
            for name in ("customer", "order", "payment", "product", "productTag", "tag")
        },
    }
    made = [
        TARGET.migration_artifact(migration, database.dialects, TARGET.settings, None)
        for migration in migrations_of(database)
    ]
    assert [artifact.path.partition("-")[2] for artifact in made] == [
        "create-customers.js",
        "create-orders.js",
        "create-payments.js",
        "create-products.js",
        "create-tags.js",
        "add-associations.js",
        "associate-product-tag.js",
    ]
    assert {artifact.ownership for artifact in made} == {"migration"}


@pytest.mark.parametrize(
    ("models", "config", "required"),
    [
        ("models", None, "../config/config"),
        ("src/models", None, "../../config/config"),
        ("config/models", None, "../config"),
        (".", None, "./config/config"),
        ("models", "db/settings.json", "../db/settings.json"),
        ("app/models", "../config.cjs", "../../../config.cjs"),
    ],
)
def test_folders_and_the_path_to_the_configuration(
    models: str, config: str | None, required: str
) -> None:
    database = database_of(SHOP)
    found = {} if config is None else {"config": config}
    settings = {"models": models, "migrations": "db/migrate", **found}
    files = rendered(database, migrations_of(database), **settings)
    index = next(text for path, text in files.items() if path.endswith("index.js"))
    assert f"require('{required}');" in index
    assert "db/migrate/20260101000001-create-customers.js" in files


SNAKE = (
    HEAD
    + """options: {naming: snake_case}
models:
  OrderItem:
    unitPrice: decimal(10, 2)
    userID: string
    legacy: string column(OLD)
    customer: belongsTo(Customer)
    supplier: belongsTo(Customer) foreignKey(supplierURL)
    _hidden: string
  Customer: {name: string, orderItems: hasMany(OrderItem) inverse(customer)}
"""
)


def test_snake_case_models_are_underscored_and_declare_only_other_columns() -> None:
    files = files_of(SNAKE)
    item, customer = files["models/orderItem.js"], files["models/customer.js"]
    fields = dict(re.findall(r"(\w+): \{[^}]*?field: '(\w+)'", item))
    assert fields == {"userID": "user_id", "legacy": "OLD", "supplierURL": "supplier_url"} | {
        "foreignKey": "supplier_url"
    }
    assert "field:" not in customer
    for text in (item, customer):
        assert "underscored: true" in text
        assert "createdAt" not in text


def test_models_of_other_naming_are_not_underscored() -> None:
    text = files_of(SNAKE.replace("snake_case", "sequelize"))["models/orderItem.js"]
    assert "underscored" not in text
    assert re.findall(r"field: '(\w+)'", text) == ["OLD"]


def test_declared_timestamp_has_a_model_default_and_no_column_default() -> None:
    text = files_of(f"{HEAD}models:\n  A: {{createdAt: datetime(3) required, x: string}}\n")
    assert "defaultValue: DataTypes.NOW" in text["models/a.js"]
    create = next(text[path] for path in text if path.endswith("create-as.js"))
    assert "defaultValue" not in create


@pytest.mark.parametrize(
    ("field", "renewed", "default"),
    [
        ("updatedAt: datetime(3) required", True, True),
        ("updatedAt: datetime required default(now)", True, False),
        ("updatedAt: datetime", False, False),
        ("updatedAt: datetime required column(changed_at)", False, True),
        ("createdAt: datetime(3) required", False, True),
        ("seenAt: datetime required default(now)", False, False),
    ],
)
def test_declared_timestamp_has_a_default_and_upsert_updates_it(
    field: str, renewed: bool, default: bool
) -> None:
    text = files_of(f"{HEAD}models:\n  A:\n    x: string\n    {field}\n")["models/a.js"]
    assert ("const now = { updatedAt: new Date(Date.now() - 1) };" in text) == renewed
    assert ("defaultValue: DataTypes.NOW" in text) == default


@pytest.mark.parametrize(
    ("alias", "written"),
    [
        ("orders", "'orders'"),
        ("categories", "'categories'"),
        ("cookies", "{ singular: 'cookie', plural: 'cookies' }"),
        ("shoes", "{ singular: 'shoe', plural: 'shoes' }"),
        ("bases singular(basis)", "'bases'"),
        ("orders singular(purchase)", "{ singular: 'purchase', plural: 'orders' }"),
    ],
)
def test_singular_is_written_only_if_sequelize_derives_another(alias: str, written: str) -> None:
    name, _, rest = alias.partition(" ")
    models = f"  A: {{x: string, {name}: hasMany(B) {rest}}}\n  B: {{y: string}}\n"
    assert f"as: {written},\n" in files_of(f"{HEAD}models:\n{models}")["models/a.js"]


def test_every_call_uses_the_transaction() -> None:
    for path, text in files_of(SHOP).items():
        if path.startswith("migrations/2"):
            calls = len(
                re.findall(r"await (?:queryInterface\.\w+|sequelize\.\w+|remove\w+)\(", text)
            )
            assert text.count("transaction") > calls
            assert text.count("sequelize.transaction(async (transaction)") == 2


def test_library_parameter_is_declared_only_if_used() -> None:
    database = Database((), ALL)
    index = migration_text(database, AddIndex(T, Index("T_a_idx", ("a",))))
    assert "async up(queryInterface) {" in index
    partial = migration_text(database, AddIndex(T, Index("i", ("a",), where="{a} > 1")))
    assert "async up(queryInterface, Sequelize) {" in partial
    assert "where: Sequelize.literal('\"a\" > 1')," in partial
    raw = AddColumn(T, Column("a", DataType("type", native="Sequelize.POINT")))
    assert "async up(queryInterface) {" in migration_text(database, raw)


def test_a_migration_imports_the_helpers_that_it_calls() -> None:
    index = AddIndex(T, Index("T_a_idx", ("a",)))
    unique = AddUnique(T, Unique("T_a_key", "a"))
    key = AddForeignKey(T, KEY)
    check = AddCheck(T, Check("T_a_check", "{a} > 0"))
    sqlite = [
        *("addCheck", "addForeignKey", "addUnique", "removeCheck", "removeForeignKey"),
        "removeUnique",
    ]
    rows = {"rows-1": ["refuseDuplicates", "refuseOrphans", "refuseRows"]}
    cases: list[tuple[tuple[str, ...], dict[str, list[str]]]] = [
        (("sqlite",), {"sqlite-constraints-1": sqlite}),
        (("postgres",), {}),
        (
            ("mysql",),
            {
                "mysql-constraints-1": ["removeForeignKey", "removeIndex", "removeUnique"],
            },
        ),
        (
            ("postgres", "mysql"),
            {
                "constraints-1": ["addCheck", "removeCheck", "removeForeignKey", "removeUnique"],
                "indexes-1": ["removeIndex"],
            },
        ),
    ]
    for dialects, helpers in cases:
        text = migration_text(Database((), dialects), index, unique, key, check)
        flat = " ".join(text.split())
        found = {
            file: names.strip(" ,").split(", ")
            for names, file in re.findall(r"const {([^}]*)} = require\('./helpers/(.*?)'\);", flat)
        }
        assert found == helpers | rows
        assert "getDialect" not in text and "function " not in text


def test_key_with_an_unsuitable_default_name_is_added_by_name() -> None:
    long = "an_extraordinarily_long_name_for_the_column_of_a_foreign_key"
    column = Column(long, DataType("integer"), deferred=True)
    key = ForeignKey(f"T_{long}_fkey"[:60], long, P, "id", "CASCADE", "CASCADE")
    apart = migration_text(Database((), ALL), AddColumn(T, column, key))
    assert "references: { table: 'P', field: 'id' }," in apart
    assert "references: { model" not in apart
    inline = migration_text(Database((), ("sqlite",)), AddColumn(T, column, key))
    assert "references: { model: 'P', key: 'id' }," in inline


def test_unique_constraint_with_another_name_than_postgresqls_is_added_by_name() -> None:
    column = "a_quite_long_name_for_a_column_that_is_to_be_unique"
    columns = ID, Column(column, DataType("integer")), Column("a", DataType("integer"))
    uniques = Unique("T_a_quite_long_cut_key", column), Unique("T_a_key", "a")
    create = CreateTable(Table(T, columns, ("id",), uniques))
    for dialects in (("postgres",), ALL):
        text = migration_text(Database((), dialects), create)
        created, _, after = text.partition("createTable(")[2].partition(");")
        assert "T_a_key: { fields: ['a'] }" in created and "cut_key" not in created
        assert "'T_a_quite_long_cut_key'" in after.partition("down(")[0]
    text = migration_text(Database((), ("sqlite", "mysql")), create)
    assert "T_a_quite_long_cut_key: {" in text and "addUnique" not in text


def test_schema_is_created_and_dropped_with_its_last_table() -> None:
    table = Table(TableName("T", "sales"), (ID,), ("id",))
    text = migration_text(Database((), ("postgres",)), CreateTable(table))
    assert "queryInterface.createSchema('sales', { transaction });" in text
    assert 'DROP SCHEMA "sales"; EXCEPTION WHEN dependent_objects_still_exist' in text
    assert "{ tableName: 'T', schema: 'sales' }" in text


def test_key_from_a_schema_names_the_schema_of_its_target() -> None:
    key = AddForeignKey(TableName("T", "sales"), KEY)
    text = migration_text(Database((), ("postgres",)), key)
    assert "table: { tableName: 'P', schema: 'public' }" in text


@pytest.mark.parametrize(
    ("type_", "default", "dialects", "expected"),
    [
        (DataType("string", 255), None, ALL, "type: S.STRING"),
        (DataType("string", 9), None, ALL, "type: S.STRING(9)"),
        (DataType("char", 2), None, ALL, "type: S.CHAR(2)"),
        (DataType("tinyint"), None, ALL, "type: TINYINT"),
        (DataType("tinyint"), None, ("postgres",), "type: S.SMALLINT"),
        (DataType("tinyint"), None, ("sqlite", "mysql"), "type: S.TINYINT"),
        (DataType("bigint", unsigned=True), None, ("mysql",), "type: S.BIGINT.UNSIGNED"),
        (DataType("decimal", precision=10, scale=0), None, ALL, "type: S.DECIMAL(10, 0)"),
        (DataType("date"), None, ALL, "type: S.DATEONLY"),
        (DataType("datetime", 3), None, ALL, "type: S.DATE(3)"),
        (DataType("binary"), None, ALL, "type: S.BLOB"),
        (DataType("enum", values=("a", "b'")), None, ALL, "type: S.ENUM('a', \"b'\")"),
        (DataType("type", native="money"), None, ALL, "type: 'money'"),
        (DataType("array", of=DataType("text")), None, ("postgres",), "type: S.ARRAY(S.TEXT)"),
        (
            DataType("array", of=DataType("type", native="money")),
            None,
            ("postgres",),
            "type: 'money[]'",
        ),
        (
            DataType("range", of=DataType("decimal", precision=4, scale=2)),
            None,
            ("postgres",),
            "type: S.RANGE(S.DECIMAL)",
        ),
        (DataType("integer"), Default("number", "-3"), ALL, "defaultValue: -3"),
        (
            DataType("decimal", precision=30, scale=2),
            Default("number", "12345678901234567890.12"),
            ALL,
            "defaultValue: '12345678901234567890.12'",
        ),
        (DataType("boolean"), Default("boolean", "false"), ALL, "defaultValue: false"),
        (DataType("uuid"), Default("uuid"), ALL, "defaultValue: S.UUIDV4"),
        (
            DataType("uuid"),
            Default("uuid"),
            ("postgres",),
            "defaultValue: F.literal('gen_random_uuid()')",
        ),
        (
            DataType("datetime"),
            Default("now"),
            ALL,
            "defaultValue: F.literal('CURRENT_TIMESTAMP')",
        ),
        (
            DataType("datetime", 3),
            Default("now"),
            ("mysql",),
            "defaultValue: F.literal('CURRENT_TIMESTAMP(3)')",
        ),
        (
            DataType("datetime"),
            Default("text", "2020-01-02 03:04:05"),
            ALL,
            "defaultValue: new Date('2020-01-02T03:04:05Z')",
        ),
        (
            DataType("datetime", 6),
            Default("text", "2020-01-02 03:04:05.123456"),
            ALL,
            "defaultValue: F.literal(\"'2020-01-02 03:04:05.123456'\")",
        ),
        (
            DataType("json"),
            Default("json", '{"a":[1,"b"]}'),
            ("sqlite",),
            "defaultValue: { a: [1, 'b'] }",
        ),
        (DataType("string", 255), Default("text", "{{ x }} */"), ALL, "defaultValue: '{{ x }} */'"),
    ],
)
def test_types_and_defaults(
    type_: DataType, default: Default | None, dialects: tuple[str, ...], expected: str
) -> None:
    definition = Definition("c", Column("c", type_, default=default))
    model = one_line(definition.expr(in_model(dialects)))
    migration = one_line(definition.expr(in_migration(dialects)))
    for text, types, functions in (
        (model, "DataTypes", "sequelize"),
        (migration, "Sequelize", "Sequelize"),
    ):
        flat = re.sub(r"\s+", " ", text).replace("( ", "(").replace(", )", ")")
        wanted = expected.replace("S.", f"{types}.").replace("F.", f"{functions}.")
        assert wanted in flat


def test_expressions_are_quoted_for_every_dialect() -> None:
    check = Check("T_check", "{order} ~ '^a{{2}}`' AND {b} > 0")
    alone = migration_text(Database((), ("mysql",)), AddCheck(T, check))
    assert "CHECK (`order` ~ '^a{2}`' AND `b` > 0)" in alone
    both = migration_text(Database((), ("sqlite", "postgres")), AddCheck(T, check))
    assert '"order" ~ \'^a{2}`\' AND "b" > 0' in both.replace("\\'", "'")
    every = migration_text(Database((), ALL), AddCheck(T, check))
    assert "`${queryInterface.quoteIdentifier('order')} ~ '^a{2}\\`' AND" in every


def test_composite_key_without_timestamps() -> None:
    text = files_of(
        f"""{HEAD}models:
  A: {{$timestamps: false, $paranoid: false, x: string}}
  B: {{$timestamps: {{createdAt: made, updatedAt: false}}, x: string}}
  C: {{$paranoid: gone, x: string}}
  D: {{$timestamps: false, $paranoid: true, x: string}}
"""
    )
    assert "timestamps: false," in text["models/a.js"]
    assert re.search(r"createdAt: 'made',\s+updatedAt: false,", text["models/b.js"])
    assert re.search(r"paranoid: true,\s+deletedAt: 'gone',", text["models/c.js"])
    options = re.search(r"tableName: 'Ds',([^}]*)", text["models/d.js"])
    assert options is not None
    said = " ".join(options[1].split())
    assert said == "createdAt: false, updatedAt: false, paranoid: true,"

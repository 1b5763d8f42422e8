"""Existing models and migrations of the user stop the first run."""

from __future__ import annotations

import pytest

from tests.cli.conftest import FILES, SCHEMA, Cli, all_of

PYTHON = "version: 1\ntargets: {sqlalchemy: {}}\nmodels:\n  Customer:\n    name: string\n"
MIGRATION = "module.exports = { up: (q) => q.createTable('Users', {}), down: (q) => q.x };\n"
MODEL = "module.exports = (sequelize, types) => sequelize.define('User', { name: types.TEXT });\n"
INDEX = "fs.readdirSync(__dirname).forEach((file) => require(file)(sequelize, DataTypes));\n"


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        (SCHEMA, "migrations/20200101000000-create-users.js"),
        (SCHEMA, "migrations/20200101000000-create-users.cjs"),
        (SCHEMA, "migrations/1-users.ts"),
        (SCHEMA, "models/user.js"),
        (SCHEMA, "models/User.ts"),
        (SCHEMA, "models/user.mjs"),
        (SCHEMA, "models/users/user.js"),
        (SCHEMA.replace(": .", ": src"), "src/models/user.js"),
        (SCHEMA.replace(": .", ": ., migrations: db"), "db/1-users.js"),
        (PYTHON, "python/migrations/versions/ae1027a6acf_users.py"),
        (PYTHON, "python/models/user.py"),
    ],
)
def test_foreign_files_stop_generate_with_a_solution(cli: Cli, schema: str, path: str) -> None:
    cli.schema(schema)
    cli.write(path, "// theirs\n")
    before = cli.tree()
    for command in ("generate", "check"):
        result = cli(command, code=1)
        assert f"scaffold did not generate these models and migrations: {path}\n" in result.errors
        assert "--only-new-tables" in result.errors and "scaffold new FOLDER" in result.errors
    assert path in cli("add", "Tag", "name: string", code=1).errors
    assert path in cli.json("generate", code=1)["problems"][0]["message"]
    assert cli.tree() == before
    cli("add", "Tag", "name: string", "--only-new-tables", "-q")
    cli("generate", "--only-new-tables", "-q")
    after = cli.tree()
    assert after[path] == before[path]
    assert "up to date" in cli("check").output


def test_foreign_files_stop_new_and_add(cli: Cli) -> None:
    cli.write("migrations/1-users.js", MIGRATION)
    cli.write("models/user.js", MODEL)
    before = cli.tree()
    for command in (("new",), ("new", "--yes"), ("new", ".", "--yes", "--no-project-files")):
        result = cli(*command, code=1)
        assert "migrations/1-users.js, models/user.js" in result.errors
    assert "migrations/1-users.js" in cli("add", "Tag", "name: string", code=1).errors
    assert "migrations/1-users.js" in cli("add", "Tag", "--dry-run", code=1).errors
    assert cli.tree() == before


@pytest.mark.slow
def test_solutions_printed_by_new_work(cli: Cli) -> None:
    cli.write("package.json", '{"type": "module"}')
    cli.write("migrations/1-users.js", MIGRATION)
    cli.write("models/user.js", MODEL)
    cli("new", "apart", "--yes", "--field", "User.name: string", "-q")
    assert (cli.root / "apart/models/user.js").exists()
    cli.write("package.json", "{}")
    cli("new", "--yes", "--only-new-tables", "--field", "Tag.name: string", "-q")
    assert (cli.root / "models/tag.js").exists()
    assert (cli.root / "models/user.js").read_text() == MODEL
    cli("add", "Label", "name: string", "-q")
    cli("generate", "-q")


@pytest.mark.slow
def test_foreign_files_of_another_target_do_not_stop_it(cli: Cli) -> None:
    cli.write("migrations/1-users.js", MIGRATION)
    fields = ("--field", "Tag.name: string", "-q")
    cli("new", "--yes", "--targets", "sqlalchemy", *fields)
    assert (cli.root / "python/models/tag.py").exists()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("models/index.js", INDEX),
        ("models/.gitkeep", ""),
        ("models/README.md", "# Models"),
        ("models/user.d.ts", ""),
        ("models/user.test.js", ""),
        ("models/package.json", "{}"),
        ("models/node_modules/x/index.js", ""),
        ("migrations/.gitkeep", ""),
        ("migrations/package.json", '{"type": "commonjs"}'),
        ("migrations/README.md", ""),
        ("migrations/types.d.ts", ""),
        ("seeders/1-users.js", ""),
    ],
)
def test_other_files_do_not_stop_it(cli: Cli, path: str, text: str) -> None:
    cli.schema()
    cli.write(path, text)
    cli.generate("-q")
    assert (cli.root / path).read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        MODEL,
        "class User extends Model {}\nUser.init({}, { sequelize });\n",
        "import { Model } from 'sequelize';\nexport class User extends Model<Attributes> {}\n",
        "@Table\nexport class User {}\n",
    ],
)
def test_index_with_models_stops_it(cli: Cli, text: str) -> None:
    cli.schema()
    cli.write("models/index.js", text)
    assert "models/index.js" in cli.generate(code=1).errors


def test_python_package_with_models_stops_it(cli: Cli) -> None:
    cli.schema(PYTHON)
    cli.write("python/models/__init__.py", "class User(Base):\n    __tablename__ = 'users'\n")
    assert "python/models/__init__.py" in cli.generate(code=1).errors
    cli.write("python/models/__init__.py", "from other import *\n")
    assert "exists already" in cli.generate(code=1).errors


def test_ten_foreign_files_are_named_and_the_others_counted(cli: Cli) -> None:
    cli.schema()
    for number in range(100, 113):
        cli.write(f"migrations/{number}-x.js", "")
    result = cli.generate(code=1).errors
    assert "109-x.js and 3 more" in result and "110-x.js" not in result


def test_files_equal_to_generated_ones_do_not_stop_it(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    for path in cli.tree():
        if not path.startswith("models/") and path != "scaffold.yaml":
            (cli.root / path).unlink()
    cli.generate("-q")
    assert "up to date" in cli("check").output


def test_users_migrations_after_the_first_run_are_accepted(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.write("migrations/20200101000000-mine.js", MIGRATION)
    cli.write("models/mine.js", MODEL)
    cli("add", "Tag", "name: string", "-q")
    cli("generate", "-q")
    assert "up to date" in cli("check").output


@pytest.mark.slow
def test_project_without_models_counts_as_generated(cli: Cli) -> None:
    cli("new", "--yes", "-q")
    cli.write("migrations/20200101000000-mine.js", MIGRATION)
    cli("add", "Tag", "name: string", "-q")
    cli("generate", "-q")


def test_later_target_is_checked_alone(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.write("python/models/user.py", "x = 1\n")
    cli.replace("scaffold.yaml", "targets:\n", "targets:\n  sqlalchemy: {}\n")
    result = cli("generate", code=1)
    assert "python/models/user.py" in result.errors
    cli("generate", "--only-new-tables", "-q")
    assert "up to date" in cli("check").output


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("migrations/1-x.js", "q.createTable('Customers', {})", "creates the table Customers"),
        ("migrations/1-x.js", 'q.createTable({ tableName: "Customers" })', "the table Customers"),
        (
            "migrations/1-x.ts",
            "q.createTable<X>(\n  `Customers`, {})",
            "creates the table Customers",
        ),
        ("migrations/1-x.js", "q.query('create table if not exists \"Customers\" (')", "Customers"),
        ("models/client.js", "tableName: 'Customers'", "creates the table Customers"),
        ("models/client.js", "sequelize.define('Customer', {})", "has a model Customer"),
        ("models/client.ts", "class Customer extends Model<X> {}", "has a model Customer"),
        ("models/client.js", "modelName: 'Customer'", "has a model Customer"),
    ],
)
def test_only_new_tables_refuses_existing_tables(
    cli: Cli, path: str, text: str, message: str
) -> None:
    cli.schema()
    cli.write(path, text)
    before = cli.tree()
    errors = cli("generate", "--only-new-tables", code=1).errors
    assert path in errors and message in errors
    assert "Remove Customer from the schema" in errors
    assert cli.tree() == before
    cli.write(path, text.replace("Customer", "Client"))
    cli("generate", "--only-new-tables", "-q")


@pytest.mark.parametrize(
    "text",
    ["op.create_table(\n    'Customers',", "__tablename__ = 'Customers'", "Table('Customers'"],
)
def test_only_new_tables_refuses_existing_tables_of_python(cli: Cli, text: str) -> None:
    cli.schema(PYTHON)
    cli.write("python/models/client.py", text)
    errors = cli("generate", "--only-new-tables", code=1).errors
    assert "python/models/client.py creates the table Customers" in errors


def test_only_new_tables_without_foreign_files(cli: Cli) -> None:
    cli.schema()
    assert cli.generate("--only-new-tables").output == all_of("create", *FILES)

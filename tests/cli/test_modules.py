"""What node would not load is not written: ES modules, and files that another stands in for."""

from __future__ import annotations

import pytest

from tests.cli.conftest import SCHEMA, Cli

MODULE = '{"name": "app", "type": "module"}\n'
COMMONJS = '{"type": "commonjs"}\n'


@pytest.mark.parametrize("place", ["package.json", "../package.json"])
def test_a_package_of_es_modules_is_named_with_a_way_out(cli: Cli, place: str) -> None:
    cli.schema()
    cli.write(place, MODULE)
    before = cli.tree()
    said = cli.generate(code=1)
    assert f'{place} says "type": "module": Node would load files in models and migrations' in (
        said.errors
    )
    assert 'Put a package.json with {"type": "commonjs"} into models and migrations' in said.errors
    assert cli.tree() == before
    assert "module" in cli("check", code=1).errors
    cli.write("models/package.json", COMMONJS)
    cli.write("migrations/package.json", COMMONJS)
    cli.generate("-q")


def test_the_nearest_package_decides_for_each_folder(cli: Cli) -> None:
    cli.schema(SCHEMA.replace(": .", ": packages/api"))
    cli.write("package.json", MODULE)
    cli.write("packages/api/package.json", "{}")
    cli.write("packages/api/migrations/package.json", MODULE)
    said = cli.generate(code=1)
    assert 'packages/api/migrations/package.json says "type": "module"' in said.errors
    assert "load files in packages/api/migrations as" in said.errors
    cli.write("packages/api/migrations/package.json", COMMONJS)
    cli.generate("-q")


def test_new_stops_before_it_asks_or_writes(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    before = cli.tree()
    said = cli("new", code=1)
    assert "models, config and migrations" in said.errors
    assert "models" in cli("new", "--yes", "--field", "Tag.name: string", code=1).errors
    assert cli.tree() == before
    for folder in ("config", "models", "migrations"):
        cli.write(f"{folder}/package.json", COMMONJS)
    cli("new", "--yes", "--field", "Tag.name: string", "-q")
    assert (cli.root / "config/config.js").exists()


def test_a_new_project_inside_such_a_package_has_its_own(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    assert "module" in cli("new", "bare", "--yes", "--no-skeleton", code=1).errors
    cli("new", "shop", "--yes", "--field", "Tag.name: string", "-q")
    assert (cli.root / "shop/package.json").exists()
    cli("generate", "-C", "shop", "-q")


def test_python_alone_does_not_mind(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    cli.schema(SCHEMA.replace("sequelize: {directory: .}", "sqlalchemy: {}"))
    cli.generate("-q")


def test_what_exists_is_not_looked_at_again(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.write("package.json", MODULE)
    assert "up to date" in cli("check").output
    cli("add", "Order", "note: string", "-q")
    assert "ES modules" in cli("generate", code=1).errors


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "[]", '{"type": 5}', '\ufeff{"type": "x"}'])
def test_a_package_json_that_is_none(cli: Cli, text: str) -> None:
    cli.schema()
    cli.write("package.json", text)
    if text[-1] in "{[":
        assert "package.json is not JSON" in cli.generate(code=1).errors
    else:
        cli.generate("-q")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/models/index.ts", "index.js"),
        ("src/models/index.tsx", "index.js"),
        ("src/models/order.json", "order.js"),
        ("src/models/order/package.json", "order.js"),
    ],
)
def test_a_file_that_would_not_be_loaded_any_more_is_named(cli: Cli, path: str, name: str) -> None:
    cli.schema(SCHEMA.replace(": .", ": src"))
    cli.write(path, "{}")
    before = cli.tree()
    said = cli.generate(code=1)
    assert f"{path}: {name} would be loaded instead" in said.errors
    assert "`sequelize: {directory: FOLDER}`" in said.errors
    assert cli.tree() == before
    cli.schema(SCHEMA.replace(": .", ": lib"))
    cli.generate("-q")
    assert cli.tree()[path] == before[path]


def test_a_model_that_became_typescript_is_not_written_again(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    (cli.root / "models/order.js").rename(cli.root / "models/order.ts")
    said = cli.generate(code=1)
    assert "models/order.ts: order.js would be loaded instead" in said.errors


@pytest.mark.parametrize(
    ("config", "rc"),
    [
        ("config/config.ts", "module.exports = { config: 'config/config.ts' };"),
        ("config/config.mjs", "module.exports = { config: 'config/config.mjs' };"),
        ("config/config.js", ""),
    ],
)
def test_a_configuration_that_commonjs_cannot_load_is_named(cli: Cli, config: str, rc: str) -> None:
    cli.schema()
    cli.write("package.json", MODULE)
    for folder in ("models", "migrations"):
        cli.write(f"{folder}/package.json", COMMONJS)
    cli.write(config, "export default {};\n")
    if rc:
        cli.write(".sequelizerc", rc)
    said = cli.generate(code=1)
    assert f"{config}: models/index.js, which is CommonJS, cannot load it" in said.errors
    cli.write("models/index.js", "// theirs\n")
    cli.generate("-q")

"""Files that node would not load are not written: ES modules, and shadowed files."""

from __future__ import annotations

import pytest

from tests.cli.conftest import SCHEMA, Cli

MODULE = '{"name": "app", "type": "module"}\n'
COMMONJS = '{"type": "commonjs"}\n'


@pytest.mark.parametrize("place", ["package.json", "../package.json"])
def test_es_module_package_is_refused_with_a_solution(cli: Cli, place: str) -> None:
    cli.schema()
    cli.write(place, MODULE)
    before = cli.tree()
    result = cli.generate(code=1)
    assert f'{place} says "type": "module": Node would load files in models and migrations' in (
        result.errors
    )
    assert (
        'Put a package.json with {"type": "commonjs"} into models and migrations' in result.errors
    )
    assert cli.tree() == before
    assert "module" in cli("check", code=1).errors
    cli.write("models/package.json", COMMONJS)
    cli.write("migrations/package.json", COMMONJS)
    cli.generate("-q")


def test_nearest_package_json_decides(cli: Cli) -> None:
    cli.schema(SCHEMA.replace(": .", ": packages/api"))
    cli.write("package.json", MODULE)
    cli.write("packages/api/package.json", "{}")
    cli.write("packages/api/models/package.json", MODULE)
    result = cli.generate(code=1)
    assert 'packages/api/models/package.json says "type": "module"' in result.errors
    assert "load files in packages/api/models as" in result.errors
    cli.write("packages/api/models/package.json", COMMONJS)
    cli.generate("-q")


@pytest.mark.slow
def test_new_writes_no_commonjs_into_an_es_module_package(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    before = cli.tree()
    commonjs = ("new", "--yes", "--modules", "commonjs", "--field", "Tag.name: string")
    assert "models, config and migrations" in cli(*commonjs, code=1).errors
    assert cli.tree() == before
    for folder in ("config", "models", "migrations"):
        cli.write(f"{folder}/package.json", COMMONJS)
    cli(*commonjs, "-q")
    assert (cli.root / "config/config.js").exists()


@pytest.mark.slow
def test_new_generates_es_modules_in_such_a_package(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    said = cli("new", "--yes", "--field", "Tag.name: string").errors
    assert "scaffold new . --yes --modules esm" in said
    assert "modules: esm" in (cli.root / "scaffold.yaml").read_text()
    assert "export class Tag" in (cli.root / "models/tag.js").read_text()
    assert "export default" in (cli.root / "config/config.js").read_text()


@pytest.mark.slow
def test_new_project_below_an_es_module_package(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    bare = ("new", "bare", "--yes", "--no-project-files")
    assert "module" in cli(*bare, "--modules", "commonjs", code=1).errors
    cli(*bare)
    assert "modules: esm" in (cli.root / "bare/scaffold.yaml").read_text()
    cli("new", "shop", "--yes", "--field", "Tag.name: string", "-q")
    assert (cli.root / "shop/package.json").exists()
    cli("generate", "-C", "shop", "-q")


def test_python_alone_ignores_es_modules(cli: Cli) -> None:
    cli.write("package.json", MODULE)
    cli.schema(SCHEMA.replace("sequelize: {directory: .}", "sqlalchemy: {}"))
    cli.generate("-q")


def test_check_compares_the_package_of_existing_files(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.write("package.json", MODULE)
    assert cli.generate("-q").output == ""
    said = cli("check", code=1).errors
    assert 'package.json says "type": "module": Node would load files in models and migr' in said
    assert 'Put a package.json with {"type": "commonjs"} into models and migrations' in said
    for folder in ("models", "migrations"):
        cli.write(f"{folder}/package.json", COMMONJS)
    assert "up to date" in cli("check").output
    cli.schema(ESM)
    for folder in ("models", "migrations"):
        (cli.root / folder / "package.json").unlink()
    cli.generate("-q")
    assert "up to date" in cli("check").output
    cli.write("package.json", "{}")
    said = cli("check", code=1).errors
    assert 'package.json does not say "type": "module": Node would load files in' in said
    assert 'Add "type": "module" to package.json' in said
    cli.schema(SCHEMA.replace("directory: .", "directory: ., modules: typescript"))
    cli.generate("-q")
    assert "up to date" in cli("check").output


def test_generate_checks_the_package_of_new_files(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    cli.write("package.json", MODULE)
    cli("add", "Order", "note: string", "-q")
    assert "ES modules" in cli("generate", code=1).errors


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "[]", '{"type": 5}', '\ufeff{"type": "x"}'])
def test_invalid_package_json(cli: Cli, text: str) -> None:
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
def test_shadowed_file_is_named(cli: Cli, path: str, name: str) -> None:
    cli.schema(SCHEMA.replace(": .", ": src"))
    cli.write(path, "{}")
    before = cli.tree()
    result = cli.generate(code=1)
    assert f"{path}: {name} would be loaded instead" in result.errors
    assert "`sequelize: {directory: FOLDER}`" in result.errors
    assert cli.tree() == before
    cli.schema(SCHEMA.replace(": .", ": lib"))
    cli.generate("-q")
    assert cli.tree()[path] == before[path]


def test_model_converted_to_typescript_is_not_written_again(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    (cli.root / "models/order.js").rename(cli.root / "models/order.ts")
    result = cli.generate(code=1)
    assert "models/order.ts: order.js would be loaded instead" in result.errors


@pytest.mark.parametrize(
    ("config", "rc"),
    [
        ("config/config.ts", "module.exports = { config: 'config/config.ts' };"),
        ("config/config.mjs", "module.exports = { config: 'config/config.mjs' };"),
        ("config/config.js", ""),
    ],
)
def test_es_module_configuration_is_named(cli: Cli, config: str, rc: str) -> None:
    cli.schema()
    cli.write("package.json", MODULE)
    for folder in ("models", "migrations"):
        cli.write(f"{folder}/package.json", COMMONJS)
    cli.write(config, "export default {};\n")
    if rc:
        cli.write(".sequelizerc", rc)
    result = cli.generate(code=1)
    assert f"{config}: models/index.js, which is CommonJS, cannot load it" in result.errors
    cli.write("models/index.js", "// theirs\n")
    cli.generate("-q")


ESM = SCHEMA.replace("directory: .", "directory: ., modules: esm")


def test_es_modules_need_a_package_of_that_type(cli: Cli) -> None:
    cli.schema(ESM)
    before = cli.tree()
    said = cli.generate(code=1).errors
    assert "there is no package.json: Node would load files in models" in said
    assert "modules: commonjs}`" in said
    assert cli.tree() == before
    cli.write("package.json", "{}")
    assert 'package.json does not say "type": "module"' in cli.generate(code=1).errors
    cli.write("package.json", MODULE)
    cli.generate("-q")
    assert "export class Order extends Model" in cli.tree()["models/order.js"].decode()
    assert "export const sequelize" in cli.tree()["database.js"].decode()


def test_es_module_migrations_have_the_same_bodies(cli: Cli) -> None:
    cli.schema()
    cli.generate("-q")
    commonjs = _migrations(cli)
    cli.write("esm/package.json", MODULE)
    cli.write("esm/scaffold.yaml", ESM)
    cli("generate", "-C", "esm", "-q")
    esm = _migrations(cli, "esm/")
    assert [_body(text) for text in commonjs] == [_body(text) for text in esm]
    assert all("export default {" in text and "require(" not in text for text in esm)


def test_old_commonjs_migrations_keep_new_ones_commonjs(cli: Cli) -> None:
    cli.schema(ESM)
    cli.write("package.json", MODULE)
    cli.write("migrations/package.json", COMMONJS)
    cli.generate("-q")
    names = [path for path in cli.tree() if path.startswith("migrations/2")]
    assert names and all(name.endswith(".cjs") for name in names)
    cli("add", "Order", "note: string", "-q")
    cli.generate("-q")
    records = [text for path, text in cli.tree().items() if "/history/" in path]
    assert len(records) == 2
    assert all(b".cjs" in text and b'".js"' not in text for text in records)
    (cli.root / names[0]).unlink()
    assert names[0] in cli.generate(code=1).errors
    cli.generate("--restore", "-q")
    assert names[0] in cli.tree()


def test_suffix_that_the_module_system_lacks_is_an_unknown_value(cli: Cli) -> None:
    cli.schema(SCHEMA.replace("directory: .", "directory: ., migration_extension: mjs"))
    assert "unknown value of migration_extension `mjs`" in cli.generate(code=1).errors


def _migrations(cli: Cli, folder: str = "") -> list[str]:
    tree = cli.tree()
    return [
        tree[path].decode() for path in sorted(tree) if path.startswith(f"{folder}migrations/2")
    ]


def _body(text: str) -> str:
    return text.partition("{\n  async up(")[2]

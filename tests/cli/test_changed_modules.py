"""A project that changes `modules`: old models are replaced, old migrations keep working."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import SCHEMA, Cli

OLD = "module.exports = {};\n"


def change(cli: Cli, modules: str) -> None:
    cli.schema(SCHEMA.replace("directory: .", f"directory: ., modules: {modules}"))
    kind = "commonjs" if modules == "commonjs" else "module"
    cli.write("package.json", json.dumps({"type": kind}))


@pytest.fixture
def started(cli: Cli) -> Cli:
    cli.schema()
    cli.generate("-q")
    cli.write("seeders/1-first.js", OLD)
    return cli


@pytest.mark.parametrize(("modules", "suffix"), [("esm", "js"), ("typescript", "ts")])
def test_unedited_models_are_replaced(started: Cli, modules: str, suffix: str) -> None:
    before = started.tree()
    change(started, modules)
    started.generate("-q")
    after = started.tree()
    models = sorted(path for path in after if path.startswith("models/"))
    assert models == [f"models/{name}.{suffix}" for name in ("customer", "index", "order")]
    assert all(b"export" in after[path] for path in models)
    for folder in ("migrations", "seeders"):
        assert json.loads(after[f"{folder}/package.json"]) == {"type": "commonjs"}
    old = {path for path in before if path.startswith("migrations/")}
    assert all(after[path] == before[path] for path in old)
    started("add", "Order", "note: string", "-q")
    started.generate("-q")
    new = {path for path in started.tree() if path.startswith("migrations/2")} - old
    assert new and all(path.endswith(".cjs") for path in new)
    assert "up to date" in started("check").output


@pytest.mark.parametrize("modules", ["esm", "typescript"])
def test_edited_model_is_named_and_nothing_is_written(started: Cli, modules: str) -> None:
    path = "models/order.js"
    text = started.tree()[path].decode() + "// Mine.\n"
    started.write(path, text)
    change(started, modules)
    before = started.tree()
    said = started.generate(code=1).errors
    assert f"{path}: this file was edited" in said
    assert f"--overwrite {path}" in said and f"--keep {path}" in said
    assert started.tree() == before
    assert path in started("check", code=1).errors
    if modules == "typescript":
        started.generate("--keep", path, "-q")
        assert started.tree()[path].decode() == text
        assert "up to date" in started("check").output
    else:
        started.generate("--overwrite", path, "-q")
        assert "// Mine." not in started.tree()[path].decode()


def test_back_to_commonjs(started: Cli) -> None:
    before = started.tree()
    change(started, "typescript")
    started.generate("-q")
    change(started, "commonjs")
    (started.root / "migrations/package.json").unlink()
    (started.root / "seeders/package.json").unlink()
    started.generate("-q")
    after = started.tree()
    assert {path for path in after if path.startswith("models/")} == {
        path for path in before if path.startswith("models/")
    }
    assert after["models/order.js"] == before["models/order.js"]


def test_edited_index_is_named(started: Cli) -> None:
    path = "models/index.js"
    started.write(path, started.tree()[path].decode() + "// Mine.\n")
    change(started, "esm")
    assert f"{path}: this file was edited" in started.generate(code=1).errors


def test_edits_of_a_model_survive_and_move_with_a_rename(cli: Cli) -> None:
    change(cli, "typescript")
    cli.generate("-q")
    text = cli.tree()["models/order.ts"].decode()
    method = "\n  get label(): string {\n    return `order ${String(this.id)}`;\n  }\n"
    at = text.index("  static initialize")
    text = text[:at] + method.lstrip("\n") + "\n" + text[at:]
    cli.write("models/order.ts", text)
    cli("add", "Order", "note: string", "-q")
    cli.generate("-q")
    now = cli.tree()["models/order.ts"].decode()
    assert "get label(): string" in now and "declare note: string | null;" in now
    cli("rename", "Order", "Purchase", "-q")
    cli.generate("-q")
    tree = cli.tree()
    assert "models/order.ts" not in tree
    assert "get label(): string" in tree["models/purchase.ts"].decode()
    assert "import { Purchase } from './purchase.js';" in tree["models/index.ts"].decode()

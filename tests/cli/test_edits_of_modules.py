"""Edits of models in TypeScript and as ES modules survive changes of the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

SCHEMA = """\
version: 1
targets: {sequelize: {directory: ., modules: MODULES}}
options: {dialects: [sqlite]}
models:
  Customer:
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) required
    settings: json
    number: integer
    note: string
    customer: belongsTo(Customer)
"""
METHOD = """
  /** What a person sees. */
  get label() {
    return `order ${String(this.total)}`;
  }

  close() {
    return this.update({ note: 'closed' });
  }
"""
HOOKS = """
    Order.addScope('large', { where: { total: 100 } });
    Order.addHook('beforeSave', (order) => {
      order.setDataValue('note', 'saved');
    });
"""
TYPE = "\nexport interface Settings {\n  theme: string;\n}\n"
NARROWED = ("declare settings: unknown;", "declare settings: Settings | null;")
OPTION = ("      sequelize,\n", "      sequelize,\n      validate: { isValid() {} },\n")


@pytest.fixture(params=["esm", "typescript"])
def edited(cli: Cli, request: pytest.FixtureRequest) -> tuple[Cli, str, list[str]]:
    """A project, the path of its edited model, and texts of the edits."""
    modules = request.param
    cli.write("package.json", '{"type": "module"}')
    cli.schema(SCHEMA.replace("MODULES", modules))
    cli.generate("-q")
    path = f"models/order.{'ts' if modules == 'typescript' else 'js'}"
    cli.replace(path, "  static initialize(", f"{METHOD[1:]}\n  static initialize(")
    cli.replace(path, *OPTION)
    end = "    });\n  }\n" if modules == "typescript" else "    );\n  }\n"
    initialized, _, rest = cli.tree()[path].decode().partition(end)
    cli.write(path, f"{initialized}{end[:-4]}{HOOKS}  }}\n{rest}")
    edits = [*METHOD.splitlines(), *HOOKS.splitlines(), OPTION[1].splitlines()[1]]
    if modules == "typescript":
        cli.replace(path, "\nexport class", f"{TYPE}\nexport class")
        cli.replace(path, *NARROWED)
        edits += [*TYPE.splitlines(), f"  {NARROWED[1]}"]
    return cli, path, edits


def lost(cli: Cli, path: str, edits: list[str]) -> list[str]:
    lines = cli.tree()[path].decode().splitlines()
    return [line for line in edits if line not in lines]


def test_edits_survive_changes_of_fields(edited: tuple[Cli, str, list[str]]) -> None:
    cli, path, edits = edited
    cli("add", "Order", "kind: enum(a, b) required default(a)", "-q")
    cli.generate("-q")
    assert "kind" in cli.tree()[path].decode()
    assert lost(cli, path, edits) == []
    cli("rename", "Order.kind", "sort", "-q")
    cli.generate("-q")
    assert "sort" in cli.tree()[path].decode() and "kind" not in cli.tree()[path].decode()
    assert lost(cli, path, edits) == []
    cli("remove", "Order.sort", "-q")
    cli.generate("--allow-data-loss", "-q")
    assert "sort" not in cli.tree()[path].decode()
    assert lost(cli, path, edits) == []
    cli("rename", "Order.customer", "buyer", "-q")
    cli.generate("-q")
    assert "'buyer'" in cli.tree()[path].decode()
    assert lost(cli, path, edits) == []
    cli("add", "Line", "text: string", "-q")
    cli("add", "Order", "lines: hasMany(Line)", "-q")
    cli.generate("-q")
    assert "'lines'" in cli.tree()[path].decode()
    assert lost(cli, path, edits) == []
    cli("remove", "Order.lines", "Line", "-q")
    cli.generate("--allow-data-loss", "-q")
    assert lost(cli, path, edits) == []
    cli("remove", "Order.note", "-q")
    cli.generate("--allow-data-loss", "-q")
    assert lost(cli, path, edits) == []
    cli("rename", "Order", "Purchase", "-q")
    cli.generate("-q")
    path = f"models/purchase{Path(path).suffix}"
    renamed = [re.sub("order", "purchase", line) for line in edits]
    assert lost(cli, path, [line.replace("Order", "Purchase") for line in renamed]) == []
    assert "up to date" in cli("check").output


def test_edited_typescript_model_is_kept_beside_commonjs(cli: Cli) -> None:
    cli.write("package.json", '{"type": "module"}')
    cli.schema(SCHEMA.replace("MODULES", "typescript"))
    cli.generate("-q")
    cli.replace("models/order.ts", *NARROWED)
    cli.write("package.json", "{}")
    cli.schema(SCHEMA.replace("MODULES", "commonjs"))
    cli.generate("--keep", "models/order.ts", "-q")
    assert NARROWED[1] in cli.tree()["models/order.ts"].decode()
    assert "Order.init(" in cli.tree()["models/order.js"].decode()
    assert "up to date" in cli("check").output


def test_edited_models_are_kept_through_a_change_of_modules_and_back(
    edited: tuple[Cli, str, list[str]],
) -> None:
    cli, path, _ = edited
    before = cli.tree()
    modules = "esm" if path.endswith(".js") else "typescript"
    for other in {"commonjs", "esm", "typescript"} - {modules}:
        kind = "commonjs" if other == "commonjs" else "module"
        cli.write("package.json", json.dumps({"type": kind}))
        cli.schema(SCHEMA.replace("MODULES", other))
        assert f"{path}: this file was edited" in cli.generate(code=1).errors
        assert cli.tree()[path] == before[path]
        assert f"--keep {path}" in cli("check", code=1).errors
    cli.write("package.json", '{"type": "module"}')
    cli.schema(SCHEMA.replace("MODULES", modules))
    cli.generate("-q")
    after = cli.tree()
    assert {name: after[name] for name in before if "cache" not in name} == {
        name: text for name, text in before.items() if "cache" not in name
    }
    assert "up to date" in cli("check").output

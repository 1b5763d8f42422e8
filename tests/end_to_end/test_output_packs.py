"""The packs of examples/outputs: their files are clean, compile and work."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import Check
from tests.support import output_packages
from tests.support.node_packages import ROOT, NodeMissingError, clean_environment
from tests.support.project import Project

PACKS = ROOT / "examples" / "outputs"
NAMES = sorted(path.parent.name for path in PACKS.glob("*/outputs.yaml"))
HEAD = "version: 1\ntargets: {sequelize: {directory: .}}\n"
MODELS = """
models:
  Customer:
    $comment: Who buys.
    name: string(120) required
    email: string(20) unique comment("to write to | not to call")
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) required
    share: decimal(2, 2) required
    status: enum(pending, paid, "sent \\"out\\"") default(pending) index
    paid: boolean required default(false)
    unitPrice: double required
    due: date required
    at: datetime required default(now)
    opens: time required
    token: uuid required unique
    details: json required
    scan: binary
    tiny: tinyint required
    big: bigint required
    customer: belongsTo(Customer) required
    products: belongsToMany(Product) through(OrderProducts)
  Product:
    code: char(8) primary
    class: smallint required
    date: date
    name: text required
    parts: hasMany(Part)
  Part:
    label: string required
    product: belongsTo(Product) required targetKey(code)
"""


def generated(project: Project, *packs: str, models: str = MODELS) -> Project:
    """The project with the files of these packs."""
    sources = ""
    for name in packs:
        shutil.copytree(PACKS / name, project.root / "packs" / name)
        sources += f"  - from: packs/{name}\n"
    project.schema(f"{HEAD}outputs:\n{sources}{models.lstrip()}")
    project.generate("-q")
    return project


@pytest.fixture(scope="session")
def packages() -> Path:
    """The node packages that the packs' files need."""
    try:
        return output_packages.ensure()
    except NodeMissingError as error:
        pytest.skip(f"node: {error}")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_its_templates_raise_no_alarm(folder: Project, name: str) -> None:
    generated(folder, name)
    assert folder.scaffold("check").output.endswith("files up to date\n")


@pytest.mark.node
def test_javascript_is_clean(project: Project, js_problems: Check) -> None:
    generated(project, "express", "factories")
    assert js_problems(project.root) == []
    for path in sorted((project.root / "src").rglob("*.js")):
        subprocess.run(["node", "--check", str(path)], check=True)


REQUESTS = """
const assert = require('node:assert').strict;
const express = require('express');
const db = require('./models');
const app = express();
app.use('/api', require('./src/routes'));
const server = app.listen(0, async () => {
  const at = `http://127.0.0.1:${server.address().port}/api`;
  const ask = async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(at + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    return [answer.status, text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text];
  };
  const [made, customer] = await ask('POST', '/customers', { name: 'Ada', id: 77 });
  const [, read] = await ask('GET', `/customers/${customer.id}`);
  const [changed, renamed] = await ask('PATCH', `/customers/${customer.id}`, { name: 'Eve' });
  const [, all] = await ask('GET', '/customers?limit=5');
  const [refused, why] = await ask('POST', '/customers', {});
  const [gone] = await ask('DELETE', `/customers/${customer.id}`);
  const [missing] = await ask('GET', `/customers/${customer.id}`);
  console.log(JSON.stringify({
    made, id: customer.id, name: read.name, orders: read.orders, changed, renamed: renamed.name,
    all: all.length, refused, path: why.errors[0].path, gone, missing,
  }));
  server.close();
  await db.sequelize.close();
});
"""


@pytest.mark.node
def test_routes_answer_requests(project: Project, packages: Path) -> None:
    generated(project, "express").migrate()
    project.write("requests.js", REQUESTS)
    environment = {"NODE_PATH": str(packages), "DATABASE_URL": project.scratch.url}
    done = subprocess.run(
        ["node", "requests.js"],
        cwd=project.root,
        env=clean_environment(environment),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        **{"made": 201, "id": 1, "name": "Ada", "orders": [], "changed": 200, "renamed": "Eve"},
        **{"all": 1, "refused": 422, "path": "name", "gone": 204, "missing": 404},
    }


@pytest.mark.node
def test_typescript_compiles_strictly(folder: Project, packages: Path) -> None:
    generated(folder, "zod")
    folder.write(
        "try.ts",
        "import { orderInput, type OrderInput } from './src/schemas/order.js';\n"
        "const order: OrderInput = orderInput.parse({});\n"
        "const status: 'pending' | 'paid' | 'sent \"out\"' | null | undefined = order.status;\n"
        "const key: number = order.CustomerId;\n"
        "export { key, status };\n",
    )
    (folder.root / "node_modules").symlink_to(packages)
    # As `tsc --init` has it, no declaration of a package is checked.
    options = (
        "--strict",
        "--noEmit",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2022",
    )
    done = subprocess.run(
        [str(packages / ".bin" / "tsc"), *options, "--exactOptionalPropertyTypes", "try.ts"],
        cwd=folder.root,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


PARSED = """
const { orderInput } = require('./order.cjs');
const sound = {
  total: '1.50', share: 0.5, unitPrice: 1, due: '2030-01-31', opens: '09:30:00', details: {},
  token: '6ba7b810-9dad-41d1-80b4-00c04fd430c8', tiny: 1, big: 2, CustomerId: 3,
};
const wrong = { ...sound, status: 'lost', due: 'soon', CustomerId: null };
const found = orderInput.safeParse(wrong).error.issues.map((issue) => issue.path.join('.'));
console.log(JSON.stringify([orderInput.safeParse(sound).success, found.sort()]));
"""


@pytest.mark.node
def test_zod_schemas_accept_and_refuse(folder: Project, packages: Path) -> None:
    generated(folder, "zod")
    (folder.root / "node_modules").symlink_to(packages)
    script = (
        "const ts = require('typescript'); const fs = require('fs');"
        "const text = fs.readFileSync('src/schemas/order.ts', 'utf8');"
        "const made = ts.transpileModule(text, { compilerOptions: { module: 'commonjs' } });"
        "fs.writeFileSync('order.cjs', made.outputText);"
    )
    run = {"cwd": folder.root, "env": clean_environment(), "text": True, "check": True}
    subprocess.run(["node", "-e", script], **run)  # type: ignore[call-overload]
    folder.write("parse.js", PARSED)
    done = subprocess.run(["node", "parse.js"], capture_output=True, **run)  # type: ignore[call-overload]
    assert json.loads(done.stdout) == [True, ["CustomerId", "due", "status"]]


@pytest.mark.node
def test_a_factory_saves_rows_on_every_database(housed: Project) -> None:
    generated(housed, "factories").migrate()
    saved = housed.run_js(
        "const { createRequire } = await import('node:module');\n"
        "const require = createRequire(process.cwd() + '/package.json');\n"
        "const at = './test/factories/';\n"
        "const { createOrder } = require(at + 'order.js');\n"
        "const { createPart } = require(at + 'part.js');\n"
        "const orders = [await createOrder(), await createOrder({ status: 'paid' })];\n"
        "const part = await createPart();\n"
        "const customers = await db.Customer.count();\n"
        "const read = await db.Order.findByPk(orders[1].id, { include: 'customer' });\n"
        "const own = require('./models');\n"
        "if (own.sequelize !== sequelize) await own.sequelize.close();\n"
        "return { customers, status: read.status, name: read.customer.name, due: read.due,\n"
        "  code: part.ProductId ?? part.ProductCode };\n"
    )
    assert saved == {
        **{"customers": 2, "status": "paid", "name": "name 2", "due": "2030-01-02"},
        "code": "00000001",
    }


def test_json_schemas_accept_and_refuse(folder: Project) -> None:
    generated(folder, "json-schema")
    schema = json.loads(folder.read("schemas/order.schema.json"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    sound: dict[str, Any] = {
        **{"total": "1.50", "share": 0.5, "unitPrice": 1, "due": "2030-01-31", "details": []},
        **{"opens": "09:30:00", "token": "x", "tiny": 1, "big": 2, "CustomerId": 3},
    }
    assert list(validator.iter_errors(sound)) == []
    for wrong in ({"status": "lost"}, {"tiny": 1000}, {"CustomerId": None}, {"extra": 1}):
        assert list(validator.iter_errors(sound | wrong)), wrong


@pytest.mark.slow
def test_pydantic_models_are_clean_and_work(folder: Project) -> None:
    generated(folder, "pydantic")
    path = folder.root / "app" / "schemas.py"
    for command in (["check", "--select", "E,F,I,UP,B,SIM,C4"], ["format", "--diff"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", str(path)]
        subprocess.run(ruff, check=True, capture_output=True)
    spec = importlib.util.spec_from_file_location("pack_schemas", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pack_schemas"] = module
    spec.loader.exec_module(module)
    sound: dict[str, Any] = {
        **{"total": "1.50", "share": "0.5", "unitPrice": 1, "due": "2030-01-31", "details": []},
        **{"opens": "09:30:00", "token": "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "tiny": 1},
        **{"big": 2, "CustomerId": 3},
    }
    order = module.OrderInput.model_validate(sound)
    assert (str(order.total), order.status, order.customer_id) == ("1.50", "pending", 3)
    for wrong in ({"status": "lost"}, {"due": "soon"}, {"CustomerId": None}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            module.OrderInput.model_validate(sound | wrong)
    product = module.ProductInput.model_validate({"code": "a", "class": 1, "name": "b"})
    assert (product.class_, product.date_) == (1, None)


def test_the_data_dictionary_names_every_column(folder: Project) -> None:
    generated(folder, "dictionary")
    page = folder.read("docs/data-dictionary.md")
    assert "- [Customer](#customer): Who buys.\n- [Order](#order)\n" in page
    assert "| `email` | string(20) | yes |  | unique; to write to \\| not to call |\n" in page
    assert "| `CustomerId` | integer | no |  | refers to Customer |\n" in page
    assert "- `products`: belongsToMany [Product](#product) through `OrderProducts`\n" in page
    assert "\n\n\n" not in page

"""The shop through twenty changes, each of another kind, with code that people wrote in models."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import Rules, assert_same_tables
from tests.support.node_packages import ROOT
from tests.support.project import Project, make_project
from tests.support.scratch import Scratch
from tests.targets.alembic_rendering import seen

TARGETS = "  sequelize: {directory: .}\n  sqlalchemy: {directory: python}\n"


@dataclass(frozen=True)
class Step:
    """Replacements in the schema, and the models' files that are renamed with it."""

    name: str
    edits: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...] = ()


NOTE = "  Note:\n    text: text\n    order: belongsTo(Order)\n\n"
BY_PURCHASE = NOTE.replace("(Order)", "(Purchase)")
MANY_PURCHASES = BY_PURCHASE.replace(
    "order: belongsTo(Purchase)",
    "orders: belongsToMany(Purchase) through(PurchaseNotes) was(order)",
)
AMOUNT = "    amount: decimal(10, 2) required"
ENUM = "(pending, paid, shipped)"
CUSTOMER = "customer: belongsTo(Customer)"
STEPS = (
    Step("a field", (("    status:", "    note: text\n    status:"),)),
    Step("a renamed field", (("    note: text", "    memo: text was(note)"),)),
    Step("a required field", (("    memo:", "    code: string required fill(x)\n    memo:"),)),
    Step("a longer string", (("name: string(120)", "name: string(200)"),)),
    Step("a required column", (("memo: text was(note)", 'memo: text required fill("")'),)),
    Step("no default", (("total: decimal(10, 2) default(0)", "total: decimal(12, 2)"),)),
    Step("a new value of an enum", ((ENUM, "(pending, paid, shipped, lost)"),)),
    Step(
        "a renamed value of an enum",
        (("(pending, paid, shipped, lost)", "(pending, paid, sent, lost) map(shipped, sent)"),),
    ),
    Step("a dropped unique", (("email: string unique", "email: string index"),)),
    Step("a unique", (("    code: string required fill(x)", "    code: string required unique"),)),
    Step("a check", ((AMOUNT, f'{AMOUNT} check("{{amount}} > 0")'),)),
    Step("a new model", (("  Tag:\n", f"{NOTE}  Tag:\n"),)),
    Step("an action", ((CUSTOMER, f"{CUSTOMER} onDelete(cascade)"),)),
    Step(
        "a renamed association",
        ((f"{CUSTOMER} onDelete", "client: belongsTo(Customer) was(customer) onDelete"),),
    ),
    Step(
        "a renamed model",
        (
            ("  Order:\n", "  Purchase:\n    $was: Order\n"),
            ("hasMany(Order)", "hasMany(Purchase)"),
            ("hasOne(Order)", "hasOne(Purchase)"),
            ("belongsTo(Order)", "belongsTo(Purchase)"),
        ),
        (("order", "purchase"),),
    ),
    Step("another kind of association", ((BY_PURCHASE, MANY_PURCHASES),)),
    Step("a dropped field", (('    memo: text required fill("")\n', ""),)),
    Step("a table's name", (("  Payment:\n", "  Payment:\n    $table: money\n"),)),
    Step("a dropped model", ((MANY_PURCHASES, ""),)),
    Step("no timestamps", (("  Tag:\n", "  Tag:\n    $timestamps: false\n"),)),
)
# What people write: into a model's class, and behind it.
JAVASCRIPT = {
    "order": "    get isPaid() {\n      return this.status === 'paid';\n    }\n\n",
    "customer": "    greet() {\n      return `Hello ${this.name}`;\n    }\n\n",
    "tag": "    toString() {\n      return this.name;\n    }\n\n",
}
PYTHON = {
    "order": "\n    @property\n    def is_paid(self) -> bool:\n        return self.id is None\n",
    "customer": "\n    def greet(self) -> str:\n        return f'Hello {self.name}'\n",
}


def test_there_are_twenty_changes() -> None:
    assert len(STEPS) == 20


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project after all changes; AssertionError if one loses what a person wrote."""
    project = make_project(tmp_path_factory.mktemp("changed") / "project")
    text = (ROOT / "examples/shop/scaffold.yaml").read_text()
    text = text.replace("  sequelize: {directory: .}\n", TARGETS)
    project.schema(text)
    project.generate()
    written: dict[str, str] = {}
    for name, code in JAVASCRIPT.items():
        path = f"models/{name}.js"
        source = project.read(path)
        assert "    static associate" in source
        project.write(
            path, source.replace("    static associate", f"{code}    static associate", 1)
        )
        written[path] = code.partition("(")[0].strip()
    for name, code in PYTHON.items():
        path = f"python/models/{name}.py"
        project.write(path, project.read(path) + code)
        written[path] = code.partition("def ")[2].partition("(")[0]
    for step in STEPS:
        for old, new in step.edits:
            assert old in text, (step.name, old)
            text = text.replace(old, new)
        project.schema(text)
        project.scaffold("generate", "--no-input", "-q", "--allow-data-loss")
        for old, new in step.moved:
            written = {path.replace(f"/{old}.", f"/{new}."): code for path, code in written.items()}
        for path, code in written.items():
            assert code in project.read(path), (step.name, path)
        assert "up to date" in project.scaffold("check").output, step.name
    return project.root


@pytest.mark.slow
@pytest.mark.node
def test_edits_stay_through_twenty_changes(
    changed: Path, housed: Project, new_scratch: Callable[[], Scratch]
) -> None:
    shutil.copytree(changed, housed.root, dirs_exist_ok=True)
    housed.sequelize("db:migrate")
    python = AlembicProject(housed.root / "python", new_scratch())
    tables = seen(housed.scratch.tables(), key_names=False)
    upgraded = seen(python.upgrade(), key_names=False)
    assert_same_tables(tables, upgraded, Rules(order=False, key_names=False))
    assert python.check() == []
    housed.sequelize("db:migrate:undo:all")
    assert set(housed.scratch.tables()) <= {"SequelizeMeta"}
    assert set(python.downgrade("base")) <= {"alembic_version"}

"""`scaffold verify` of the SQLAlchemy target, with this Python's own Alembic."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from tests.support.project import Project
from tests.support.scratch import Scratch

pytestmark = pytest.mark.slow

SCHEMA = """version: 1
targets: {sqlalchemy: {directory: .}}
models:
  Customer:
    name: string(120) required
    balance: decimal(10, 2) default(0) check("{balance} >= 0")
    orders: hasMany(Order)
  Order:
    status: enum(open, paid) default(open)
    customer: belongsTo(Customer)
    tags: belongsToMany(Tag) through(OrderTags)
  Tag:
    label: string unique
"""
CHECKS = ["upgrade", "downgrade", "upgrade head", "alembic check", "models", "rows"]


@pytest.fixture
def python(folder: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    folder.schema(SCHEMA)
    folder.generate()
    return folder


def verdicts(project: Project, *arguments: str, code: int = 0) -> dict[str, str]:
    said = json.loads(project.scaffold("verify", "--json", *arguments, code=code).output)
    (target,) = said["targets"]
    return {check["name"]: check["verdict"] for check in target["checks"]}


def edit(project: Project, name: str, old: str, new: str) -> None:
    (path,) = project.root.glob(name)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_all_checks_pass(python: Project, dialect: str, server_of: Callable[[str], str]) -> None:
    database = () if dialect == "sqlite" else ("--database", server_of(dialect))
    assert verdicts(python, *database) == dict.fromkeys(CHECKS, "passed")


@pytest.mark.parametrize("dialect", ["mysql"], indirect=True)
def test_server_on_a_socket(python: Project, new_scratch: Callable[[], Scratch]) -> None:
    ((path,),) = new_scratch().query("SELECT @@socket")[0]
    # Nothing listens on that port.
    url = f"mysql://root@localhost:1?socketPath={path}"
    assert verdicts(python, "--database", url) == dict.fromkeys(CHECKS, "passed")


def test_downgrade_that_forgets_an_index_fails(python: Project) -> None:
    name = "migrations/versions/*_add_associations.py"
    edit(python, name, 'helpers.drop_reference("Orders"', 'print("Orders"')
    found = verdicts(python, code=1)
    assert found["upgrade"] == "passed"
    assert found["downgrade"] == "failed"


def test_models_with_other_tables_fail(python: Project) -> None:
    edit(python, "models/tag.py", "String(255)", "String(25)")
    found = verdicts(python, code=1)
    assert found["downgrade"] == "passed"
    assert found["alembic check"] == "failed"


def test_revision_that_raises_is_reported(python: Project) -> None:
    edit(
        python,
        "migrations/versions/*_create_tags.py",
        "def upgrade() -> None:\n",
        "def upgrade() -> None:\n    1 / 0\n",
    )
    found = verdicts(python, code=1)
    assert found == dict.fromkeys(CHECKS, "skipped") | {"upgrade": "failed"}
    assert not [name for name in os.listdir(python.root) if "scaffold_verify" in name]

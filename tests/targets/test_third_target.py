"""A third target needs only a package, a folder of templates and a line of the registry."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scaffold.targets import TARGETS
from scaffold.targets.protocol import ProjectContext, Target
from tests.support.node_packages import ROOT, clean_environment
from tests.targets.third.package import PlainTarget

THIRD = Path(__file__).parent / "third"
# mypy holds the class to the protocol here.
PLAIN: Target = PlainTarget()
REGISTRY = "(SequelizeTarget(), SqlalchemyTarget())"
SCHEMA = """version: 1
targets: {sqlalchemy: {}, plain: {}}
options: {dialects: [sqlite]}
models:
  Customer:
    name: string(120) required
    email: string unique
    age: integer check("{age} > 0")
    $indexes: [{fields: [name, age], where: "{age} > 1"}]
  Order:
    status: enum(open, paid) default(open)
    total: decimal(10, 2)
    customer: belongsTo(Customer) required onDelete(cascade)
    parent: belongsTo(Order)
    tags: belongsToMany(Tag) through(OrderTags)
  Tag:
    label: string
"""


class House:
    """A copy of the project's code, and a project that it generates for."""

    def __init__(self, root: Path) -> None:
        self.code, self.project = root / "code", root / "project"
        self.project.mkdir()
        for folder in ("scaffold", "templates"):
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / folder, self.code / folder, ignore=ignore)
        shutil.copy(ROOT / "copier.yml", self.code)
        shutil.copytree(THIRD / "package", self.code / "scaffold" / "targets" / "plain")
        shutil.copytree(THIRD / "templates", self.code / "templates" / "plain")
        registry = self.code / "scaffold" / "targets" / "__init__.py"
        text = registry.read_text()
        assert text.count(REGISTRY) == 1
        text = text.replace(REGISTRY, f"{REGISTRY[:-1]}, PlainTarget())")
        line = "from scaffold.targets.sequelize import"
        text = text.replace(line, f"from scaffold.targets.plain import PlainTarget\n{line}")
        registry.write_text(text)

    def run(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "scaffold", *arguments],
            cwd=self.project,
            env=clean_environment({"PYTHONPATH": str(self.code)}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def schema(self, text: str) -> None:
        (self.project / "scaffold.yaml").write_text(text)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    made = House(tmp_path)
    made.schema(SCHEMA)
    return made


@pytest.mark.slow
def test_third_target_is_generated_extended_checked_and_verified(house: House) -> None:
    house.run("generate", "--timestamp", "20260101000001")
    sql = house.project / "sql"
    assert (sql / "tables.txt").read_text().split() == ["CUSTOMERS", "ORDERS", "TAGS", "ORDERTAGS"]
    assert [path.name for path in sorted((sql / "migrations").iterdir())] == [
        "20260101000001-create-customers.sql",
        "20260101000002-create-orders.sql",
        "20260101000003-create-tags.sql",
        "20260101000004-add-associations.sql",
        "20260101000005-associate-order-tag.sql",
    ]
    said = {line.split()[0] for line in house.run("generate").splitlines()}
    assert said == {"identical"}
    house.schema(SCHEMA + "    color: string index\n    order: belongsTo(Order)\n")
    assert "sql/migrations/" in house.run("check", code=1)
    house.run("generate")
    house.run("check")
    assert "sql/migrations/" in house.run("generate", "--list")
    assert "sql/migrations/" in house.run("show")
    # Its tables are held against those of the other target.
    found = json.loads(house.run("verify", "--json"))
    assert [each["target"] for each in found["targets"]] == ["sqlalchemy", "plain"]
    verdicts = {check["verdict"] for each in found["targets"] for check in each["checks"]}
    assert verdicts | {check["verdict"] for check in found["across"]} == {"passed"}


@pytest.mark.slow
def test_third_target_is_known_to_the_schema_language(house: House) -> None:
    targets = json.loads(house.run("schema"))["properties"]["targets"]
    assert set(targets["properties"]["plain"]["properties"]) == {"directory", "migrations"}
    house.schema(SCHEMA.replace("plain: {}", "plain: {folder: x}"))
    assert "unknown" in house.run("check", code=1)
    house.schema(SCHEMA.replace("label: string", "label: string\n    $table: dbo_tags"))
    assert "no plain SQL for it" in house.run("check", code=1)


@pytest.mark.slow
def test_new_project_with_third_target_names_its_first_commands(house: House) -> None:
    field = ("--field", "Tag.label: string")
    told = house.run("new", "shop", "--yes", "--targets", "plain", *field)
    location = ProjectContext(str(house.project), ("sqlite",))
    assert f"  {PLAIN.first_commands(location, PLAIN.settings)[-1]}\n" in told
    assert (house.project / "shop" / "sql" / "tables.txt").read_text().split() == ["TAGS"]
    both = house.run("new", "both", "--yes", "--targets", "plain,sequelize", *field)
    assert "make migrate" in both
    assert (house.project / "both" / "package.json").exists()


def test_contributing_names_every_member_of_the_protocol() -> None:
    recipe = (ROOT / "CONTRIBUTING.md").read_text().partition("## Adding a target")[2]
    recipe = recipe.partition("\n## ")[0]
    members = [name for name in vars(Target) if not name.startswith("_")]
    assert "first_commands" in members
    assert [name for name in members if f"`{name}`" not in recipe] == []


def test_shared_code_names_no_target() -> None:
    """But for the registry itself."""
    shared = [
        path
        for folder in ("database", "files", "lock", "verify", "cli")
        for path in (ROOT / "scaffold" / folder).rglob("*.py")
    ]
    assert shared
    named = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in shared
        for target in TARGETS
        if f"targets.{target}" in path.read_text() or f'"{target}"' in path.read_text()
    ]
    assert named == []

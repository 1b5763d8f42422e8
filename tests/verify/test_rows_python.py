"""Rows written and read by SQLAlchemy's models: what passes, fails and is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from scaffold.verify.verifier import CheckResult
from tests.support.alembic_project import AlembicProject
from tests.support.node_packages import ROOT
from tests.support.row_check import python_rows
from tests.support.scratch import SqliteScratch
from tests.targets.python_rendering import package_of
from tests.targets.rendering import HEAD, database_of

pytestmark = pytest.mark.slow

SHOP = (ROOT / "examples" / "shop" / "scaffold.yaml").read_text()


def rows(folder: Path, text: str, **edits: tuple[str, str]) -> tuple[CheckResult, list[str]]:
    """What came of the rows of a schema, whose modules are edited: `tag=(old, new)`."""
    package = package_of(text, folder / "python")
    scratch = SqliteScratch(folder / "database.sqlite")
    scratch.clear()
    project = AlembicProject(package, scratch)
    project.create_all()
    for name, (old, new) in edits.items():
        path = package / "models" / f"{name}.py"
        written = path.read_text()
        assert old in written, written
        path.write_text(f"from sqlalchemy.orm import validates\n{written.replace(old, new)}")
    return python_rows(project, database_of(text))


def test_what_is_generated_holds(tmp_path: Path) -> None:
    check, untried = rows(tmp_path, SHOP)
    assert (check.verdict, untried) == ("passed", [])
    assert check.detail == "6 models, 6 associations: written and read"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            {"product": ("secondary=product_tags", "secondary=product_tags, viewonly=True")},
            "Product.tags get: gives [] instead of",
        ),
        (
            {"tag": ('back_populates="tags",', 'back_populates="tags", lazy="raise",')},
            "Tag.products",
        ),
        (
            {"payment": ("order: Mapped", "orders: Mapped")},
            "Payment.order: the model has no association with this name",
        ),
        (
            {"customer": ("mapped_column(String(120)", 'mapped_column("absent", String(120)')},
            "adding Customer: table Customers has no column named absent",
        ),
    ],
    ids=["read only", "not loaded", "renamed", "column"],
)
def test_models_that_differ_from_the_schema_fail(
    tmp_path: Path, edit: dict[str, tuple[str, str]], said: str
) -> None:
    check, _ = rows(tmp_path, SHOP, **edit)
    assert check.verdict == "failed"
    assert said in check.detail


def test_validators_hooks_and_scopes_of_people_are_respected(tmp_path: Path) -> None:
    """One validator refuses the rows of a model; another changes those of another model."""
    check, untried = rows(
        tmp_path,
        SHOP,
        customer=(
            "    orders: Mapped",
            "    @validates('name')\n    def full(self, key: str, value: str) -> str:\n"
            "        if ' ' not in value:\n            raise ValueError('a full name, please')\n"
            "        return value\n\n    orders: Mapped",
        ),
        tag=(
            "    products: Mapped",
            "    @validates('name')\n    def marked(self, key: str, value: str) -> str:\n"
            "        return f'#{value}'\n\n    products: Mapped",
        ),
    )
    assert check.verdict == "passed", check.detail
    assert untried == [
        "rows: not tried: Customer: the project's own code refuses the rows (a full name, please)",
        "rows: not tried: Customer.orders, Order.customer: there is no row of Customer",
    ]


def test_operations_that_sqlalchemy_lacks_are_skipped(tmp_path: Path) -> None:
    models = """
  A: {n: string, logs: hasMany(Log), bs: belongsToMany(B) through(AB)}
  B: {n: string}
  AB: {a: belongsTo(A) required, b: belongsTo(B) required, rank: integer required}
  Log: {$id: none, text: string, a: belongsTo(A)}
"""
    check, untried = rows(tmp_path, f"{HEAD}models:{models}")
    assert check.verdict == "passed", check.detail
    assert untried == [
        "rows: not tried: A.logs, Log.a: Log has no primary key, so it has no class in Python"
    ]


def test_required_self_reference_is_written_and_not_deleted(tmp_path: Path) -> None:
    check, _ = rows(tmp_path, f"{HEAD}models:\n  A: {{n: string, a: belongsTo(A) required}}\n")
    assert check.verdict == "passed", check.detail

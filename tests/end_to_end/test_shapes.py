"""Schemas of every shape, migrated up, down and up again on each database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import DIALECTS
from tests.support import corpus
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.rounds import SYNCED, whole_round
from tests.support.row_check import assert_rows

pytestmark = pytest.mark.node

ROOT = Path(__file__).parents[2]
SCHEMAS = {
    "shop": ROOT / "examples" / "shop" / "scaffold.yaml",
    **{
        path.stem: path
        for folder in ("tests/targets/schemas", "tests/end_to_end/shapes")
        for path in sorted((ROOT / folder).glob("*.yaml"))
        if path.stem not in ("postgres", "python", "subset")
    },
}

# Names that only JavaScript minds need no server.
CASES = [
    (schema, dialect)
    for schema in SCHEMAS
    for dialect in DIALECTS
    if schema != "names" or dialect == "sqlite"
]
CYCLIC = {"cycles", "keys", "per_model"}
# A key's name that is too long is shortened by the server in its own way.
LONG = {"words"}
# Without an index of ours for a key MySQL makes up names in sync().
UNNAMED = {"per_model"}


@pytest.mark.parametrize(("schema", "dialect"), CASES, indirect=["dialect"])
def test_shapes_up_down_and_up_again(housed: Project, checks: Checks, schema: str) -> None:
    text = SCHEMAS[schema].read_text()
    housed.schema(text)
    housed.generate()
    rules = SYNCED[checks.dialect]
    if schema in LONG:
        rules = replace(rules, key_names=False)
    if schema in UNNAMED and checks.dialect == "mysql":
        rules = replace(rules, names=False)
    whole_round(housed, checks, schema, sync=rules, cyclic=schema in CYCLIC)
    assert_rows(housed, text)


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_types_of_postgresql_alone(housed: Project, checks: Checks) -> None:
    text = (ROOT / "tests/targets/schemas/postgres.yaml").read_text()
    housed.schema(text)
    housed.generate()
    whole_round(housed, checks, "postgres")
    assert_rows(housed, text)


def test_a_project_for_one_dialect_alone(housed: Project, checks: Checks, dialect: str) -> None:
    """Its files have no helper that chooses, and call the server as it wants."""
    text = (ROOT / "tests/targets/schemas/subset.yaml").read_text().replace("DIALECTS", dialect)
    housed.schema(text)
    housed.generate()
    # Without an index of ours for a key MySQL makes up names in sync().
    rules = replace(SYNCED[dialect], names=dialect != "mysql", key_names=False)
    whole_round(housed, checks, "alone", sync=rules)
    assert_rows(housed, text)


@pytest.mark.parametrize("dialect", ["postgres", "mysql"], indirect=True)
@pytest.mark.parametrize("name", ["chinook", "employees"])
def test_known_databases_on_servers(housed: Project, checks: Checks, name: str) -> None:
    facts = corpus.load(corpus.CORPUS / f"{name}.json")
    text = corpus.schema_text(facts, keys="declared")
    assert "dialects: [sqlite]" in text
    text = text.replace("dialects: [sqlite]", f"dialects: [{checks.dialect}]")
    housed.schema(text)
    housed.generate()
    whole_round(housed, checks, name)
    assert_rows(housed, text)

"""What the Sequelize target writes, run on SQLite with the real packages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Check
from tests.support.compare import Rules, assert_same_tables
from tests.support.project import Project
from tests.support.sqlite_tables import reference_tables
from tests.targets.rendering import files_of, write

pytestmark = pytest.mark.node

REFERENCE = Path(__file__).parents[1] / "reference"
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.mark.parametrize("ids", ["uuid", "integer"])
def test_the_reference_tables_come_out(project: Project, js_problems: Check, ids: str) -> None:
    write(project, files_of((REFERENCE / ids / "scaffold.yaml").read_text()))
    tables = project.round_trip()
    orders = tables["Orders"]
    unique = [index for index in orders.indexes if index.columns == ("PaymentId",)]
    assert [index.unique for index in unique] == [True]
    without = {**tables, "Orders": _without_indexes(orders, unique)}
    expected = reference_tables(REFERENCE / "tables" / f"{ids}.sqlite.sql")
    assert_same_tables(expected, without, Rules(names=False))
    assert_same_tables(tables, project.sync(), Rules(order=False))
    assert js_problems(project.root) == []

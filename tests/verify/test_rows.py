"""The check `rows` for unusual schemas on every database, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.alembic_project import AlembicProject
from tests.support.project import Project
from tests.support.row_check import node_rows, python_rows
from tests.targets.python_rendering import package_of
from tests.targets.rendering import database_of, files_of, write

pytestmark = pytest.mark.node

SCHEMAS = Path(__file__).parent / "schemas"
# What only foreign keys whose actions change nothing may be in, on MySQL.
OF_KEYS = ("({EventId} IS NULL) <> ({RoomId} IS NULL)", "{LeftId} <> {RightId}")
NEITHER = {
    "cycles": [
        "A.b: rows of A would have the same BId",
        "B.a: rows of B would have the same AId",
        "D.cs: rows of D and C need each other",
        "Self.parent: rows of Self would have the same ParentId",
    ],
    "uniques": [
        "Item.toggle: Toggle cannot have 3 rows that differ in on",
        "Owner.items (remove): its foreign key cannot be null",
    ],
    "scopes": [],
    "checks": [
        "Never: no values were found that satisfy {x} > 5 AND {x} < 2",
        "Odd: no values were found that satisfy {x} * {x} = 1522756 + 3 * {x}",
        "Event.talks, Talk.event, Talk.room, Room.talks: a CHECK refuses the rows that were tried",
        "Never.room: there is no row of Never",
        "Odd.nevers: there is no row of Never, Odd",
    ],
}


@pytest.mark.parametrize("name", NEITHER)
def test_rows_pass_and_skipped_operations_have_a_reason(
    housed: Project, dialect: str, name: str
) -> None:
    text = (SCHEMAS / f"{name}.yaml").read_text()
    text = text.replace("[DIALECTS]", f"[{dialect}]")
    if dialect == "mysql":
        for condition in OF_KEYS:
            text = text.replace(f'    $checks: ["{condition}"]\n', "")
    write(housed, files_of(text))
    housed.run_migrations()
    database = database_of(text)
    package = AlembicProject(package_of(text, housed.root / "python"), housed.scratch)
    wanted = [each for each in NEITHER[name] if dialect != "mysql" or "a CHECK refuses" not in each]
    for check, untried in (node_rows(housed, database), python_rows(package, database)):
        assert check.verdict == "passed", check.detail
        told = [
            line.removeprefix("rows: not tried: ").partition(" (")[0]
            if "a CHECK refuses" in line
            else line.removeprefix("rows: not tried: ")
            for line in untried
            if "Sequelize" not in line and "no class in Python" not in line
        ]
        assert told == wanted

"""The table of docs/change.md: each kind of change asks what it says."""

from __future__ import annotations

import re

import pytest

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from tests.changes.pairs import compiled
from tests.support.node_packages import ROOT

HEAD = "version: 1\ntargets: {sequelize: {directory: .}}\nmodels:\n"
OTHERS = "  Customer: {name: string}\n  Order: {total: integer}\n"
_ROW = re.compile(r"^\| (`\w+: [^|]*`)? ?\| (`\w+: [^|]*`)? ?\| ([^|]+) \| ([^|]*?) ?\|$", re.M)
ROWS = [
    row
    for row in _ROW.findall((ROOT / "docs/change.md").read_text(encoding="utf-8"))
    if row[0] or row[1]
]


def schema(line: str, head: str = HEAD) -> str:
    field = f"    {line.strip('`')}\n" if line else ""
    return f"{head}{OTHERS}  Thing:\n    size: integer\n{field}"


def test_the_table_has_rows() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize("row", ROWS, ids=[f"{one} → {other}" for one, other, *_ in ROWS])
def test_a_change_asks_what_its_row_says(row: tuple[str, str, str, str]) -> None:
    before, after, happens, asked = row
    # A generated column is SQL of one database.
    one = "generated" in before + after
    head = HEAD.replace("models:", "options: {dialects: [sqlite]}\nmodels:") if one else HEAD
    (_, old), (new_schema, new) = compiled(schema(before, head)), compiled(schema(after, head))
    found = changes(snapshot(old), new, new_schema)
    assert bool(found.problems) is happens.startswith("refused"), found.problems
    if found.problems:
        return
    assert found.operations
    options = {
        choice.option[0] for each in found.questions for choice in each.choices if choice.option
    }
    kinds = {each.kind for each in found.questions}
    told = asked if "without `map`" not in asked else ""
    if "fill(…)` or" in told:
        assert kinds == {"fill"}
    elif "`--drop`" in told:
        assert options == {"--drop"}
    elif "`--accept`" in told:
        assert options == {"--accept"}
    elif not told:
        assert not found.questions, found.questions

"""One change of a shared enum's type for all columns that have it."""

from __future__ import annotations

from scaffold.changes.decisions import Decisions
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from scaffold.database.alterations import AlterColumn
from scaffold.targets.shared_enum_changes import SharedEnumChanges
from tests.changes.pairs import compiled

BEFORE = """version: 1
targets: {sequelize: {directory: .}}
options: {dialects: [postgres]}
enums:
  State: [open, closed, done]
models:
  A:
    x: enum(State)
    y: enum(State)
  B:
    z: enum(State)
"""


def statements(after: str) -> list[str]:
    """What changes the type, for the first column that has it, then for the others."""
    old, (schema, new) = compiled(BEFORE)[1], compiled(after)
    found = changes(snapshot(old), new, schema, Decisions(any_loss=True))
    altered = [each for each in found.operations if isinstance(each, AlterColumn)]
    assert len(altered) == 3
    shared = SharedEnumChanges(found.operations)
    made = [shared.column_before(each.table.name, each.old, each.new) for each in altered]
    assert all(made) and not any(each[0] for each in made[1:] if each)
    return list(made[0][0]) if made[0] else []


def test_values_are_renamed_where_all_columns_map_them_alike() -> None:
    after = BEFORE.replace(
        "[open, closed, done]", "{values: [open, closed, end], map: {done: end}}"
    )
    assert statements(after) == ["""ALTER TYPE "State" RENAME VALUE 'done' TO 'end'"""]


def test_each_column_maps_its_own_values() -> None:
    after = BEFORE.replace("open, closed, done", "open, closed")
    after = after.replace("x: enum(State)", "x: enum(State) map(done, open)")
    after = after.replace("y: enum(State)", "y: enum(State) map(done, closed)")
    x, y, z = (each for each in statements(after) if each.startswith("ALTER TABLE"))
    assert "WHEN 'done' THEN 'open'" in x and "WHEN 'done' THEN 'closed'" in y
    assert "CASE" not in z

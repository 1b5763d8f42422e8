"""What rows get in a column meets its constraints, or stops the migration before any change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from tests.database.resolving import read, resolved
from tests.support.change_rounds import Change, ChangeRounds
from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.row_refusals import is_row_refusal
from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Tables
from tests.targets.alembic_changes import changed_schema, faults

ITEM = """
Item:
  $timestamps: false
  a: integer required
  b: integer
  c: integer
  note: string(20)
"""
EVERY = "sqlite, postgres, mysql"
KEEPER = "\nKeeper: {name: string}\n"

# Two rows, equal in `a` and `c`, without a `b`. What is added, and whether it stops.
CASES = {
    "unique with another": (ITEM, ITEM + "  k: integer required fill(7)\n  $unique: [[a, k]]\n"),
    "unique with a default": (ITEM, ITEM + "  k: integer default(7)\n  $unique: [[a, k]]\n"),
    "unique alone, of some rows": (
        ITEM,
        ITEM + "  k: integer required fill(7)\n"
        '  $indexes: [{fields: [k], unique: true, where: "{a} = 1"}]\n',
    ),
    "filled where it was empty": (
        ITEM + "  $unique: [[a, b]]\n",
        ITEM.replace("b: integer", "b: integer required fill(7)") + "  $unique: [[a, b]]\n",
    ),
    "check": (ITEM, ITEM + '  k: integer required fill(7) check("{k} < 7")\n'),
    "check of a default": (ITEM, ITEM + '  k: integer default(7) check("{k} < 7")\n'),
    "check of a text": (ITEM, ITEM + "  k: string default(\"it's\") check(\"{k} <> 'it''s'\")\n"),
    "check with another": (ITEM, ITEM + '  k: integer default(7) check("{k} < {a}")\n'),
    "check that stays": (
        ITEM.replace("b: integer", 'b: integer check("{b} < 7")'),
        ITEM.replace("b: integer", 'b: integer required fill(7) check("{b} < 7")'),
    ),
    "key of no row": (
        ITEM + KEEPER,
        ITEM + "  keeper: belongsTo(Keeper) default(9)\n" + KEEPER,
    ),
    "key that is new": (
        ITEM + KEEPER,
        ITEM.replace(
            "c: integer", "c: integer\n  keeper: belongsTo(Keeper) foreignKey(c) targetKey(code)"
        )
        + "\nKeeper: {name: string, code: integer unique}\n",
    ),
    "primary key": (
        ITEM.replace("a: integer required", "a: integer primary\n  d: integer primary"),
        ITEM.replace("a: integer required", "a: integer primary\n  k: integer primary fill(7)"),
    ),
    "renamed in an index of some rows": (
        ITEM,
        ITEM.replace("c: integer", "d: integer was(c)").replace("b: integer", "c: integer was(b)")
        + '  $indexes: [{fields: [a], unique: true, where: "{d} = 1"}]\n',
    ),
}
# The same rows, which fit.
ALLOWED = (
    (ITEM, ITEM + "  k: integer required fill(7)\n  $unique: [[note, k]]\n"),
    (
        ITEM,
        ITEM + "  k: integer required fill(7)\n"
        '  $indexes: [{fields: [k], unique: true, where: "{a} = 2"}]\n',
    ),
    (ITEM, ITEM + '  k: integer required fill(7) check("{k} > {a}")\n'),
    (ITEM, ITEM.replace("  $timestamps: false\n", "  $timestamps: false\n  $id: none\n")),
    (ITEM, ITEM + '  k: boolean default(true) check("{k} = {k}")\n'),
    (
        ITEM,
        ITEM.replace("b: integer", "x: integer was(c)")
        .replace("c: integer", "c: integer was(b)")
        .replace("x: integer", "b: integer")
        + '  $checks: ["{b} = 1 AND {c} IS NULL"]\n',
    ),
)


def two_rows(scratch: Scratch) -> Tables:
    """Two rows in each table of items, which differ in their id and note."""
    q, tables = scratch.quoted, scratch.tables()
    for table in tables.values():
        if not any(column.name == "note" for column in table.columns):
            continue
        has_id = any(column.name == "id" for column in table.columns)
        names = ["a", "c", "note", "id" if has_id else "d"]
        scratch.insert_unchecked(
            f"INSERT INTO {q(table.name)} ({', '.join(map(q, names))}) "
            "VALUES (1, 1, 'one', 1), (1, 1, 'two', 2)"
        )
    return scratch.tables()


def changes_of(dialect: str, half: int) -> dict[str, tuple[str, str, bool]]:
    """Schemas before and after, and whether rows stop the change; MySQL has no partial index.

    `half`: of those that stop, each second one, from this on.
    """
    has_partial = dialect != "mysql"
    stops = {
        name: (*case, True)
        for name, case in list(CASES.items())[half::2]
        if has_partial or "where:" not in case[1]
    }
    allowed = [case for case in ALLOWED if has_partial or "where:" not in case[1]]
    before, after = (
        "".join(case[side].replace("Item:", f"Item{at}:") for at, case in enumerate(allowed))
        for side in (0, 1)
    )
    return {**stops, "all that fits": (before, after, False)}


def options_of(models: str, dialect: str) -> str:
    """The dialects: one for what not all have."""
    every = "where:" not in models and "belongsTo" not in models
    return f"dialects: [{EVERY if every else dialect}]"


@pytest.mark.node
def test_by_sequelize(housed: Project, checks: Checks) -> None:
    rounds = ChangeRounds(housed, checks)
    for name, (before, after, stops) in changes_of(checks.dialect, 0).items():
        options = options_of(after, checks.dialect)
        change = Change(resolved(before, options), resolved(after, options), read(after, options))
        assert change.outcome() is not None, name
        refused = rounds.run(name, change, two_rows, exact_rows=False)
        checks.that(f"{name}: stops", bool(refused) == stops, refused)


@pytest.mark.slow
def test_by_alembic(new_scratch: Callable[[], Scratch], checks: Checks, tmp_path: Path) -> None:
    scratches = new_scratch(), new_scratch()
    for name, (before, after, stops) in changes_of(checks.dialect, 1).items():
        options = options_of(after, checks.dialect)
        change = changed_schema(
            resolved(before, options), resolved(after, options), read(after, options)
        )
        assert change is not None
        for scratch in scratches:
            scratch.clear()
        try:
            wrong = faults(change, iter(scratches).__next__, tmp_path / name, rows=two_rows)
        except ValueError as error:
            checks.that(f"{name}: stops", stops and is_row_refusal(error, checks.dialect), error)
        else:
            checks.that(f"{name}: does not stop", not stops, "")
            checks.none(name, wrong)


GENERATED = (
    ITEM
    + """
  more: integer required generated("{a} + 4")
  less: integer generated("{c} - 1") index
  was_c: integer generated("{c}")
"""
)
PLAIN = (
    ITEM.replace("c: integer", "d: integer was(c)")
    + """
  more: integer required unique_with_note
  less: integer default(9) index
  was_c: integer
  $unique: [[note, more]]
"""
).replace(" unique_with_note", "")


def generated_change(dialect: str) -> tuple[str, str, str]:
    """The schemas and the options of columns that are generated no more."""
    before, after = GENERATED, PLAIN
    if dialect == "mysql":
        # No generated column of it can be required.
        before, after = (
            text.replace("more: integer required", "more: integer") for text in (before, after)
        )
    return before, after, f"dialects: [{dialect}]"


def kept(scratch: Scratch) -> list[tuple[object, ...]]:
    """The values that were generated."""
    q = scratch.quoted
    columns = ", ".join(map(q, ("more", "less", "was_c")))
    (rows,) = scratch.query(f"SELECT {columns} FROM {q('Items')}")
    return [tuple(map(int, row)) for row in rows]


@pytest.mark.node
def test_generated_values_are_kept_by_sequelize(housed: Project, checks: Checks) -> None:
    before, after, options = generated_change(checks.dialect)
    change = Change(resolved(before, options), resolved(after, options), read(after, options))
    found = changes(snapshot(change.old), change.new, change.schema)
    assert (found.problems, found.questions) == ((), ())
    ChangeRounds(housed, checks).run("plain", change, two_rows, exact_rows=True)
    checks.equal("values", kept(housed.scratch), [(5, 0, 1)] * 2)


@pytest.mark.slow
def test_generated_values_are_kept_by_alembic(
    new_scratch: Callable[[], Scratch], checks: Checks, tmp_path: Path
) -> None:
    before, after, options = generated_change(checks.dialect)
    change = changed_schema(
        resolved(before, options), resolved(after, options), read(after, options)
    )
    assert change is not None
    made: list[Scratch] = []

    def make() -> Scratch:
        made.append(new_scratch())
        return made[-1]

    checks.none("plain", faults(change, make, tmp_path, rows=two_rows))
    checks.equal("values", kept(made[-1]), [(5, 0, 1)] * 2)

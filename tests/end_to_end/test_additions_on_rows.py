"""Later additions lead to the same tables as a fresh schema, on each database.

Each kind of addition is migrated on tables with rows, by both languages. `alembic check`,
`create_all()`, `sync()`, a fresh project of the same schema and `scaffold verify` agree with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.additions import ADDITIONS, grown, schema
from tests.support.alembic_project import AlembicProject
from tests.support.checks import Checks
from tests.support.compare_tables import Rules, differences
from tests.support.planning import migrations
from tests.support.project import Project, down
from tests.support.rounds import SYNCED
from tests.support.scratch import Scratch, SqliteScratch
from tests.support.sqlite_tables import Tables
from tests.support.unchecked_rows import contents, fill
from tests.targets.alembic_rendering import revision_files, seen
from tests.targets.python_rendering import rendered
from tests.targets.rendering import database_of, migrations_of

NODE = "targets:\n  sequelize: {directory: .}\n"
BOTH = "targets:\n  sequelize: {directory: .}\n  sqlalchemy: {directory: python}\n"
ALL = ("sqlite", "postgres", "mysql")
# Columns come in another order. A foreign key of a new column has no name on SQLite, and MySQL
# gives it one of its own.
GROWN: dict[str, Rules] = {
    "sqlite": Rules(order=False, key_names=False),
    "postgres": Rules(order=False),
    "mysql": Rules(order=False, key_names=False),
}
CREATED = Rules(order=False, key_names=False)


# One of each thing that an addition can be.
EACH = (
    "a unique required attribute with a default",
    "an attribute with a default and a CHECK becomes unique",
    "an attribute becomes indexed",
    "a required enum with a default",
    "a comment",
    "three unique attributes and two CHECKs",
    "a unique attribute of a table that refers to itself",
    "$unique of a new foreign key",
    "$indexes of a new attribute",
    "$checks of a new attribute",
    "belongsTo by a new unique attribute",
    "belongsTo by an attribute of the target that becomes unique",
    "hasOne, both sides",
    "hasMany of a new model, required",
    "belongsToMany through a model with a payload",
    "a payload of a join table",
)
CYCLE = ("belongsTo both ways",)
# What is added at once, and whether the project is for one database alone.
AT_ONCE = {
    "all, for one database": (tuple(name for name in ADDITIONS if name not in CYCLE), True),
    "one of each, for three": (EACH, False),
    "a cycle, for one database": (CYCLE, True),
    "a cycle, for three": (CYCLE, False),
}


def write(folder: Path, before: str, after: str) -> tuple[list[str], list[str]]:
    """The Python project of a schema that grew; the revisions of its two runs."""
    old, new = database_of(before), database_of(after)
    first = migrations_of(old)
    last, used = first[-1].version, [each.slug for each in first]
    further = migrations(old, new, used=used, later_than=last)
    assert further
    for path, text in (rendered(new) | revision_files(new, first + further)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return [each.version for each in first], [each.version for each in further]


def filled(scratch: Scratch) -> dict[str, dict[str, object]]:
    """Put a row in every table; attributes that become foreign keys refer to one of id 2."""
    tables = fill(scratch)
    for table in tables.values():
        for column in table.columns:
            if column.name in ("aId", "bId"):
                names = scratch.quoted(table.name), scratch.quoted(column.name)
                scratch.execute("UPDATE {} SET {} = 2".format(*names))
    return contents(scratch, tables)


def kept(before: Scratch, held: Tables, rows: dict[str, dict[str, object]]) -> list[str]:
    """Return the tables whose row was changed or deleted."""
    now = contents(before, held)
    return [
        f"{table}: {row} → {now.get(table)}"
        for table, row in rows.items()
        if {column: now[table].get(column) for column in row} != row
    ]


def write_fresh(folder: Path, text: str) -> None:
    """The Python project of a schema that was this from the beginning."""
    database = database_of(text)
    files = rendered(database) | revision_files(database, migrations_of(database))
    for path, code in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(code, encoding="utf-8")


def groups(size: int) -> list[tuple[str, ...]]:
    """Return the names of the additions, in groups of the same dialects."""
    by_dialects: dict[tuple[str, ...], list[str]] = {}
    for name, addition in ADDITIONS.items():
        if name not in CYCLE:
            by_dialects.setdefault(addition.dialects, []).append(name)
    found = [
        names[at : at + size] for names in by_dialects.values() for at in range(0, len(names), size)
    ]
    return [*map(tuple, found), CYCLE]


@pytest.mark.slow
@pytest.mark.parametrize("names", groups(12), ids=lambda names: f"{names[0]} to {names[-1]}")
def test_additions_equal_a_fresh_schema(tmp_path: Path, names: tuple[str, ...]) -> None:
    """A dozen additions in one schema, each to tables of its own, whose numbers tell which."""
    additions = [ADDITIONS[name] for name in names]
    dialects = ", ".join(additions[0].dialects)
    before = schema([each.before for each in additions], NODE, dialects)
    after = schema([grown(each) for each in additions], NODE, dialects)
    scratches = [SqliteScratch(tmp_path / f"{each}.sqlite") for each in ("one", "two", "three")]
    for scratch in scratches:
        scratch.clear()
    project = AlembicProject(tmp_path / "grown", scratches[0])
    first, _ = write(project.root, before, after)
    start = project.upgrade(first[-1])
    rows = filled(scratches[0])
    tables = project.upgrade()
    assert project.check() == []
    assert kept(scratches[0], tables, rows) == []
    created = AlembicProject(project.root, scratches[1]).create_all()
    assert differences(seen(tables), seen(created), CREATED) == []
    back = project.downgrade(first[-1])
    assert differences(start, back) == []
    assert kept(scratches[0], back, rows) == []
    # Last: modules of another project take the place of those that are imported.
    fresh = AlembicProject(tmp_path / "fresh", scratches[2])
    write_fresh(fresh.root, after)
    assert differences(tables, fresh.upgrade(), GROWN["sqlite"]) == []


@pytest.mark.node
@pytest.mark.parametrize("which", AT_ONCE)
def test_additions_onto_rows_in_both_languages(
    housed: Project, new_scratch: Callable[[], Scratch], checks: Checks, which: str
) -> None:
    names, alone = AT_ONCE[which]
    declared = ", ".join([checks.dialect] if alone else ALL)
    additions = [ADDITIONS[each] for each in names if checks.dialect in ADDITIONS[each].dialects]
    python = AlembicProject(housed.root / "python", new_scratch())
    housed.schema(schema([each.before for each in additions], BOTH, declared))
    housed.generate()
    first = housed.migrations
    starts = housed.run_migrations(), python.upgrade()
    rows = filled(housed.scratch), filled(python.scratch)
    text = schema([grown(each) for each in additions], BOTH, declared)
    housed.schema(text)
    housed.generate()

    tables, upgraded = housed.run_migrations(), python.upgrade()
    same(checks, "sync()", tables, housed.sync(), SYNCED[checks.dialect])
    same(checks, "Alembic", seen(tables), seen(upgraded), Rules())
    checks.none("alembic check", map(str, python.check()))
    created = AlembicProject(python.root, new_scratch()).create_all()
    named = checks.dialect == "postgres"
    one, other = (seen(each, key_names=named) for each in (upgraded, created))
    same(checks, "create_all()", one, other, CREATED)
    checks.none("rows after db:migrate", kept(housed.scratch, tables, rows[0]))
    checks.none("rows after upgrade", kept(python.scratch, upgraded, rows[1]))

    further = [name for name in housed.migrations if name not in first]
    undone = housed.run_migrations(*map(down, reversed(further)))
    backs = undone, python.downgrade(first[-1][:14])
    same(checks, "db:migrate:undo", starts[0], backs[0], Rules())
    same(checks, "downgrade", starts[1], backs[1], Rules())
    checks.none("rows after db:migrate:undo", kept(housed.scratch, backs[0], rows[0]))
    checks.none("rows after downgrade", kept(python.scratch, backs[1], rows[1]))

    # Last: its modules take the place of those that are imported.
    fresh = AlembicProject(housed.root / "fresh", new_scratch())
    write_fresh(fresh.root, text.replace(BOTH, NODE))
    another = seen(fresh.upgrade(), key_names=named)
    same(checks, "a fresh project", one, another, GROWN[checks.dialect])


@pytest.mark.node
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "all"])
def test_foreign_key_without_index_becomes_unique(
    housed: Project, new_scratch: Callable[[], Scratch], checks: Checks, alone: bool
) -> None:
    """MySQL replaces its own index of the foreign key by the constraint's, and restores it."""
    declared = ", ".join([checks.dialect] if alone else ALL)
    python = AlembicProject(housed.root / "python", new_scratch())
    text = schema(
        [{"A": {"bId": "integer", "b": "belongsTo(B) foreignKey(bId)"}, "B": {"it": "text"}}],
        BOTH,
        declared,
    ).replace("]}\nmodels", "], index_foreign_keys: false}\nmodels")
    housed.schema(text)
    housed.generate()
    first = housed.migrations
    starts = housed.run_migrations(), python.upgrade()
    housed.schema(text.replace("bId: integer", "bId: integer unique"))
    housed.generate()
    tables, upgraded = housed.run_migrations(), python.upgrade()
    same(checks, "Alembic", seen(tables), seen(upgraded), Rules())
    same(checks, "sync()", tables, housed.sync(), SYNCED[checks.dialect])
    checks.none("alembic check", map(str, python.check()))
    backs = housed.run_migrations(down(housed.migrations[-1])), python.downgrade(first[-1][:14])
    same(checks, "undone", starts[0], backs[0], Rules())
    same(checks, "downgraded", starts[1], backs[1], Rules())


@pytest.mark.node
def test_verify_holds_after_several_runs_of_additions(
    project: Project, dialect: str, server_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    models = [ADDITIONS[name].before for name in EACH]
    for done in range(0, len(EACH) + 1, 4):
        models[:done] = [grown(ADDITIONS[name]) for name in EACH[:done]]
        project.schema(schema(models, BOTH, ", ".join(ALL)))
        project.generate()
    database = () if dialect == "sqlite" else ("--database", server_of(dialect))
    said = json.loads(project.scaffold("verify", "--json", *database).output)
    found = [check for target in said["targets"] for check in target["checks"]]
    assert {check["verdict"] for check in (*found, *said["across"])} == {"passed"}, said


def same(checks: Checks, what: str, one: Tables, other: Tables, rules: Rules) -> None:
    """A check for each table."""
    for table in sorted({*one, *other}):
        ours, theirs = ({table: each[table]} if table in each else {} for each in (one, other))
        checks.none(f"{what}: {table}", differences(ours, theirs, rules))

"""Migrate a generated project up, down and up again on one database, and count checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.support.checks import Checks
from tests.support.compare_tables import SYNC, Rules, differences
from tests.support.project import Project, Step, down, up
from tests.support.sqlite_tables import Tables
from tests.support.unchecked_rows import contents, fill

# PostgreSQL's keys have the same names in both; MySQL generates names in sync().
SYNCED = {
    "sqlite": SYNC,
    "postgres": Rules(order=False, checks=False, long_uniques=False),
    "mysql": Rules(order=False, checks=False, key_names=False),
}


def whole_round(
    project: Project,
    checks: Checks,
    name: str,
    *,
    sync: Rules | None = None,
    cyclic: bool = False,
    syncs: bool = True,
    filled: Callable[[], Tables] | None = None,
) -> Tables:
    """Migrate up, compare with `sync()`, insert rows, migrate down one by one, and up again.

    filled: inserts the rows; by default one row in every table.
    cyclic: foreign keys form a cycle, so that sync() creates none on primary keys on a server.
    syncs: False if sync() is known to fail.
    Returns the tables after the first up.
    """
    project.scratch.clear()
    ups = project.migrate(up())
    assert ups, "there is no migration"
    tables = ups[-1].tables
    synced = project.sync() if syncs else Tables()
    seen = unbound(tables) if cyclic and checks.dialect != "sqlite" else tables
    for table in sorted({*tables, *synced}) if syncs else ():
        ours, theirs = ({table: one[table]} if table in one else {} for one in (seen, synced))
        found = differences(ours, theirs, sync or SYNCED[checks.dialect])
        checks.none(f"{name}: {table}: the models make what the migrations made", found)
    held = (filled or (lambda: fill(project.scratch)))()
    undo(project, checks, name, [Tables(), *(step.tables for step in ups)], held)
    for first, again in zip(ups, project.migrate(up()), strict=True):
        found = differences(first.tables, again.tables)
        checks.none(f"{name}: {first.file}: up again makes the same", found)
    return tables


def unbound(tables: Tables) -> Tables:
    """Return the tables without foreign keys on primary keys, and without MySQL's indexes for
    these.
    """
    found = Tables()
    for name, table in tables.items():
        primary = {column.name for column in table.columns if column.key}
        keys = [key for key in table.foreign_keys if primary.isdisjoint(key.columns)]
        gone = {key.name for key in table.foreign_keys} - {key.name for key in keys}
        gone |= {column for column in primary if gone}
        indexes = [index for index in table.indexes if index.unique or index.name not in gone]
        found[name] = replace(table, foreign_keys=tuple(keys), indexes=tuple(indexes))
    return found


def uncut(tables: Tables) -> Tables:
    """Return the tables without the names of keys that are too long for PostgreSQL.

    In sync() the server shortens them.
    """
    return {
        name: replace(
            table,
            foreign_keys=tuple(
                replace(key, name="") if len(f"{name}_{key.columns[0]}_fkey".encode()) > 63 else key
                for key in table.foreign_keys
            ),
        )
        for name, table in tables.items()
    }


def undo(project: Project, checks: Checks, name: str, before: list[Tables], held: Tables) -> None:
    """Undo all migrations one by one; `before` are the tables before each of them."""
    rows = contents(project.scratch, held)

    def look(step: Step) -> None:
        expected = before.pop()
        found = differences(expected, step.tables)
        checks.none(f"{name}: {step.file}: undone, the tables are those from before", found)
        counts = {table: step.tables[table].rows for table in expected if table in step.tables}
        kept = {table: held[table].rows for table in counts}
        checks.equal(f"{name}: {step.file}: undone, no row is lost", counts, kept)
        for table, now in contents(project.scratch, step.tables).items():
            was = {column: rows[table].get(column) for column in now}
            checks.equal(f"{name}: {step.file}: undone, {table} holds what it held", now, was)

    before.pop()
    project.migrate(down(), look=look)

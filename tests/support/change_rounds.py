"""Migrate from any schema to another with Sequelize, on one database with rows in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from scaffold.changes.decisions import Decisions
from scaffold.changes.empty_values import empty_value
from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import Outcome, changes
from scaffold.changes.snapshot import snapshot
from scaffold.database import operations as op
from scaffold.database.tables import Database
from scaffold.migrations import Migration
from scaffold.schema.model import Schema
from tests.support.checks import Checks
from tests.support.compare_tables import Rules, differences
from tests.support.project import Project, down, up
from tests.support.row_refusals import is_row_refusal
from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Tables
from tests.targets.rendering import migrations_of, rendered_migrations, write

# SQLite has no name of a foreign key declared with its column, MySQL generates one.
RULES = {
    "sqlite": Rules(order=False, key_names=False),
    "postgres": Rules(order=False),
    "mysql": Rules(order=False, key_names=False),
}
Contents = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
    """Two schemas, the second with its decisions about the first; losses are accepted."""

    old: Database
    new: Database
    schema: Schema | None = None

    def outcome(self) -> Outcome | None:
        """What is found between them, with a value for each new required column.

        None where a cast has no meaning, or where rows would need a foreign key.
        """
        found = changes(snapshot(self.old), self.new, self.schema, Decisions(any_loss=True))
        if found.problems:
            return None
        created = {each.table.name for each in found.operations if isinstance(each, op.CreateTable)}
        keys = {(table.name, key.column) for table in self.new.tables for key in table.foreign_keys}
        scheduled = []
        for each in found.scheduled:
            added = each.operation
            if isinstance(added, op.AddColumn) and added.table not in created:
                column = added.column
                if not (column.nullable or added.fill or column.autoincrement):
                    if (added.table, column.name) in keys:
                        return None
                    each = replace(each, operation=replace(added, fill=empty_value(column.type)))
            scheduled.append(each)
        return replace(found, scheduled=tuple(scheduled))


def change_migrations(change: Change, found: Outcome) -> tuple[Migration, ...]:
    """Return the migrations of a change, which follow those of the first schema."""
    made = drafts(found.scheduled, change.new, used=["create-x"])
    return tuple(
        Migration(f"20270101{at:06}", each.slug, each.kind, each.operations)
        for at, each in enumerate(made)
    )


def change_texts(change: Change, found: Outcome) -> dict[str, str]:
    """Return the files of the migrations of a change, helpers included."""
    return rendered_migrations(change.new, change_migrations(change, found))


class ChangeRounds:
    """Runs changes, one after another, on one project and its database."""

    def __init__(self, project: Project, checks: Checks) -> None:
        self._project = project
        self._checks = checks
        self._rules = RULES[checks.dialect]

    def run(
        self, name: str, change: Change, fill: Callable[[Scratch], object], *, exact_rows: bool
    ) -> str | None:
        """Migrate to the first schema, insert rows, migrate up, compare, down, and up again.

        The result of up is compared with the second schema created anew. `exact_rows`: after the
        way down each row is as it was. What a migration says that rows stop is returned: then
        empty tables are migrated.
        """
        project, checks = self._project, self._checks
        found = change.outcome()
        if found is None:
            return None
        fresh = self._fresh(change.new)
        before = self._migrated(change.old)
        fill(project.scratch)
        held = rows_of(project.scratch, before)
        write(project, change_texts(change, found))
        reached = [before]
        try:
            ups = project.migrate(up(), look=lambda step: reached.append(step.tables))
            if not ups:
                checks.none(f"{name}: nothing changes", self._unlike(fresh, before))
                return None
            after = ups[-1].tables
            checks.none(f"{name}: up, the tables are the new", self._unlike(fresh, after))
            kept = rows_of(project.scratch, after)
            checks.none(f"{name}: no row is lost", _lost(held, kept, found))
            downs = project.migrate(
                *(down(step.file) for step in reversed(ups)),
                look=lambda step: reached.append(step.tables),
            )
            undone = downs[-1].tables
            checks.none(f"{name}: undone, the tables are the old", self._unlike(before, undone))
            if exact_rows:
                again = rows_of(project.scratch, undone)
                checks.none(f"{name}: undone, the rows are the old", _changed(held, again))
            last = project.run_migrations(up())
            checks.none(f"{name}: up again gives the same", self._unlike(after, last))
        except AssertionError as error:
            if not is_row_refusal(error, checks.dialect) or fill is _no_rows:
                checks.that(f"{name}: the migrations run", False, error)
                return None
            # What rows do not allow is found before the migration changes anything.
            found_now = self._unlike(reached[-1], project.scratch.tables())
            checks.none(f"{name}: refused, nothing changed", found_now)
            self.run(name, change, _no_rows, exact_rows=False)
            return str(error)
        return None

    def _migrated(self, database: Database) -> Tables:
        project = self._project
        project.scratch.clear()
        shutil.rmtree(project.root / "migrations", ignore_errors=True)
        write(project, rendered_migrations(database, migrations_of(database)))
        return project.run_migrations(up())

    def _fresh(self, database: Database) -> Tables:
        return self._migrated(database)

    def _unlike(self, expected: Tables, actual: Tables) -> list[str]:
        return differences(_comparable(expected), _comparable(actual), self._rules)


def _comparable(tables: Tables) -> Tables:
    """Return the tables without names of the indexes that MySQL creates for foreign keys."""
    found = {}
    for name, table in tables.items():
        keys = {key.name for key in table.foreign_keys if key.name}
        indexes = tuple(
            replace(index, name="")
            if index.name in (*keys, *index.columns) and not index.unique
            else index
            for index in table.indexes
        )
        found[name] = replace(table, indexes=tuple(sorted(indexes)))
    return found


def _no_rows(scratch: Scratch) -> None:
    """Leave the tables empty."""


def rows_of(scratch: Scratch, tables: Tables) -> Contents:
    """Return the rows of each table, each as its columns and values in the order of their names."""
    listed = {
        table.name: sorted(column.name for column in table.columns)
        for table in tables.values()
        if table.columns and not table.name.startswith("type ")
    }
    found = scratch.query(
        *(
            f"SELECT {', '.join(map(scratch.quoted, names))} FROM {scratch.quoted(table)}"
            for table, names in listed.items()
        )
    )
    return {
        table: sorted((tuple(zip(names, row, strict=True)) for row in rows), key=repr)
        for (table, names), rows in zip(listed.items(), found, strict=True)
    }


def _lost(held: Contents, kept: Contents, found: Outcome) -> Iterable[str]:
    """Yield the tables with fewer rows, although the operations drop no table."""
    names = _new_names(found)
    for table, rows in held.items():
        name = names.get(table, table)
        if name in kept and len(kept[name]) < len(rows):
            yield f"{table} had {len(rows)} rows and {name} has {len(kept[name])}"


def _new_names(found: Outcome) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for each in found.operations:
        if type(each).__name__ == "RenameTable":
            old, new = str(each.table.name), str(each.name)  # type: ignore[union-attr]
            first = next((one for one, now in names.items() if now == old), old)
            names[first] = new
    return names


def _changed(held: Contents, again: Contents) -> Iterable[str]:
    for table, rows in held.items():
        if again.get(table) != rows:
            yield f"{table}: {again.get(table)} instead of {rows}"

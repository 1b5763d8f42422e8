"""A Python project whose schema changes: migrated with rows, and back, by Alembic itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scaffold.changes.decisions import Decisions
from scaffold.changes.migration_drafts import drafts
from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import snapshot
from scaffold.database.alterations import AlterColumn, RenameColumn, RenameTable
from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import Operation, table_of
from scaffold.database.sql_text import quoted_text
from scaffold.database.tables import Database
from scaffold.migrations import Migration
from scaffold.schema.model import Schema
from tests.support.alembic_project import AlembicProject
from tests.support.compare_tables import Rules, differences
from tests.support.scratch import Scratch
from tests.support.sqlite_tables import Tables
from tests.support.unchecked_rows import contents, fill
from tests.targets.alembic_rendering import revision_files, seen
from tests.targets.python_rendering import rendered
from tests.targets.rendering import migrations_of

Rows = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class ChangedSchema:
    """The databases of two schemas, and the migrations that lead from the one to the other."""

    before: Database
    after: Database
    first: tuple[Migration, ...]
    then: tuple[Migration, ...]

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(each for migration in self.then for each in migration.operations)


def changed_schema(
    before: Database, after: Database, schema: Schema, decisions: Decisions | None = None
) -> ChangedSchema | None:
    """The migrations of both schemas; None where no migration leads to the second."""
    found = changes(snapshot(before), after, schema, decisions or Decisions(any_loss=True))
    if found.problems or any(each.kind == "fill" for each in found.questions):
        return None
    first = migrations_of(before)
    made = drafts(found.scheduled, after, used=[each.slug for each in first])
    then = tuple(
        Migration(f"{datetime(2026, 2, 1):%Y%m%d}{at:06}", draft.slug, draft.kind, draft.operations)
        for at, draft in enumerate(made, 1)
    )
    return ChangedSchema(before, after, first, then)


def _write(files: Mapping[str, str], folder: Path) -> None:
    for path, code in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(code, encoding="utf-8")


def faults(
    change: ChangedSchema,
    new_scratch: Callable[[], Scratch],
    folder: Path,
    value: tuple[str, str, str] | None = None,
    rows: Callable[[Scratch], Tables] = fill,
) -> list[str]:
    """What is wrong after the migrations ran on filled tables: up, down, and up again.

    `value` is one that the rows get: the table, the column, and SQL. `rows` inserts them.
    """
    _write(rendered(change.after), folder)
    _write(revision_files(change.after, migrations_of(change.after)), folder)
    fresh = AlembicProject(folder, new_scratch())
    wanted = fresh.upgrade()
    names = _hidden_names(fresh.scratch)
    # The models stay: importing them takes as long as a migration.
    shutil.rmtree(folder / "migrations" / "versions")
    _write(revision_files(change.after, (*change.first, *change.then)), folder)
    project = AlembicProject(folder, new_scratch())
    start = change.first[-1].version
    project.upgrade_only(start)
    held = rows(project.scratch)
    if project.scratch.dialect == "sqlite":
        project.scratch.execute(*_enum_values(change.before))
    if value is not None:
        table, column = map(project.scratch.quoted, value[:2])
        project.scratch.execute(f"UPDATE {table} SET {column} = {value[2]}")
    old_names, old_rows = _hidden_names(project.scratch), contents(project.scratch, held)
    rules = Rules(order=False, key_names=fresh.scratch.dialect == "postgres")

    def compared(label: str, one: object, other: object) -> list[str]:
        return [] if one == other else [f"{label}: {one} is not {other}"]

    now = project.upgrade()
    found = [
        f"up: {line}"
        for line in differences(_comparable(wanted, rules), _comparable(now, rules), rules)
    ]
    found += compared("up: names", _hidden_names(project.scratch), names)
    kept = moved(old_rows, change.operations)
    found += [f"up: {line}" for line in _lost(kept, contents(project.scratch, now))]
    found += [f"check: {each}" for each in project.check()]
    back = project.downgrade(start)
    found += [
        f"down: {line}"
        for line in differences(_comparable(held, rules), _comparable(back, rules), rules)
    ]
    found += compared("down: names", _hidden_names(project.scratch), old_names)
    reversed_ = [each.reverse() for each in reversed(change.operations)]
    kept = moved(kept, reversed_)
    found += [f"down: {line}" for line in _lost(kept, contents(project.scratch, back))]
    again = project.upgrade()
    found += [
        f"again: {line}"
        for line in differences(_comparable(wanted, rules), _comparable(again, rules), rules)
    ]
    return found


def moved(rows: Mapping[str, Mapping[str, object]], operations: Iterable[Operation]) -> Rows:
    """The values that the operations keep, by their new names; those that they convert are out."""
    found = {table: dict(row) for table, row in rows.items()}
    for operation in operations:
        name = str(table_of(operation))
        row = found.get(name, {})
        match operation:
            case RenameTable(_, new) if name in found:
                found[str(new)] = found.pop(name)
            case RenameColumn(_, old, new_column) if old in row:
                row[new_column] = row.pop(old)
            case AlterColumn(_, old_column, new) if old_column.type != new.type:
                row.pop(new.name, None)
            case _ if type(operation).__name__ == "DropTable":
                found.pop(name, None)
            case _ if type(operation).__name__ == "DropColumn":
                row.pop(operation.column.name, None)  # type: ignore[union-attr]
            case _ if type(operation).__name__ == "AlterPrimaryKey":
                for column in operation.dropped:  # type: ignore[union-attr]
                    row.pop(column.name, None)
    return found


def _enum_values(database: Database) -> list[str]:
    """Statements that give SQLite's rows a value of each enum, which are texts there."""
    quoted = DIALECTS["sqlite"].quoted
    return [
        f"UPDATE {quoted(table.name.name)} SET {quoted(column.name)} = "
        + quoted_text(column.type.values[-1], "sqlite")
        for table in database.tables
        for column in table.columns
        if column.type.name == "enum"
    ]


def _comparable(tables: Tables, rules: Rules) -> Tables:
    """The tables; MariaDB names the CHECK of a JSON column after it, and renames it never."""
    return {
        name: replace(
            table,
            checks=tuple(
                replace(each, name="") if "json_valid(" in each.expression else each
                for each in table.checks
            ),
        )
        for name, table in seen(tables, key_names=rules.key_names).items()
    }


def _lost(kept: Rows, rows: Rows) -> list[str]:
    return [
        f"{table}.{column}: {value!r} became {rows.get(table, {}).get(column)!r}"
        for table, row in kept.items()
        for column, value in row.items()
        if str(rows.get(table, {}).get(column)) != str(value)
    ]


def _hidden_names(scratch: Scratch) -> list[tuple[object, ...]]:
    """What PostgreSQL names by itself: primary keys, sequences and their types."""
    if scratch.dialect != "postgres":
        return []
    (keys, sequences) = scratch.query(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'p' "
        "AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1",
        "SELECT seqrelid::regclass::text, format_type(seqtypid, null) FROM pg_sequence ORDER BY 1",
    )
    return [tuple(row) for row in (*keys, *sequences)]

"""What was generated last: facts of tables and models, and each target's migrations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from json import loads

from scaffold.database.apply_operations import apply_operations, reverse
from scaffold.database.facts import Facts, facts, name_order
from scaffold.database.operations import Operation
from scaffold.database.tables import Database, Table
from scaffold.errors import SchemaError
from scaffold.lock.operation_codec import read_operation, write_operation
from scaffold.migrations import Migration, MigrationKind
from scaffold.values import dataclass

NOTHING = Facts()


@dataclass(frozen=True, slots=True)
class Recorded:
    """A migration that was rendered: for which dialects, its operations as JSON.

    `run` is the first stamp of its run.
    """

    run: str
    version: str
    slug: str
    kind: MigrationKind
    dialects: tuple[str, ...]
    operations: tuple[str, ...] = ()

    @property
    def migration(self) -> Migration:
        """The migration itself; SchemaError where an operation cannot be read."""
        return Migration(
            self.version, self.slug, self.kind, tuple(map(self._read, self.operations))
        )

    def _read(self, text: str) -> Operation:
        try:
            operation: Operation = read_operation(loads(text))
        except (ValueError, RecursionError) as error:
            what = "it is nested too deeply" if isinstance(error, RecursionError) else error
            raise damaged(
                f"an operation of {self.version}-{self.slug} cannot be read: {what}"
            ) from error
        return operation


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that was generated, as of the last run. Its parts are sorted by name."""

    facts: Facts = NOTHING
    targets: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)

    @property
    def last_stamp(self) -> str | None:
        """The latest stamp of any migration."""
        return max((each.version for each in self._recorded()), default=None)

    def slugs(self, target: str) -> frozenset[str]:
        """The slugs of all migrations of a target, for `plan`."""
        return frozenset(each.slug for each in self.targets.get(target, ()))

    def migrations(self, target: str) -> tuple[Migration, ...]:
        """All migrations of a target, in order."""
        return tuple(each.migration for each in self.targets.get(target, ()))

    def last_recorded(self, target: str) -> tuple[Recorded, ...]:
        """Those of a target that the last run made; none where it made others' only."""
        run = self._last_run()
        return tuple(each for each in self.targets.get(target, ()) if each.run == run)

    def facts_for(self, target: str) -> Facts:
        """The facts that a target's migrations give: nothing for one without migrations.

        A target that was away while others got migrations is behind the tables.
        """
        recorded = self.targets.get(target, ())
        if not recorded:
            return Facts()
        if recorded[-1].run == self._last_run():
            return self.facts
        operations = [operation for each in recorded for operation in each.migration.operations]
        return _with_tables(self.facts, _applied((), operations))

    def before_last_run(self) -> Lock:
        """The lock as if the last run that made migrations had not been.

        Models' facts are today's, as far as their tables and columns stood then.
        """
        run = self._last_run()
        earlier = {
            name: tuple(each for each in recorded if each.run != run)
            for name, recorded in self.targets.items()
        }
        earlier = {name: kept for name, kept in earlier.items() if kept}
        if not earlier:
            return Lock()
        target = next((name for name in earlier if self.last_recorded(name)), None)
        if target is None:
            return replace(self, targets=earlier)
        operations = [
            operation
            for recorded in self.last_recorded(target)
            for operation in recorded.migration.operations
        ]
        tables = _applied(self.facts.tables, reverse(operations))
        return Lock(_with_tables(self.facts, tables), earlier)

    def _recorded(self) -> Iterable[Recorded]:
        return (each for recorded in self.targets.values() for each in recorded)

    def _last_run(self) -> str | None:
        return max((each.run for each in self._recorded()), default=None)


def advance(
    lock: Lock,
    database: Database,
    operations: Sequence[Operation],
    migrations: Mapping[str, Sequence[Migration]],
) -> Lock:
    """The lock after a run that led to `database`.

    `operations` are those from the lock's facts to the database; `migrations` those that the
    run made for each target, which for a target that was added are more.
    """
    tables = _applied(lock.facts.tables, operations)
    run = min((each.version for made in migrations.values() for each in made), default="")
    targets = dict(lock.targets)
    for name, made in migrations.items():
        if made:
            recorded = (_record(run, each, database.dialects) for each in made)
            targets[name] = in_order((*targets.get(name, ()), *recorded))
    return Lock(Facts(tables, facts(database).models), targets)


def canonical(table: Table) -> Table:
    """The table with the parts whose order says nothing sorted by name."""
    return replace(
        table,
        uniques=tuple(sorted(table.uniques, key=lambda unique: unique.name)),
        indexes=tuple(sorted(table.indexes, key=lambda index: index.name)),
        foreign_keys=tuple(sorted(table.foreign_keys, key=lambda key: key.name)),
        checks=tuple(sorted(table.checks, key=lambda check: check.name)),
    )


def in_order(recorded: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """Migrations as tools run them, by the names of their files."""
    return tuple(sorted(recorded, key=lambda each: (each.version, each.slug)))


def damaged(what: str) -> SchemaError:
    """The lock does not hold together, and only its history can tell what it was."""
    return SchemaError(f"scaffold.lock: {what}", "Take the file back from version control.")


def _record(run: str, migration: Migration, dialects: tuple[str, ...]) -> Recorded:
    operations = tuple(map(write_operation, migration.operations))
    return Recorded(run, migration.version, migration.slug, migration.kind, dialects, operations)


def _applied(tables: Iterable[Table], operations: Iterable[Operation]) -> tuple[Table, ...]:
    try:
        changed = apply_operations(tables, operations)
    except ValueError as error:
        raise damaged(f"its tables and its migrations do not agree: {error}") from error
    return tuple(sorted(map(canonical, changed), key=lambda table: name_order(table.name)))


def _with_tables(known: Facts, tables: tuple[Table, ...]) -> Facts:
    """The facts of other tables: what models say of columns that those do not have is left."""
    columns = {(table.name, column.name) for table in tables for column in table.columns}
    names = {table.name for table in tables}
    models = tuple(
        replace(
            model,
            attributes=tuple(
                each for each in model.attributes if (model.table, each[1]) in columns
            ),
            associations=tuple(
                each for each in model.associations if (each.table, each.column) in columns
            ),
        )
        for model in known.models
        if model.table in names
    )
    return Facts(tables, models)

"""The checks of Sequelize migrations and models, and their results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scaffold.reflection import REFLECTIONS
from scaffold.reflection.reflected_tables import Tables
from scaffold.reflection.table_differences import (
    ComparisonRules,
    Difference,
    new_differences,
    table_differences,
)
from scaffold.targets.sequelize.flavours import COMMONJS, modules_of
from scaffold.targets.sequelize.unsynced import without_unsynced
from scaffold.targets.sequelize.verify.cli import SequelizeCli
from scaffold.targets.sequelize.verify.migrator import NodeMigrator
from scaffold.targets.sequelize.verify.rows import NodeTool
from scaffold.values import dataclass
from scaffold.verify.last_run.last_run_check import LastRunCheck
from scaffold.verify.rows.row_check import RowCheck
from scaffold.verify.stand_ins import FOLDER
from scaffold.verify.verifier import SKIPPED_MODELS, CheckResult, Job, VerifyOutcome
from scaffold.verify.worker_session import RequestError, Session

ALL = ("up", "down", "db:migrate", "db:migrate:undo:all", "db:migrate", "models", "rows")

# sync() creates no CHECKs, and leaves names of foreign keys to SQLite and MySQL.
SYNC = ComparisonRules(
    checks=False, key_names=False, key_index_names=False, constraints=False, outside_tables=False
)
LEFT_OUT = "models declare neither CHECKs nor names of foreign keys: these are not compared"
SEPARATE_KEYS = (
    "foreign keys form a cycle: those of the models were added separately, because sync() omits "
    "some"
)


@dataclass(frozen=True, slots=True)
class State:
    """The tables before and after a migration's up."""

    file: str
    before: Tables
    after: Tables


class Steps:
    """The checks on scratch databases: one for the migrations, one for the models, and one for rows
    if there is a last run to prove.
    """

    def __init__(self, job: Job, session: Session, cli: SequelizeCli, names: tuple[str, ...]):
        self._job = job
        self._session = session
        self._cli = cli
        self._migrated, self._synced, *self._filled = names
        self._migrations = os.path.join(job.directory, job.settings["migrations"])
        self._models = os.path.join(job.directory, job.settings["models"])
        self._modules = modules_of(job.settings)
        self._reflection = REFLECTIONS[job.server.dialect]
        self._checks: list[CheckResult] = []
        # How many migrations run before the tables that none creates are made.
        self._place = 0
        # The tables before these are made.
        self._existing = Tables({})

    def run(self) -> VerifyOutcome:
        rows = self._rows(self._migrated)
        engine = self._reflection.engine(rows)
        start = self._reflection.tables(rows)
        states: list[State] = []
        failure = self._up(start, states)
        if self._place == 0:
            # No migration ran before the tables that none creates.
            start = states[0].before if states else self._read(self._migrated)
        if failure:
            self._done(failure)
            self._skip(*ALL[1:])
            return VerifyOutcome(engine, tuple(self._checks), None)
        self._passed("up", f"{_count(len(states), 'migration')}, one by one")
        end = states[-1].after if states else start
        migrated = self._down(states)
        if migrated:
            migrated = self._all_at_once(start, end, bool(states))
        else:
            self._skip(*ALL[2:5])
        if not self._session.alive:
            self._skip("models", "rows")
            return VerifyOutcome(engine, tuple(self._checks), end)
        left_out = [*self._job.stand_ins.left_out(self._existing)]
        if self._job.skip_models:
            self._skip("models", "rows", detail=SKIPPED_MODELS)
        else:
            left_out += self._compare_models(end)
            if migrated:
                left_out += self._try_rows()
            else:
                self._skip("rows")
        left_out += self._last_run([state.file for state in states])
        return VerifyOutcome(engine, tuple(self._checks), end, tuple(left_out))

    def _up(self, start: Tables, states: list[State]) -> CheckResult | None:
        """Run each migration and record its tables; return the check of one that fails."""
        before = start
        try:
            files = self._ask("pending")
        except RequestError as error:
            return _failed("up", self._job.settings["migrations"], error)
        self._place = self._job.stand_ins.place(os.path.splitext(file)[0] for file in files)
        for at, file in enumerate(files):
            try:
                if at == self._place:
                    before = self._build(self._migrated, before)
                self._ask("migrate", direction="up", file=file)
            except RequestError as error:
                return _failed("up", file, error)
            after = self._read(self._migrated)
            states.append(State(file, before, after))
            before = after
        if self._place == len(files):
            try:
                after = self._build(self._migrated, before)
            except RequestError as error:
                return _failed("up", "the tables that no migration creates", error)
            if states:
                states[-1] = replace(states[-1], after=after)
        return None

    def _build(self, name: str, existing: Tables) -> Tables:
        """Create the tables that no migration creates; return all tables."""
        folder = self._job.scratch.folder
        if name == self._migrated:
            self._existing = existing
        file = self._job.stand_ins.write(existing, folder)
        if file is None:
            return existing
        kind = "commonjs" if self._modules == COMMONJS else "module"
        with open(os.path.join(folder, FOLDER, "package.json"), "w", encoding="utf-8") as package:
            package.write(f'{{"type": "{kind}"}}')
        self._session.ask("build", name=name, file=file)
        return self._read(name)

    def _unlike(self, at: int, expected: Tables, found: Tables) -> tuple[Difference, ...]:
        """Return the differences from the tables before the migration of that number."""
        if at >= self._place:
            return table_differences(expected, found, self._job.restored)
        # The tables that no migration creates stay.
        rules = replace(self._job.restored, outside_tables=False)
        without = self._job.stand_ins.without
        return table_differences(without(expected), without(found), rules)

    def _down(self, states: list[State]) -> bool:
        """Check that each down restores the tables from before its up."""
        known: tuple[Difference, ...] = ()
        restored = True
        for at, state in reversed([*enumerate(states)]):
            try:
                self._ask("migrate", direction="down", file=state.file)
            except RequestError as error:
                self._done(_failed("down", state.file, error))
                return False
            found = self._unlike(at, state.before, self._read(self._migrated))
            if fresh := new_differences(found, known):
                restored = False
                detail = f"{state.file} does not restore the tables from before it"
                sides = ("before its up", "after its down")
                self._done(CheckResult("down", "failed", detail, fresh, sides))
            known = found
        if restored:
            count = _count(len(states), "migration")
            self._passed("down", f"{count}, each back to the tables from before it")
        return restored

    def _all_at_once(self, start: Tables, end: Tables, has_migrations: bool) -> bool:
        """Run sequelize-cli: up, down to nothing, up again; return whether the tables exist."""
        if not has_migrations:
            self._skip(*ALL[2:5], detail="there is no migration yet")
            return True
        count = _count(len(end.tables), "table")
        expected = (end, start, end)
        left = "nothing of them is left" if self._job.stand_ins.names else "nothing is left"
        details = (f"the same {count}", left, f"the same {count} again")
        with self._cli:
            for at, command in enumerate(ALL[2:5]):
                try:
                    self._cli.run(command)
                except RequestError as error:
                    self._done(_failed(command, "sequelize-cli", error))
                    self._skip(*ALL[at + 3 : 5])
                    return False
                found = self._compared(at, expected[at], self._read(self._migrated))
                sides = ("one by one", f"after {command}")
                if found:
                    self._done(CheckResult(command, "failed", "other tables", found, sides))
                else:
                    self._passed(command, details[at])
        return not found

    def _compared(self, at: int, expected: Tables, found: Tables) -> tuple[Difference, ...]:
        if self._place == 0 or at != 1:
            return table_differences(expected, found)
        without = self._job.stand_ins.without
        rules = ComparisonRules(outside_tables=False)
        return table_differences(without(expected), without(found), rules)

    def _compare_models(self, end: Tables) -> Iterator[str]:
        """Compare the models with the migrations' tables; yield what was left out."""
        try:
            separate = self._session.ask(
                "sync", name=self._synced, folder=self._models, modules=self._modules
            )
        except RequestError as error:
            self._done(_failed("models", "sync()", error))
            return
        synced = self._read(self._synced)
        ours = self._job.own_tables
        one, other = (without_unsynced(each, self._job.database) for each in (end, synced))
        found = table_differences(one, other, replace(SYNC, only=ours))
        if found:
            labels = ("migrations", "models")
            detail = "sync() creates other tables than the migrations"
            self._done(CheckResult("models", "failed", detail, found, labels))
        else:
            self._passed("models", f"sync() creates the same {_count(len(ours), 'table')}")
        yield LEFT_OUT
        if separate:
            yield SEPARATE_KEYS
        known = {str(table.name) for table in self._job.database.tables}
        others = sorted({*end.tables, *synced.tables} - known)
        if others:
            yield f"not in the schema, so not compared with the models: {', '.join(others)}"

    def _try_rows(self) -> Iterator[str]:
        """Write and read rows of the models in the migrated database; yield what was not tried."""
        database, dialect = self._job.database, self._job.server.dialect
        tool = NodeTool(
            self._session, self._migrated, self._models, self._modules, database, dialect
        )
        rows = RowCheck(database, dialect, tool)
        try:
            self._done(rows.run())
        except RequestError as error:
            self._done(_failed("rows", "the models", error))
        yield from rows.untried

    def _last_run(self, files: list[str]) -> Iterator[str]:
        """Migrate rows with the last run, up and down; yield what was left out."""
        for name in self._filled:
            assert self._job.last_run is not None
            run = self._job.last_run
            migrator = NodeMigrator(
                self._session, name, self._migrations, files, run, self._place, self._made
            )
            check = LastRunCheck(run, self._job.server.dialect, migrator)
            self._done(check.run())
            yield from check.left_out

    def _made(self, name: str) -> None:
        """Create the tables that no migration creates in a further database."""
        self._build(name, self._read(name))

    def _ask(self, command: str, **request: Any) -> Any:
        return self._session.ask(command, name=self._migrated, folder=self._migrations, **request)

    def _rows(self, name: str) -> Any:
        return self._session.ask("read", name=name, queries=dict(self._reflection.queries))

    def _read(self, name: str) -> Tables:
        return self._reflection.tables(self._rows(name))

    def _passed(self, name: str, detail: str) -> None:
        self._done(CheckResult(name, "passed", detail))

    def _skip(self, *names: str, detail: str = "an earlier check failed") -> None:
        for name in names:
            self._done(CheckResult(name, "skipped", detail))

    def _done(self, check: CheckResult) -> None:
        self._checks.append(check)
        self._job.report(check)


def _failed(name: str, what: str, error: RequestError) -> CheckResult:
    sql = f"\n{error.sql}" if error.sql else ""
    return CheckResult(name, "failed", f"{what}: {error.message}{sql}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""The checks of Alembic revisions and SQLAlchemy models, and their results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
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
from scaffold.targets.sqlalchemy.verify.migrator import PythonMigrator
from scaffold.targets.sqlalchemy.verify.rows import PythonTool
from scaffold.verify.last_run.last_run_check import LastRunCheck
from scaffold.verify.rows.row_check import RowCheck
from scaffold.verify.verifier import SKIPPED_MODELS, CheckResult, Job, VerifyOutcome
from scaffold.verify.worker_session import RequestError, Session

_ALL = ("upgrade", "downgrade", "upgrade head", "alembic check", "models", "rows")
# create_all() names foreign keys by the models' metadata.
_CREATED = ComparisonRules(
    key_names=False, key_index_names=False, constraints=False, outside_tables=False
)
_LEFT_OUT = "models leave names of foreign keys to the database: these are not compared"


class Steps:
    """The checks on scratch databases: one for the revisions, one for the models, and one for rows
    if there is a last run to prove.
    """

    def __init__(self, job: Job, session: Session, names: tuple[str, ...]):
        self._job = job
        self._session = session
        self._migrated, self._created, *self._filled = names
        self._reflection = REFLECTIONS[job.server.dialect]
        self._checks: list[CheckResult] = []
        # How many revisions run before the tables that none creates are made.
        self._place = 0
        # The tables before these are made.
        self._existing = Tables({})

    def run(self) -> VerifyOutcome:
        rows = self._rows(self._migrated)
        engine, start = self._reflection.engine(rows), self._reflection.tables(rows)
        states = [start]
        left_out = [_LEFT_OUT]
        tried = 0
        try:
            revisions = self._revisions()
            self._place = self._job.stand_ins.place(revisions)
            for at, revision in enumerate((*revisions, None)):
                if at == self._place:
                    states[-1] = self._build(self._migrated, states[-1])
                if revision is not None:
                    self._alembic("upgrade", revision)
                    states.append(self._read(self._migrated))
            left_out += self._job.stand_ins.left_out(self._existing)
            self._passed("upgrade", f"{_count(len(revisions), 'revision')}, one by one")
            tried = 1
            self._down([*revisions], states)
            tried = 2
            self._up_again(states[-1])
            tried = 3
            if self._job.skip_models:
                for name in _ALL[tried:]:
                    self._done(CheckResult(name, "skipped", SKIPPED_MODELS))
                left_out += self._last_run(revisions)
                return VerifyOutcome(engine, tuple(self._checks), states[-1], tuple(left_out))
            self._alembic("check")
            self._passed("alembic check", "the models do not differ from the tables")
            tried = 4
            self._models(states[-1])
            tried = 5
            left_out += self._rows_tried()
        except RequestError as error:
            sql = f"\n{error.sql}" if error.sql else ""
            self._done(CheckResult(_ALL[tried], "failed", f"{error.message}{sql}"))
            for name in _ALL[tried + 1 :]:
                self._done(CheckResult(name, "skipped", "an earlier check failed"))
        else:
            left_out += self._last_run(revisions)
        tables = states[-1] if tried else None
        return VerifyOutcome(engine, tuple(self._checks), tables, tuple(left_out))

    def _revisions(self) -> list[str]:
        return [line.partition(" ")[0] for line in self._session.ask("revisions")]

    def _down(self, revisions: list[str], states: list[Tables]) -> None:
        """Check that each downgrade restores the tables from before its upgrade."""
        known: tuple[Difference, ...] = ()
        before = ["base", *revisions[:-1]]
        restored = True
        for at in reversed(range(len(revisions))):
            self._alembic("downgrade", before[at])
            found = self._unlike(at, states[at], self._read(self._migrated))
            if fresh := new_differences(found, known):
                restored = False
                detail = f"{revisions[at]} does not restore the tables from before it"
                sides = ("before its upgrade", "after its downgrade")
                self._done(CheckResult("downgrade", "failed", detail, fresh, sides))
            known = found
        if restored:
            count = _count(len(revisions), "revision")
            self._passed("downgrade", f"{count}, each back to the tables from before it")

    def _build(self, name: str, existing: Tables) -> Tables:
        """Create the tables that no revision creates; return all tables."""
        if name == self._migrated:
            self._existing = existing
        file = self._job.stand_ins.write(existing, self._job.scratch.folder)
        if file is None:
            return existing
        self._session.ask("build", name=name, file=file)
        return self._read(name)

    def _made(self, name: str) -> None:
        """Create the tables that no revision creates in a further database."""
        self._build(name, self._read(name))

    def _unlike(self, at: int, expected: Tables, found: Tables) -> tuple[Difference, ...]:
        """Return the differences from the tables before the revision of that number."""
        if at >= self._place:
            return table_differences(expected, found, self._job.restored)
        # The tables that no revision creates stay.
        rules = replace(self._job.restored, outside_tables=False)
        without = self._job.stand_ins.without
        return table_differences(without(expected), without(found), rules)

    def _up_again(self, end: Tables) -> None:
        self._alembic("upgrade", "head")
        found = table_differences(end, self._read(self._migrated))
        if found:
            sides = ("one by one", "after upgrade head")
            self._done(CheckResult("upgrade head", "failed", "other tables", found, sides))
        else:
            self._passed("upgrade head", f"the same {_count(len(end.tables), 'table')} again")

    def _models(self, end: Tables) -> None:
        """Compare the models with the revisions' tables."""
        tables = self._job.database.tables
        schemas = sorted({each.name.schema for each in tables if each.name.schema} - {"public"})
        request = {"name": self._created, "package": self._package, "schemas": schemas}
        self._session.ask("create_all", **request)
        ours = self._job.own_tables
        found = table_differences(end, self._read(self._created), replace(_CREATED, only=ours))
        if found:
            sides = ("revisions", "models")
            detail = "create_all() creates other tables than the revisions"
            self._done(CheckResult("models", "failed", detail, found, sides))
        else:
            self._passed("models", f"create_all() creates the same {_count(len(ours), 'table')}")

    def _rows_tried(self) -> list[str]:
        """Write and read rows of the models in the migrated database; return what was not tried."""
        tool = PythonTool(self._session, self._migrated, self._package, self._job.database)
        rows = RowCheck(self._job.database, self._job.server.dialect, tool)
        self._done(rows.run())
        return list(rows.untried)

    def _last_run(self, revisions: list[str]) -> Iterator[str]:
        """Migrate rows with the last run, up and down; yield what was left out."""
        for name in self._filled:
            assert self._job.last_run is not None
            run = self._job.last_run
            migrator = PythonMigrator(self._session, name, revisions, run, self._place, self._made)
            check = LastRunCheck(run, self._job.server.dialect, migrator)
            self._done(check.run())
            yield from check.left_out

    @property
    def _package(self) -> str:
        return self._job.settings["package"].strip("/").replace(os.sep, "/").replace("/", ".")

    def _alembic(self, command: str, to: str | None = None) -> None:
        self._session.ask("alembic", name=self._migrated, command=command, to=to)

    def _rows(self, name: str) -> Mapping[str, Any]:
        rows: Mapping[str, Any] = self._session.ask(
            "read", name=name, queries=dict(self._reflection.queries)
        )
        return rows

    def _read(self, name: str) -> Tables:
        return self._reflection.tables(self._rows(name))

    def _passed(self, name: str, detail: str) -> None:
        self._done(CheckResult(name, "passed", detail))

    def _done(self, check: CheckResult) -> None:
        self._checks.append(check)
        self._job.report(check)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

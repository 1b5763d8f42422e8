"""What is tried, one after the other, and what each came to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scaffold.targets.sqlalchemy.verify.process import Process, RequestError
from scaffold.verify.base import Check, Job, Outcome
from scaffold.verify.compare import Difference, Rules, differences, news
from scaffold.verify.reflect import REFLECTIONS
from scaffold.verify.tables import Tables

ALL = ("up", "down", "downgrade base", "upgrade head", "check", "models")

# create_all() takes the models' order, and names keys its own way where the server names them.
CREATED = Rules(order=False, key_names=False, constraints=False, beside=False)
LEFT_OUT = "models say no order of columns and no names of foreign keys: these are not compared"


class Steps:
    """The checks on two scratch databases, one for the revisions, one for the models."""

    def __init__(self, job: Job, process: Process, migrated: str, created: str):
        self._job = job
        self._process = process
        self._migrated, self._created = migrated, created
        self._reflection = REFLECTIONS[job.server.dialect]
        self._checks: list[Check] = []

    def run(self) -> Outcome:
        rows = self._rows(self._migrated)
        engine = self._reflection.engine(rows)
        states: list[tuple[str, Tables]] = [("base", self._reflection.tables(rows))]
        if not self._up(states):
            self._skip(*ALL[1:])
            return Outcome(engine, tuple(self._checks), None)
        end = states[-1][1]
        if self._down(states):
            self._all_at_once(states[0][1], end)
            self._check()
        else:
            self._skip(*ALL[2:5])
        self._compare_models(end)
        return Outcome(engine, tuple(self._checks), end, (LEFT_OUT,))

    def _up(self, states: list[tuple[str, Tables]]) -> bool:
        """Each revision's tables; whether all of them ran."""
        try:
            revisions = self._process.ask("revisions")
        except RequestError as error:
            self._broken("up", str(error))
            return False
        for revision in revisions:
            if not self._alembic("up", "upgrade", revision):
                return False
            states.append((revision, self._read(self._migrated)))
        self._held("up", f"{_count(len(revisions), 'revision')}, one by one")
        return True

    def _down(self, states: list[tuple[str, Tables]]) -> bool:
        """Whether each downgrade brings back the tables from before its upgrade."""
        known: tuple[Difference, ...] = ()
        held = True
        for (before, tables), (revision, _) in zip(states[-2::-1], states[:0:-1], strict=True):
            if not self._alembic("down", "downgrade", before):
                return False
            found = differences(tables, self._read(self._migrated))
            if fresh := news(found, known):
                held = False
                detail = f"{revision} does not bring back the tables from before it"
                sides = ("before its upgrade", "after its downgrade")
                self._done(Check("down", "broken", detail, fresh, sides))
            known = found
        if held:
            count = _count(len(states) - 1, "revision")
            self._held("down", f"{count}, each back to the tables from before it")
        return held

    def _all_at_once(self, start: Tables, end: Tables) -> None:
        tables = _count(len(end.tables), "table")
        if not self._alembic("upgrade head", "upgrade", "head"):
            self._skip("downgrade base")
            return
        for name, expected, detail in (
            ("downgrade base", start, "nothing is left"),
            ("upgrade head", end, f"the same {tables} again"),
        ):
            command, to = name.split()
            if not self._alembic(name, command, to):
                return
            found = differences(expected, self._read(self._migrated))
            if found:
                self._done(Check(name, "broken", "other tables", found, ("one by one", name)))
            else:
                self._held(name, detail)

    def _check(self) -> None:
        if self._alembic("check", "check"):
            self._held("check", "alembic finds nothing to upgrade")

    def _compare_models(self, end: Tables) -> None:
        """Hold the models to the revisions' tables."""
        package = self._job.settings["package"].strip("/").replace("/", ".")
        schemas = {table.name.schema for table in self._job.database.tables} - {None}
        try:
            self._process.ask("create_all", name=self._created, package=package, schemas=[*schemas])
        except RequestError as error:
            self._broken("models", f"create_all(): {error}")
            return
        ours = frozenset(str(table.name) for table in self._job.database.tables)
        found = differences(end, self._read(self._created), replace(CREATED, only=ours))
        if found:
            detail = "create_all() makes other tables than the revisions"
            self._done(Check("models", "broken", detail, found, ("revisions", "models")))
        else:
            self._held("models", f"create_all() makes the same {_count(len(ours), 'table')}")

    def _alembic(self, name: str, command: str, to: str | None = None) -> bool:
        try:
            self._process.ask("alembic", name=self._migrated, command_=command, to=to)
        except RequestError as error:
            self._broken(name, f"{to}: {error}" if to else str(error))
            return False
        return True

    def _rows(self, name: str) -> Any:
        return self._process.ask("read", name=name, queries=dict(self._reflection.queries))

    def _read(self, name: str) -> Tables:
        return self._reflection.tables(self._rows(name))

    def _held(self, name: str, detail: str) -> None:
        self._done(Check(name, "held", detail))

    def _broken(self, name: str, detail: str) -> None:
        self._done(Check(name, "broken", detail))

    def _skip(self, *names: str) -> None:
        for name in names:
            self._done(Check(name, "skipped", "what is above must hold first"))

    def _done(self, check: Check) -> None:
        self._checks.append(check)
        self._job.tell(check)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

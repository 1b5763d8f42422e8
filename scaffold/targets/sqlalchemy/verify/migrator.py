"""The revisions of Alembic as the check `last run` uses them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scaffold.verify.last_run.last_run import LastRun
from scaffold.verify.worker_session import RequestError, Session


class PythonMigrator:
    """The chain of `revisions`, on the scratch database `name`, in the Python process."""

    def __init__(
        self,
        session: Session,
        name: str,
        revisions: Sequence[str],
        run: LastRun,
        place: int,
        build: Callable[[str], None],
    ) -> None:
        """`build` creates the tables that no revision creates, after `place` revisions."""
        self._session = session
        self._build = build
        self._name = name
        self._last = [each.partition("-")[0] for each in run.migrations]
        count = len(self._last)
        self._is_end = [*revisions[-count:]] == self._last
        first = max(len(revisions) - count, 0)
        self._before = revisions[first - 1] if first else "base"
        place = min(place, first)
        self._place = revisions[place - 1] if place else "base"

    def prepare(self) -> None:
        if not self._is_end:
            raise RequestError("other revisions are among or after those of the last run")
        if self._place != "base":
            self._alembic("upgrade", self._place)
        self._build(self._name)
        if self._before != self._place:
            self._alembic("upgrade", self._before)

    def up(self) -> None:
        self._alembic("upgrade", self._last[-1])

    def down(self) -> None:
        self._alembic("downgrade", self._before)

    def insert(self, statements: Sequence[str]) -> Sequence[str | None]:
        request = {"name": self._name, "statements": [*statements]}
        errors: list[str | None] = self._session.ask("insert", **request)
        return errors

    def read(self, queries: Mapping[str, str]) -> Mapping[str, list[Mapping[str, Any]]]:
        rows: Mapping[str, list[Mapping[str, Any]]] = self._session.ask(
            "read", name=self._name, queries=dict(queries)
        )
        return rows

    def _alembic(self, command: str, to: str) -> None:
        self._session.ask("alembic", name=self._name, command=command, to=to)

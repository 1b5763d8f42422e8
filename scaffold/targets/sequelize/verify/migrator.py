"""The migrations of Sequelize as the check `last run` uses them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scaffold.verify.last_run.last_run import LastRun
from scaffold.verify.worker_session import RequestError, Session


class NodeMigrator:
    """The migrations `files` in `folder`, on the scratch database `name`, in the node process."""

    def __init__(
        self,
        session: Session,
        name: str,
        folder: str,
        files: Sequence[str],
        run: LastRun,
        place: int,
        build: Callable[[str], None],
    ) -> None:
        """`build` creates the tables that no migration creates, after `place` migrations."""
        self._session = session
        self._name = name
        self._place = place
        self._build = build
        self._folder = folder
        stems = {os.path.splitext(file)[0]: at for at, file in enumerate(files)}
        self._files = files
        self._found = [stems[each] for each in run.migrations if each in stems]
        self._is_whole = len(self._found) == len(run.migrations)

    def prepare(self) -> None:
        first = min(self._found, default=0)
        if not self._is_whole or self._found != [*range(first, len(self._files))]:
            raise RequestError("other migrations are among or after those of the last run")
        place = min(self._place, first)
        if place:
            self._migrate("up", self._files[place - 1])
        self._build(self._name)
        if first > place:
            self._migrate("up", self._files[first - 1])

    def up(self) -> None:
        self._migrate("up", self._files[-1])

    def down(self) -> None:
        self._migrate("down", self._files[self._found[0]])

    def insert(self, statements: Sequence[str]) -> Sequence[str | None]:
        request = {"name": self._name, "statements": [*statements]}
        errors: list[str | None] = self._session.ask("insert", **request)
        return errors

    def read(self, queries: Mapping[str, str]) -> Mapping[str, list[Mapping[str, Any]]]:
        rows: Mapping[str, list[Mapping[str, Any]]] = self._session.ask(
            "read", name=self._name, queries=dict(queries)
        )
        return rows

    def _migrate(self, direction: str, file: str) -> None:
        self._session.ask(
            "migrate", name=self._name, folder=self._folder, direction=direction, file=file
        )

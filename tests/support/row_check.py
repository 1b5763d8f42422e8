"""Run verify's check `rows` on a database that a test has migrated."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import chdir
from typing import Any, cast

from scaffold.database.tables import Database
from scaffold.targets.sequelize.verify.rows import NodeTool
from scaffold.targets.sqlalchemy.verify.rows import PythonTool
from scaffold.targets.sqlalchemy.verify.scaffold_child.try_rows import PackageModels
from scaffold.verify.rows.row_check import RowCheck
from scaffold.verify.verifier import CheckResult
from scaffold.verify.worker_session import Session
from tests.support import node_worker
from tests.support.alembic_project import AlembicProject
from tests.support.project import Project
from tests.targets.python_rendering import package_of
from tests.targets.rendering import database_of


def node_rows(project: Project, database: Database) -> tuple[CheckResult, list[str]]:
    """Return the result in JavaScript, and what was not tried."""
    environment = {"DATABASE_URL": project.scratch.url}
    with node_worker.conversation("rows", project.root, environment=environment) as send:
        session, dialect = cast(Session, _Node(send)), project.scratch.dialect
        tool = NodeTool(session, "", "", "commonjs", database, dialect)
        check = RowCheck(database, dialect, tool)
        return check.run(), list(check.untried)


def python_rows(project: AlembicProject, database: Database) -> tuple[CheckResult, list[str]]:
    """Return the result in Python, in this process, and what was not tried."""
    with project.ready(), chdir(project.root):
        direct = _Direct(project.url)
        tool = PythonTool(cast(Session, direct), "", project.package, database)
        check = RowCheck(database, project.scratch.dialect, tool)
        try:
            return check.run(), list(check.untried)
        finally:
            direct.close()


def assert_rows(project: Project, text: str) -> None:
    """Raise AssertionError if the check fails in JavaScript or in Python.

    The project's database is migrated and empty; the Python package is generated beside the models.
    """
    database = database_of(text)
    node, _ = node_rows(project, database)
    assert node.verdict == "passed", node.detail
    package = package_of(text, project.root / "rows")
    python, _ = python_rows(AlembicProject(package, project.scratch), database)
    assert python.verdict == "passed", python.detail


class _Direct:
    """Answers like the process in the project's Python."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._models: PackageModels | None = None

    def ask(self, command: str, /, **request: Any) -> Any:
        import sqlalchemy as sa

        if command == "models":
            url = sa.make_url(self._url)
            self._models = PackageModels(request["package"], url, request["names"])
            return self._models.aliases()
        assert self._models is not None
        return json.loads(json.dumps(self._models.attempt(request["work"], request["trial"])))

    def close(self) -> None:
        if self._models is not None:
            self._models.close()


class _Node:
    """Answers like verify's node process."""

    def __init__(self, send: Callable[[str], Any]) -> None:
        self._send = send

    def ask(self, command: str, /, **request: Any) -> Any:
        return self._send(json.dumps({"do": command, **request}))

"""The check of rows that verify makes, on a database that a test has migrated already."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from scaffold.database.tables import Database
from scaffold.targets.sequelize.verify.rows import NodeTool
from scaffold.targets.sqlalchemy.verify.rows import PythonTool
from scaffold.targets.sqlalchemy.verify.scaffold_child.rows import Models
from scaffold.verify.base import Check
from scaffold.verify.rows.run import RowCheck
from scaffold.verify.session import Session
from tests.support.alembic_project import AlembicProject
from tests.support.node_packages import PACKAGES, ROOT, clean_environment
from tests.support.project import Project

ROWS = ROOT / "scaffold" / "targets" / "sequelize" / "verify" / "rows.js"


def node_rows(project: Project, database: Database) -> tuple[Check, list[str]]:
    """What came of it in JavaScript, and what was not tried."""
    with _node(project) as session:
        dialect = project.scratch.dialect
        check = RowCheck(database, dialect, NodeTool(session, "", "", database, dialect))
        return check.run(), list(check.untried)


def python_rows(project: AlembicProject, database: Database) -> tuple[Check, list[str]]:
    """What came of it in Python, in this process, and what was not tried."""
    with project.ready():
        session = cast(Session, _Direct(project.url))
        tool = PythonTool(session, "", project.package, database)
        check = RowCheck(database, project.scratch.dialect, tool)
        return check.run(), list(check.untried)


class _Direct:
    """Answers as the process in the project's Python does."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._models: Models | None = None

    def ask(self, command: str, /, **request: Any) -> Any:
        import sqlalchemy as sa

        if command == "models":
            url = sa.make_url(self._url)
            self._models = Models(request["package"], url, request["names"])
            return self._models.aliases()
        assert self._models is not None
        return json.loads(json.dumps(self._models.attempt(request["work"], request["trial"])))


@contextmanager
def _node(project: Project) -> Iterator[Session]:
    with subprocess.Popen(
        ["node", str(PACKAGES / "rows.js"), str(ROWS)],
        cwd=project.root,
        env=clean_environment({"DATABASE_URL": project.scratch.url}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin and process.stdout

        class Node:
            def ask(self, command: str, /, **request: Any) -> Any:
                assert process.stdin and process.stdout
                process.stdin.write(json.dumps({"do": command, **request}) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
                assert line, "node ended in the middle"
                return json.loads(line)["value"]

        yield cast(Session, Node())
        process.stdin.close()

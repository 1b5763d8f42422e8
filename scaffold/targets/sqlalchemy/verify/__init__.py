"""Verifying what was generated for SQLAlchemy and Alembic, with the project's own Python.

Revisions run one by one, tables read after each, up and down again; then all at once; then
`alembic check`, and the models' create_all() on a database of its own.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Database
from scaffold.errors import SurroundingsError
from scaffold.targets.sqlalchemy.verify.process import Process, RequestError
from scaffold.targets.sqlalchemy.verify.steps import Steps
from scaffold.verify.base import Job, Outcome

MODULES = {"sqlite": "sqlite3", "postgres": "psycopg", "mysql": "pymysql"}


class SqlalchemyVerifier:
    """Runs Alembic's revisions, and create_all() of the models."""

    def verify(self, job: Job) -> Outcome:
        stem = f"scaffold_verify_{secrets.token_hex(8)}"
        names = [_name(job, f"{stem}_{purpose}") for purpose in ("migrations", "models")]
        with Process(job.directory, job.folder) as process:
            _require(process, job)
            try:
                _prepare(process, job, names)
            except RequestError as error:
                raise _unreachable(job, error) from error
            return Steps(job, process, *names).run()


def _require(process: Process, job: Job) -> None:
    modules = ["sqlalchemy", "alembic", MODULES[job.server.dialect]]
    missing = process.ask("packages", modules=modules)
    if missing:
        raise SurroundingsError(
            f"{process.python} has no {' and no '.join(missing)}",
            f"Install them there: `{process.python} -m pip install {' '.join(missing)}`.",
        )


def _prepare(process: Process, job: Job, names: list[str]) -> None:
    server = job.server
    process.ask(
        "connect",
        dialect=server.dialect,
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        database=server.database or ("postgres" if server.dialect == "postgres" else None),
    )
    for name in names:
        process.ask("create", name=name, extensions=sorted(_extensions(job.database, job)))


def _name(job: Job, name: str) -> str:
    """What a scratch database is called: on SQLite the path of its file."""
    if job.server.dialect == "sqlite":
        return os.path.join(job.folder, f"{name}.sqlite")
    return name


def _unreachable(job: Job, error: RequestError) -> SurroundingsError:
    if job.server.dialect == "sqlite":
        hint = "A SQLite file is made in the temporary folder: see TMPDIR."
    else:
        hint = (
            "verify makes a database of its own there: the server must run, and the user must "
            "be allowed to create databases."
        )
    return SurroundingsError(f"{job.server.label}: {error}", hint)


def _extensions(database: Database, job: Job) -> Iterator[str]:
    known = DIALECTS[job.server.dialect].extensions
    found = set()
    for table in database.tables:
        for column in table.columns:
            for data_type in (column.type, column.type.of):
                if data_type is not None and data_type.name in known:
                    found.add(known[data_type.name])
    yield from found

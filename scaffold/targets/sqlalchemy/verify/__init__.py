"""Verify code generated for SQLAlchemy, with the project's own Python and Alembic."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from typing import Any

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Database
from scaffold.errors import EnvironmentFailure
from scaffold.targets.sqlalchemy.setup import OLDEST, is_too_old
from scaffold.targets.sqlalchemy.verify.session import PythonSession
from scaffold.targets.sqlalchemy.verify.verification_steps import Steps
from scaffold.verify.server import Server
from scaffold.verify.verifier import Job, VerifyOutcome
from scaffold.verify.worker_session import RequestError

_DRIVERS = {
    "sqlite": ("sqlite", None),
    "postgres": ("postgresql+psycopg", "psycopg"),
    "mysql": ("mysql+pymysql", "pymysql"),
}


class SqlalchemyVerifier:
    """Runs Alembic's revisions, and create_all() of the models."""

    def verify(self, job: Job) -> VerifyOutcome:
        purposes = ("revisions", "models", *(["rows"] if job.last_run else []))
        names = job.scratch.reserve(job.server, *purposes)
        with PythonSession(job.directory, job.scratch) as session:
            _require_packages(session, job)
            try:
                _prepare(job, session, names)
                return Steps(job, session, names).run()
            except RequestError as error:
                hint = (
                    "verify creates its own database there: the server must be running, and the "
                    "user must be allowed to create databases."
                )
                raise EnvironmentFailure(f"{job.server.label}: {error.message}", hint) from error


def _prepare(job: Job, session: PythonSession, names: tuple[str, ...]) -> None:
    """Create the databases, and drop those that interrupted runs left."""
    session.ask("connect", server=_address(job.server), folder=job.scratch.folder)
    session.sweep(job.leftovers)
    extensions = sorted(_extensions(job.database, job.server.dialect))
    for name in names:
        session.ask("create", name=name, extensions=extensions)


def _require_packages(session: PythonSession, job: Job) -> None:
    """Raise EnvironmentFailure if a package is missing or too old for the generated code."""
    driver = _DRIVERS[job.server.dialect][1]
    names = ["sqlalchemy", "alembic", *([driver] if driver else [])]
    found = session.ask("packages", names=names)
    missing = [name for name in names if found[name] is None]
    old = [name for name in names if found[name] and is_too_old(name, found[name])]
    if missing:
        words = f"{', '.join(missing)}: not installed for {session.python}"
    elif old:
        versions = (f"{name} {found[name]} is older than {OLDEST[name]}" for name in old)
        words = f"{', '.join(versions)}, which the generated code needs"
    else:
        return
    wanted = (f"{name}>={OLDEST[name]}" if name in OLDEST else name for name in missing or old)
    install = f"-m pip install {shlex.join(wanted)}"
    hint = f"Run: {session.python} {install}"
    if session.python == sys.executable:
        venv = ".venv/bin/python"
        hint = f"Run, in the schema's folder: python3 -m venv .venv && {venv} {install}"
    raise EnvironmentFailure(words, hint)


def _address(server: Server) -> dict[str, Any]:
    """Return the server's address as arguments of `sqlalchemy.URL.create`."""
    address: dict[str, Any] = {
        "drivername": _DRIVERS[server.dialect][0],
        "host": server.host,
        "port": server.port,
        "username": server.user,
        "password": server.password,
        "database": server.database,
    }
    options = server.options or {}
    ssl, socket = options.get("ssl"), options.get("socketPath")
    if socket is not None:
        address["query"] = {"unix_socket": socket}
    if server.dialect == "postgres" and ssl is not None:
        trusts = ssl if isinstance(ssl, bool) else isinstance(ssl, dict) and _is_strict(ssl)
        address["query"] = {"sslmode": "disable" if ssl is False else _mode(bool(trusts))}
    return {name: value for name, value in address.items() if value is not None}


def _is_strict(ssl: dict[str, object]) -> bool:
    return bool(ssl.get("rejectUnauthorized"))


def _mode(strict: bool) -> str:
    return "verify-full" if strict else "require"


def _extensions(database: Database, dialect: str) -> Iterator[str]:
    known = DIALECTS[dialect].extensions
    types = {column.type for table in database.tables for column in table.columns}
    types |= {each.of for each in types if each.of is not None}
    yield from {known[each.name] for each in types if each.name in known} | {*database.extensions}

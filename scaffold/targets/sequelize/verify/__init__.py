"""Verify code generated for Sequelize, with the project's own packages.

Migrations run twice. First one by one in a single node process, through the project's Umzug and
Sequelize, configured as sequelize-cli does it; tables are read after each one, and starting the CLI
for each would take half a second. Then all at once by sequelize-cli itself: up, down to nothing,
and up again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Database
from scaffold.errors import EnvironmentFailure
from scaffold.targets.sequelize.flavours import TYPESCRIPT, modules_of
from scaffold.targets.sequelize.verify.cli import SequelizeCli
from scaffold.targets.sequelize.verify.node_packages import require_packages, require_typescript
from scaffold.targets.sequelize.verify.session import NodeSession
from scaffold.targets.sequelize.verify.verification_steps import Steps
from scaffold.verify.server import Server
from scaffold.verify.verifier import Job, VerifyOutcome
from scaffold.verify.worker_session import RequestError

DRIVERS = {"sqlite": "sqlite3", "postgres": "pg", "mysql": "mysql2"}
# lib/dialects/postgres/hstore.js of sequelize 6.
TYPE_PACKAGES = {"hstore": "pg-hstore"}


class SequelizeVerifier:
    """Runs sequelize-cli's migrations, and sync() of the models."""

    def verify(self, job: Job) -> VerifyOutcome:
        purposes = ("migrations", "models", *(["rows"] if job.last_run else []))
        names = job.scratch.reserve(job.server, *purposes)
        with NodeSession(job.directory, job.scratch) as session:
            try:
                return Steps(job, session, _prepared(job, session, names), names).run()
            except RequestError as error:
                raise _unreachable(job.server, error) from error


def _prepared(job: Job, session: NodeSession, names: tuple[str, ...]) -> SequelizeCli:
    """Create the databases; return the tool that migrates the first of them."""
    dialect = job.server.dialect
    needs = sorted(_type_packages(job.database)) if dialect == "postgres" else []
    packages = session.ask("packages", dialect=dialect, needs=needs)
    require_packages(job.directory, **packages, driver=DRIVERS[dialect])
    if modules_of(job.settings) == TYPESCRIPT and not job.skip_models:
        require_typescript(job.directory, session.ask("typescript"))
    settings = _settings(job.server)
    script = session.ask("connect", dialect=dialect, settings=settings, folder=job.scratch.folder)
    session.sweep(job.leftovers)
    extensions = sorted(_extensions(job.database, dialect))
    locations = [session.ask("create", name=name, extensions=extensions) for name in names]
    migrations = os.path.join(job.directory, job.settings["migrations"])
    return SequelizeCli(script, session, locations[0], migrations, job.scratch.folder)


def _settings(server: Server) -> Mapping[str, Any]:
    """Return the server's address in Sequelize's options."""
    settings: dict[str, Any] = {
        "dialect": server.dialect,
        "host": server.host,
        "port": server.port,
        "username": server.user,
        "password": server.password,
        "database": server.database or ("postgres" if server.dialect == "postgres" else None),
        "dialectOptions": server.options or None,
    }
    return {name: value for name, value in settings.items() if value is not None}


def _unreachable(server: Server, error: RequestError) -> EnvironmentFailure:
    if server.dialect == "sqlite":
        hint = "verify creates a SQLite file in the temporary folder: see TMPDIR."
    else:
        hint = (
            "verify creates its own database there: the server must be running, and the user "
            "must be allowed to create databases."
        )
    return EnvironmentFailure(f"{server.label}: {error.message}", hint)


def _types(database: Database) -> Iterator[str]:
    for table in database.tables:
        for column in table.columns:
            yield column.type.name
            if column.type.of is not None:
                yield column.type.of.name


def _type_packages(database: Database) -> set[str]:
    return {TYPE_PACKAGES[name] for name in _types(database) if name in TYPE_PACKAGES}


def _extensions(database: Database, dialect: str) -> set[str]:
    known = DIALECTS[dialect].extensions
    return {known[name] for name in _types(database) if name in known} | {*database.extensions}

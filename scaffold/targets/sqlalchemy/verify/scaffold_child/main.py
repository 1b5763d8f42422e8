"""Create scratch databases, run Alembic on them, and create the tables of the models.

A request is a line of JSON on standard input, {"do": …}; the answer a line on standard output,
{"value"} or {"error"}. When standard input ends, for any reason and at any time, the created
databases are dropped.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import io
import json
import os
import shutil
import sys
import threading
from collections.abc import Mapping
from queue import SimpleQueue
from typing import Any

from .guard import Guard
from .loaded_scripts import load_once
from .try_rows import PackageModels

# Seconds for a database that is being created when the input ends.
_PATIENCE = 10.0


class Child:
    """Knows the server once it is connected, and the databases that it created there."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.server: Mapping[str, Any] = {}
        self.folder: str | None = None
        self.made: list[str] = []
        # A database is read after each revision, and a first connection to a server takes long.
        self.readers: dict[str, Any] = {}
        self.tried: PackageModels | None = None
        self.creating = threading.Lock()

    def packages(self, names: list[str]) -> dict[str, str | None]:
        """Return the version of each package, None if it is missing."""
        found: dict[str, str | None] = {}
        for name in names:
            try:
                found[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                found[name] = None
        return found

    def connect(self, server: Mapping[str, Any], folder: str) -> None:
        """Set the server's address, as arguments of `URL.create`, and the run's folder."""
        self.server = server
        self.folder = folder
        self.guard.watch_engines()
        load_once()

    def create(self, name: str, extensions: list[str]) -> None:
        """Create an empty database."""
        with self.creating:
            self.made.append(name)
            if not self._is_file:
                self._run_outside(f"CREATE DATABASE {self._quoted(name)}")
        if extensions:
            self._run(self._url(name), *(f'CREATE EXTENSION "{each}"' for each in extensions))

    def adopt(self, names: list[str]) -> None:
        """Take over databases that another process created and could not drop."""
        self.made = [*names]

    def drop(self, name: str) -> None:
        """Drop a database, even with open connections."""
        if name in self.readers:
            self.readers.pop(name).dispose()
        if self._is_file:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
        elif self._is_postgres:
            self._run_outside(f"DROP DATABASE IF EXISTS {self._quoted(name)} WITH (FORCE)")
        else:
            self._drop_on_mysql(name)

    def read(self, name: str, queries: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of each query."""
        with self._reader(name).connect() as connection:
            plain = connection.execution_options(no_parameters=True)
            return {
                key: [dict(row) for row in plain.exec_driver_sql(query).mappings()]
                for key, query in queries.items()
            }

    def insert(self, name: str, statements: list[str]) -> list[str | None]:
        """Run each statement by itself, with foreign keys checked; return the error of each."""
        import sqlalchemy as sa

        engine = sa.create_engine(self._url(name), isolation_level="AUTOCOMMIT")
        errors: list[str | None] = []
        with engine.connect() as connection:
            plain = connection.execution_options(no_parameters=True)
            if self._is_file:
                plain.exec_driver_sql("PRAGMA foreign_keys = ON")
            for statement in statements:
                try:
                    plain.exec_driver_sql(statement)
                except sa.exc.DBAPIError as error:
                    errors.append(str(error.orig))
                else:
                    errors.append(None)
        engine.dispose()
        return errors

    def revisions(self) -> list[str]:
        """Return the files of the chain, from the base to the head, without `.py`."""
        from alembic.script import ScriptDirectory

        scripts = ScriptDirectory.from_config(self._config())
        return [f"{each.revision} {each.path}" for each in scripts.walk_revisions()][::-1]

    def alembic(self, name: str, command: str, to: str | None = None) -> None:
        """Run a command of Alembic, such as `upgrade`."""
        from alembic import command as commands

        os.environ["DATABASE_URL"] = self._url(name).render_as_string(hide_password=False)
        arguments = [] if to is None else [to]
        getattr(commands, command)(self._config(), *arguments)

    def build(self, name: str, file: str) -> None:
        """Run the upgrade of a revision that belongs to no chain."""
        import sqlalchemy as sa
        from alembic.migration import MigrationContext
        from alembic.operations import Operations
        from alembic.util import load_python_file

        engine = sa.create_engine(self._url(name))
        revision = load_python_file(os.path.dirname(file), os.path.basename(file))
        with (
            engine.begin() as connection,
            Operations.context(MigrationContext.configure(connection)),
        ):
            revision.upgrade()
        engine.dispose()

    def create_all(self, name: str, package: str, schemas: list[str]) -> None:
        """Create the tables of the models."""
        models = importlib.import_module(package)
        database = importlib.import_module(f"{package}.database")
        self._run(self._url(name), *(f'CREATE SCHEMA "{each}"' for each in schemas))
        engine = database.create_engine(self._url(name).render_as_string(hide_password=False))
        models.Base.metadata.create_all(engine)
        engine.dispose()

    def models(self, name: str, package: str, names: Mapping[str, Any]) -> dict[str, list[str]]:
        """Return the relationships of the models, which are then tried on this database."""
        self.tried = PackageModels(package, self._url(name), names)
        return self.tried.aliases()

    def trial(self, work: str, trial: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the fault of a trial, None if it succeeded."""
        assert self.tried is not None
        return self.tried.attempt(work, trial)

    def close(self) -> bool:
        """Drop the created databases; return whether all are dropped."""
        done = True
        acquired = self.creating.acquire(timeout=_PATIENCE)
        for name in self.made:
            try:
                self.drop(name)
            except Exception as error:
                done = False
                print(f"could not drop {name}: {error}", file=sys.stderr)
        if acquired:
            self.creating.release()
        return done

    @property
    def _is_file(self) -> bool:
        return str(self.server["drivername"]) == "sqlite"

    @property
    def _is_postgres(self) -> bool:
        return str(self.server["drivername"]).startswith("postgresql")

    def _quoted(self, name: str) -> str:
        return f'"{name}"' if self._is_postgres else f"`{name}`"

    def _reader(self, name: str) -> Any:
        """Return the engine that reads a database; its connection is kept."""
        import sqlalchemy as sa

        if name not in self.readers:
            url = self._url(name)
            # A prepared statement fails once a column that it returns has another type.
            unprepared = {"prepare_threshold": None} if url.drivername.endswith("+psycopg") else {}
            self.readers[name] = sa.create_engine(url, connect_args=unprepared)
        return self.readers[name]

    def _url(self, name: str | None) -> Any:
        import sqlalchemy as sa

        return sa.URL.create(**{**self.server, "database": name})

    def _home(self) -> Any:
        """Return the URL of the database from which others are created."""
        return self._url(self.server.get("database") or ("postgres" if self._is_postgres else None))

    def _run_outside(self, statement: str) -> None:
        with self.guard.unguarded():
            self._run(self._home(), statement)

    def _run(self, url: Any, *statements: str) -> None:
        import sqlalchemy as sa

        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def _drop_on_mysql(self, name: str) -> None:
        """Drop a database after ending open transactions, for which DROP DATABASE waits."""
        import sqlalchemy as sa

        query = f"SELECT id FROM information_schema.processlist WHERE db = '{name}'"
        with self.guard.unguarded():
            engine = sa.create_engine(self._home(), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                for number in connection.exec_driver_sql(query).scalars().all():
                    # It may have ended already.
                    with contextlib.suppress(sa.exc.DBAPIError):
                        connection.exec_driver_sql(f"KILL {number}")
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {self._quoted(name)}")
            engine.dispose()

    def _config(self) -> Any:
        from alembic.config import Config

        return Config("alembic.ini", stdout=io.StringIO())


def _answer(child: Child, line: str) -> dict[str, Any]:
    request = json.loads(line)
    try:
        # Output of the project's own code must not be read as an answer.
        with contextlib.redirect_stdout(sys.stderr):
            answer = {"value": getattr(child, request.pop("do"))(**request)}
    except (Exception, SystemExit) as error:
        statement = getattr(error, "statement", None)
        words = str(getattr(error, "orig", None) or error) or type(error).__name__
        answer = {"error": {"message": words, "sql": statement}}
    refusals = child.guard.take_refusals()
    return {"error": {"message": refusals[0], "sql": None}} if refusals else answer


def _read(child: Child, lines: SimpleQueue[str]) -> None:
    """Read requests; when the input ends, end this process, whatever it is doing."""
    ended = False
    for line in sys.stdin:
        ended = json.loads(line)["do"] == "end"
        if not ended:
            lines.put(line)
    done = child.close()
    if child.folder is not None and not ended:
        # The process that made the folder was killed.
        shutil.rmtree(child.folder, ignore_errors=True)
    sys.stderr.flush()
    os._exit(0 if done else 1)


def main() -> None:
    """Answer requests until the input ends."""
    sys.path.insert(0, os.getcwd())
    guard = Guard(json.loads(os.environ["SCAFFOLD_SCRATCH"]))
    guard.install()
    child = Child(guard)
    lines: SimpleQueue[str] = SimpleQueue()
    answers = sys.stdout
    threading.Thread(target=_read, args=(child, lines), daemon=True).start()
    while True:
        print(json.dumps(_answer(child, lines.get()), default=str), file=answers, flush=True)

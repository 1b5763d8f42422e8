"""Runs under the project's own Python, and imports nothing of ours: makes, migrates, reads and
drops scratch databases. A request is a line of JSON on standard input; so is its answer."""

import contextlib
import importlib
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DRIVERS = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "mysql": "mysql+pymysql"}


class Worker:
    """The databases that it made, by name, and where their server is."""

    def __init__(self) -> None:
        self.server: dict[str, Any] = {}
        self.made: list[str] = []

    def packages(self, modules: list[str]) -> list[str]:
        """Those that cannot be imported."""
        missing = []
        for module in modules:
            try:
                importlib.import_module(module)
            except ImportError:
                missing.append(module)
        return missing

    def connect(self, **server: Any) -> None:
        self.server = server

    def create(self, name: str, extensions: list[str]) -> None:
        if self.server["dialect"] == "sqlite":
            Path(name).touch()
            self.made.append(name)
            return
        encoding = " CHARACTER SET utf8mb4" if self.server["dialect"] == "mysql" else ""
        self._run(self.server["database"], f"CREATE DATABASE {name}{encoding}")
        self.made.append(name)
        for extension in extensions:
            self._run(name, f'CREATE EXTENSION IF NOT EXISTS "{extension}"')

    def drop(self) -> None:
        for name in [*self.made]:
            if self.server["dialect"] == "sqlite":
                Path(name).unlink(missing_ok=True)
            else:
                self._run(self.server["database"], f"DROP DATABASE IF EXISTS {name}")
            self.made.remove(name)

    def revisions(self) -> list[str]:
        """From the base to the head."""
        from alembic.script import ScriptDirectory

        scripts = ScriptDirectory.from_config(self._config())
        return [each.revision for each in scripts.walk_revisions()][::-1]

    def alembic(self, name: str, command_: str, to: str | None = None) -> None:
        """`upgrade`, `downgrade` or `check`."""
        from alembic import command as commands

        os.environ["DATABASE_URL"] = self._url(name).render_as_string(hide_password=False)
        getattr(commands, command_)(self._config(), *([to] if to else []))

    def create_all(self, name: str, package: str, schemas: list[str]) -> None:
        models = importlib.import_module(package)
        engine = importlib.import_module(f"{package}.database").create_engine(self._url(name))
        for schema in schemas:
            self._run(name, f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        models.Base.metadata.create_all(engine)
        engine.dispose()

    def read(self, name: str, queries: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
        """The rows of each query."""
        with self._engine(name) as connection:
            found = {}
            for label, query in queries.items():
                rows = connection.exec_driver_sql(query).mappings()
                found[label] = [{key: _plain(row[key]) for key in row} for row in rows]
            return found

    def _run(self, name: str | None, statement: str) -> None:
        with self._engine(name) as connection:
            connection.exec_driver_sql(statement)

    @contextlib.contextmanager
    def _engine(self, name: str | None) -> Iterator[Any]:
        import sqlalchemy

        engine = sqlalchemy.create_engine(
            self._url(name),
            isolation_level="AUTOCOMMIT",
            # A percent sign is one.
            execution_options={"no_parameters": True},
        )
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    def _url(self, name: str | None) -> Any:
        from sqlalchemy import URL

        server = self.server
        driver = DRIVERS[server["dialect"]]
        if server["dialect"] == "sqlite":
            return URL.create(driver, database=name)
        return URL.create(
            driver,
            username=server.get("username"),
            password=server.get("password"),
            host=server.get("host"),
            port=server.get("port"),
            database=name,
        )

    def _config(self) -> Any:
        from alembic.config import Config

        return Config("alembic.ini", stdout=io.StringIO())


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if value is None or isinstance(value, (bool, int, float, str, list, dict)):
        return value
    return str(value)


def main() -> None:
    """Answer until standard input ends, and drop what was made."""
    answers = sys.stdout
    sys.stdout = sys.stderr
    sys.path.insert(0, os.getcwd())
    worker = Worker()
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = {"value": getattr(worker, request.pop("command"))(**request)}
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}".strip()}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
    finally:
        worker.drop()


main()

"""What runs in the project's own Python: scratch databases, Alembic on them, and the models.

A request is a line of JSON on standard input, its answer one on standard output. When the input
ends, what was made is dropped. It imports nothing of scaffold, which that Python may not have.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import io
import json
import os
import sys
from collections.abc import Mapping
from typing import Any


class Child:
    """Knows the server once it is told, and the databases that it made there."""

    def __init__(self) -> None:
        self.server: Mapping[str, Any] = {}
        self.made: list[str] = []

    def packages(self, names: list[str]) -> dict[str, str | None]:
        """The version of each package, None where it is missing."""
        found: dict[str, str | None] = {}
        for name in names:
            try:
                found[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                found[name] = None
        return found

    def connect(self, server: Mapping[str, Any]) -> None:
        """The server's address, as `URL.create` takes it; without a host, SQLite."""
        self.server = server

    def create(self, name: str, extensions: list[str]) -> None:
        """An empty database."""
        if self._is_file:
            self.made.append(name)
            return
        self._at_home(f"CREATE DATABASE {self._quoted(name)}")
        self.made.append(name)
        if extensions:
            self._run(self._url(name), *(f'CREATE EXTENSION "{each}"' for each in extensions))

    def read(self, name: str, queries: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """The rows of each query."""
        import sqlalchemy as sa

        engine = sa.create_engine(self._url(name))
        with engine.connect() as connection:
            plain = connection.execution_options(no_parameters=True)
            rows = {
                key: [dict(row) for row in plain.exec_driver_sql(query).mappings()]
                for key, query in queries.items()
            }
        engine.dispose()
        return rows

    def revisions(self) -> list[str]:
        """The files of the chain, from the base to the head, without `.py`."""
        from alembic.script import ScriptDirectory

        scripts = ScriptDirectory.from_config(self._config())
        return [f"{each.revision} {each.path}" for each in scripts.walk_revisions()][::-1]

    def alembic(self, name: str, command: str, to: str | None = None) -> None:
        """A command of Alembic's, such as `upgrade`."""
        from alembic import command as commands

        os.environ["DATABASE_URL"] = self._url(name).render_as_string(hide_password=False)
        arguments = [] if to is None else [to]
        getattr(commands, command)(self._config(), *arguments)

    def create_all(self, name: str, package: str, schemas: list[str]) -> None:
        """The tables that the models make."""
        models = importlib.import_module(package)
        database = importlib.import_module(f"{package}.database")
        self._run(self._url(name), *(f'CREATE SCHEMA "{each}"' for each in schemas))
        engine = database.create_engine(self._url(name).render_as_string(hide_password=False))
        models.Base.metadata.create_all(engine)
        engine.dispose()

    def close(self) -> None:
        """Drop what was made."""
        while self.made:
            name = self.made.pop()
            if not self._is_file:
                force = " WITH (FORCE)" if self._is_postgres else ""
                self._at_home(f"DROP DATABASE IF EXISTS {self._quoted(name)}{force}")

    @property
    def _is_file(self) -> bool:
        return str(self.server["drivername"]) == "sqlite"

    @property
    def _is_postgres(self) -> bool:
        return str(self.server["drivername"]).startswith("postgresql")

    def _quoted(self, name: str) -> str:
        return f'"{name}"' if self._is_postgres else f"`{name}`"

    def _url(self, name: str | None) -> Any:
        import sqlalchemy as sa

        return sa.URL.create(**{**self.server, "database": name})

    def _at_home(self, statement: str) -> None:
        home = self.server.get("database") or ("postgres" if self._is_postgres else None)
        self._run(self._url(home), statement)

    def _run(self, url: Any, *statements: str) -> None:
        import sqlalchemy as sa

        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def _config(self) -> Any:
        from alembic.config import Config

        return Config("alembic.ini", stdout=io.StringIO())


def _answer(child: Child, line: str) -> dict[str, Any]:
    request = json.loads(line)
    try:
        # What the project's own code prints is no answer.
        with contextlib.redirect_stdout(sys.stderr):
            return {"value": getattr(child, request.pop("do"))(**request)}
    except (Exception, SystemExit) as error:
        statement = getattr(error, "statement", None)
        words = str(getattr(error, "orig", None) or error) or type(error).__name__
        return {"error": {"message": words, "sql": statement}}


def main() -> None:
    """Answer until the input ends."""
    sys.path.insert(0, os.getcwd())
    child = Child()
    try:
        for line in sys.stdin:
            print(json.dumps(_answer(child, line), default=str), flush=True)
    finally:
        child.close()


if __name__ == "__main__":
    main()

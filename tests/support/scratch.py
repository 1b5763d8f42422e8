"""An empty database for one test, on any of the three dialects."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
import pymysql
from pymysql.constants import CLIENT

from tests.support import mysql_tables, postgres_tables, sqlite_tables
from tests.support.postgres_connections import KeptConnection
from tests.support.sqlite_tables import Tables

Rows = list[tuple[Any, ...]]

# Tables are read often; the first queries of a connection take longer than all that follow.
_POSTGRES_READERS: dict[str, psycopg.Connection[tuple[Any, ...]]] = {}
_MYSQL_READERS: dict[str, pymysql.Connection[Any]] = {}
# Databases that no test uses any more, by the URL of the server.
_FREE: dict[str, list[str]] = {}


class Scratch(Protocol):
    """A database; `url` is what the generated project's configuration accepts."""

    @property
    def dialect(self) -> str: ...
    @property
    def url(self) -> str: ...
    def execute(self, *statements: str) -> None:
        """Run statements, each by itself."""

    def run_script(self, text: str) -> None:
        """Run a file of statements, including transactions, like a client."""

    def query(self, *statements: str) -> list[Rows]:
        """Return the rows of each SELECT."""

    def insert_unchecked(self, *statements: str) -> None:
        """Run INSERTs without checking foreign keys."""

    def tables(self) -> Tables:
        """Return its tables."""

    def clear(self) -> None:
        """Drop everything in it."""

    def quoted(self, name: str) -> str:
        """Return the quoted name of a table (`schema.table` too) or of a column."""


@dataclass(frozen=True, slots=True)
class SqliteScratch:
    path: Path
    dialect: str = "sqlite"

    @property
    def url(self) -> str:
        return f"sqlite:{self.path}"

    def execute(self, *statements: str) -> None:
        self._run(("PRAGMA foreign_keys = ON", *statements))

    def insert_unchecked(self, *statements: str) -> None:
        self._run(statements)

    def _run(self, statements: Sequence[str]) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    def run_script(self, text: str) -> None:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.executescript(text)

    def query(self, *statements: str) -> list[Rows]:
        with closing(sqlite3.connect(self.path)) as connection:
            return [connection.execute(statement).fetchall() for statement in statements]

    def tables(self) -> Tables:
        return sqlite_tables.reflect(self.path)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)
        self.path.touch()

    def quoted(self, name: str) -> str:
        return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class PostgresScratch:
    url: str
    dialect: str = "postgres"

    def execute(self, *statements: str) -> None:
        with self._connection() as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def insert_unchecked(self, *statements: str) -> None:
        self.execute("SET session_replication_role = replica", *statements)

    def run_script(self, text: str) -> None:
        self.execute(text)

    def query(self, *statements: str) -> list[Rows]:
        reader = self._reader()
        return [reader.execute(each.encode()).fetchall() for each in statements]

    def tables(self) -> Tables:
        return postgres_tables.reflect(self._reader())

    def clear(self) -> None:
        if not self._emptied():
            _forget(self.url)
            self._recreate()

    def _emptied(self) -> bool:
        """Drop what is in the database, which takes a tenth of creating it again.

        False if there is no such database, or if something is left in it.
        """
        try:
            reader = self._reader()
            reader.execute(postgres_tables.EMPTY)
            row = reader.execute(postgres_tables.LEFT).fetchone()
        except psycopg.Error:
            return False
        return row == (0,)

    def _recreate(self) -> None:
        name = self.quoted(_database(self.url))
        PostgresScratch(_with_database(self.url, "postgres")).execute(
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'",
        )
        with contextlib.suppress(psycopg.errors.FeatureNotSupported):
            self.execute("CREATE EXTENSION citext", "CREATE EXTENSION hstore")

    def quoted(self, name: str) -> str:
        return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        # A statement that is prepared does not see that the type of a column changed.
        return KeptConnection.connect(
            self.url,
            autocommit=True,
            connect_timeout=10,
            prepare_threshold=None,
            # Compiling a query of the catalogue takes longer than running it.
            options="-c jit=off",
        )

    def _reader(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self.url not in _POSTGRES_READERS or _POSTGRES_READERS[self.url].broken:
            _POSTGRES_READERS[self.url] = self._connection()
        return _POSTGRES_READERS[self.url]


@dataclass(frozen=True, slots=True)
class MysqlScratch:
    url: str
    dialect: str = "mysql"

    def execute(self, *statements: str) -> None:
        with closing(self._connection()) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def insert_unchecked(self, *statements: str) -> None:
        self.execute("SET foreign_key_checks = 0", *statements)

    def run_script(self, text: str) -> None:
        connection = self._connection(CLIENT.MULTI_STATEMENTS)
        with closing(connection), connection.cursor() as cursor:
            cursor.execute(text)
            while cursor.nextset():
                pass

    def query(self, *statements: str) -> list[Rows]:
        found: list[Rows] = []
        with self._reader().cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                found.append(list(cursor.fetchall()))
        return found

    def tables(self) -> Tables:
        return mysql_tables.reflect(self._reader())

    def clear(self) -> None:
        _forget(self.url)
        name = self.quoted(_database(self.url))
        MysqlScratch(_with_database(self.url, "")).execute(
            f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} CHARACTER SET utf8mb4"
        )

    def quoted(self, name: str) -> str:
        return "`" + name.replace("`", "``") + "`"

    def _connection(self, flags: int = 0) -> pymysql.Connection[Any]:
        parts = urlsplit(self.url)
        return pymysql.connect(
            host=parts.hostname,
            port=parts.port or 3306,
            user=unquote(parts.username or "root"),
            password=unquote(parts.password or ""),
            database=_database(self.url) or None,
            autocommit=True,
            charset="utf8mb4",
            client_flag=flags,
            connect_timeout=10,
            # Reading the system's certificates takes most of a connection's time.
            ssl_disabled=True,
        )

    def _reader(self) -> pymysql.Connection[Any]:
        if self.url not in _MYSQL_READERS:
            _MYSQL_READERS[self.url] = self._connection()
        return _MYSQL_READERS[self.url]


_SERVERS: dict[str, type[PostgresScratch] | type[MysqlScratch]] = {
    "postgres": PostgresScratch,
    "mysql": MysqlScratch,
}


@contextmanager
def scratch_on(dialect: str, server: str) -> Iterator[Scratch]:
    """Yield an empty database on a server; the next test gets it again (see `drop_free`)."""
    free = _FREE.setdefault(server, [])
    name = free.pop() if free else f"scaffold_test_{uuid.uuid4().hex[:12]}"
    made = _SERVERS[dialect](_with_database(server, name))
    made.clear()
    try:
        yield made
    finally:
        _forget(made.url)
        free.append(name)


def drop_free(dialect: str, server: str) -> None:
    """Drop the databases of `scratch_on`."""
    force = " WITH (FORCE)" if dialect == "postgres" else ""
    home = _SERVERS[dialect](_with_database(server, "postgres" if dialect == "postgres" else ""))
    names = [home.quoted(name) for name in _FREE.pop(server, ())]
    home.execute(*(f"DROP DATABASE IF EXISTS {name}{force}" for name in names))


def _forget(url: str) -> None:
    """Close the connections that read the tables of a database."""
    for readers in (_POSTGRES_READERS, _MYSQL_READERS):
        reader = readers.pop(url, None)
        if reader is not None:
            reader.close()


def _database(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/"))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

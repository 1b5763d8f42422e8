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
from tests.support.sqlite_tables import Tables

Rows = list[tuple[Any, ...]]


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
        with self._connection() as connection:
            return [connection.execute(each.encode()).fetchall() for each in statements]

    def tables(self) -> Tables:
        with self._connection() as connection:
            return postgres_tables.reflect(connection)

    def clear(self) -> None:
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
        return psycopg.connect(self.url, autocommit=True, connect_timeout=10)


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
        with closing(self._connection()) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                found.append(list(cursor.fetchall()))
        return found

    def tables(self) -> Tables:
        with closing(self._connection()) as connection:
            return mysql_tables.reflect(connection)

    def clear(self) -> None:
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


_SERVERS: dict[str, type[PostgresScratch] | type[MysqlScratch]] = {
    "postgres": PostgresScratch,
    "mysql": MysqlScratch,
}


@contextmanager
def scratch_on(dialect: str, server: str) -> Iterator[Scratch]:
    """Yield a new database on a server; it is dropped afterwards."""
    name = f"scaffold_test_{uuid.uuid4().hex[:12]}"
    made = _SERVERS[dialect](_with_database(server, name))
    made.clear()
    try:
        yield made
    finally:
        force = " WITH (FORCE)" if dialect == "postgres" else ""
        home = _with_database(server, "postgres" if dialect == "postgres" else "")
        _SERVERS[dialect](home).execute(f"DROP DATABASE {made.quoted(name)}{force}")


def _database(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/"))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

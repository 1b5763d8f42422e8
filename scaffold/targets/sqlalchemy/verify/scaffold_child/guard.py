"""Refuse connections of the project's code to databases that verify did not create.

sqlite3 reports every connection by an audit event, psycopg and PyMySQL are patched when they are
imported, and other drivers are caught where SQLAlchemy uses them. Refusals are recorded: code that
catches the error fails the check all the same.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
# https://www.sqlite.org/c3ref/c_alter_table.html
_SQLITE_OK, _SQLITE_DENY, _SQLITE_ATTACH = 0, 1, 24
_MEMORY = re.compile(r"(file:)?:memory:|(file:.*[?&]mode=memory\b.*)?")
_LEAVING = {
    "postgresql": re.compile(r"\s*(create|drop|alter)\s+database\b()", re.IGNORECASE),
    "mysql": re.compile(
        r"\s*(use|(?:create|drop|alter)\s+(?:database|schema)(?:\s+if(?:\s+not)?\s+exists)?)"
        r"\s+(`[^`]*`|[^\s;]+)",
        re.IGNORECASE,
    ),
}
_LEAVING["mariadb"] = _LEAVING["mysql"]


class Refused(Exception):
    """A connection or statement that would have reached another database."""


class Guard:
    """Knows the scratch databases by name, and what was refused since the last call."""

    def __init__(self, scratch: Sequence[str]) -> None:
        self._scratch = frozenset(scratch)
        self._refusals: list[str] = []
        self._off = ContextVar("off", default=False)

    def install(self) -> None:
        """Guard everything that this process imports from now on."""
        sys.addaudithook(self._audit)
        sys.meta_path.insert(0, _Finder(self))

    def watch_engines(self) -> None:
        """Guard SQLAlchemy's engines as well; SQLAlchemy must be importable."""
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "connect", self._pool_connect)
        event.listen(Engine, "engine_connect", self._engine_connect)
        event.listen(Engine, "before_cursor_execute", self._before_execute)

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """Allow any connection during the block."""
        token = self._off.set(True)
        try:
            yield
        finally:
            self._off.reset(token)

    def take_refusals(self) -> list[str]:
        """Return the refusals since the last call."""
        refusals, self._refusals = self._refusals, []
        return refusals

    def check(self, label: str, name: str | None, host: object) -> None:
        """Raise Refused if `name` is not a scratch database."""
        if self._off.get() or name in self._scratch:
            return
        database = f"the database {name}" if name else "no database"
        server = f"{label} at {host}" if host else label
        self._refuse(f"connects to {database} on {server}, which verify did not create")

    def _check_file(self, file: object) -> bool:
        """Return whether SQLite may open the file: scratch, in memory, or temporary ('')."""
        name = os.fsdecode(file) if isinstance(file, str | bytes | os.PathLike) else ""
        return bool(self._off.get() or name in self._scratch or _MEMORY.fullmatch(name))

    def _audit(self, event: str, values: tuple[Any, ...]) -> None:
        if event == "sqlite3.connect" and not self._check_file(values[0]):
            self._refuse(f"opens the SQLite file {values[0]}, which verify did not create")

    def _pool_connect(self, connection: Any, _: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_authorizer(self._authorize)
            # No scratch database outlives a crash: its commits need not wait for the disk.
            connection.execute("PRAGMA synchronous = OFF")

    def _authorize(self, action: int, file: str | None, *_: object) -> int:
        if action != _SQLITE_ATTACH or self._check_file(file):
            return _SQLITE_OK
        self._note(f"attaches the SQLite file {file}, which verify did not create")
        return _SQLITE_DENY

    def _engine_connect(self, connection: Any) -> None:
        url = connection.engine.url
        if url.get_backend_name() != "sqlite":
            self.check(url.get_backend_name(), url.database, url.host)

    def _before_execute(self, connection: Any, _: object, statement: str, *rest: object) -> None:
        leaving = _LEAVING.get(connection.dialect.name)
        found = leaving and leaving.match(statement)
        if not found or self._off.get() or found[2].strip("`") in self._scratch:
            return
        line = statement.strip().splitlines()[0]
        self._refuse(f"runs `{line}`, which reaches a database that verify did not create")

    def _refuse(self, what: str) -> None:
        raise Refused(self._note(what))

    def _note(self, what: str) -> str:
        message = f"{_project_line()} {what}. Use the URL in DATABASE_URL."
        self._refusals.append(message)
        return message


def _project_line() -> str:
    """Return the line of the project's code that is running."""
    root = os.getcwd() + os.sep
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        file = frame.f_code.co_filename
        ours = os.path.dirname(file) == _HERE
        if file.startswith(root) and "site-packages" not in file and not ours:
            return f"{file.removeprefix(root)}:{frame.f_lineno}"
    return "the project's code"


class _Finder(MetaPathFinder):
    """Finds the drivers like the other finders, and guards each one once it is loaded."""

    def __init__(self, guard: Guard) -> None:
        self._changes = {"psycopg": _guard_psycopg, "pymysql": _guard_pymysql}
        self._guard = guard

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        change = self._changes.get(name)
        if change is None:
            return None
        others = (each for each in sys.meta_path if each is not self)
        found = (each.find_spec(name, path, target) for each in others)
        spec = next((each for each in found if each is not None), None)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                change(module, self._guard)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _guard_psycopg(psycopg: Any, guard: Guard) -> None:
    for kind in (psycopg.Connection, psycopg.AsyncConnection):
        kind.connect = classmethod(_psycopg_connect(psycopg, kind.connect.__func__, guard))
    psycopg.connect = psycopg.Connection.connect


def _psycopg_connect(psycopg: Any, original: Any, guard: Guard) -> Any:
    def connect(cls: Any, conninfo: str = "", **options: Any) -> Any:
        words = psycopg.conninfo.conninfo_to_dict(conninfo)
        words |= {name: value for name, value in options.items() if value is not None}
        host = words.get("host") or os.environ.get("PGHOST")
        guard.check("PostgreSQL", words.get("dbname") or os.environ.get("PGDATABASE"), host)
        return original(cls, conninfo, **options)

    return connect


def _guard_pymysql(pymysql: Any, guard: Guard) -> None:
    kind = pymysql.connections.Connection
    connect, select = kind.connect, kind.select_db

    def guarded_connect(self: Any, *values: Any, **named: Any) -> Any:
        guard.check("MySQL", self.db, self.unix_socket or self.host)
        return connect(self, *values, **named)

    def guarded_select(self: Any, db: Any) -> Any:
        guard.check("MySQL", os.fsdecode(db), self.unix_socket or self.host)
        return select(self, db)

    kind.connect, kind.select_db = guarded_connect, guarded_select

"""Run queries through an installed Python driver. Also a program for the project's own Python,
which reads a request as JSON from its standard input; so it imports nothing of scaffold.

A request has `dialect`, the address (`database`, `host`, `port`, `user`, `password`, `options`),
the statements `before`, and `queries`; `writes` if the statements do. The answer has `rows`,
`missing` (no driver is installed) or `error`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Request = Mapping[str, Any]
OnQuery = Callable[[str, int, int], None]
DRIVERS = {
    "postgres": ("psycopg", "psycopg2", "pg8000"),
    "mysql": ("pymysql", "MySQLdb", "mysql.connector"),
    "sqlite": ("sqlite3",),
}
_TIMEOUT = 15
_SSL_MODES = ("require", "required", "verify-ca", "verify_ca", "verify-full", "verify_identity")


def driver_for(dialect: str) -> str | None:
    """Return the first installed driver of a dialect, or None."""
    for name in DRIVERS[dialect]:
        try:
            if find_spec(name) is not None:
                return name
        except ModuleNotFoundError:
            continue
    return None


def read_rows(
    request: Request, driver: str, on_query: OnQuery | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each query as mappings; any error of the driver is passed on.

    `on_query` is called with each query's name, its number of rows, and the number of queries.
    """
    with closing(_CONNECT[driver](request)) as connection:
        cursor = connection.cursor()
        for statement in request["before"]:
            cursor.execute(statement)
        found: dict[str, list[dict[str, Any]]] = {}
        for name, query in request["queries"].items():
            cursor.execute(query)
            columns = [_text(each[0]) for each in cursor.description]
            if request["dialect"] == "mysql":
                columns = [column.lower() for column in columns]
            found[name] = [
                dict(zip(columns, map(_plain, row), strict=True)) for row in cursor.fetchall()
            ]
            if on_query is not None:
                on_query(name, len(found[name]), len(request["queries"]))
        connection.commit()
        cursor.close()
    return found


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; MySQL's drivers return some texts as bytes."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    return value


def _psycopg(request: Request) -> Any:
    psycopg = import_module("psycopg")
    return psycopg.connect(**_libpq(request), prepare_threshold=None)


def _psycopg2(request: Request) -> Any:
    return import_module("psycopg2").connect(**_libpq(request))


def _libpq(request: Request) -> dict[str, Any]:
    known = {"sslmode", "sslrootcert", "sslcert", "sslkey", "options", "channel_binding"}
    options = {name: value for name, value in request["options"].items() if name in known}
    if "sslmode" in options and options["sslmode"] == "no-verify":
        options["sslmode"] = "require"
    words = {
        "dbname": request["database"],
        "host": request["host"],
        "port": request["port"],
        "user": request["user"],
        "password": request["password"],
        "connect_timeout": _TIMEOUT,
        "application_name": "scaffold",
    }
    return {name: value for name, value in words.items() if value is not None} | options


def _pg8000(request: Request) -> Any:
    connection = import_module("pg8000.dbapi").connect(
        user=request["user"] or "postgres",
        host=request["host"],
        database=request["database"],
        port=request["port"] or 5432,
        password=request["password"],
        timeout=_TIMEOUT,
        ssl_context=True if request["options"].get("sslmode") in _SSL_MODES else None,
    )
    connection.autocommit = True
    return connection


def _pymysql(request: Request) -> Any:
    options = request["options"]
    mode = str(options.get("sslmode") or options.get("ssl-mode") or "").lower()
    words: dict[str, Any] = {"ssl_disabled": True}
    if mode in _SSL_MODES or options.get("ssl"):
        words = {"ssl": {"ca": options.get("ssl_ca")} if options.get("ssl_ca") else {"ca": None}}
    return import_module("pymysql").connect(
        **_mysql(request, "database", "password"), charset="utf8mb4", **words
    )


def _mysqldb(request: Request) -> Any:
    return import_module("MySQLdb").connect(
        **_mysql(request, "database", "password"), charset="utf8mb4"
    )


def _mysql_connector(request: Request) -> Any:
    words = _mysql(request, "database", "password")
    words["connection_timeout"] = words.pop("connect_timeout")
    return import_module("mysql.connector").connect(**words, charset="utf8mb4")


def _mysql(request: Request, database: str, password: str) -> dict[str, Any]:
    words = {
        "host": request["host"],
        "port": request["port"] or 3306,
        "user": request["user"] or "root",
        password: request["password"] or "",
        database: request["database"],
        "connect_timeout": _TIMEOUT,
    }
    socket = request["options"].get("socket") or request["options"].get("unix_socket")
    return words | ({"unix_socket": socket} if socket else {})


def _sqlite3(request: Request) -> Any:
    from urllib.parse import quote

    sqlite3 = import_module("sqlite3")
    mode = "rw" if request.get("writes") else "ro"
    return sqlite3.connect(f"file:{quote(request['database'])}?mode={mode}", uri=True)


_CONNECT: dict[str, Callable[[Request], Any]] = {
    "psycopg": _psycopg,
    "psycopg2": _psycopg2,
    "pg8000": _pg8000,
    "pymysql": _pymysql,
    "MySQLdb": _mysqldb,
    "mysql.connector": _mysql_connector,
    "sqlite3": _sqlite3,
}


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    driver = driver_for(request["dialect"])
    if driver is None:
        answer: dict[str, Any] = {"missing": True}
    else:
        try:
            answer = {"rows": read_rows(request, driver)}
        except Exception as error:
            answer = {"error": str(error)}
    json.dump(answer, sys.stdout, default=str)


if __name__ == "__main__":
    main()

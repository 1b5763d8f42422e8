"""Read an existing database as facts, through a driver of scaffold's own Python, of the project's
Python, or of the project's node.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from scaffold.database.dialects import DIALECTS
from scaffold.errors import EnvironmentFailure
from scaffold.importing.connection import driver_rows
from scaffold.importing.connection.database_url import DatabaseUrl
from scaffold.importing.connection.driver_rows import OnQuery
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.readers import READERS
from scaffold.reflection.reflector import Rows

_HERE = os.path.dirname(os.path.abspath(__file__))
_SECONDS = 300
_NODE_DRIVERS = {"postgres": "pg", "mysql": "mysql2", "sqlite": "sqlite3"}
_PYTHONS = (".venv/bin/python", "venv/bin/python", ".venv/Scripts/python.exe")


def read_database(url: DatabaseUrl, folder: str, on_query: OnQuery | None = None) -> DatabaseFacts:
    """Return the facts of a database; drivers are looked for in the project at `folder` too.

    `on_query` is called as `read_rows` says.

    EnvironmentFailure if there is no driver, or if the database cannot be read.
    """
    reader = READERS[url.dialect]
    return reader.facts(run_queries(url, folder, reader.before, reader.queries, on_query))


def execute(url: DatabaseUrl, folder: str, statements: Sequence[str]) -> None:
    """Run statements that write to a database; errors as `read_database`."""
    run_queries(url, folder, statements, {}, writes=True)


def run_queries(
    url: DatabaseUrl,
    folder: str,
    before: Sequence[str],
    queries: Mapping[str, str],
    on_query: OnQuery | None = None,
    *,
    writes: bool = False,
) -> Rows:
    """Return the rows of queries on one connection; errors as `read_database`.

    `before` are statements to run first, which make it read-only unless it `writes`.
    """
    if url.dialect == "sqlite" and not os.path.isfile(url.database):
        raise EnvironmentFailure(
            f"{url.label}: there is no such file", "Write the path from the current folder."
        )
    request = {
        "dialect": url.dialect,
        "database": url.database,
        "host": url.host,
        "port": url.port,
        "user": url.user,
        "password": url.password,
        "options": dict(url.options),
        "before": list(before),
        "queries": dict(queries),
        "writes": writes,
    }
    driver = driver_rows.driver_for(url.dialect)
    if driver is not None:
        try:
            return driver_rows.read_rows(request, driver, on_query)
        except Exception as error:
            raise _unreadable(url, str(error)) from error
    for command in _commands(folder):
        answer = _ask(command, request, folder)
        if answer is None or answer.get("missing"):
            continue
        if "error" in answer:
            raise _unreadable(url, answer["error"])
        rows: Rows = answer["rows"]
        return rows
    label, node = DIALECTS[url.dialect].label, _NODE_DRIVERS[url.dialect]
    python = driver_rows.DRIVERS[url.dialect][0]
    raise EnvironmentFailure(
        f"no driver for {label} is installed: neither {python} for Python nor {node} for node",
        f"Run `pip install {python}` where scaffold is installed, or `npm install {node}` in "
        f"{os.path.abspath(folder)}.",
    )


def _commands(folder: str) -> list[list[str]]:
    """Return the programs that may have a driver: the project's Python, then node."""
    places = [os.path.join(folder, each) for each in _PYTHONS]
    if virtual := os.environ.get("VIRTUAL_ENV"):
        places.append(os.path.join(virtual, "bin", "python"))
    program = os.path.join(_HERE, "driver_rows.py")
    found = [[os.path.abspath(each), program] for each in places if os.path.isfile(each)]
    return [*found, ["node", os.path.join(_HERE, "driver_rows.js")]]


def _ask(command: list[str], request: Mapping[str, Any], folder: str) -> dict[str, Any] | None:
    """Return a program's answer to the request on its standard input; None if it does not run."""
    try:
        done = subprocess.run(
            command,
            cwd=folder or None,
            input=json.dumps(request),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"error": f"no answer in {_SECONDS} seconds"}
    except (OSError, ValueError):
        return None
    return answer


def _unreadable(url: DatabaseUrl, reason: str) -> EnvironmentFailure:
    # Drivers may repeat the address, which has the password.
    message = reason.strip().splitlines()[0] if reason.strip() else "no reason is given"
    if url.password:
        message = message.replace(url.password, "***")
    return EnvironmentFailure(
        f"{url.label}: {message}",
        "It must be reachable, and its user must be allowed to read it; with --mark, to write.",
    )

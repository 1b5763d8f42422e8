"""The programs psql and mysql, which load a dump into a database of a server.

The password is in the environment or in a file of the user alone, never in the arguments.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping

from scaffold.database.dialects import DIALECTS
from scaffold.errors import EnvironmentFailure
from scaffold.importing.connection.database_url import DatabaseUrl
from scaffold.values import dataclass

_PROGRAMS = {"postgres": ("psql",), "mysql": ("mariadb", "mysql")}
_INSTALL = {
    "postgres": "Install PostgreSQL's client, for example `apt install postgresql-client` or "
    "`brew install libpq`.",
    "mysql": "Install a client, for example `apt install mariadb-client` or "
    "`brew install mysql-client`.",
}
_SECONDS = "15"
# psql counts the lines of a statement to its end, mysql from its start.
_ERRORS = {
    "postgres": re.compile(r"^psql:<stdin>:(?P<line>\d+): (?:ERROR|FATAL|error): +", re.MULTILINE),
    "mysql": re.compile(r"^ERROR \d+ \(\w+\) at line (?P<line>\d+)(?: in file: '[^']*')?: ", re.M),
}
_WITHIN = {
    "postgres": re.compile(r"^LINE (?P<line>\d+):", re.MULTILINE),
    "mysql": re.compile(r" at line (?P<line>\d+)\Z"),
}


@dataclass(frozen=True, slots=True)
class StatementError:
    """A statement that failed: a line of the script in it, the line within it, and why."""

    line: int
    within: int
    message: str


class Client:
    """The client for a database's server; EnvironmentFailure if none is installed.

    `folder` is one of the run's own, for a file with the password.
    """

    def __init__(self, url: DatabaseUrl, folder: str) -> None:
        found = next(filter(None, map(shutil.which, _PROGRAMS[url.dialect])), None)
        if found is None:
            raise EnvironmentFailure(
                f"there is no {DIALECTS[url.dialect].label} client: "
                f"{' or '.join(_PROGRAMS[url.dialect])} is not installed, or not in PATH",
                _INSTALL[url.dialect],
            )
        self._url = url
        self._program = found
        self._folder = folder

    def load(self, script: str, database: str) -> StatementError | None:
        """Run a script up to its first error, which is returned.

        EnvironmentFailure if the server cannot be reached.
        """
        code, output = self._run(script, database)
        if not code:
            return None
        dialect = self._url.dialect
        found = _ERRORS[dialect].search(output)
        if found is None:
            raise self._failure(output)
        message = output[found.end() :].strip()
        within = _WITHIN[dialect].search(message)
        lines = [line for line in message.splitlines() if not line.startswith("LINE ")]
        more = [line.strip() for line in lines[1:] if line.startswith(("DETAIL:", "HINT:"))]
        text = " ".join((lines[0] if lines else "no reason is given", *more))
        return StatementError(int(found["line"]), int(within["line"]) if within else 0, text)

    def execute(self, statements: str) -> None:
        """Run statements outside the scratch database; EnvironmentFailure if one fails.

        Ctrl-C does not end them before they are done: a database would be created after all.
        """
        code, output = self._run(statements, self._url.database, is_short=True)
        if code:
            raise self._failure(output)

    def _failure(self, output: str) -> EnvironmentFailure:
        lines = [line.strip() for line in output.splitlines() if line.strip()]
        message = _ERRORS[self._url.dialect].sub("", lines[0]) if lines else "no reason is given"
        if self._url.password:
            message = message.replace(self._url.password, "***")
        where = f"{self._url.host}:{self._url.port}" if self._url.port else self._url.host
        return EnvironmentFailure(
            f"cannot use the server of {DIALECTS[self._url.dialect].label} at {where}: "
            f"{message.removeprefix('psql: error: ')}",
            "--database names the server, and a user who may create and drop databases there.",
        )

    def _run(self, script: str, database: str, *, is_short: bool = False) -> tuple[int, str]:
        arguments, environment = _CALLS[self._url.dialect](self._url, database, self._folder)
        # Ctrl-C is for this process, which then drops the database.
        process = subprocess.Popen(
            [self._program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        try:
            _, errors = process.communicate(script.encode("latin-1"))
        finally:
            if process.poll() is None:
                if not is_short:
                    process.kill()
                process.wait()
        return process.returncode, errors.decode("utf-8", "replace")


def _psql(url: DatabaseUrl, database: str, folder: str) -> tuple[list[str], dict[str, str]]:
    words = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.user,
        "PGPASSWORD": url.password,
        "PGDATABASE": database,
        "PGCONNECT_TIMEOUT": _SECONDS,
        "PGCLIENTENCODING": "UTF8",
        "PGAPPNAME": "scaffold",
        "PGOPTIONS": f"{url.options.get('options', '')} -c client_min_messages=error".strip(),
        "PGSSLROOTCERT": url.options.get("sslrootcert"),
        "PGSSLCERT": url.options.get("sslcert"),
        "PGSSLKEY": url.options.get("sslkey"),
        "PGSSLMODE": {"no-verify": "require"}.get(
            url.options.get("sslmode", ""), url.options.get("sslmode")
        ),
    }
    arguments = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--no-password", "--file=-"]
    return arguments, {name: word for name, word in words.items() if word is not None}


def _mysql(url: DatabaseUrl, database: str, folder: str) -> tuple[list[str], dict[str, str]]:
    """Return arguments that keep the client from commands of its own, such as `system`."""
    path = os.path.join(folder, "client.cnf")
    options = {
        "host": url.host,
        "port": str(url.port) if url.port else None,
        "user": url.user or "root",
        "password": url.password,
        "socket": url.options.get("socket") or url.options.get("unix_socket"),
        "database": database or None,
        "default-character-set": "utf8mb4",
        "connect_timeout": _SECONDS,
    }
    lines = [f'{name}="{_escaped(word)}"' for name, word in options.items() if word is not None]
    if url.host not in (None, "localhost"):
        lines.append("protocol=tcp")
    opener: Callable[[str, int], int] = lambda name, flags: os.open(name, flags, 0o600)  # noqa: E731
    with open(path, "w", encoding="utf-8", opener=opener) as file:
        file.write("\n".join(("[client]", *lines, "")))
    return [f"--defaults-file={path}", "--batch", "--binary-mode"], {}


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"')


_CALLS: Mapping[str, Callable[[DatabaseUrl, str, str], tuple[list[str], dict[str, str]]]] = {
    "postgres": _psql,
    "mysql": _mysql,
}

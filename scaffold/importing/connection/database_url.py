"""URLs of existing databases, as the tools of both languages write them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import field
from urllib.parse import parse_qsl, unquote, urlsplit

from scaffold.errors import UsageError
from scaffold.values import dataclass

_SCHEMES = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "sqlite3": "sqlite",
}
_EXAMPLES = (
    "postgres://user:password@host:5432/name, mysql://user:password@host:3306/name or "
    "sqlite:path/to/file.db"
)
_SQLITE_ENDINGS = (".db", ".sqlite", ".sqlite3", ".db3")


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """One database: of a server, or the absolute path of a SQLite file (`database`).

    options: the query string, with the names that its writer used.
    """

    dialect: str
    database: str
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name in messages, never with the password."""
        if self.dialect == "sqlite":
            return os.path.relpath(self.database)
        where = f"{self.host}:{self.port}" if self.port else self.host
        return f"{self.database} at {where}"


def parse_url(url: str, what: str = "SOURCE") -> DatabaseUrl:
    """Return the database of a URL; UsageError if it is none. `what` is its name in messages.

    No message contains any part of the URL, which may be the password.
    """
    scheme, separator, rest = url.partition(":")
    # SQLAlchemy's `postgresql+psycopg`, and old forms of it.
    dialect = _SCHEMES.get(scheme.lower().partition("+")[0])
    if not separator or len(scheme) == 1:
        if url.lower().endswith(_SQLITE_ENDINGS) or os.path.isfile(url):
            return DatabaseUrl("sqlite", os.path.abspath(url))
        raise UsageError(f"{what} is not the URL of a database", f"Write {_EXAMPLES}.")
    if dialect is None:
        raise UsageError(f"{what} has the scheme of no supported database", f"Write {_EXAMPLES}.")
    if dialect == "sqlite":
        return _sqlite(rest, what)
    if not rest.startswith("//"):
        raise UsageError(f"{what} lacks `//` after its scheme", f"Write {_EXAMPLES}.")
    return _of_server(dialect, scheme, rest.removeprefix("//"), what)


def _sqlite(rest: str, what: str) -> DatabaseUrl:
    """Read `sqlite:file`, `sqlite:///file` (relative), `sqlite:////file` and `sqlite:/file`."""
    path = rest.partition("?")[0]
    path = path.removeprefix("///") if path.startswith("///") else path.removeprefix("//")
    path = unquote(path)
    if not path or path == ":memory:":
        raise UsageError(f"{what} names no file", "Write `sqlite:path/to/file.db`.")
    return DatabaseUrl("sqlite", os.path.abspath(path))


def _of_server(dialect: str, scheme: str, rest: str, what: str) -> DatabaseUrl:
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    after = rest[len(authority) :]
    query_at = after.find("?")
    if "@" in (after if query_at < 0 else after[:query_at]) or "#" in after:
        raise UsageError(
            f"{what}: a user, password or name contains a reserved character of URLs",
            "Write `/` as %2F, `#` as %23, `?` as %3F, `@` as %40, `:` as %3A and `%` as %25 in "
            "them.",
        )
    credentials, _, location = authority.rpartition("@")
    user, colon, password = credentials.partition(":")
    try:
        parts = urlsplit(f"x://{location}{after}")
        host_name, port = parts.hostname, parts.port
    except ValueError:
        # Python's own message would contain a part of the URL.
        hint = f"A port is a number from 1 to 65535. Write {_EXAMPLES}."
        raise UsageError(f"{what}: the host or the port is invalid", hint) from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    database = unquote(parts.path.removeprefix("/")) or options.pop("dbname", "")
    if not database:
        raise UsageError(
            f"{what} names a server and no database",
            f"Add the database's name after the host: `{scheme}://…/name`.",
        )
    host = options.pop("host", None) or unquote(host_name or "") or "localhost"
    return DatabaseUrl(
        dialect,
        database,
        host,
        port,
        unquote(user) or options.pop("user", None),
        unquote(password) if colon else options.pop("password", None),
        options,
    )

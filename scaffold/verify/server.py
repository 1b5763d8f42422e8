"""Where scratch databases are created: a temporary folder for SQLite, or the server of a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from urllib.parse import parse_qsl, unquote, urlsplit

from scaffold.database.dialects import DIALECTS
from scaffold.errors import UsageError
from scaffold.values import dataclass

SCHEMES = {"postgres": "postgres", "postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql"}
EXAMPLES = {
    "sqlite": "sqlite",
    "postgres": "postgres://user:password@host:5432/postgres",
    "mysql": "mysql://user:password@host:3306",
}
# libpq's sslmode values, as options of node's TLS.
_SSL_MODES: Mapping[str, object] = {
    "disable": False,
    "allow": False,
    "prefer": False,
    "require": {"rejectUnauthorized": False},
    "no-verify": {"rejectUnauthorized": False},
    "verify-ca": {"rejectUnauthorized": True},
    "verify-full": {"rejectUnauthorized": True},
}


@dataclass(frozen=True, slots=True, eq=False)
class Server:
    """A dialect and the address of its server; SQLite has none.

    database: the one in the URL; used only to connect for creating others.
    options: the query string of the URL.
    """

    dialect: str
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    options: Mapping[str, object] | None = None

    @property
    def label(self) -> str:
        """The name in messages, never with the password."""
        where = f" at {self.host}" if self.host else ""
        port = f":{self.port}" if self.port else ""
        return f"{DIALECTS[self.dialect].label}{where}{port}"


def server_for(url: str | None, dialects: Sequence[str]) -> Server:
    """Return the server of a URL; SQLite without one.

    UsageError if the URL is invalid, or its dialect is not one of the schema's `dialects`.
    """
    server = Server("sqlite") if url in (None, "sqlite", "sqlite:") else _parsed(str(url))
    if server.dialect not in dialects:
        label = DIALECTS[server.dialect].label
        ways = " or ".join(f"--database {EXAMPLES[each]}" for each in dialects)
        raise UsageError(
            f"the schema is not for {label}: `options.dialects` declares {', '.join(dialects)}",
            f"Use one of those, {ways}, or add {server.dialect} to `options.dialects`.",
        )
    return server


def _parsed(url: str) -> Server:
    """Return the server of a URL; no message contains any part of the URL, which may be the
    password.
    """
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme.partition(":")[0] == "sqlite":
        hint = "Use `--database sqlite`, or omit it: verify creates a temporary SQLite file."
        raise UsageError(
            "--database does not accept a file, because its contents would be lost", hint
        )
    if not separator or scheme not in SCHEMES:
        raise UsageError(f"--database must start with one of: {', '.join(SCHEMES)}", _examples())
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    after = rest[len(authority) :]
    if "@" in after or "#" in after:
        raise UsageError(
            "--database: a user, password or name contains a reserved character of URLs",
            "Write `/` as %2F, `#` as %23, `?` as %3F, `@` as %40, `:` as %3A and `%` as %25 in "
            "them.",
        )
    credentials, _, location = authority.rpartition("@")
    user, colon, password = credentials.partition(":")
    try:
        parts = urlsplit(f"{scheme}://{location}{after}")
        host_name, port = parts.hostname, parts.port
    except ValueError:
        # Python's own message would contain a part of the URL.
        message = "--database: the host or the port is invalid"
        raise UsageError(message, f"A port is a number from 1 to 65535. {_examples()}") from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = options.pop("host", None) or unquote(host_name or "") or "localhost"
    return Server(
        SCHEMES[scheme],
        host,
        port,
        unquote(user) or None,
        unquote(password) if colon else None,
        unquote(parts.path.removeprefix("/")) or None,
        dict(_option(*option) for option in options.items()),
    )


def _option(name: str, value: str) -> tuple[str, object]:
    if name == "sslmode" and value in _SSL_MODES:
        return "ssl", _SSL_MODES[value]
    words: Mapping[str, object] = {"true": True, "false": False}
    return name, int(value) if value.isdecimal() else words.get(value, value)


def _examples() -> str:
    return "Write " + " or ".join(f"--database {each}" for each in EXAMPLES.values()) + "."

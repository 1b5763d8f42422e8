"""Where scratch databases are made: a temporary folder for SQLite, or the server of a URL."""

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
# libpq's words for how far a certificate is trusted, as node's TLS takes them.
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
    """A dialect, and how its server is reached: no address for SQLite, which has none.

    `database` is the one that the URL names: where a connection needs one, it is used to make
    others, and never otherwise. `options` are what stands behind the `?`.
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
        """For messages: never with the password."""
        where = f" at {self.host}" if self.host else ""
        port = f":{self.port}" if self.port else ""
        return f"{DIALECTS[self.dialect].label}{where}{port}"


def server_for(url: str | None, dialects: Sequence[str]) -> Server:
    """The server that a URL means; SQLite without one.

    UsageError where it means none, or none of the `dialects` that the schema declares.
    """
    server = Server("sqlite") if url in (None, "sqlite", "sqlite:") else _parsed(str(url))
    if server.dialect not in dialects:
        label = DIALECTS[server.dialect].label
        ways = " or ".join(f"--database {EXAMPLES[each]}" for each in dialects)
        raise UsageError(
            f"the schema is not for {label}: `options.dialects` declares {', '.join(dialects)}",
            f"Give one of those, {ways}, or add {server.dialect} to `options.dialects`.",
        )
    return server


def _parsed(url: str) -> Server:
    """The server of a URL; no message has any part of the URL, which may be of its password."""
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme.partition(":")[0] == "sqlite":
        hint = "Say `--database sqlite`, or leave it out: verify makes a SQLite file of its own."
        raise UsageError("--database never takes a file: what is in it would be lost", hint)
    if not separator or scheme not in SCHEMES:
        raise UsageError(f"--database begins with none of: {', '.join(SCHEMES)}", _ways())
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    after = rest[len(authority) :]
    if "@" in after or "#" in after:
        raise UsageError(
            "--database: a user, a password or a name has a character that a URL keeps for itself",
            "Write `/` as %2F, `#` as %23, `?` as %3F, `@` as %40, `:` as %3A and `%` as %25 in "
            "them.",
        )
    credentials, _, place = authority.rpartition("@")
    user, colon, password = credentials.partition(":")
    try:
        parts = urlsplit(f"{scheme}://{place}{after}")
        host_name, port = parts.hostname, parts.port
    except ValueError:
        # What Python says of it would have a part of the URL.
        message = "--database: its host or its port cannot be read"
        raise UsageError(message, f"A port is a number up to 65535. {_ways()}") from None
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


def _ways() -> str:
    return "Write " + " or ".join(f"--database {each}" for each in EXAMPLES.values()) + "."

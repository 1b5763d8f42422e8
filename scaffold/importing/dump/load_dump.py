"""Load a dump into a scratch database, and read its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from scaffold.errors import EnvironmentFailure, Problem, SchemaError, SourceLocation
from scaffold.files.temporary import in_temporary_folder
from scaffold.importing.connection.database_url import DatabaseUrl
from scaffold.importing.connection.driver_rows import OnQuery
from scaffold.importing.connection.read_database import read_database
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.dump.cleaned import CleanedDump, cleaned
from scaffold.importing.dump.clients import Client, StatementError
from scaffold.verify.scratch import Leftovers, Scratch, scratch_folder
from scaffold.verify.server import Server
from scaffold.verify.worker_session import uninterrupted

_PURPOSE = "import"
# As many characters of a statement are shown.
_SHOWN = 80
_FORMATS = (
    (b"PGDMP", "in a format of pg_dump's own", "Convert it: `pg_restore --file=dump.sql {path}`."),
    (b"SQLite format 3\0", "a database", "Import it: `scaffold import sqlite:{path}`."),
    (b"\x1f\x8b", "compressed", "Unpack it: `gunzip --keep {path}`."),
    (b"PK\x03\x04", "compressed", "Unpack it: `unzip {path}`."),
    (b"\xff\xfe", "in UTF-16", "Convert it: `iconv -f UTF-16 -t UTF-8 {path} > dump.sql`."),
)


def read_dump(path: str, dialect: str) -> CleanedDump:
    """Return the statements of a dump.

    EnvironmentFailure if the file cannot be read; SchemaError for what must not be loaded.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise EnvironmentFailure(
            f"{path}: {error.strerror or error}", "Name the file of a dump: `--sql dump.sql`."
        ) from error
    for start, what, hint in _FORMATS:
        if data.startswith(start):
            raise SchemaError(f"{path} cannot be loaded: it is {what}", hint.format(path=path))
    # Any encoding: the client gets the same bytes.
    return cleaned(data.removeprefix(b"\xef\xbb\xbf").decode("latin-1"), dialect, path)


def read_tables(
    dump: CleanedDump,
    server: Server,
    server_url: str | None,
    folder: str,
    on_query: OnQuery | None = None,
) -> DatabaseFacts:
    """Return the tables of a dump; the scratch database is dropped in any case.

    `folder` is that of the project, which may have the driver to read with.

    SchemaError for a statement that fails; EnvironmentFailure if the client, the server or a right
    is missing.
    """
    with in_temporary_folder(), scratch_folder() as scratch:
        if server.dialect == "sqlite":
            (name,) = scratch.reserve(server, _PURPOSE)
            _load_sqlite(dump, name)
            return read_database(DatabaseUrl("sqlite", name), folder, on_query)
        url = _url(server, server_url)
        client = Client(url, scratch.folder)
        with Leftovers(server) as leftovers:
            _sweep(client, leftovers, server.dialect)
            with _database(client, scratch, server, dump) as name:
                if (error := client.load(dump.text, name)) is not None:
                    raise _at_its_line(dump, error)
                return read_database(replace(url, database=name), folder, on_query)


def _url(server: Server, text: str | None) -> DatabaseUrl:
    options = dict(parse_qsl(urlsplit(text or "").query, keep_blank_values=True))
    if "socketPath" in options:
        options["socket"] = options["socketPath"]
    database = server.database or ("postgres" if server.dialect == "postgres" else "")
    return DatabaseUrl(
        server.dialect,
        database,
        server.host,
        server.port,
        server.user,
        server.password,
        options,
    )


@contextmanager
def _database(client: Client, scratch: Scratch, server: Server, dump: CleanedDump) -> Iterator[str]:
    (name,) = scratch.reserve(server, _PURPOSE)
    try:
        client.execute(_creation(name, server.dialect, dump.collation))
        yield name
    finally:
        with uninterrupted():
            client.execute(_removal(name, server.dialect))


def _creation(name: str, dialect: str, collation: tuple[str, str]) -> str:
    if dialect == "postgres":
        return f'CREATE DATABASE "{name}" TEMPLATE template0;'
    characters, order = collation
    words = f" CHARACTER SET {characters}" if characters else ""
    words += f" COLLATE {order}" if order else ""
    return f"CREATE DATABASE `{name}`{words};"


def _removal(name: str, dialect: str) -> str:
    if dialect == "mysql":
        return f"DROP DATABASE IF EXISTS `{name}`;"
    # A client that was interrupted may still be at work there.
    return (
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}';\n"
        f'DROP DATABASE IF EXISTS "{name}";'
    )


def _sweep(client: Client, leftovers: Leftovers, dialect: str) -> None:
    for name in leftovers.names:
        try:
            client.execute(_removal(name, dialect))
        except EnvironmentFailure as error:
            leftovers.keep(name, str(error))
        else:
            leftovers.forget(name)


def _at_its_line(dump: CleanedDump, error: StatementError) -> SchemaError:
    first = dump.line_of(error.line)
    line = first + max(error.within - 1, 0)
    return _failed(dump, line, error.message)


def _failed(dump: CleanedDump, line: int, message: str) -> SchemaError:
    if not dump.is_file:
        found = [text for at, text in dump.statements if at == dump.line_of(line)]
        statement = " ".join(found[0].split())[:_SHOWN] if found else "a statement"
        return SchemaError(
            f"{dump.path}: `{statement}` failed: {message}",
            "Use a server that has what the models need, or import from the database with a URL.",
        )
    hint = "The statement must run in an empty database: change it, or remove it from the dump."
    if message.startswith("role "):
        hint = "Create the role on this server, or remove the statement from the dump."
    return SchemaError(Problem(SourceLocation(dump.path, line, 1), message, hint))


def _load_sqlite(dump: CleanedDump, path: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.set_authorizer(_authorize)
        for line, statement in dump.statements:
            try:
                connection.execute(statement.encode("latin-1").decode("utf-8"))
            except (sqlite3.Error, UnicodeDecodeError) as error:
                raise _failed(dump, line, str(error)) from error
        if connection.in_transaction:
            connection.execute("COMMIT")


def _authorize(action: int, *_: object) -> int:
    """Refuse other files."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK

"""Where `scaffold import` reads the tables from: a database, or a dump."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from scaffold.errors import UsageError
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.importing.connection.driver_rows import OnQuery
    from scaffold.importing.database_facts import DatabaseFacts
    from scaffold.importing.metadata_project import MetadataProject
    from scaffold.importing.model_project import ModelProject
    from scaffold.verify.server import Server


@dataclass(frozen=True, slots=True, eq=False)
class TableSource:
    """Where tables are read from: its name in messages, and what reads them.

    `read` takes the schema's folder, and what is told of each query.
    """

    label: str
    read: Callable[[str, OnQuery], DatabaseFacts]


def table_source(
    source: str | None,
    sql: str | None,
    dialect: str | None,
    server: str | None,
    prisma: str | None,
    project: ModelProject | None,
    *,
    asks: bool,
) -> TableSource | None:
    """Return where the tables are read from; None if a Prisma schema alone has them."""
    from scaffold.importing.metadata_project import MetadataProject

    if sql is not None:
        if source is not None:
            raise UsageError("--sql and SOURCE exclude each other", "Leave one of them out.")
        return dump_source(sql, dialect, server)
    if dialect is not None or server is not None:
        if isinstance(project, MetadataProject) and source is None:
            return metadata_tables(project, dialect, server)
        option = "--dialect" if dialect is not None else "--database"
        raise UsageError(
            f"{option} belongs to --sql, or to --metadata without SOURCE",
            "Name the file of a dump: `--sql dump.sql`; or the database alone, as SOURCE.",
        )
    # DATABASE_URL is in most Prisma projects, and not always the database to read.
    if prisma is not None and source is None:
        return None
    return database_source(source, asks=asks)


def code_source(
    models: str | None,
    script: str | None,
    metadata: str | None,
    root: str,
) -> ModelProject | None:
    """Return the project whose code has the names; UsageError if it cannot be imported."""
    from scaffold.importing.metadata_project import MetadataProject
    from scaffold.importing.model_project import SequelizeProject

    if models is None and script is not None:
        raise UsageError(
            "--models-from says how to load models, and --models is missing",
            f"Name the project too: `--models . --models-from {script}`.",
        )
    if models is not None:
        return SequelizeProject(models, script)
    return MetadataProject(metadata, root) if metadata is not None else None


def metadata_tables(
    project: MetadataProject, dialect: str | None, server_url: str | None
) -> TableSource:
    """Return the tables that models of SQLAlchemy create in a scratch database."""
    from scaffold.cli.masking import remember_secrets
    from scaffold.importing.dump.load_dump import read_tables

    remember_secrets((server_url or "",))
    server = scratch_server("--metadata", dialect, server_url)
    dump = project.dump(server.dialect)
    return TableSource(
        project.label,
        lambda folder, on_query: read_tables(dump, server, server_url, folder, on_query),
    )


def database_source(source: str | None, *, asks: bool) -> TableSource:
    """Return the database of a URL: the argument, DATABASE_URL, or an answer that is not shown."""
    from scaffold.cli.masking import remember_secrets
    from scaffold.importing.connection.database_url import parse_url
    from scaffold.importing.connection.read_database import read_database

    url = _url(source, asks=asks)
    remember_secrets((url,))
    address = parse_url(url)
    return TableSource(
        address.label, lambda folder, on_query: read_database(address, folder, on_query)
    )


def dump_source(path: str, dialect: str | None, server_url: str | None) -> TableSource:
    """Return the dump in a file, which is loaded into a scratch database of the server."""
    from scaffold.cli.masking import remember_secrets
    from scaffold.importing.dump.load_dump import read_dump, read_tables

    remember_secrets((server_url or "",))
    server = scratch_server("--sql", dialect, server_url)
    dump = read_dump(path, server.dialect)
    return TableSource(
        path, lambda folder, on_query: read_tables(dump, server, server_url, folder, on_query)
    )


def scratch_server(option: str, dialect: str | None, url: str | None) -> Server:
    """Return the server for a scratch database; UsageError if `option` lacks its dialect or URL."""
    from scaffold.database.dialects import DIALECTS
    from scaffold.verify.server import EXAMPLES, Server, server_for

    if dialect is not None and dialect not in DIALECTS:
        raise UsageError(
            f"--dialect {dialect}: there is no such dialect", f"Use one of: {', '.join(DIALECTS)}."
        )
    if url is None:
        if dialect is None:
            raise UsageError(
                f"{option} does not say which database it is for",
                "Add `--dialect sqlite`, `--dialect postgres --database URL` or "
                "`--dialect mysql --database URL`.",
            )
        if dialect == "sqlite":
            return Server("sqlite")
        raise UsageError(
            f"{option} for {DIALECTS[dialect].label} needs a server, for a database that is "
            "dropped at the end",
            f"Name it: `--database {EXAMPLES[dialect]}`.",
        )
    server = server_for(url, tuple(DIALECTS))
    if dialect not in (None, server.dialect):
        raise UsageError(
            f"--database is a server of {DIALECTS[server.dialect].label}, and --dialect {dialect}",
            "Leave --dialect out, or name another server.",
        )
    return server


def _url(source: str | None, *, asks: bool) -> str:
    import sys

    url = source or os.environ.get("DATABASE_URL")
    if url:
        return url
    if asks and sys.stdin.isatty():
        from getpass import getpass

        from scaffold.cli.output import say

        say("A database URL: postgres://user:password@host/name, or sqlite:FILE for a SQLite file.")
        url = getpass("Database URL (not shown): ").strip()
        if url:
            return url
    raise UsageError(
        "which database?",
        "Name it: `scaffold import postgres://user:password@host/name`, `scaffold import "
        "sqlite:FILE`, or set DATABASE_URL.",
    )

"""The options of `scaffold import`."""

from __future__ import annotations

from typing import Annotated

import typer

SourceUrl = Annotated[
    str | None,
    typer.Argument(
        metavar="[SOURCE]",
        help="The database's URL. Default: DATABASE_URL, or a prompt that hides it.",
        show_default=False,
    ),
]


def _list(flag: str, metavar: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=what)
    return option


Tables = Annotated[
    list[str] | None, _list("--tables", "A,B", "Only these tables; * is a wildcard.")
]
Exclude = Annotated[
    list[str] | None, _list("--exclude", "A,B", "Not these tables; * is a wildcard.")
]
Schemas = Annotated[list[str] | None, _list("--schema", "A,B", "Only these schemas (PostgreSQL).")]
Targets = Annotated[
    str | None,
    typer.Option("--targets", metavar="A,B", help="Frameworks to generate code for."),
]
OneSided = Annotated[
    bool, typer.Option("--one-sided", help="Write belongsTo only, without the other sides.")
]
Models = Annotated[
    str | None,
    typer.Option(
        "--models",
        metavar="PATH",
        help="A Sequelize project or its models: names come from its code, which runs.",
    ),
]
ModelsFrom = Annotated[
    str | None,
    typer.Option(
        "--models-from",
        metavar="SCRIPT",
        help="With --models: a script that exports the instance of Sequelize.",
    ),
]
Prisma = Annotated[
    str | None,
    typer.Option(
        "--prisma",
        metavar="FILE",
        help="A Prisma schema: names come from it, and without SOURCE the tables too.",
    ),
]
Metadata = Annotated[
    str | None,
    typer.Option(
        "--metadata",
        metavar="MODULE[:BASE]",
        help="A module of SQLAlchemy models: names come from its code, which runs; without SOURCE, "
        "and with --dialect, the tables too.",
    ),
]
Sql = Annotated[
    str | None,
    typer.Option(
        "--sql",
        metavar="FILE",
        help="A dump, loaded into a database that is dropped at the end, by psql or mysql.",
    ),
]
DialectName = Annotated[
    str | None,
    typer.Option("--dialect", metavar="NAME", help="The database that --sql or --metadata is for."),
]
Server = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="With --dialect: the server for a database that is dropped at the end.",
    ),
]
KeepNames = Annotated[
    bool,
    typer.Option("--keep-names", help="Declare the names of constraints and indexes."),
]
BaselineMigration = Annotated[
    bool,
    typer.Option(
        "--baseline-migration", help="Also write migrations that create the tables elsewhere."
    ),
]
Mark = Annotated[
    str | None,
    typer.Option(
        "--mark",
        metavar="URL",
        help="Record these migrations as run in this database: the only one that is written.",
    ),
]

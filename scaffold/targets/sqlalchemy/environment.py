"""Alembic's surroundings: its configuration, its environment, and its own template."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from scaffold.database.tables import Database, Table
from scaffold.targets.base import Artifact
from scaffold.targets.sqlalchemy.layout import NONE, Expr, Str, Tuple
from scaffold.targets.sqlalchemy.package import depth_of
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ConfigurationView:
    """What alembic.ini and script.py.mako say: where the migrations' folder is."""

    migrations: str


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """env.py: the package of the models, and the dialects whose manners it knows.

    `depth`: how many folders below the schema's it is.
    `others`: SQLite is not alone. `schemas` are code: the schemas of PostgreSQL that hold tables.
    `native`: a type of PostgreSQL's stands in its own words. `escapes`: MySQL tells a value of an
    enum otherwise than it is.
    """

    package: str
    depth: int
    sqlite: bool
    mysql: bool
    postgres: bool
    others: bool
    mysql_alone: bool
    schemas: str | None
    native: bool
    escapes: bool


def environment_artifacts(database: Database, settings: Mapping[str, str]) -> Iterator[Artifact]:
    """alembic.ini, env.py and script.py.mako, which people edit."""
    migrations = settings["migrations"]
    configuration = ConfigurationView(migrations)
    yield Artifact("alembic.ini", "sqlalchemy/alembic.ini.jinja", configuration, "model")
    view = _environment(database, settings)
    path = posixpath.join(migrations, "env.py")
    yield Artifact(path, "sqlalchemy/env.jinja", view, "model")
    path = posixpath.join(migrations, "script.py.mako")
    yield Artifact(path, "sqlalchemy/script.py.mako.jinja", configuration, "model")


def _environment(database: Database, settings: Mapping[str, str]) -> EnvironmentView:
    dialects = database.dialects
    return EnvironmentView(
        package=settings["package"].strip("/").replace("/", "."),
        depth=depth_of(settings, "migrations"),
        sqlite="sqlite" in dialects,
        mysql="mysql" in dialects,
        postgres="postgres" in dialects,
        others=dialects != ("sqlite",),
        mysql_alone=dialects == ("mysql",),
        schemas=_schemas(database),
        native="postgres" in dialects and any(map(_has_native, database.tables)),
        escapes="mysql" in dialects and any(map(_has_escaped, database.tables)),
    )


def _has_native(table: Table) -> bool:
    return any(column.type.name == "type" for column in table.columns)


def _has_escaped(table: Table) -> bool:
    """Whether SHOW CREATE TABLE, which the inspector reads, escapes a value of an enum."""
    values = (value for column in table.columns for value in column.type.values)
    return any(char in value for value in values for char in "\\\n\r\0")


def _schemas(database: Database) -> str | None:
    """A tuple of all schemas; `None` is the one that a connection has without being told."""
    named = sorted({table.name.schema or "" for table in database.tables})
    if not any(named):
        return None
    items: tuple[Expr, ...] = tuple(Str(name) if name else NONE for name in named)
    return Tuple(items if "" in named else (NONE, *items)).flat()

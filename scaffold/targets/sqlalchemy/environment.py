"""Alembic's configuration, environment and revision template."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from scaffold.database.sql_text import enum_of
from scaffold.database.tables import Column, Database, Table, TableName
from scaffold.schema.data_types import DataType
from scaffold.targets.layout.python_width import WIDTH
from scaffold.targets.protocol import Artifact
from scaffold.targets.sqlalchemy.keywords import unquoted_keywords
from scaffold.targets.sqlalchemy.literals import string
from scaffold.targets.sqlalchemy.package import depth_of
from scaffold.targets.sqlalchemy.revisions.helper_files import helper_artifacts, types_module
from scaffold.targets.sqlalchemy.revisions.op_types import type_expr
from scaffold.values import dataclass

# The class of each helper in types.py whose name revisions cannot use.
_CLASSES = {
    "BOOL": "TinyInt",
    "Clock": "Clock",
    "Declared": "Declared",
    "Guid": "Guid",
    "JSON_B": "JsonB",
    "UtcDateTime": "UtcDateTime",
}


@dataclass(frozen=True, slots=True)
class ConfigurationView:
    """The view of alembic.ini: the folder of the migrations."""

    migrations: str


@dataclass(frozen=True, slots=True)
class ScriptView:
    """The view of script.py.mako; `types_file` has a class that a revision may need."""

    types_file: str | None


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """The view of env.py.

    depth: the number of folders between the schema's folder and that of env.py.
    imports, types: code of the models' own types, and how revisions write each.
    enum_variant: SQLite is declared beside another dialect, so that enums have a variant.
    others: SQLite is not the only dialect.
    schemas: code of the PostgreSQL schemas of tables.
    indexes: names of those that Alembic reads in another form than it writes.
    external: tables that others own, as `schema.name` where they have a schema.
    expressions: a default is SQL of the schema.
    updates: an update of a row sets a column on MySQL.
    collations: a column has a collation.
    computed: a column is generated.
    serial: a column beside the primary key has a sequence.
    native, native_mysql: a column has a native type of PostgreSQL, or of MySQL, which SQLAlchemy
    does not have.
    enums: PostgreSQL has enum types.
    escapes: MySQL returns an enum value with escapes.
    """

    package: str
    depth: int
    keywords: tuple[str, ...]
    classes: tuple[str, ...]
    types: str | None
    enum_variant: bool
    sqlite: bool
    mysql: bool
    postgres: bool
    others: bool
    only_mysql: bool
    only_postgres: bool
    schemas: str | None
    indexes: tuple[str, ...]
    external: tuple[str, ...]
    expressions: bool
    updates: bool
    collations: bool
    computed: bool
    serial: bool
    native: bool
    native_mysql: bool
    enums: bool
    escapes: bool


def environment_artifacts(
    database: Database, settings: Mapping[str, str], helpers: frozenset[str]
) -> Iterator[Artifact]:
    """Yield alembic.ini, env.py and script.py.mako, which people edit.

    `helpers` are the names that the package's types.py defines.
    """
    migrations = settings["migrations"]
    configuration = ConfigurationView(migrations)
    yield Artifact("alembic.ini", "sqlalchemy/alembic.ini.jinja", configuration, "model")
    view = _environment(database, settings, helpers)
    path = posixpath.join(migrations, "env.py")
    yield Artifact(path, "sqlalchemy/env.jinja", view, "model")
    path = posixpath.join(migrations, "script.py.mako")
    module = None if helpers.isdisjoint({"Declared", "JSON_B"}) else types_module()
    script = ScriptView(None if module is None else module.file)
    yield Artifact(path, "sqlalchemy/script.py.mako.jinja", script, "model")
    if module is not None:
        yield from helper_artifacts((module,), database.dialects, migrations)


def _environment(
    database: Database, settings: Mapping[str, str], helpers: frozenset[str]
) -> EnvironmentView:
    dialects = database.dialects
    package = settings["package"].strip("/").replace("/", ".")
    native = "Declared" in helpers and any(map(_has_native, database.tables))
    classes = sorted(name for helper, name in _CLASSES.items() if helper in helpers)
    return EnvironmentView(
        package=package,
        depth=depth_of(settings, "migrations"),
        keywords=unquoted_keywords(dialects),
        classes=tuple(classes),
        types=_types(classes, dialects) if classes else None,
        enum_variant="sqlite" in dialects and len(dialects) > 1,
        sqlite="sqlite" in dialects,
        mysql="mysql" in dialects,
        postgres="postgres" in dialects,
        others=dialects != ("sqlite",),
        only_mysql=dialects == ("mysql",),
        only_postgres=dialects == ("postgres",),
        schemas=_schemas(database),
        indexes=tuple(_incomparable_indexes(database)),
        external=tuple(str(model.table.name) for model in database.models if model.external),
        expressions=any(map(_has_expression, database.tables)),
        updates=any(c.updates_now for table in database.tables for c in table.columns),
        collations=any(_has_collation(c) for table in database.tables for c in table.columns),
        computed=any(c.generated for table in database.tables for c in table.columns),
        serial=any(map(_has_serial, database.tables)),
        native=native and "postgres" in dialects,
        native_mysql=native and "mysql" in dialects,
        enums="postgres" in dialects and any(map(_has_enum, database.tables)),
        escapes="mysql" in dialects and any(map(_has_escaped, database.tables)),
    )


def _types(classes: list[str], dialects: tuple[str, ...]) -> str:
    """Return the code of `TYPES = {…}`: for each class the code of its type; `{0}` is the type
    itself.
    """
    lines = ["TYPES: dict[type, str] = {"]
    for name in classes:
        parts = _code(name, dialects)
        whole = string("".join(parts))
        if len(line := f"    {name}: {whole},") <= WIDTH:
            lines.append(line)
            continue
        is_long = len(whole) + 8 > WIDTH
        broken = [*map(string, parts)] if is_long else [whole]
        lines += [f"    {name}: (", *(f"        {each}" for each in broken), "    ),"]
    return "\n".join([*lines, "}"])


def _code(name: str, dialects: tuple[str, ...]) -> tuple[str, ...]:
    """Yield the type as the generated revisions write it, in parts of a line."""
    match name:
        case "Clock":
            return (_spelled("time", dialects),)
        case "Guid":
            return (_spelled("uuid", dialects),)
        case "Declared":
            return ("types.Declared({0.words!r})",)
        case "TinyInt" | "JsonB":
            return (_spelled("boolean" if name == "TinyInt" else "jsonb", ("sqlite",)),)
        case _:
            return tuple(_moment(dialects))


def _moment(dialects: tuple[str, ...]) -> Iterator[str]:
    others = tuple(name for name in dialects if name != "mysql")
    if others:
        yield _spelled("datetime", others)
    if "mysql" in dialects:
        own = "mysql.DATETIME(fsp={0.digits})"
        yield f'.with_variant({own}, "mysql", "mariadb")' if others else own


def _spelled(name: str, dialects: tuple[str, ...]) -> str:
    return type_expr(DataType(name), dialects, TableName("")).flat()


def _has_enum(table: Table) -> bool:
    return any(enum_of(column.type) is not None for column in table.columns)


def _has_native(table: Table) -> bool:
    return _has_serial(table) or any(column.type.name == "type" for column in table.columns)


def _incomparable_indexes(database: Database) -> Iterator[str]:
    """Yield indexes of expressions with an order; but for PostgreSQL all with an order."""
    for table in database.tables:
        for index in table.indexes:
            ordered = any(key.is_expression and (key.ops or key.descending) for key in index.keys)
            if ordered or (index.keys and database.dialects != ("postgres",)):
                yield index.name


def _has_collation(column: Column) -> bool:
    native = column.type.native or ""
    return column.type.collation is not None or " COLLATE " in native.upper()


def _has_expression(table: Table) -> bool:
    return any(column.default and column.default.kind == "sql" for column in table.columns)


def _has_serial(table: Table) -> bool:
    return any(
        column.autoincrement and column.name not in table.primary_key for column in table.columns
    )


def _has_escaped(table: Table) -> bool:
    """Return whether SHOW CREATE TABLE, which the inspector reads, escapes an enum value."""
    values = (value for column in table.columns for value in column.type.values)
    return any(char in value for value in values for char in "\\\n\r\0")


def _schemas(database: Database) -> str | None:
    """Return a tuple of all schemas as code; `None` is the connection's default schema.

    Alembic would drop whatever else is in a schema that only others use.
    """
    own = (model.table.name for model in database.models if not model.external)
    named = sorted({name.schema or "" for name in own})
    if not any(named):
        return None
    names = ", ".join(["None", *(string(name) for name in named if name)])
    return f"({names})"

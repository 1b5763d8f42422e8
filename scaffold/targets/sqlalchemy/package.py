"""The shared modules of a package of models: base, types, database and `__init__`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from scaffold.database.tables import Database
from scaffold.targets.protocol import Artifact
from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
from scaffold.targets.sqlalchemy.import_collector import (
    HELPERS,
    ImportCollector,
    ImportStatement,
    export_order,
    module_order,
)
from scaffold.targets.sqlalchemy.models import ModelViews
from scaffold.targets.sqlalchemy.names import ModelNames
from scaffold.targets.sqlalchemy.types import annotated_type
from scaffold.values import dataclass

# The types that the map of Base has, by the Python type of an annotation.
_ANNOTATED = {"bool": "boolean", "datetime": "datetime", "time": "time", "UUID": "uuid"}

# The helpers that are classes, in the order of the file.
_CLASSES = ("Declared", "BOOL", "Guid", "UtcDateTime", "Clock", "JSON_B", "Moment", "Sql")

Imports: TypeAlias = tuple[tuple[ImportStatement, ...], ...]


@dataclass(frozen=True, slots=True)
class InitView:
    """`__init__.py`."""

    imports: tuple[ImportStatement, ...]
    exports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaseView:
    """base.py; `types` has the columns' types by the types of annotations.

    `releases`: a row that is removed from a relationship must lose its foreign key there.
    """

    imports: Imports
    types: tuple[tuple[str, str], ...]
    autoincrement: bool
    now: bool
    table: bool
    releases: bool


@dataclass(frozen=True, slots=True)
class TypesPart:
    """A class of types.py, or `mysql` or `constants`; `spaced`: after one more blank line."""

    name: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class TypesView:
    """types.py: its helpers, their dialects, and which constants it has."""

    imports: Imports
    pieces: tuple[TypesPart, ...]
    sqlite: bool
    postgres: bool
    mysql: bool
    boolean: bool
    tinyint: bool
    big_key: bool
    double: bool
    json_b: bool


@dataclass(frozen=True, slots=True)
class DatabaseView:
    """database.py. `depth`: the number of folders between the schema's and that of the package."""

    imports: Imports
    depth: int
    sqlite: bool
    postgres: bool
    mysql: bool
    json: bool
    inet: bool


def package_artifacts(
    database: Database, settings: Mapping[str, str], schema: DeclaredSchema
) -> tuple[tuple[Artifact, ...], frozenset[str]]:
    """Return the files of the package of models, and the names that its types.py defines."""
    folder = settings["package"]
    views = ModelViews(database, schema)
    used: set[str] = set()
    artifacts: list[Artifact] = []
    for model in database.models:
        template, view, names = views.view(model)
        used |= names
        path = posixpath.join(folder, f"{views.names[model.name].module}.py")
        artifacts.append(Artifact(path, template, view, "model", model.name))
    dialects, named = database.dialects, frozenset(used)
    helpers = helpers_of(named, dialects)
    shared: dict[str, object] = {
        "__init__": init_view(views.names[model.name] for model in database.models),
        "base": base_view(named, dialects, views.releases),
        "database": database_view(named, dialects, depth_of(settings, "package")),
    }
    if helpers:
        shared["types"] = types_view(helpers, dialects)
    for module, seen in shared.items():
        template = f"sqlalchemy/{module.strip('_')}.jinja"
        path = posixpath.join(folder, f"{module}.py")
        artifacts.append(Artifact(path, template, seen, "model"))
    return tuple(artifacts), helpers


def init_view(models: Iterable[ModelNames]) -> InitView:
    """Return the view of `__init__.py`, which exports every model."""
    exported = [("base", "Base")]
    for names in models:
        exported.append((names.module, names.variable if names.table else names.class_name))
    imports = tuple(
        ImportStatement(f".{module}", name)
        for module, name in sorted(exported, key=lambda pair: module_order(pair[0]))
    )
    return InitView(imports, tuple(sorted((each[1] for each in exported), key=export_order)))


def base_view(used: frozenset[str], dialects: tuple[str, ...], releases: bool = False) -> BaseView:
    """Return the view of base.py for models that use these names."""
    imports = ImportCollector()
    types = []
    for python, name in _ANNOTATED.items():
        kind = annotated_type(name, frozenset(dialects)) if python in used else None
        if kind is not None:
            code = f"{imports(kind)}(timezone=True)" if kind == "DateTime" else imports(kind)
            types.append((imports(python), code))
    imports("DeclarativeBase", "sqlalchemy.orm")
    imports("MetaData", "sqlalchemy")
    if types:
        imports("Any")
        imports("ClassVar", "typing")
    if "now" in used:
        imports("UTC", "datetime")
        imports("datetime")
    if "table" in used:
        imports("Callable", "collections.abc")
        imports("Table")
    if releases:
        imports("Any")
        imports("event", "sqlalchemy")
        imports("Mapper", "sqlalchemy.orm")
        imports("RelationshipProperty", "sqlalchemy.orm")
    return BaseView(
        imports.statements(),
        tuple(types),
        autoincrement="AUTOINCREMENT" in used,
        now="now" in used,
        table="table" in used,
        releases=releases,
    )


def helpers_of(used: frozenset[str], dialects: tuple[str, ...]) -> frozenset[str]:
    """Return the helpers that the package needs for models that use these names."""
    mapped = {
        annotated_type(name, frozenset(dialects))
        for python, name in _ANNOTATED.items()
        if python in used
    }
    found = {name for name in {*used, *mapped} if name in HELPERS}
    if "sqlite" in dialects and found & {"BOOL", "TINY_INT", "Guid", "UtcDateTime", "Clock"}:
        found.add("Declared")
    return frozenset(found)


def types_view(helpers: frozenset[str], dialects: tuple[str, ...]) -> TypesView:
    """Return the view of types.py."""
    sqlite, mysql = "sqlite" in dialects, "mysql" in dialects
    imports = ImportCollector()
    needed: set[tuple[str, str]] = set()
    for helper in helpers:
        needed.update(_NEEDS[helper])
        for dialect, more in _DIALECT_NEEDS.get(helper, {}).items():
            if dialect in dialects:
                needed.update(more)
    for name, module in sorted(needed):
        imports(name, module)
    return TypesView(
        imports.statements(),
        tuple(_pieces(helpers, mysql)),
        sqlite,
        "postgres" in dialects,
        mysql,
        boolean="BOOL" in helpers,
        tinyint="TINY_INT" in helpers,
        big_key="BIG_KEY" in helpers,
        double="DOUBLE" in helpers,
        json_b="JSON_B" in helpers,
    )


def _pieces(helpers: frozenset[str], mysql: bool) -> Iterator[TypesPart]:
    if mysql and helpers & {"Guid", "UtcDateTime"}:
        yield TypesPart("mysql", False)
    classes = [name for name in _CLASSES if name in helpers]
    for name in classes:
        yield TypesPart(name, True)
    if helpers & {"BOOL", "TINY_INT", "BIG_KEY", "DOUBLE", "JSON_B"}:
        yield TypesPart("constants", bool(classes))


def depth_of(settings: Mapping[str, str], folder: str) -> int:
    """Return the number of folders between the schema's and that of the setting."""
    path = posixpath.normpath(posixpath.join(settings["directory"], settings[folder]))
    return len(path.split("/"))


def database_view(used: frozenset[str], dialects: tuple[str, ...], depth: int) -> DatabaseView:
    """Return the view of database.py."""
    json = bool(used & {"JSON", "JSONB", "JSON_B"})
    sqlite, postgres, mysql = (name in dialects for name in ("sqlite", "postgres", "mysql"))
    imports = ImportCollector()
    imports("Any")
    imports("Engine", "sqlalchemy")
    imports("URL", "sqlalchemy")
    if sqlite or mysql:
        imports("event", "sqlalchemy")
    if mysql:
        imports.whole("ssl")
    imports.whole("sqlalchemy")
    if json:
        imports.whole("json")
        imports("partial", "functools")
    if sqlite:
        imports("Connection", "sqlalchemy")
        imports.whole("re")
        imports("Path", "pathlib")
    inet = bool(used & {"INET", "CIDR"})
    return DatabaseView(imports.statements(), depth, sqlite, postgres, mysql, json, inet)


def _of(module: str, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, module) for name in names)


_ANY = _of("typing", "Any")
_DECORATOR = (
    *_ANY,
    *_of("sqlalchemy", "Dialect"),
    *_of("sqlalchemy.types", "TypeDecorator", "TypeEngine"),
)
_COMPILES = (
    *_ANY,
    *_of("sqlalchemy.ext.compiler", "compiles"),
)
_NEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    "Declared": (*_ANY, *_of("sqlalchemy.types", "UserDefinedType")),
    "BOOL": (*_DECORATOR, *_of("sqlalchemy", "Boolean")),
    "TINY_INT": _of("sqlalchemy", "SmallInteger"),
    "BIG_KEY": _of("sqlalchemy", "BigInteger", "Integer"),
    "DOUBLE": (
        *_of("sqlalchemy", "DOUBLE_PRECISION", "Double"),
        *_of("sqlalchemy.types", "TypeEngine"),
    ),
    "Guid": (*_DECORATOR, *_of("uuid", "UUID"), *_of("sqlalchemy", "Uuid")),
    "UtcDateTime": (
        *_DECORATOR,
        *_of("datetime", "UTC", "datetime"),
        *_of("sqlalchemy", "DateTime"),
    ),
    "Clock": (*_DECORATOR, *_of("datetime", "time"), *_of("sqlalchemy", "Time")),
    "JSON_B": (*_COMPILES, *_of("sqlalchemy", "JSON")),
    "Moment": (*_COMPILES, *_of("sqlalchemy", "TextClause")),
    "Sql": (*_COMPILES, *_of("sqlalchemy", "ColumnElement"), *_of("re", "sub")),
}
_DIALECT_NEEDS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "TINY_INT": {"mysql": _of("sqlalchemy.dialects.mysql", "TINYINT")},
    "Guid": {"mysql": _of("sqlalchemy.dialects.mysql", "CHAR")},
    "UtcDateTime": {"mysql": _of("sqlalchemy.dialects.mysql", "DATETIME")},
    "JSON_B": {"postgres": _of("sqlalchemy.dialects.postgresql", "JSONB")},
}

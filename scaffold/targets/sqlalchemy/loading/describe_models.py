"""Describe the models of a module as JSON: a program for the project's own Python.

It imports nothing of scaffold. A request on standard input has `paths` to import from, `module`,
`attribute` (None: found), and `dialect` for the statements that create the tables, None for none.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import sys
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

# Types of extensions that statements need before the tables.
_EXTENSIONS = {
    "CITEXT": "citext",
    "HSTORE": "hstore",
    "LTREE": "ltree",
    "VECTOR": "vector",
    "geometry": "postgis",
    "geography": "postgis",
}
_DRIVERS = {"postgres": "postgresql", "mysql": "mysql", "sqlite": "sqlite"}


def main() -> None:
    """Answer the request."""
    request = json.load(sys.stdin)
    sys.path[:0] = request["paths"]
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        try:
            answer = _answer(request)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            answer = {"error": _reason(error), "missing": _missing(error)}
    json.dump(answer, out)


def _reason(error: BaseException) -> str:
    words = str(error).strip().splitlines() or [""]
    frames = [
        each
        for each in traceback.extract_tb(error.__traceback__)
        if each.filename != __file__ and "importlib" not in each.filename
    ]
    where = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {words[0]}{where}"


def _missing(error: BaseException) -> str | None:
    return error.name if isinstance(error, ModuleNotFoundError) else None


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    import sqlalchemy
    from sqlalchemy.orm import configure_mappers

    module = importlib.import_module(request["module"])
    metadata, attribute = _metadata(module, request["attribute"])
    if metadata is None:
        return {"error": f"{request['module']} has no {attribute}", "missing": None}
    configure_mappers()
    mappers = sorted(_mappers(metadata), key=lambda each: each.class_.__qualname__)
    return {
        "version": sqlalchemy.__version__,
        "attribute": attribute,
        "models": [_model(each) for each in mappers],
        "tables": [
            _table(table)
            for table in metadata.tables.values()
            if not any(each.local_table is table for each in mappers)
        ],
        "statements": _statements(metadata, request["dialect"]) if request["dialect"] else [],
    }


def _metadata(module: Any, attribute: str | None) -> tuple[Any, str]:
    """Return the MetaData, and the name that has it; that with most tables if none is named."""
    from sqlalchemy import MetaData

    def of(value: Any) -> Any:
        found = value if isinstance(value, MetaData) else getattr(value, "metadata", None)
        return found if isinstance(found, MetaData) else None

    if attribute is not None:
        value = module
        for name in attribute.split("."):
            value = getattr(value, name, None)
        return of(value), f"declarative base or MetaData called {attribute}"
    found = [
        (name == "Base", len(of(value).tables), name)
        for name, value in vars(module).items()
        if of(value) is not None and not hasattr(value, "__tablename__")
    ]
    if not found:
        return None, "declarative base and no MetaData"
    name = max(found)[2]
    return of(getattr(module, name)), name


def _mappers(metadata: Any) -> Iterator[Any]:
    """Yield the first mapper of each table; subclasses in the same table are no models."""
    from sqlalchemy.orm import mapperlib

    tables = set(metadata.tables.values())
    for registry in mapperlib._all_registries():
        for mapper in registry.mappers:
            parent = mapper.inherits
            shares = parent is not None and parent.local_table is mapper.local_table
            if mapper.local_table in tables and not shares:
                yield mapper


def _model(mapper: Any) -> dict[str, Any]:
    table = mapper.local_table
    keys = {
        column.name: each.key
        for each in mapper.column_attrs
        for column in each.columns
        if getattr(column, "table", None) is table
    }
    try:
        file: str | None = inspect.getsourcefile(mapper.class_)
        line: int | None = inspect.getsourcelines(mapper.class_)[1]
    except (OSError, TypeError):
        file, line = None, None
    return {
        **_table(table, keys),
        "name": mapper.class_.__name__,
        "file": file,
        "line": line,
        "associations": [
            found
            for each in mapper.relationships
            if each.parent is mapper and not each.viewonly
            for found in _association(each, keys)
        ],
        "composites": [
            found
            for each in mapper.relationships
            if each.parent is mapper and not each.viewonly
            for found in _composite(each)
        ],
    }


def _table(table: Any, keys: Mapping[str, str] | None = None) -> dict[str, Any]:
    names = keys or {}
    return {
        "name": table.name,
        "table": table.name,
        "schema": table.schema,
        "attributes": [
            {
                "name": names.get(column.name, column.name),
                "field": column.name,
                "type": _type(column),
                "allowNull": bool(column.nullable),
                "primaryKey": bool(column.primary_key),
                "unique": bool(column.unique),
                "default": column.server_default is not None,
            }
            for column in table.columns
            if keys is None or column.name in keys
        ],
        "indexes": [
            {
                "name": index.name,
                "fields": [getattr(each, "name", None) for each in index.expressions],
                "unique": bool(index.unique),
            }
            for index in table.indexes
        ],
        "associations": [],
    }


def _type(column: Any) -> str | None:
    try:
        return str(column.type)
    except Exception:
        return None


def _association(relation: Any, keys: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    target = relation.mapper
    pairs = list(relation.local_remote_pairs)
    kind = relation.direction.name
    common = {"alias": relation.key, "target": target.class_.__name__, "through": None}
    if kind == "MANYTOMANY":
        own = [each.name for each in relation.secondary.c if each in _remote(pairs, relation, True)]
        other = [
            each.name for each in relation.secondary.c if each in _remote(pairs, relation, False)
        ]
        if len(own) == len(other) == 1:
            yield {
                **common,
                "kind": "belongsToMany",
                "through": relation.secondary.name,
                "foreignKey": own[0],
                "otherKey": other[0],
            }
        return
    if len(pairs) != 1:
        return
    local, remote = pairs[0]
    if kind == "MANYTOONE":
        if local.name in keys:
            yield {**common, "kind": "belongsTo", "foreignKey": keys[local.name]}
        return
    names = {
        column.name: each.key
        for each in target.column_attrs
        for column in each.columns
        if getattr(column, "table", None) is target.local_table
    }
    if remote.name in names:
        many = "hasMany" if relation.uselist else "hasOne"
        yield {**common, "kind": many, "foreignKey": names[remote.name]}


def _composite(relation: Any) -> Iterator[dict[str, Any]]:
    """Yield a relationship by several columns of one table."""
    pairs = list(relation.local_remote_pairs)
    kind = relation.direction.name
    if len(pairs) < 2 or kind == "MANYTOMANY":
        return
    belongs = kind == "MANYTOONE"
    other = "hasMany" if relation.uselist else "hasOne"
    yield {
        "alias": relation.key,
        "target": relation.mapper.class_.__name__,
        "kind": "belongsTo" if belongs else other,
        "columns": [(local if belongs else remote).name for local, remote in pairs],
    }


def _remote(pairs: Any, relation: Any, own: bool) -> set[Any]:
    """Return the columns of the secondary table that refer to the relationship's own model."""
    tables = relation.parent.tables if own else relation.mapper.tables
    found = relation.synchronize_pairs if own else relation.secondary_synchronize_pairs
    return {there for here, there in found if here.table in tables}


def _statements(metadata: Any, dialect: str) -> list[str]:
    from sqlalchemy import create_mock_engine

    made: list[str] = []

    def take(statement: Any, *_: Any, **__: Any) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)).strip())

    # Without a driver's parameters, for which `%` would be doubled.
    engine = create_mock_engine(f"{_DRIVERS[dialect]}://", take, paramstyle="named")
    metadata.create_all(engine, checkfirst=False)
    before: dict[str, None] = {}
    if dialect == "postgres":
        schemas = (table.schema for table in metadata.tables.values() if table.schema)
        before |= dict.fromkeys(f'CREATE SCHEMA IF NOT EXISTS "{each}"' for each in schemas)
        whole = "\n".join(made)
        for word, extension in _EXTENSIONS.items():
            if f" {word}" in whole:
                before[f"CREATE EXTENSION IF NOT EXISTS {extension}"] = None
    return [*before, *made]


if __name__ == "__main__":
    main()

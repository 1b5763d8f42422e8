"""The schema's type of a native column type: a keyword only if it makes exactly that type.

SQLite's words for a boolean and a datetime with digits are exceptions, which the import lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from scaffold.importing.database_facts import ColumnFacts
from scaffold.schema.data_types import TEXTS, DataType

_ARGUMENTS = re.compile(r"\(([^()]*)\)")
_POSTGRES = {
    "text": "text",
    "boolean": "boolean",
    "smallint": "smallint",
    "integer": "integer",
    "bigint": "bigint",
    "double precision": "double",
    "real": "real",
    "date": "date",
    "time without time zone": "time",
    "timestamp with time zone": "datetime",
    "uuid": "uuid",
    "json": "json",
    "jsonb": "jsonb",
    "bytea": "binary",
    "citext": "citext",
    "inet": "inet",
    "cidr": "cidr",
    "macaddr": "macaddr",
    "hstore": "hstore",
    "tsvector": "tsvector",
    "geometry": "geometry",
    "geography": "geography",
}
_POSTGRES_RANGES = {
    "int4range": "integer",
    "int8range": "bigint",
    "daterange": "date",
    "tstzrange": "datetime",
}
_MYSQL = {
    "text": "text",
    "smallint": "smallint",
    "tinyint": "tinyint",
    "int": "integer",
    "bigint": "bigint",
    "float": "float",
    "double": "double",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "json": "json",
    "blob": "binary",
}
_MYSQL_INTEGERS = frozenset({"tinyint", "smallint", "int", "bigint"})
SQLITE_BOOLEANS = ("BOOLEAN", "BOOL")
_SQLITE = {
    "TEXT": "text",
    "TINYINT(1)": "boolean",
    # Sequelize reads 0 and 1 as false and true only from an attribute of its own type.
    **dict.fromkeys(SQLITE_BOOLEANS, "boolean"),
    "TINYINT": "tinyint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "FLOAT": "float",
    "DOUBLE PRECISION": "double",
    "REAL": "real",
    "DATE": "date",
    "DATETIME": "datetime",
    "TIME": "time",
    "UUID": "uuid",
    "JSON": "json",
    "JSONB": "jsonb",
    "BLOB": "binary",
}


def column_type(column: ColumnFacts, dialect: str) -> DataType:
    """Return the type of a column in the terms of the schema; `type("…")` if there is none."""
    kind = _TYPES[dialect](column)
    if column.collation is not None and kind.name in TEXTS:
        return replace(kind, collation=column.collation)
    if column.collation is not None and kind.native is not None:
        name = column.collation if dialect != "postgres" else f'"{column.collation}"'
        return replace(kind, native=f"{kind.native} COLLATE {name}")
    return kind


def native_type(column: ColumnFacts) -> DataType:
    """Return a column's type as the database has it."""
    return DataType("type", native=column.type)


def _postgres(column: ColumnFacts) -> DataType:
    if column.values:
        kind = DataType("enum", values=column.values)
        if column.enum is not None and column.shares_enum:
            kind = replace(kind, type_name=column.enum.name, type_schema=column.enum.schema)
        return DataType("array", of=kind) if column.type.endswith("[]") else kind
    return _postgres_type(column.type)


@lru_cache(maxsize=1024)
def _postgres_type(native: str) -> DataType:
    if native.endswith("[]"):
        item = _postgres_type(native[:-2])
        is_bare = item.name == "decimal" and item.precision is None
        is_keyword = item.native is None and item.of is None and not (item.local or is_bare)
        return DataType("array", of=item) if is_keyword else DataType("type", native=native)
    numbers = _numbers(native)
    word = _ARGUMENTS.sub("", native)
    match word, len(numbers):
        case "character varying", 1:
            return DataType("string", length=numbers[0])
        case "character", 1:
            return DataType("char", length=numbers[0])
        case "numeric", 2:
            return DataType("decimal", precision=numbers[0], scale=numbers[1])
        case "timestamp without time zone", 0 | 1:
            return DataType("datetime", length=next(iter(numbers), None), local=True)
        case "timestamp with time zone", 1 if numbers == (6,):
            # As many digits as PostgreSQL keeps without a number.
            return DataType("datetime")
    if native == "numeric":
        return DataType("decimal")
    if word in _POSTGRES_RANGES and not numbers:
        return DataType("range", of=DataType(_POSTGRES_RANGES[word]))
    if word in _POSTGRES and "(" not in native:
        return DataType(_POSTGRES[word])
    return DataType("type", native=native)


def _mysql(column: ColumnFacts) -> DataType:
    if column.values:
        return DataType("enum", values=column.values)
    # `CHAR(36) BINARY` is the column's collation.
    if column.type.lower() == "char(36)" and (column.collation or "").endswith("_bin"):
        return DataType("uuid")
    return _mysql_type(column.type)


@lru_cache(maxsize=1024)
def _mysql_type(native: str) -> DataType:
    numbers = _numbers(native)
    word, *signs = _ARGUMENTS.sub("", native.lower()).split()
    if signs not in ([], ["unsigned"]):
        return DataType("type", native=native)
    unsigned = bool(signs)
    if word in _MYSQL_INTEGERS:
        if word == "tinyint" and numbers == (1,):
            # MariaDB keeps this display width, which drivers take for a boolean.
            return DataType("type", native=native) if unsigned else DataType("boolean")
        # The number is a display width.
        return DataType(_MYSQL[word], unsigned=unsigned)
    if unsigned:
        return DataType("type", native=native)
    match word, len(numbers):
        case "varchar", 1 if numbers[0] > 0:
            return DataType("string", length=numbers[0])
        case "char", 1 if numbers[0] > 0:
            return DataType("char", length=numbers[0])
        case "decimal", 2:
            return DataType("decimal", precision=numbers[0], scale=numbers[1])
        case "datetime", 1:
            return DataType("datetime", length=numbers[0])
    if word in _MYSQL and "(" not in native:
        return DataType(_MYSQL[word])
    return DataType("type", native=native)


def _sqlite(column: ColumnFacts) -> DataType:
    return _sqlite_type(column.type)


@lru_cache(maxsize=1024)
def _sqlite_type(native: str) -> DataType:
    spelled = " ".join(native.upper().split())
    if spelled in _SQLITE:
        return DataType(_SQLITE[spelled])
    numbers = _numbers(spelled)
    match _ARGUMENTS.sub("", spelled).strip(), len(numbers):
        case "VARCHAR", 1 if numbers[0] > 0:
            return DataType("string", length=numbers[0])
        case "CHAR", 1 if numbers[0] > 0:
            return DataType("char", length=numbers[0])
        case "DATETIME", 1:
            # Sequelize writes a Date as a number into a column of another type.
            return DataType("datetime")
        case "DECIMAL", 1 if 0 < numbers[0] <= 1000:
            return DataType("decimal", precision=numbers[0], scale=0)
        case "DECIMAL", 2 if 0 < numbers[1] <= numbers[0] <= 1000:
            return DataType("decimal", precision=numbers[0], scale=numbers[1])
    # A column without a type has the affinity of one of type BLOB.
    return DataType("type", native=native) if native else DataType("binary")


def _numbers(native: str) -> tuple[int, ...]:
    """Return the numbers in the parentheses of a type; none if there is anything else in them."""
    found = _ARGUMENTS.search(native)
    parts = [part.strip() for part in found[1].split(",")] if found else []
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()


_TYPES: Mapping[str, Callable[[ColumnFacts], DataType]] = {
    "postgres": _postgres,
    "mysql": _mysql,
    "sqlite": _sqlite,
}

"""Column types and defaults as SQLAlchemy code, chosen by measurement.

`names` returns the local names of a file's imports. A type of SQLAlchemy is used where the declared
dialects create the same column from it as Sequelize does, else a helper of the package's types.py.
"""

from __future__ import annotations

import re
from typing import Protocol

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import enum_type_name
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.targets.sqlalchemy.layout import Call
from scaffold.targets.sqlalchemy.literals import string
from scaffold.targets.sqlalchemy.revisions.op_defaults import default_expr as database_default
from scaffold.templating.contract.language_types import PYTHON_TYPES

Dialects = frozenset[str]

_STOCK = {
    "text": "Text",
    "smallint": "SmallInteger",
    "integer": "Integer",
    "bigint": "BigInteger",
    "float": "Float",
    "real": "REAL",
    "date": "Date",
    "binary": "LargeBinary",
    "citext": "CITEXT",
    "inet": "INET",
    "cidr": "CIDR",
    "macaddr": "MACADDR",
    "hstore": "HSTORE",
    "tsvector": "TSVECTOR",
}
# The types that follow from an annotation, by SQLAlchemy's default or by the map of Base.
_IMPLIED = frozenset({"boolean", "integer", "date", "datetime", "time", "uuid", "binary"})
_ZONED = re.compile(r"timestamp\((\d)\) with time zone")
_SERVERS = (frozenset({"postgres"}), frozenset({"mysql"}))


class TypeImports(Protocol):
    """The local names of a file's imports."""

    def __call__(self, name: str) -> str:
        """Import the name; return its local name."""


def is_implied(column: Column, dialects: Dialects) -> bool:
    """Return whether the column's annotation implies its type, in a package's models."""
    data_type = column.type
    if data_type.unsigned or data_type.local:
        return False
    if data_type.name == "datetime" and data_type.length and "mysql" in dialects:
        return False
    return data_type.name in _IMPLIED


def annotated_type(name: str, dialects: Dialects) -> str | None:
    """Return the type in the map of Base for `boolean`, `datetime`, `time` or `uuid`, if any."""
    match name:
        case "boolean" if "sqlite" in dialects:
            return "BOOL"
        case "datetime":
            return "DateTime" if dialects == {"postgres"} else "UtcDateTime"
        case "time" if "sqlite" in dialects:
            return "Clock"
        case "uuid" if dialects != {"postgres"}:
            return "Guid"
        case _:
            return None


def python_type(data_type: DataType, names: TypeImports, enum: str | None = None) -> str:
    """Return the type of the values; `enum` is the name of an alias for an enum's."""
    match data_type.name:
        case "enum":
            return enum or names("str")
        case "array":
            inner = python_type(innermost(data_type), names, enum)
            for _ in range(dimensions(data_type)):
                inner = f"{names('list')}[{inner}]"
            return inner
        case "range":
            return f"{names('Range')}[{python_type(_element(data_type), names)}]"
        case "hstore":
            return f"{names('dict')}[{names('str')}, {names('str')} | None]"
        case name:
            return names(PYTHON_TYPES[name])


def type_code(
    column: Column,
    table: TableName,
    names: TypeImports,
    dialects: Dialects,
    *,
    rowid: bool = False,
) -> str:
    """Return the type of a column; `rowid`: it is the alias of SQLite's rowid."""
    if rowid and "sqlite" in dialects:
        return _rowid(column.type, names, dialects - {"sqlite"})
    return _type(column.type, enum_type_name(table, column), names, dialects)


def _rowid(data_type: DataType, names: TypeImports, servers: Dialects) -> str:
    match data_type.name:
        case "integer":
            return names("Integer")
        case _ if not servers:
            return names("Integer")
        case "bigint":
            return names("BIG_KEY")
        case name:
            code = f'{names("SmallInteger")}().with_variant({names("Integer")}(), "sqlite")'
            if name == "tinyint" and "mysql" in servers:
                code += _for_mysql(f"{names('TINYINT')}()")
            return code


def _for_mysql(code: str) -> str:
    """Return the method call that gives a type its form on MySQL and MariaDB."""
    return f'.with_variant({code}, "mysql", "mariadb")'


def innermost(data_type: DataType) -> DataType:
    """Return the type of an array's elements, or the type itself."""
    while data_type.name == "array" and data_type.of is not None:
        data_type = data_type.of
    return data_type


def dimensions(data_type: DataType) -> int:
    """Return the number of nested arrays."""
    count = 0
    while data_type.name == "array" and data_type.of is not None:
        data_type, count = data_type.of, count + 1
    return count


def default_code(
    column: Column, table: TableName, names: TypeImports, dialects: tuple[str, ...]
) -> str | None:
    """Return the default that the database sets, None if it has none."""
    if column.default is None and not column.updates_now:
        return None
    default = database_default(column, dialects, enum_type_name(table, column))
    if isinstance(default, Call):
        word = default.callee.removeprefix("sa.")
        local = names("Moment" if word == "helpers.moment" else word)
        return f"{local}({', '.join([arg.flat() for arg in default.args])})"
    return default.flat() if default else None


def _type(data_type: DataType, enum: TableName, names: TypeImports, dialects: Dialects) -> str:
    name = data_type.name
    if data_type.unsigned:
        return _unsigned(name, names, dialects)
    collation = ""
    if data_type.collation is not None:
        collation = f", collation={string(data_type.collation)}"
    match name:
        case "string":
            return f"{names('String')}({data_type.length or STRING_LENGTH}{collation})"
        case "char":
            return f"{names('CHAR')}({data_type.length or STRING_LENGTH}{collation})"
        case "text" if collation:
            return f"{names('Text')}({collation.removeprefix(', ')})"
        case "decimal" if data_type.precision is None:
            return f"{names('DECIMAL')}()"
        case "decimal":
            return _decimal(data_type, names, dialects)
        case "type":
            return _native(data_type.native or "", names, dialects)
        case "geometry" | "geography":
            return f"{names('Declared')}({string(name.upper())})"
        case "enum":
            return _enum(data_type, enum, names, dialects)
        case "array":
            return _array_type(data_type, enum, names, dialects)
        case "range":
            return names(DIALECTS["postgres"].range_types[_element(data_type).name].upper())
        case "json":
            return f"{names('JSON')}(none_as_null=True)"
        case "jsonb" if "sqlite" in dialects:
            return names("JSON_B")
        case "jsonb":
            return f"{names('JSONB')}(none_as_null=True)"
        case "datetime":
            return _datetime(data_type, names, dialects)
        case _:
            return names(_plain(name, dialects))


def _native(native: str, names: TypeImports, dialects: Dialects) -> str:
    """Return PostgreSQL's types that SQLAlchemy has and the schema has not, else the words."""
    if dialects == {"postgres"}:
        item = native.removesuffix("[]")
        code = None
        if item == "character varying":
            code = names("String")
        elif found := _ZONED.fullmatch(item):
            code = f"{names('TIMESTAMP')}(timezone=True, precision={found[1]})"
        if code is not None:
            return code if item == native else f"{names('ARRAY')}({code})"
    return f"{names('Declared')}({string(native)})"


def _decimal(data_type: DataType, names: TypeImports, dialects: Dialects) -> str:
    """Return a decimal type; on SQLite Sequelize omits a scale of 0."""
    precision, callee = data_type.precision or 0, names("DECIMAL")
    plain = f"{callee}({precision}, {data_type.scale or 0})"
    if data_type.scale or "sqlite" not in dialects:
        return plain
    whole = f"{callee}({precision}, decimal_return_scale=0)"
    return whole if dialects == {"sqlite"} else f'{plain}.with_variant({whole}, "sqlite")'


def _plain(name: str, dialects: Dialects) -> str:
    match name:
        case "tinyint":
            alone = {"postgres": "SmallInteger", "mysql": "TINYINT"}
            return alone[next(iter(dialects))] if dialects in _SERVERS else "TINY_INT"
        case "double" if dialects == {"sqlite"}:
            return "DOUBLE_PRECISION"
        case "double":
            return "DOUBLE" if "sqlite" in dialects else "Double"
        case "boolean" | "time" | "uuid":
            stock = {"boolean": "Boolean", "time": "Time", "uuid": "Uuid"}
            return annotated_type(name, dialects) or stock[name]
        case _:
            return _STOCK[name]


def _datetime(data_type: DataType, names: TypeImports, dialects: Dialects) -> str:
    if data_type.local and data_type.length is not None:
        return f"{names('TIMESTAMP')}(precision={data_type.length})"
    if data_type.local:
        return f"{names('DateTime')}()"
    if dialects == {"postgres"}:
        return f"{names('DateTime')}(timezone=True)"
    if data_type.length and "mysql" in dialects:
        return f"{names('UtcDateTime')}({data_type.length})"
    return names("UtcDateTime")


def _enum(data_type: DataType, enum: TableName, names: TypeImports, dialects: Dialects) -> str:
    if dialects == {"sqlite"}:
        return names("Text")
    parts = [*map(string, data_type.values), f"name={string(enum.name)}"]
    if enum.schema:
        parts.append(f"schema={string(enum.schema)}")
    code = f"{names('Enum')}({', '.join(parts)})"
    if "sqlite" not in dialects:
        return code
    return f'{code}.with_variant({names("Text")}(), "sqlite")'


def _unsigned(name: str, names: TypeImports, dialects: Dialects) -> str:
    """Return MySQL's unsigned type; other dialects have the type itself."""
    own = f"{names(name.upper())}(unsigned=True)"
    if dialects == {"mysql"}:
        return own
    code = f"{names('SmallInteger' if name == 'tinyint' else _STOCK[name])}(){_for_mysql(own)}"
    if name == "tinyint" and "sqlite" in dialects:
        code += f'.with_variant({names("Declared")}("TINYINT"), "sqlite")'
    return code


def _array_type(
    data_type: DataType, enum: TableName, names: TypeImports, dialects: Dialects
) -> str:
    depth, element = dimensions(data_type), innermost(data_type)
    if element.name == "type":
        return f"{names('Declared')}({string((element.native or '') + '[]' * depth)})"
    inner = _type(element, enum, names, dialects)
    more = f", dimensions={depth}" if depth > 1 else ""
    return f"{names('ARRAY')}({inner}{more})"


def _element(data_type: DataType) -> DataType:
    if data_type.of is None:
        raise ValueError(f"{data_type.name} without the type of its elements")
    return data_type.of

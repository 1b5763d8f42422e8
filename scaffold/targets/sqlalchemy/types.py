"""Column types and defaults as SQLAlchemy has them, by the table of measured types.

`scope` says how the file at hand calls what it imports. A stock type does wherever the declared
dialects make of it the column that Sequelize makes; else a helper of the package's types.py.
"""

from __future__ import annotations

from typing import Protocol

from scaffold.database.sql_text import enum_name
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.targets.sqlalchemy.layout import (
    TRUE,
    Call,
    Chain,
    Expr,
    Raw,
    Str,
    Subscript,
    number,
)
from scaffold.targets.sqlalchemy.revisions.op_types import (
    default_expr as database_default,
)

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
_PYTHON = {
    **dict.fromkeys(
        ("string", "char", "text", "citext", "inet", "cidr", "macaddr", "tsvector"), "str"
    ),
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint"), "int"),
    **dict.fromkeys(("float", "double", "real"), "float"),
    **dict.fromkeys(("json", "jsonb", "geometry", "geography", "type"), "Any"),
    "boolean": "bool",
    "decimal": "Decimal",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "uuid": "UUID",
    "binary": "bytes",
}
_RANGES = {
    "integer": "INT4RANGE",
    "bigint": "INT8RANGE",
    "decimal": "NUMRANGE",
    "date": "DATERANGE",
    "datetime": "TSTZRANGE",
}
_UNSIGNED = {"tinyint": "TINYINT", "smallint": "SMALLINT", "integer": "INTEGER", "bigint": "BIGINT"}
# What SQLAlchemy, or the package's own map, makes of a Python type by itself.
_IMPLIED = frozenset({"boolean", "integer", "date", "datetime", "time", "uuid", "binary"})


class TypeImports(Protocol):
    """How a file calls what it imports."""

    def __call__(self, name: str) -> str:
        """The file's own name for it."""


def is_implied(column: Column, dialects: Dialects) -> bool:
    """Whether the column's annotation alone gives its type, in a package's models."""
    data_type = column.type
    if data_type.unsigned:
        return False
    if data_type.name == "datetime" and data_type.length and "mysql" in dialects:
        return False
    return data_type.name in _IMPLIED


def annotated_type(name: str, dialects: Dialects) -> str | None:
    """What the package's map says for `boolean`, `datetime`, `time` or `uuid`, if anything."""
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


def python_type(data_type: DataType, names: TypeImports, enum: str | None = None) -> Expr:
    """The type of the values; `enum` is the name of an alias for an enum's."""
    match data_type.name:
        case "enum":
            return Raw(enum or names("str"))
        case "array":
            inner = python_type(innermost(data_type), names, enum)
            for _ in range(dimensions(data_type)):
                inner = Subscript(names("list"), (inner,))
            return inner
        case "range":
            return Subscript(names("Range"), (python_type(_element(data_type), names),))
        case "hstore":
            return Raw(f"{names('dict')}[{names('str')}, {names('str')} | None]")
        case name:
            return Raw(names(_PYTHON[name]))


def type_expr(
    column: Column,
    table: TableName,
    names: TypeImports,
    dialects: Dialects,
    *,
    row_number: bool = False,
) -> Expr:
    """The type of a column; `row_number`: SQLite's own, as a lone key of whole numbers is there."""
    if row_number and "sqlite" in dialects:
        return _row_number(column.type, names, dialects - {"sqlite"})
    return _type(column.type, enum_name(table, column.name), names, dialects)


def _row_number(data_type: DataType, names: TypeImports, servers: Dialects) -> Expr:
    match data_type.name:
        case "integer":
            return Raw(names("Integer"))
        case _ if not servers:
            return Raw(names("Integer"))
        case "bigint":
            return Raw(names("BIG_KEY"))
        case name:
            variants: list[tuple[Expr, ...]] = [(Call(names("Integer")), Str("sqlite"))]
            if name == "tinyint" and "mysql" in servers:
                variants.append((Call(names("TINYINT")), Str("mysql"), Str("mariadb")))
            calls = tuple(Call("with_variant", each) for each in variants)
            return Chain(Call(names("SmallInteger")), calls)


def innermost(data_type: DataType) -> DataType:
    """The type of an array's elements, or the type itself."""
    while data_type.name == "array" and data_type.of is not None:
        data_type = data_type.of
    return data_type


def dimensions(data_type: DataType) -> int:
    """How many arrays are one in the other."""
    count = 0
    while data_type.name == "array" and data_type.of is not None:
        data_type, count = data_type.of, count + 1
    return count


def default_expr(
    column: Column, table: TableName, names: TypeImports, dialects: tuple[str, ...]
) -> Expr | None:
    """The default that the database fills in, None where it has none."""
    if column.default is None:
        return None
    default = database_default(column, dialects, enum_name(table, column.name))
    if isinstance(default, Call):
        word = default.callee.removeprefix("sa.")
        return Call(names("Moment" if word == "moment" else word), default.args)
    return default


def _type(data_type: DataType, enum: TableName, names: TypeImports, dialects: Dialects) -> Expr:
    name = data_type.name
    if data_type.unsigned:
        return _unsigned(name, names, dialects)
    match name:
        case "string":
            return Call(names("String"), (number(data_type.length or STRING_LENGTH),))
        case "char":
            return Call(names("CHAR"), (number(data_type.length or STRING_LENGTH),))
        case "decimal":
            return _decimal(data_type, names, dialects)
        case "type":
            return Call(names("Declared"), (Str(data_type.native or ""),))
        case "geometry" | "geography":
            return Call(names("Declared"), (Str(name.upper()),))
        case "enum":
            return _enum(data_type, enum, names, dialects)
        case "array":
            return _array_type(data_type, enum, names, dialects)
        case "range":
            return Raw(names(_RANGES[_element(data_type).name]))
        case "json":
            return Call(names("JSON"), (), (("none_as_null", TRUE),))
        case "jsonb" if "sqlite" in dialects:
            return Raw(names("JSON_B"))
        case "jsonb":
            return Call(names("JSONB"), (), (("none_as_null", TRUE),))
        case "datetime":
            return _datetime(data_type, names, dialects)
        case _:
            return Raw(names(_plain(name, dialects)))


def _decimal(data_type: DataType, names: TypeImports, dialects: Dialects) -> Expr:
    """On SQLite Sequelize leaves out a scale of 0."""
    precision, callee = number(data_type.precision or 0), names("DECIMAL")
    plain = Call(callee, (precision, number(data_type.scale or 0)))
    if data_type.scale or "sqlite" not in dialects:
        return plain
    whole = Call(callee, (precision,), (("decimal_return_scale", number(0)),))
    if dialects == {"sqlite"}:
        return whole
    return Chain(plain, (Call("with_variant", (whole, Str("sqlite"))),))


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


_SERVERS = (frozenset({"postgres"}), frozenset({"mysql"}))


def _datetime(data_type: DataType, names: TypeImports, dialects: Dialects) -> Expr:
    if dialects == {"postgres"}:
        return Call(names("DateTime"), (), (("timezone", TRUE),))
    if data_type.length and "mysql" in dialects:
        return Call(names("UtcDateTime"), (number(data_type.length),))
    return Raw(names("UtcDateTime"))


def _enum(data_type: DataType, enum: TableName, names: TypeImports, dialects: Dialects) -> Expr:
    if dialects == {"sqlite"}:
        return Raw(names("Text"))
    named: list[tuple[str, Expr]] = [("name", Str(enum.name))]
    if enum.schema:
        named.append(("schema", Str(enum.schema)))
    kind = Call(names("Enum"), tuple(map(Str, data_type.values)), tuple(named))
    if "sqlite" not in dialects:
        return kind
    return Chain(kind, (Call("with_variant", (Call(names("Text")), Str("sqlite"))),))


def _unsigned(name: str, names: TypeImports, dialects: Dialects) -> Expr:
    """MySQL's alone; the others have the plain type."""
    own = Call(names(_UNSIGNED[name]), (), (("unsigned", TRUE),))
    if dialects == {"mysql"}:
        return own
    base = Call(names("SmallInteger" if name == "tinyint" else _STOCK[name]))
    variants = [Call("with_variant", (own, Str("mysql"), Str("mariadb")))]
    if name == "tinyint" and "sqlite" in dialects:
        declared = Call(names("Declared"), (Str("TINYINT"),))
        variants.append(Call("with_variant", (declared, Str("sqlite"))))
    return Chain(base, tuple(variants))


def _array_type(
    data_type: DataType, enum: TableName, names: TypeImports, dialects: Dialects
) -> Expr:
    depth, element = dimensions(data_type), innermost(data_type)
    if element.name == "type":
        return Call(names("Declared"), (Str((element.native or "") + "[]" * depth),))
    inner = _type(element, enum, names, dialects)
    named = (("dimensions", number(depth)),) if depth > 1 else ()
    return Call(names("ARRAY"), (inner,), named)


def _element(data_type: DataType) -> DataType:
    if data_type.of is None:
        raise ValueError(f"{data_type.name} without the type of its elements")
    return data_type.of

"""Column types and defaults as expressions of Sequelize 6.

`TypeNames` says how a file names the library: a model has the parameters `sequelize` and
`DataTypes`, a migration only `Sequelize`.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache

from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import enum_of, generated_clause, quoted_name
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType, Default
from scaffold.schema.native_types import timestamp_digits
from scaffold.targets.sequelize import sql
from scaffold.targets.sequelize.code_nodes import (
    Bool,
    Call,
    Expr,
    Num,
    Raw,
    Str,
    json_value,
    number,
    one_line,
)
from scaffold.values import dataclass

_NAMES = {
    "text": "TEXT",
    "boolean": "BOOLEAN",
    "smallint": "SMALLINT",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "real": "REAL",
    "date": "DATEONLY",
    "time": "TIME",
    "uuid": "UUID",
    "json": "JSON",
    "jsonb": "JSONB",
    "binary": "BLOB",
    "citext": "CITEXT",
    "inet": "INET",
    "cidr": "CIDR",
    "macaddr": "MACADDR",
    "hstore": "HSTORE",
    "tsvector": "TSVECTOR",
    "geometry": "GEOMETRY",
    "geography": "GEOGRAPHY",
}
NO_TABLE = TableName("")
_WITHOUT_DEFAULT = DIALECTS["mysql"].without_default
# The digits of a second that a JavaScript Date keeps.
_DATE_DIGITS = 3


@dataclass(frozen=True, slots=True, eq=False)
class TypeNames:
    """How a file names Sequelize's types and functions, and its dialects."""

    types: str
    functions: str
    dialects: frozenset[str]
    in_model: bool

    @property
    def tinyint(self) -> str:
        """The type TINYINT, which PostgreSQL lacks: with other dialects the file chooses at run
        time.
        """
        if "postgres" not in self.dialects:
            return f"{self.types}.TINYINT"
        return "TINYINT" if len(self.dialects) > 1 else f"{self.types}.SMALLINT"


@cache
def in_model(dialects: tuple[str, ...]) -> TypeNames:
    """Return the names for a model's file."""
    return TypeNames("DataTypes", "sequelize", frozenset(dialects), True)


@cache
def in_migration(dialects: tuple[str, ...]) -> TypeNames:
    """Return the names for a migration's file."""
    return TypeNames("Sequelize", "Sequelize", frozenset(dialects), False)


def type_expr(data_type: DataType, names: TypeNames) -> Expr:
    """Return the type of a column: `DataTypes.STRING(100)`, or a string for a native type."""
    prefix = names.types
    match data_type.name:
        case "type":
            return Str(data_type.native or "")
        case _ if data_type.local or data_type.collation is not None:
            (dialect,) = names.dialects
            return Str(type_sql(NO_TABLE, Column("", data_type), dialect))
        case "string" if data_type.length in (None, STRING_LENGTH):
            return Raw(f"{prefix}.STRING")
        case "string" | "char":
            return _sized(f"{prefix}.{data_type.name.upper()}", data_type.length)
        case "datetime":
            return _sized(f"{prefix}.DATE", data_type.length)
        case "decimal" if data_type.precision is None:
            return Raw(f"{prefix}.DECIMAL")
        case "decimal":
            size = Num(str(data_type.precision)), Num(str(data_type.scale))
            return Call(f"{prefix}.DECIMAL", size)
        case "enum":
            return Call(f"{prefix}.ENUM", tuple(map(Str, data_type.values)))
        case "array":
            return _array(_element(data_type), names)
        case "range":
            return Call(f"{prefix}.RANGE", (_range_type(_element(data_type), names),))
        case "tinyint":
            return Raw(names.tinyint + (".UNSIGNED" if data_type.unsigned else ""))
        case name:
            return Raw(f"{prefix}.{_NAMES[name]}" + (".UNSIGNED" if data_type.unsigned else ""))


def default_expr(column: Column, names: TypeNames, enum: TableName) -> Expr | None:
    """Return the default as `defaultValue` accepts it; `enum` is the type of an enum's array."""
    default = column.default
    if column.updates_now and not names.in_model:
        return Call(f"{names.functions}.literal", (Str(_updated_now(column, names)),))
    if default is None:
        return None
    match default.kind:
        case "sql":
            return Call(f"{names.functions}.literal", (Str(default.value),))
        case "number":
            return number(default.value)
        case "boolean":
            return Bool(default.value == "true")
        case "now":
            return Call(f"{names.functions}.literal", (Str(_now(column.type, names)),))
        case "uuid" if names.dialects == {"postgres"}:
            return Call(f"{names.functions}.literal", (Str("gen_random_uuid()"),))
        case "uuid":
            return Raw(f"{names.types}.UUIDV4")
        case "json":
            return _json_default(column.type, default.value, names, enum)
        case _:
            return _text_default(column.type, default.value, names)


@lru_cache(maxsize=4096)
def type_code(data_type: DataType, names: TypeNames) -> str:
    """Return the code of a column's type on one line."""
    return one_line(type_expr(data_type, names))


def column_type_expr(table: TableName, column: Column, names: TypeNames) -> Expr:
    """Return the type of a column: that of a generated one has the expression too."""
    if column.generated is None and is_without_default(column, names):
        (dialect,) = names.dialects
        # Sequelize leaves out the default of these types, by their names in capitals.
        return Str(type_sql(table, column, dialect).lower())
    if column.generated is None:
        return type_expr(column.type, names)
    (dialect,) = names.dialects
    words = f"{type_sql(table, column, dialect)} {generated_clause(column, dialect)}"
    if names.in_model and not column.nullable:
        # Sequelize would ask for a value.
        words += " NOT NULL"
    return Str(words)


def is_without_default(column: Column, names: TypeNames) -> bool:
    """Return whether Sequelize leaves out the default (attributeToSQL of its MySQL dialect)."""
    if names.in_model or "mysql" not in names.dialects or column.default is None:
        return False
    return column.default.kind == "sql" and column.type.name in _WITHOUT_DEFAULT


def default_code(column: Column, names: TypeNames, enum: TableName) -> str | None:
    """Return the code of a column's default on one line."""
    default = default_expr(column, names, enum)
    return None if default is None else one_line(default)


def needs_tinyint(columns: tuple[Column, ...], names: TypeNames) -> bool:
    """Return whether the file has to choose the type TINYINT."""
    if names.tinyint != "TINYINT":
        return False
    return any("tinyint" in (c.type.name, c.type.of and c.type.of.name) for c in columns)


def uses_library(column: Column, names: TypeNames) -> bool:
    """Return whether the column's code uses the file's `DataTypes` or `Sequelize`."""
    if not names.in_model and (
        column.updates_now or (column.default and column.default.kind in ("now", "uuid", "sql"))
    ):
        return True
    if column.default and column.default.kind == "uuid" and names.dialects != {"postgres"}:
        return True
    if column.generated is not None or column.type.local or column.type.collation is not None:
        return False
    innermost = column.type
    while innermost.of is not None:
        innermost = innermost.of
    return innermost.name != "type"


def _sized(callee: str, size: int | None) -> Expr:
    return Raw(callee) if size is None else Call(callee, (Num(str(size)),))


def _element(data_type: DataType) -> DataType:
    if data_type.of is None:
        raise ValueError(f"{data_type.name} without the type of its elements")
    return data_type.of


def _array(element: DataType, names: TypeNames) -> Expr:
    # ARRAY('text') fails: it calls the element's toSql, which a string does not have.
    if element.name == "type":
        return Str(f"{element.native}[]")
    return Call(f"{names.types}.ARRAY", (type_expr(element, names),))


def _range_type(element: DataType, names: TypeNames) -> Expr:
    # The range's type depends only on the element's name: numrange has no precision.
    names_of = {"decimal": "DECIMAL", "datetime": "DATE"}
    if element.name in names_of:
        return Raw(f"{names.types}.{names_of[element.name]}")
    return type_expr(element, names)


def _now(data_type: DataType, names: TypeNames) -> str:
    """Return SQL for the current time that each declared dialect accepts as a default.

    MySQL requires the column's own precision unless it is an expression in parentheses
    (dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html); SQLite has no precision.
    """
    if data_type.name == "date":
        return "(CURRENT_DATE)"
    if not data_type.length or "mysql" not in names.dialects:
        return "CURRENT_TIMESTAMP"
    if "sqlite" in names.dialects:
        return "(CURRENT_TIMESTAMP)"
    return f"CURRENT_TIMESTAMP({data_type.length})"


def _updated_now(column: Column, names: TypeNames) -> str:
    """Return what follows DEFAULT of a column that MySQL sets when a row is updated."""
    fraction = timestamp_digits(column.type)
    digits = f"({fraction})" if fraction else ""
    match column.default:
        case None:
            default = "NULL"
        case Default("now"):
            default = _now(column.type, names)
        case Default("sql", text):
            default = text
        case Default(_, text):
            default = sql.string(text)
    return f"{default} ON UPDATE CURRENT_TIMESTAMP{digits}"


def _text_default(data_type: DataType, text: str, names: TypeNames) -> Expr:
    if data_type.name != "datetime":
        return Str(text)
    # Sequelize would read a string as a time in the zone of the migrating process, and
    # omits the fraction of a Date in a default on MySQL.
    digits = len(text.partition(".")[2])
    if digits > _DATE_DIGITS or (digits and data_type.length and "mysql" in names.dialects):
        return Call(f"{names.functions}.literal", (Str(sql.string(text)),))
    return Call("new Date", (Str(text.replace(" ", "T") + "Z"),))


def _json_default(data_type: DataType, text: str, names: TypeNames, enum: TableName) -> Expr:
    if enum_of(data_type) and not names.in_model:
        # Without a model Sequelize does not know the type of the elements.
        items = ",".join(map(sql.string, json.loads(text)))
        array = f"ARRAY[{items}]::{quoted_name(enum, 'postgres')}[]"
        return Call(f"{names.functions}.literal", (Str(array),))
    value = json_value(text)
    if value is None:
        literal = _array_literal(text) if data_type.name == "array" else text
        return Call(f"{names.functions}.literal", (Str(sql.string(literal)),))
    return value


def _array_literal(text: str) -> str:
    """Return a JSON array of strings or numbers as PostgreSQL's array literal: `{"a","b"}`."""
    items = json.loads(text, parse_int=str, parse_float=str)
    escaped = (str(item).replace("\\", "\\\\").replace('"', '\\"') for item in items)
    return "{" + ",".join(f'"{item}"' for item in escaped) + "}"

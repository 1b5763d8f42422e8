"""Defaults and generated expressions of columns in a revision."""

from __future__ import annotations

import json
from decimal import Decimal

from scaffold.database.sql_text import enum_of, expression, quoted_text
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import INTEGERS, DataType, Default
from scaffold.schema.native_types import timestamp_digits
from scaffold.targets.sqlalchemy.layout import Call, Expr, Raw, Str
from scaffold.targets.sqlalchemy.revisions.op_types import enum_words, postgres_words

_QUOTED_NUMBERS = frozenset({"float", "double", "real"})


def default_expr(column: Column, dialects: tuple[str, ...], enum: TableName) -> Expr | None:
    """The database's default; the application fills in a uuid where PostgreSQL is not alone."""
    default = column.default
    if default is None:
        return sql(_updated_now(column, dialects)) if column.updates_now else None
    match default.kind:
        case _ if column.updates_now:
            return sql(_updated_now(column, dialects))
        case "sql":
            return sql(default.value)
        case "number":
            return _number(column.type, default.value)
        case "boolean":
            return Call("sa.true" if default.value == "true" else "sa.false")
        case "now":
            return sql(_now(column.type, dialects))
        case "uuid":
            return sql("gen_random_uuid()") if dialects == ("postgres",) else None
        case "json" if column.type.name == "array":
            return sql(array_default(column.type, default.value, enum))
        case "text" if column.type.name == "datetime":
            return _moment(column.type, default.value, dialects)
        case _:
            return Str(default.value)


def computed_code(column: Column, dialects: tuple[str, ...]) -> Call:
    """The expression of a generated column, which SQLite computes when it reads."""
    (dialect,) = dialects
    text = expression(column.generated or "", dialect)
    return Call("sa.Computed", (Str(text),), (("persisted", Raw(str(dialect != "sqlite"))),))


def sql(text: str) -> Expr:
    """SQL as it is. A colon before a word would be a parameter to `text`."""
    return Call("sa.literal_column" if ":" in text else "sa.text", (Str(text),))


def _number(data_type: DataType, text: str) -> Expr:
    """A number as Sequelize writes it: quoted where JavaScript would change it."""
    value = float(text)
    is_held = not value or (1e-6 <= abs(value) < 1e21 and Decimal(repr(value)) == Decimal(text))
    if not is_held:
        return Str(text)
    digits = format(Decimal(repr(value)), "f") if value else "0"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Str(digits) if data_type.name in _QUOTED_NUMBERS else sql(digits)


def _now(data_type: DataType, dialects: tuple[str, ...]) -> str:
    """MySQL wants the column's own precision, or an expression in parentheses
    (dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html); SQLite knows no precision."""
    if data_type.name == "date":
        return "(CURRENT_DATE)"
    if not data_type.length or "mysql" not in dialects:
        return "CURRENT_TIMESTAMP"
    if "sqlite" in dialects:
        return "(CURRENT_TIMESTAMP)"
    return f"CURRENT_TIMESTAMP({data_type.length})"


def _updated_now(column: Column, dialects: tuple[str, ...]) -> str:
    """What follows DEFAULT of a column that MySQL sets when a row is updated."""
    fraction = timestamp_digits(column.type)
    digits = f"({fraction})" if fraction else ""
    match column.default:
        case None:
            default = "NULL"
        case Default("now"):
            default = _now(column.type, dialects)
        case Default("sql", text):
            default = text
        case Default(_, text) if column.type.native is not None:
            default = quoted_text(text, "mysql")
        case Default(_, text):
            default = quoted_text(timestamp_text(column.type, text, "mysql"), "mysql")
    return f"{default} ON UPDATE CURRENT_TIMESTAMP{digits}"


def timestamp_text(data_type: DataType, text: str, dialect: str) -> str:
    """A timestamp in UTC as a column of one database stores it."""
    expr = _moment(data_type, text, (dialect,))
    assert isinstance(expr, Str)
    return expr.value


def _moment(data_type: DataType, text: str, dialects: tuple[str, ...]) -> Expr:
    """A moment in UTC. MySQL's has no zone; the text of the others is that of Sequelize."""
    whole, _, digits = text.partition(".")
    if data_type.local:
        return Str(text)
    if len(digits) > 3 or (digits and data_type.length and "mysql" in dialects):
        return Str(text)
    if dialects == ("mysql",):
        return Str(whole)
    zoned = f"{whole}.{digits.ljust(3, '0')} +00:00"
    if "mysql" not in dialects:
        return Str(zoned)
    return Call("helpers.moment", (Str(zoned),))


def array_default(data_type: DataType, text: str, enum: TableName) -> str:
    """An array, given as JSON, as PostgreSQL writes it."""
    element = data_type.of
    assert element is not None
    items = json.loads(text, parse_int=str, parse_float=str)
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        return _quoted(text)
    held = enum_of(data_type)
    is_number = element.name in INTEGERS or element.name in (
        "decimal",
        "float",
        "double",
        "real",
    )
    written = items if is_number else [_quoted(item) for item in items]
    words = postgres_words(element, enum) if held is None else enum_words(enum)
    return f"ARRAY[{','.join(written)}]::{words}[]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""What existing rows must meet, as calls of functions that stop the migration."""

from __future__ import annotations

from scaffold.changes.condition import Condition
from scaffold.changes.condition_texts import without_target
from scaffold.changes.returning_columns import RowLimit
from scaffold.database.stored_values import TEXTS, family
from scaffold.database.tables import TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType, integer_range
from scaffold.targets.sequelize.alterations.actions import Call
from scaffold.targets.sequelize.code_nodes import Array, Bool, Expr, Num, Object, Raw, Str, one_line
from scaffold.targets.sequelize.sql import expression_code, table_expr

_KINDS = {"decimal": "number", "float": "number"}
_CHECKED = ("boolean", "date", "datetime", "integer", "json", "number", "time", "uuid")


def refusal(condition: Condition, stored: DataType, dialects: tuple[str, ...]) -> Call | None:
    """Return the call that stops where rows do not meet the condition.

    `stored` is the type that the first column has. None where the databases themselves refuse
    such rows, and nothing is done before.
    """
    table, columns = condition.table, condition.columns
    first = Str(condition.first_column)
    match condition.kind:
        case "not null":
            return _call("refuseNulls", table, first)
        case "unique":
            where = (
                ()
                if condition.expression is None
                else (Raw(expression_code(condition.expression, dialects)),)
            )
            found = _call("refuseDuplicates", table, Array(tuple(map(Str, columns))))
            tail = tuple(_code(each) for each in where)
            return Call(found.function, (*found.arguments_code, *tail))
        case "foreign key":
            key = condition.foreign_key
            if key is None:
                text = Raw(expression_code(f"{{{columns[0]}}} IS NOT NULL", dialects))
                return _call("refuseRows", table, text)
            target = [("table", table_expr(key.table)), ("field", Str(key.key))]
            target += [("asText", Bool(True))] if condition.as_text else []
            return _call("refuseOrphans", table, first, Object(tuple(target)))
        case "composite key" | "repeated":
            text = Raw(expression_code(condition.expression or "", dialects))
            return _call("refuseRows", table, text)
        case "fill":
            return _call(
                "refuseRows", table, Raw(expression_code(without_target(condition), dialects))
            )
        case "check":
            text = Raw(expression_code(f"NOT ({condition.expression})", dialects))
            return _call("refuseRows", table, text)
    assert condition.column
    data_type = condition.column.type
    match condition.kind:
        case "length" if stored.name == "binary" and "postgres" in dialects:
            return None
        case "length":
            return _call(
                "refuseLongTexts", table, first, Num(str(data_type.length or STRING_LENGTH))
            )
        case "range":
            return _call("refuseNumbersOutside", table, first, _range(data_type))
        case "values":
            if data_type.name != "enum":
                return None
            allowed = Array(tuple(map(Str, condition.allowed)))
            return _call("refuseOtherValues", table, first, allowed)
    kind = _KINDS.get(family(data_type), family(data_type))
    if kind not in _CHECKED or stored.name not in (*TEXTS, "enum"):
        return None
    return _call("refuseTextsOtherThan", table, first, Str(kind))


def limited(limit: RowLimit) -> Call:
    """Return the call that stops where a table has more rows than can get a column again."""
    return _call("refuseMoreRows", limit.table, Str(limit.column), Num(str(limit.rows)))


def _range(data_type: DataType) -> Expr:
    if data_type.name == "decimal":
        whole = (data_type.precision or 0) - (data_type.scale or 0)
        last = f"{'9' * whole or '0'}.{'9' * (data_type.scale or 0) or '0'}"
        return Array((Str(f"-{last}"), Str(last)))
    low, high = integer_range(data_type)
    # Beyond 2 ** 53 a number of JavaScript is another one.
    make = Num if high < 2**53 else Str
    return Array((make(str(low)), make(str(high))))


def _call(function: str, table: TableName, *arguments: Expr) -> Call:
    given = (table_expr(table), *arguments, Raw("transaction"))
    return Call(function, tuple(map(_code, given)))


def _code(expr: Expr) -> str:
    return one_line(expr)

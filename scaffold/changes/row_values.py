"""What existing rows hold in a column once it is added or filled, as SQL on the tables before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from scaffold.database.sql_text import expression_parts, quoted_text
from scaffold.database.tables import TableName
from scaffold.schema.data_types import Default
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class RowValue:
    """What rows hold in a column.

    kind: `column` if all hold what they held before, `filled` if those without a value get one,
    `constant` if all hold the same, `distinct` if each holds another value, or NULL. sql: the
    value, with old names in braces; None of what the database computes. column: its old name, if
    it is not new.
    """

    kind: Literal["column", "filled", "constant", "distinct"]
    sql: str | None
    column: str | None = None


def row_value(old_name: str | None, fill: Default | None) -> RowValue | None:
    """Return what rows hold in a column: None if that is unknown.

    `old_name` is what the column was called; None of a new one. `fill` is what rows without a
    value get.
    """
    if old_name is not None:
        column = f"{{{old_name}}}"
        if fill is None:
            return RowValue("column", column, old_name)
        filled = constant_sql(fill)
        return RowValue("filled", f"COALESCE({column}, {filled})", old_name) if filled else None
    if fill is None or fill.kind == "uuid":
        return RowValue("distinct", None)
    return None if fill.kind == "sql" else RowValue("constant", constant_sql(fill))


def constant_sql(value: Default) -> str | None:
    """Return a constant as SQL with doubled braces; None if the databases write it differently."""
    match value.kind:
        case "number" | "boolean":
            return value.value
        case "text" if "\\" not in value.value:
            return quoted_text(value.value, "sqlite").replace("{", "{{").replace("}", "}}")
    return None


def in_old_names(expression: str, values: Mapping[str, RowValue | None]) -> str | None:
    """Return an expression with the value of each column; None if one is not known in SQL."""
    found: list[str] = []
    for is_name, part in expression_parts(expression):
        if not is_name:
            found.append(part)
        elif (value := values.get(part)) is None or value.sql is None:
            return None
        else:
            found.append(value.sql)
    return "".join(found)


def repeated(table: TableName, values: Sequence[str], where: str | None) -> str:
    """Return the test of rows that share all of `values`, or of all rows if there are none.

    `where` limits the rows that must differ, as in a partial index.
    """
    name = f"{{{table.schema}}}.{{{table.name}}}" if table.schema else f"{{{table.name}}}"
    limits = [f"({where})"] if where else []
    if not values:
        rows = f" WHERE {limits[0]}" if limits else ""
        return " AND ".join([*limits, f"(SELECT count(*) FROM {name}{rows}) > 1"])
    # A NULL differs from every other.
    tests = " AND ".join([*limits, *(f"{value} IS NOT NULL" for value in values)])
    listed = ", ".join(values)
    several = f"SELECT {listed} FROM {name} WHERE {tests} GROUP BY {listed} HAVING count(*) > 1"
    return " AND ".join([*limits, f"({listed}) IN ({several})"])

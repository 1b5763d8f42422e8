"""SQL that Sequelize is given as it is, and expressions for names of tables."""

from __future__ import annotations

from functools import lru_cache

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import expression, expression_parts
from scaffold.database.tables import TableName
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.code_nodes import Expr, Object, Str, one_line


def quoted(name: str, dialect: str) -> str:
    """An identifier."""
    return DIALECTS[dialect].quoted(name)


def string(text: str) -> str:
    """A string of standard SQL."""
    return "'" + text.replace("'", "''") + "'"


def expression_code(text: str, dialects: tuple[str, ...]) -> str:
    """SQL whose columns are quoted as all dialects want, by the file itself where they differ."""
    written = {expression(text, dialect) for dialect in dialects}
    if len(written) == 1:
        return literals.string(written.pop())
    parts = (
        f"${{queryInterface.quoteIdentifier({literals.string(part)})}}"
        if is_name
        else literals.template(part)
        for is_name, part in expression_parts(text)
    )
    return f"`{''.join(parts)}`"


@lru_cache(maxsize=4096)
def table_code(name: TableName, beside: TableName | None = None) -> str:
    """The code of `table_expr` on one line."""
    return one_line(table_expr(name, beside))


def table_expr(name: TableName, beside: TableName | None = None) -> Expr:
    """A table as Sequelize takes it; `beside` is the table that refers to it.

    A name alone would be looked for in the schema of the table that refers to it
    (attributeToSQL in sequelize/lib/dialects/postgres/query-generator.js).
    """
    schema = name.schema or ("public" if beside and beside.schema else None)
    if schema is None:
        return Str(name.name)
    return Object((("tableName", Str(name.name)), ("schema", Str(schema))))

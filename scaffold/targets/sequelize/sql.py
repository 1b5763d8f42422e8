"""SQL that Sequelize is given as it is, and expressions for names of tables."""

from __future__ import annotations

import re

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import TableName
from scaffold.targets.sequelize import literals
from scaffold.targets.sequelize.layout import Expr, Object, Str, Template

# What resolving leaves: `{column}`, with `{{` and `}}` for braces of the expression itself.
_COLUMN = re.compile(r"\{([^{}]+)\}|\{\{|\}\}")


def quoted(name: str, dialect: str) -> str:
    """An identifier."""
    return DIALECTS[dialect].quoted(name)


def quoted_table(name: TableName, dialect: str) -> str:
    """A table's identifier, with its schema where it has one."""
    table = quoted(name.name, dialect)
    return f"{quoted(name.schema, dialect)}.{table}" if name.schema else table


def string(text: str) -> str:
    """A string of standard SQL."""
    return "'" + text.replace("'", "''") + "'"


def expression(text: str, dialect: str) -> str:
    """SQL with each `{column}` quoted."""
    return _COLUMN.sub(lambda found: quoted(found[1], dialect) if found[1] else found[0][0], text)


def expression_code(text: str, dialects: tuple[str, ...]) -> Expr:
    """SQL whose columns are quoted as all dialects want, by the file itself where they differ."""
    written = {expression(text, dialect) for dialect in dialects}
    if len(written) == 1:
        return Str(written.pop())
    code, end = "", 0
    for found in _COLUMN.finditer(text):
        code += literals.template(text[end : found.start()])
        end = found.end()
        if found[1]:
            code += f"${{queryInterface.quoteIdentifier({literals.string(found[1])})}}"
        else:
            code += found[0][0]
    return Template(code + literals.template(text[end:]))


def table_expr(name: TableName, beside: TableName | None = None) -> Expr:
    """A table as Sequelize takes it; `beside` is the table that refers to it.

    A name alone would be looked for in the schema of the table that refers to it
    (attributeToSQL in sequelize/lib/dialects/postgres/query-generator.js).
    """
    schema = name.schema or ("public" if beside and beside.schema else None)
    if schema is None:
        return Str(name.name)
    return Object((("tableName", Str(name.name)), ("schema", Str(schema))))

"""SQL that a revision holds as it is, and the calls of `op` that are laid out alike."""

from __future__ import annotations

import re

from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import (
    drop_schema_block,
    expression,
    expression_parts,
    own_schema,
)
from scaffold.database.tables import TableName
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.layout import Call, Expr, Str, print_expr

INDENT = 4
Named = tuple[tuple[str, Expr], ...]

_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")


def expression_code(text: str) -> str:
    """SQL as an f-string in which the helper `quote` quotes each `{column}`."""
    # An f-string takes no quote of its own and no backslash in its braces before 3.12.
    parts = (
        f"{{helpers.quote('{part}')}}" if is_name else _in_quotes(part)
        for is_name, part in expression_parts(text)
    )
    return f'f"{"".join(parts)}"'


def sql_code(text: str) -> str:
    """The code of a statement's text; a colon before a word would be a parameter."""
    return literals.string(statement_text(text))


def statement_text(text: str) -> str:
    """A statement for `op.execute`; there a colon before a word would be a parameter."""
    return _PARAMETER.sub(r"\\:", text)


def portable_code(text: str, dialects: tuple[str, ...]) -> str:
    """The code of SQL in which each `{name}` is quoted as the dialects want."""
    written = {expression(text, name) for name in dialects}
    return expression_code(text) if len(written) > 1 else literals.string(written.pop())


def call(callee: str, *arguments: Expr | tuple[str, Expr], guarded: bool = False) -> str:
    """A statement, laid out; `guarded` where it stands under a test of the dialect."""
    args = tuple(each for each in arguments if not isinstance(each, tuple))
    named = tuple(each for each in arguments if isinstance(each, tuple))
    return print_expr(Call(callee, args, named), indent=INDENT + 4 * guarded)


def execute(text: str, *, guarded: bool = False) -> str:
    """`op.execute(…)`; there a colon before a word would be a parameter."""
    return call("op.execute", Str(_PARAMETER.sub(r"\\:", text)), guarded=guarded)


def create_schema(table: TableName) -> str | None:
    """Makes the table's own schema, where it has one."""
    schema = own_schema(table)
    if schema is None:
        return None
    return execute(f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(schema)}")


def drop_schema(table: TableName) -> str | None:
    """Drops the schema with its last table, and leaves one that holds anything."""
    schema = own_schema(table)
    return execute(f"DO $${drop_schema_block(schema)}$$") if schema else None


def drop_constraint(name: str, table: TableName, kind: str) -> str:
    """`op.drop_constraint(…)`; MySQL must know the kind."""
    named: Named = (*schema_of(table), ("type_", Str(kind)))
    return call("op.drop_constraint", Str(name), Str(table.name), *named)


def schema_of(table: TableName) -> Named:
    """`schema=`, where the table has one."""
    return (("schema", Str(table.schema)),) if table.schema else ()


def of_table(table: TableName) -> Named:
    """`table_name=`, and its schema."""
    return (("table_name", Str(table.name)), *schema_of(table))


def _in_quotes(text: str) -> str:
    """The text as it stands inside an f-string."""
    text = text.replace("{", "{{").replace("}", "}}")
    return '\\"'.join(literals.string(part)[1:-1] for part in text.split('"'))

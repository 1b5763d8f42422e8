"""SQL that a revision holds as it is, and the calls of `op` that are laid out alike."""

from __future__ import annotations

import re

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import TableName
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.layout import Call, Expr, Str, print_expr

INDENT = 4
Named = tuple[tuple[str, Expr], ...]

# What resolving leaves: `{column}`, with `{{` and `}}` for braces of the expression itself.
_COLUMN = re.compile(r"\{([^{}]+)\}|\{\{|\}\}")
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")


def expression(text: str, dialect: str) -> str:
    """SQL with each `{column}` quoted."""
    quoted = DIALECTS[dialect].quoted
    return _COLUMN.sub(lambda found: quoted(found[1]) if found[1] else found[0][0], text)


def expression_code(text: str) -> str:
    """SQL as an f-string in which the file's own `quote` quotes each `{column}`."""
    code, end = "", 0
    for found in _COLUMN.finditer(text):
        code += _in_quotes(text[end : found.start()])
        # An f-string takes no quote of its own and no backslash in its braces before 3.12.
        name = f"'{found[1]}'" if found[1] else ""
        code += f"{{quote({name})}}" if name else found[0]
        end = found.end()
    return f'f"{code}{_in_quotes(text[end:])}"'


def postgres_name(name: TableName) -> str:
    """A name of PostgreSQL's, with its schema where it has one."""
    quoted = DIALECTS["postgres"].quoted
    return f"{quoted(name.schema)}.{quoted(name.name)}" if name.schema else quoted(name.name)


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
    if table.schema in (None, "public"):
        return None
    return execute(f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(table.schema)}")


def drop_schema(table: TableName) -> str | None:
    """Drops the schema with its last table, and leaves one that holds anything."""
    if table.schema in (None, "public"):
        return None
    drop = f"DROP SCHEMA {DIALECTS['postgres'].quoted(table.schema)}"
    empty = "EXCEPTION WHEN dependent_objects_still_exist THEN NULL"
    return execute(f"DO $$BEGIN {drop}; {empty}; END$$")


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
    return '\\"'.join(literals.string(part)[1:-1] for part in text.split('"'))

"""Changes of tables on PostgreSQL, for revisions.

Revisions of every age call these functions: this file is never changed.
"""

import re

from alembic import op


def quote(name: str) -> str:
    return op.get_context().dialect.identifier_preparer.quote_identifier(name)


def stop_at_rows(reason: str, query: str) -> None:
    """Stop the revision before it changes anything if rows do not allow a change of it.

    Names in braces are quoted.
    """
    if op.get_context().as_sql:
        return
    sql = quoted(query)
    counted = op.get_bind().exec_driver_sql(
        f"SELECT count(*) FROM ({sql}) AS found",
        execution_options={"no_parameters": True},
    )
    if count := counted.scalar_one():
        words = " ".join(sql.split())
        raise ValueError(f"{reason}, but {count} rows do not allow it: {words}")


def quoted(sql: str) -> str:
    """Quote each `{name}`; braces of the SQL itself are doubled."""
    return re.sub(
        r"\{([^{}]+)\}|\{\{|\}\}",
        lambda found: quote(found[1]) if found[1] else found[0][0],
        sql,
    )

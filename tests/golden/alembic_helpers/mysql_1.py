"""Changes of tables on MySQL, for revisions.

Revisions of every age call these functions: this file is never changed.
"""

import re
from typing import Any

import sqlalchemy as sa
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


def execute(sql: str) -> None:
    """Execute SQL whose names in braces are quoted."""
    run(quoted(sql))


def run(sql: str) -> None:
    """Execute a statement without parameters; a colon before a word would be one."""
    op.execute(sql.replace(":", r"\:"))


def drop_reference(table: str, column: str, index: str | None = None) -> None:
    """Drop a column with its foreign key, without which MySQL keeps column and index."""
    for key in keys_of(table, column):
        op.drop_constraint(key["name"], table, type_="foreignkey")
    if index:
        op.drop_index(index, table_name=table)
    op.drop_column(table, column)


def keys_of(table: str, column: str, name: str | None = None) -> list[Any]:
    """Return the foreign keys of a column, whose names depend on how they were added.

    Without a connection it is the key of that name.
    """
    if op.get_context().as_sql:
        return [{"name": name or f"{table}_{column}_foreign_idx"}]
    return [
        key
        for key in sa.inspect(op.get_bind()).get_foreign_keys(table)
        if key["constrained_columns"] == [column]
    ]


def drop_index(name: str, table: str, column: str) -> None:
    drop_mysql_index(name, table, column)


def drop_unique(name: str, table: str, column: str) -> None:
    drop_mysql_index(name, table, column)


def drop_foreign_key(name: str, table: str, column: str) -> None:
    for key in keys_of(table, column, name):
        op.drop_constraint(key["name"], table, type_="foreignkey")
        if op.get_context().as_sql:
            continue
        # MySQL leaves the index that it made for the key.
        indexes = sa.inspect(op.get_bind()).get_indexes(table)
        if any(index["name"] == key["name"] for index in indexes):
            op.drop_index(key["name"], table_name=table)


def rename_foreign_key(table: str, old: str, new: str, column: str) -> None:
    # MySQL has no statement that renames a foreign key.
    keys = keys_of(table, column)
    actions = {key["name"]: actions_of(table, key["name"]) for key in keys}
    drop_foreign_key(old, table, column)
    for key in keys:
        on_update, on_delete = actions[key["name"]]
        op.create_foreign_key(
            new,
            table,
            key["referred_table"],
            [column],
            key["referred_columns"],
            onupdate=on_update,
            ondelete=on_delete,
        )


def drop_composite_key(name: str, table: str, columns: list[str]) -> None:
    op.drop_constraint(name, table, type_="foreignkey")
    if not op.get_context().as_sql:
        # MySQL leaves the index that it made for the key.
        indexes = sa.inspect(op.get_bind()).get_indexes(table)
        if any(index["name"] == name for index in indexes):
            op.drop_index(name, table_name=table)


def rename_composite_key(
    table: str,
    old: str,
    new: str,
    target: str,
    columns: list[str],
    keys: list[str],
    *,
    onupdate: str,
    ondelete: str,
) -> None:
    # MySQL has no statement that renames a foreign key.
    drop_composite_key(old, table, columns)
    op.create_foreign_key(
        new, table, target, columns, keys, onupdate=onupdate, ondelete=ondelete
    )


def drop_mysql_index(name: str, table: str, column: str) -> None:
    """Drop an index; a foreign key that it served gets back an index of its own.

    MySQL drops that one by itself as soon as another index serves the foreign key.
    """
    inspector = sa.inspect(op.get_bind())
    leading = {
        index["column_names"][0]
        for index in inspector.get_indexes(table)
        if index["name"] != name
    }
    leading.update(inspector.get_pk_constraint(table)["constrained_columns"][:1])
    keys = [
        key
        for key in inspector.get_foreign_keys(table)
        if key["constrained_columns"] == [column] and column not in leading
    ]
    actions = {key["name"]: actions_of(table, key["name"] or "") for key in keys}
    for key in keys:
        op.drop_constraint(key["name"] or "", table, type_="foreignkey")
    op.drop_index(name, table_name=table)
    for key in keys:
        on_update, on_delete = actions[key["name"]]
        op.create_foreign_key(
            key["name"],
            table,
            key["referred_table"],
            [column],
            key["referred_columns"],
            onupdate=on_update,
            ondelete=on_delete,
        )


def actions_of(table: str, name: str) -> tuple[str, str]:
    """Return ON UPDATE and ON DELETE of a foreign key: reflection omits NO ACTION."""
    found = op.get_bind().execute(
        sa.text(
            "SELECT UPDATE_RULE, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS"
            " WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = :t AND CONSTRAINT_NAME = :n"
        ),
        {"t": table, "n": name},
    )
    on_update, on_delete = found.one()
    return on_update, on_delete

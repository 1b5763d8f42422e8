"""Changes of tables on PostgreSQL and MySQL, for revisions.

Revisions of every age call these functions: this file is never changed.
"""

import re
from collections.abc import Mapping, Sequence
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
    if op.get_context().dialect.name in ("mysql", "mariadb"):
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
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        op.drop_index(name, table_name=table)
        return
    drop_mysql_index(name, table, column)


def drop_unique(name: str, table: str, column: str) -> None:
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        drop_mysql_index(name, table, column)
        return
    op.drop_constraint(name, table, type_="unique")


def drop_foreign_key(name: str, table: str, column: str) -> None:
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        op.drop_constraint(name, table, type_="foreignkey")
        return
    for key in keys_of(table, column, name):
        op.drop_constraint(key["name"], table, type_="foreignkey")
        if op.get_context().as_sql:
            continue
        # MySQL leaves the index that it made for the key.
        indexes = sa.inspect(op.get_bind()).get_indexes(table)
        if any(index["name"] == key["name"] for index in indexes):
            op.drop_index(key["name"], table_name=table)


def rename_column(table: str, old: str, new: str) -> None:
    run(f"ALTER TABLE {quote(table)} RENAME COLUMN {quote(old)} TO {quote(new)}")


def rename_index(table: str, old: str, new: str) -> None:
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        run(f"ALTER TABLE {quote(table)} RENAME INDEX {quote(old)} TO {quote(new)}")
        return
    run(f"ALTER INDEX {quote(old)} RENAME TO {quote(new)}")


def rename_unique(table: str, old: str, new: str) -> None:
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        run(f"ALTER TABLE {quote(table)} RENAME INDEX {quote(old)} TO {quote(new)}")
        return
    rename_constraint(table, old, new)


def rename_foreign_key(table: str, old: str, new: str, column: str) -> None:
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        rename_constraint(table, old, new)
        return
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


def rename_check(table: str, old: str, new: str, condition: str) -> None:
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        rename_constraint(table, old, new)
        return
    # MySQL has no statement that renames a CHECK.
    op.drop_constraint(old, table, type_="check")
    op.create_check_constraint(new, table, sa.literal_column(condition))


def rename_constraint(table: str, old: str, new: str) -> None:
    run(f"ALTER TABLE {quote(table)} RENAME CONSTRAINT {quote(old)} TO {quote(new)}")


def drop_composite_key(name: str, table: str, columns: list[str]) -> None:
    op.drop_constraint(name, table, type_="foreignkey")
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        return
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
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        rename_constraint(table, old, new)
        return
    # MySQL has no statement that renames a foreign key.
    drop_composite_key(old, table, columns)
    op.create_foreign_key(
        new, table, target, columns, keys, onupdate=onupdate, ondelete=ondelete
    )


def fill(table: str, column: str, value: str) -> None:
    """Give rows without a value the value of an SQL expression."""
    name = quote(column)
    run(f"UPDATE {quote(table)} SET {name} = {value} WHERE {name} IS NULL")


def alter_column(
    table: str,
    old: sa.Column[Any],
    new: sa.Column[Any],
    *,
    values: Mapping[str, str | None] | None = None,
    postgresql_using: str | None = None,
    mysql_using: str | None = None,
) -> None:
    """Change a column's type, nullability, default and comment.

    `values` leads from stored values to those that take their place. The expressions
    give each row's value of the new type, where the database does not convert it.
    """
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        alter_mysql_column(table, old, new, values or {}, mysql_using)
        return
    alter_postgresql_column(table, old, new, values or {}, postgresql_using)


def map_values(table: str, column: str, values: Mapping[str, str | None]) -> None:
    if values:
        rows = sa.table(table, sa.column(column))
        name = rows.c[column]
        mapped = sa.case(dict(values), value=name)
        op.execute(rows.update().where(name.in_(values)).values({column: mapped}))


def alter_mysql_column(
    table: str,
    old: sa.Column[Any],
    new: sa.Column[Any],
    values: Mapping[str, str | None],
    using: str | None,
) -> None:
    middle = type_between(old.type, new.type, values)
    if middle is not None:
        modify(table, old, sa.Column(old.name, middle, nullable=old.nullable))
    map_values(table, new.name, values)
    if using:
        column = quote(new.name)
        modify(table, old, sa.Column(new.name, new.type, nullable=not new.primary_key))
        run(f"UPDATE {quote(table)} SET {column} = {using}")
    modify(table, old, new)


def type_between(
    old: sa.types.TypeEngine[Any],
    new: sa.types.TypeEngine[Any],
    values: Mapping[str, str | None],
) -> sa.types.TypeEngine[Any] | None:
    """Return a type that holds the values before and after, where MySQL needs one."""
    if isinstance(old, sa.Enum) and isinstance(new, sa.Enum):
        others = [value for value in new.enums if value not in old.enums]
        return sa.Enum(*old.enums, *others) if values and others else None
    room = old.length if isinstance(old, sa.String) else None
    texts = [text for text in values.values() if text is not None]
    longest = max(map(len, texts), default=0)
    enums = [each for each in (old, new) if isinstance(each, sa.Enum)]
    if enums and not all(isinstance(each, sa.String) for each in (old, new)):
        # As a number, a value of an enum is its place in the list.
        return sa.String(max(longest, room or 64))
    return sa.String(longest) if room is not None and longest > room else None


def modify(table: str, old: sa.Column[Any], new: sa.Column[Any]) -> None:
    # MySQL forgets what a MODIFY does not repeat.
    op.alter_column(
        table,
        new.name,
        existing_type=old.type,
        type_=new.type,
        existing_nullable=old.nullable,
        nullable=new.nullable,
        server_default=new.server_default,
        comment=new.comment,
        autoincrement=bool(new.primary_key and new.autoincrement and is_number(new)),
    )


def is_number(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Integer)


def alter_postgresql_column(
    table: str,
    old: sa.Column[Any],
    new: sa.Column[Any],
    values: Mapping[str, str | None],
    using: str | None,
) -> None:
    map_values(table, new.name, values)
    dialect = op.get_context().dialect
    before, after = (each.type.compile(dialect=dialect) for each in (old, new))
    changes: dict[str, Any] = {}
    if before != after:
        if old.server_default is not None:
            # PostgreSQL casts no default.
            op.alter_column(table, new.name, server_default=None)
        changes["type_"] = new.type
        if new.server_default is not None:
            changes["server_default"] = new.server_default
        if using:
            changes["postgresql_using"] = using
    elif default_of(old) != default_of(new):
        changes["server_default"] = new.server_default
    if old.nullable != new.nullable:
        changes["nullable"] = new.nullable
    if old.comment != new.comment:
        changes["comment"] = new.comment
    op.alter_column(table, new.name, **changes)


def default_of(column: sa.Column[Any]) -> str | None:
    dialect = op.get_context().dialect
    default: str | None = dialect.ddl_compiler(
        dialect,
        None,  # type: ignore[arg-type]
    ).get_column_default_string(column)
    return default


def change_primary_key(
    table: str,
    old: Sequence[str],
    new: Sequence[str],
    *,
    add: Sequence[sa.Column[Any]] = (),
    drop: Sequence[str] = (),
) -> None:
    """Make other columns the primary key.

    `add` and `drop` are columns that count up, which come and go with it.
    """
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        parts = mysql_key_parts(table, old, add, drop)
    else:
        parts = postgresql_key_parts(table, old, add)
    parts += [f"DROP COLUMN {quote(name)}" for name in drop]
    if new:
        parts.append(f"ADD PRIMARY KEY ({', '.join(map(quote, new))})")
    run(f"ALTER TABLE {quote(table)} {', '.join(parts)}")


def mysql_key_parts(
    table: str, old: Sequence[str], add: Sequence[sa.Column[Any]], drop: Sequence[str]
) -> list[str]:
    # MySQL has a column that counts up in a key only.
    for name in drop:
        run(f"ALTER TABLE {quote(table)} MODIFY {quote(name)} BIGINT NOT NULL")
    parts = ["DROP PRIMARY KEY"] if old else []
    for column in add:
        words = column.type.compile(dialect=op.get_context().dialect)
        name = quote(column.name)
        parts.append(f"ADD COLUMN {name} {words} NOT NULL AUTO_INCREMENT")
    return parts


def postgresql_key_parts(
    table: str, old: Sequence[str], add: Sequence[sa.Column[Any]]
) -> list[str]:
    parts = []
    if old:
        key = sa.inspect(op.get_bind()).get_pk_constraint(table)["name"]
        parts.append(f"DROP CONSTRAINT {quote(str(key))}")
    for column in add:
        words = "BIGSERIAL" if isinstance(column.type, sa.BigInteger) else "SERIAL"
        parts.append(f"ADD COLUMN {quote(column.name)} {words}")
    return parts


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


def moment(text: str) -> str:
    """A moment in UTC as the column's default has it: MySQL knows no zone."""
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        return text.partition(".")[0]
    return text

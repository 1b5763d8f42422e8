"""Renames, primary keys, comments and moved rows, as the actions of each database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scaffold.database.alterations import (
    AlterPrimaryKey,
    AlterTableComment,
    MoveRows,
    Pairs,
    RenameColumn,
    RenameTable,
)
from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_names import (
    moves_with_table,
    primary_key_constraint,
    renames_with_column,
    renames_with_table,
    serial_words,
)
from scaffold.database.sql_text import drop_schema_block, own_schema, quoted_name, quoted_text
from scaffold.database.tables import Column, Table, TableName
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.alterations import actions
from scaffold.targets.sequelize.alterations.actions import (
    Action,
    Branch,
    Query,
    alter_table,
    branches,
    for_all,
)
from scaffold.targets.sequelize.code_nodes import Object, one_line
from scaffold.targets.sequelize.columns import Definition
from scaffold.targets.sequelize.types import in_migration

Parts = Iterator[tuple[Branch, ...]]


class TableChanges:
    """Renders changes of whole tables for the dialects of a project."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        self._dialects = dialects
        self._alone = dialects[0] if len(dialects) == 1 else None

    def rename_table(self, operation: RenameTable) -> Parts:
        """Yield the parts that rename a table, or move it to another schema."""
        table, new = operation.table, operation.name
        if table.name.schema or new.schema:
            yield branches({"postgres": [*self._move(table, new)]})
            return
        rename = actions.RenameTable(table.name.name, new.name)
        yield for_all(self._dialects, rename)
        yield self._on_postgres(renames_with_table(table, new))

    def _move(self, table: Table, new: TableName) -> Iterator[Action]:
        old = table.name
        if old.schema != new.schema:
            if schema := own_schema(new):
                yield actions.CreateSchema(schema)
            yield from map(Query, moves_with_table(table, new.schema))
            if schema := own_schema(old):
                yield Query(f"DO {quoted_text(drop_schema_block(schema), 'postgres')}")
        if old.name != new.name:
            here = quoted_name(old._replace(schema=new.schema), "postgres")
            yield Query(f"ALTER TABLE {here} RENAME TO {DIALECTS['postgres'].quoted(new.name)}")
            yield from map(Query, renames_with_table(table, new))

    def rename_column(self, operation: RenameColumn) -> Parts:
        """Yield the parts that rename a column."""
        table, old, new = operation.table, operation.old, operation.new
        action: Action
        if self._alone:
            quoted = DIALECTS[self._alone].quoted
            action = Query(
                f"ALTER TABLE {quoted_name(table.name, self._alone)} "
                f"RENAME COLUMN {quoted(old)} TO {quoted(new)}"
            )
        else:
            names = (table.name.name, old, new)
            given = (*map(_string, names), "transaction")
            action = actions.Call("renameColumn", given)
        yield for_all(self._dialects, action)
        yield self._on_postgres(renames_with_column(table, old, new))

    def _on_postgres(self, statements: Iterator[str]) -> tuple[Branch, ...]:
        return self._by_dialect({"postgres": list(map(Query, statements))})

    def _by_dialect(self, found: Mapping[str, Sequence[Action]]) -> tuple[Branch, ...]:
        return branches({dialect: found.get(dialect, ()) for dialect in self._dialects})

    def comment(self, operation: AlterTableComment) -> Parts:
        """Yield the part that changes a table's comment; SQLite has none."""
        text, found = operation.new, {}
        if "postgres" in self._dialects:
            name = quoted_name(operation.table, "postgres")
            value = "NULL" if text is None else quoted_text(text, "postgres")
            found["postgres"] = [Query(f"COMMENT ON TABLE {name} IS {value}")]
        if "mysql" in self._dialects:
            name = quoted_name(operation.table, "mysql")
            value = quoted_text(text or "", "mysql")
            found["mysql"] = [Query(f"ALTER TABLE {name} COMMENT = {value}")]
        yield self._by_dialect(found)

    # -- primary keys ---------------------------------------------------------------------------

    def primary_key(self, operation: AlterPrimaryKey) -> Parts:
        """Yield the part that changes a primary key, in one statement on the servers."""
        yield branches(
            {
                dialect: [
                    self._sqlite_key(operation)
                    if dialect == "sqlite"
                    else self._server_key(operation, dialect)
                ]
                for dialect in self._dialects
            }
        )

    def _server_key(self, operation: AlterPrimaryKey, dialect: str) -> Action:
        table, quoted = operation.table, DIALECTS[dialect].quoted
        clauses = []
        key = f"CONSTRAINT {quoted(primary_key_constraint(table))} "
        if dialect == "mysql":
            key = ""
        if table.primary_key:
            clauses.append(f"DROP {key.strip() or 'PRIMARY KEY'}")
        for column in operation.dropped:
            clauses.append(f"DROP COLUMN {quoted(column.name)}")
        for column in operation.added:
            words = self._counting(table.name, column, dialect)
            clauses.append(f"ADD COLUMN {quoted(column.name)} {words}")
        if operation.primary_key:
            columns = ", ".join(map(quoted, operation.primary_key))
            clauses.append(f"ADD {key}PRIMARY KEY ({columns})")
        return alter_table(quoted_name(table.name, dialect), clauses)

    def _counting(self, table: TableName, column: Column, dialect: str) -> str:
        """The definition of an autoincrement column; a server numbers the rows that exist."""
        if dialect == "postgres":
            return serial_words(column)
        comment = f" COMMENT {quoted_text(column.comment, 'mysql')}" if column.comment else ""
        return f"{type_sql(table, column, 'mysql')} NOT NULL AUTO_INCREMENT{comment}"

    def _sqlite_key(self, operation: AlterPrimaryKey) -> Action:
        names = in_migration(self._dialects)
        added = Object(
            tuple(
                (column.name, Definition(column.name, column).expr(names))
                for column in operation.added
            )
        )
        return actions.ChangePrimaryKey(
            operation.table.name.name,
            operation.primary_key,
            one_line(added) if operation.added else None,
            tuple(column.name for column in operation.dropped),
        )

    # -- rows -----------------------------------------------------------------------------------

    def move_rows(self, operation: MoveRows) -> Parts:
        """Yield the part that copies the pairs of an association to where they are stored now."""
        yield branches({dialect: [_move(operation, dialect)] for dialect in self._dialects})


def _move(operation: MoveRows, dialect: str) -> Query:
    source, target = operation.source, operation.target
    quoted = DIALECTS[dialect].quoted
    tables = [quoted_name(each.table, dialect) for each in (source, target)]
    if target.foreign_key is None:
        columns = (target.left, target.right, *target.timestamps)
        values = (quoted(source.left), quoted(source.right), *(":now" for _ in target.timestamps))
        found = f"SELECT {', '.join(values)} FROM {tables[0]}{_stored(source, dialect)}"
        listed = ", ".join(map(quoted, columns))
        return Query(f"INSERT INTO {tables[1]} ({listed}) {found}", now=bool(target.timestamps))
    is_right = target.foreign_key == target.right
    own, other = (target.left, source.left), (target.right, source.right)
    if not is_right:
        own, other = other, own
    # PostgreSQL 15 has no min() of uuids.
    least = (
        f"SELECT {quoted(other[1])} FROM {tables[0]} AS moved "
        f"WHERE moved.{quoted(own[1])} = {tables[1]}.{quoted(own[0])} "
        f"ORDER BY {quoted(other[1])} LIMIT 1"
    )
    return Query(f"UPDATE {tables[1]} SET {quoted(other[0])} = ({least})")


def _stored(pairs: Pairs, dialect: str) -> str:
    """The condition of the rows that hold a pair."""
    if pairs.foreign_key is None:
        return ""
    return f" WHERE {DIALECTS[dialect].quoted(pairs.foreign_key)} IS NOT NULL"


def _string(text: str) -> str:
    return literals.string(text)

"""Operations that create, add and drop, as the steps of a revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.database import operations as op
from scaffold.database.dialects import DIALECTS
from scaffold.database.postgres_names import names_primary_key
from scaffold.database.sql_text import (
    create_shared_enum,
    drop_enum_types,
    drop_schema_block,
    enum_of,
    enum_type_name,
    expression,
    index_key_sql,
    own_schema,
    prerequisites,
    shared_enum,
)
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    IndexKey,
    TableName,
)
from scaffold.targets.operation_renderer import needs_separate_statement
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.revisions import op_steps as steps
from scaffold.targets.sqlalchemy.revisions.column_view import column_view
from scaffold.targets.sqlalchemy.revisions.op_defaults import sql
from scaffold.targets.sqlalchemy.revisions.op_sql import portable_code, statement_text
from scaffold.targets.sqlalchemy.revisions.op_types import enum_expr


class Statements:
    """Makes the steps of one direction; `inline`: one of them asks for the dialect."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        self.dialects = dialects
        self.inline = False
        self._alone = dialects[0] if len(dialects) == 1 else None
        self._mysql = "mysql" in dialects

    def step(self, operation: op.Operation) -> steps.Step:
        """Return the step of an operation that is one statement, or a few that belong together."""
        match operation:
            case op.CreateTable():
                return self._create_table(operation)
            case op.DropTable(table):
                name = table.name
                schema = own_schema(name)
                return steps.DropTable(
                    name.name,
                    name.schema,
                    self._drop_types(name, table.columns),
                    statement_text(f"DO $${drop_schema_block(schema)}$$") if schema else None,
                )
            case op.AddColumn():
                return self._add_column(operation)
            case op.DropColumn():
                return self._drop_column(operation)
            case op.AddForeignKey(table_name, key):
                return _add_foreign_key(table_name, key)
            case op.DropForeignKey(table_name, key):
                return _drop_foreign_key(table_name, key)
            case op.AddCompositeKey(table_name, composite):
                return _add_composite_key(table_name, composite)
            case op.DropCompositeKey(table_name, composite):
                columns = composite.columns
                return steps.DropCompositeKey(composite.name, *table_name, columns)
            case op.AddIndex(table_name, index):
                return steps.AddIndex(self._index(table_name, index))
            case op.DropIndex(table_name, index):
                return steps.DropIndex(index.name, *table_name, index.columns[0])
            case op.AddCheck(table_name, check):
                is_plain = ":" not in check.expression
                return steps.AddCheck(self._check(check), *table_name, is_plain)
            case op.DropCheck(table_name, check):
                return steps.DropCheck(check.name, *table_name)
            case op.AddUnique(table_name, unique):
                return steps.AddUnique(unique, *table_name)
            case op.DropUnique(table_name, unique):
                return steps.DropUnique(unique, *table_name)
        raise TypeError(f"{operation!r} is no operation that creates, adds or drops")

    def _create_table(self, operation: op.CreateTable) -> steps.CreateTable:
        table = operation.table
        keys = {key.column: key for key in table.foreign_keys}
        columns = (
            column_view(table.name, column, self.dialects, table.primary_key, keys.get(column.name))
            for column in table.columns
        )
        schema, key = own_schema(table.name), names_primary_key(table)
        create = f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(schema or '')}"
        counts = any(column.autoincrement for column in table.columns)
        return steps.CreateTable(
            table.name.name,
            table.name.schema,
            tuple(columns),
            table.uniques,
            tuple(self._in_text(check) for check in table.checks),
            table.comment,
            "sqlite" in self.dialects and counts,
            tuple(self._index(table.name, index) for index in table.indexes),
            statement_text(create) if schema else None,
            (
                *map(statement_text, prerequisites(table)),
                *self._create_types(table.columns),
            ),
            statement_text(key) if key and "postgres" in self.dialects else None,
        )

    def _create_types(self, columns: Iterable[Column]) -> tuple[str, ...]:
        """What makes the types of shared enums, unless another table has made them."""
        if "postgres" not in self.dialects:
            return ()
        found = (shared_enum(column.type) for column in columns)
        made = (statement_text(create_shared_enum(enum)) for enum in found if enum)
        return tuple(dict.fromkeys(made))

    def _in_text(self, check: Check) -> steps.CheckView:
        """The CHECK where a text with a colon before a word would have a parameter."""
        view = self._check(check)
        if ":" not in check.expression:
            return view
        return replace(view, condition=f"sa.literal_column({view.condition})")

    def _check(self, check: Check) -> steps.CheckView:
        return steps.CheckView(check.name, portable_code(check.expression, self.dialects))

    def _add_column(self, operation: op.AddColumn) -> steps.AddColumn:
        table, column, key = operation.table, operation.column, operation.foreign_key
        apart = key is not None and needs_separate_statement(self.dialects, table, key)
        beside = None if apart else key
        name = self._mysql_name(table, beside) if beside else None
        enum = enum_of(column.type) if "postgres" in self.dialects else None
        enum = None if shared_enum(column.type) else enum
        return steps.AddColumn(
            *table,
            column_view(table, column, self.dialects, (), beside, name),
            enum_expr(enum, enum_type_name(table, column)).flat() if enum else None,
            self._inline() if beside else None,
            self._index(table, operation.index) if operation.index else None,
            _add_foreign_key(table, key) if key and apart else None,
            self._create_types((column,)),
        )

    def _inline(self) -> str | None:
        """SQLite has no other way; MySQL reads a key beside its column and forgets it."""
        if self._alone == "mysql":
            return None
        if not self._mysql:
            return "True"
        self.inline = True
        return "inline"

    def _mysql_name(self, table: TableName, key: ForeignKey) -> str | None:
        """The key's name where it is added by a statement of its own."""
        name = DIALECTS["mysql"].foreign_key_name if self._mysql else None
        return name.format(table=table.name, column=key.column) if name else None

    def _drop_column(self, operation: op.DropColumn) -> steps.DropColumn:
        table, column, key = operation.table, operation.column, operation.foreign_key
        types = self._drop_types(table, (column,))
        index = operation.index.name if operation.index else None
        dropped, by_helper = None, False
        if key is not None and needs_separate_statement(self.dialects, table, key):
            dropped = _drop_foreign_key(table, key)
        elif key is not None and self._alone == "mysql":
            named = replace(key, name=self._mysql_name(table, key) or key.name)
            dropped = _drop_foreign_key(table, named)
        elif key is not None:
            by_helper = self._mysql
        # An imported index often has the name that InnoDB gave it, that of its foreign key.
        if dropped is not None and self._alone == "mysql" and index == dropped.key:
            index = None
        return steps.DropColumn(*table, column.name, types, dropped, index, by_helper)

    def _index(self, table: TableName, index: Index) -> steps.IndexView:
        where: str | None = None
        arguments: tuple[str, ...] = ()
        if index.where is not None:
            # Only dialects that quote with double quotes have partial indexes.
            where = sql(expression(index.where, "postgres")).flat()
            words = {"postgres": "postgresql_where", "sqlite": "sqlite_where"}
            arguments = tuple(word for name, word in words.items() if name in self.dialects)
        return steps.IndexView(
            index.name,
            table.name,
            tuple(self._index_keys(index)),
            table.schema,
            index.unique,
            where,
            arguments,
            index.using,
        )

    def _index_keys(self, index: Index) -> Iterator[str]:
        """Yield each part of an index as code."""
        if not index.keys:
            yield from map(literals.string, index.columns)
        for key in index.keys:
            if key == IndexKey(key.sql):
                yield literals.string(key.sql[1:-1])
            else:
                # Dialects with other quotes have no expressions, and only an order.
                yield sql(index_key_sql(key, self._alone or "postgres")).flat()

    def _drop_types(self, table: TableName, columns: Iterable[Column]) -> tuple[str, ...]:
        """PostgreSQL keeps the type of an enum when its column is dropped."""
        if "postgres" not in self.dialects:
            return ()
        return tuple(map(statement_text, drop_enum_types(table, columns)))


def _add_foreign_key(table: TableName, key: ForeignKey) -> steps.AddForeignKey:
    return steps.AddForeignKey(
        key.name, *table, key.column, *key.table, key.key, key.on_update, key.on_delete
    )


def _add_composite_key(table: TableName, key: CompositeForeignKey) -> steps.AddCompositeKey:
    return steps.AddCompositeKey(
        key.name, *table, key.columns, *key.table, key.keys, key.on_update, key.on_delete
    )


def _drop_foreign_key(table: TableName, key: ForeignKey) -> steps.DropForeignKey:
    return steps.DropForeignKey(key.name, *table, key.column)

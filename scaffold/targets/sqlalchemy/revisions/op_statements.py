"""Each operation as calls of Alembic's `op`, for the dialects of a project.

SQLite changes no constraint of a table that stands, and MySQL drops no index or column that a
key needs: there the file calls helpers of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.database import operations as op
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import (
    enum_name,
    enum_of,
    enum_types,
    expression,
)
from scaffold.database.tables import Check, Column, ForeignKey, Index, Table, TableName, Unique
from scaffold.targets.operation_renderer import DropColumnStep, DropTableStep, OperationRenderer
from scaffold.targets.sqlalchemy.layout import (
    TRUE,
    Call,
    Expr,
    List,
    Raw,
    Str,
    print_expr,
)
from scaffold.targets.sqlalchemy.revisions import op_steps as steps
from scaffold.targets.sqlalchemy.revisions.op_columns import (
    Definition,
    column_expr,
    column_line,
    define,
)
from scaffold.targets.sqlalchemy.revisions.op_sql import (
    INDENT,
    Named,
    call,
    create_schema,
    drop_constraint,
    drop_schema,
    execute,
    expression_code,
    of_table,
    schema_of,
)
from scaffold.targets.sqlalchemy.revisions.op_types import enum_expr, sql


class Statements(OperationRenderer[steps.CreateTableStep, steps.AddColumnStep]):
    """Makes the steps of one file; `inline` is what one direction asks of the dialect first."""

    inline: str | None = None

    def create_table(self, operation: op.CreateTable) -> steps.CreateTableStep:
        table = operation.table
        keys = {key.column: key for key in table.foreign_keys}
        lines = [
            self._line(
                define(
                    table.name,
                    column,
                    self.dialects,
                    table.primary_key,
                    keys.get(column.name),
                )
            )
            for column in table.columns
        ]
        lines += [print_expr(part, indent=INDENT + 4, suffix=",") for part in self._parts(table)]
        lines += [f"{name}={value.flat()}," for name, value in self._settings(table)]
        return steps.CreateTableStep(
            Str(table.name.name).flat(),
            tuple(lines),
            tuple(self.add_index(table.name, index) for index in table.indexes),
            create_schema(table.name),
        )

    def _parts(self, table: Table) -> Iterator[Expr]:
        for unique in table.uniques:
            yield Call("sa.UniqueConstraint", (Str(unique.column),), (("name", Str(unique.name)),))
        for check in table.checks:
            named = (("name", Str(check.name)),)
            yield Call("sa.CheckConstraint", (self._condition(check),), named)

    def _settings(self, table: Table) -> Iterator[tuple[str, Expr]]:
        yield from schema_of(table.name)
        if table.comment is not None:
            yield "comment", Str(table.comment)
        if self.sqlite and any(column.autoincrement for column in table.columns):
            yield "sqlite_autoincrement", TRUE

    def _line(self, definition: Definition) -> str:
        line = column_line(definition, INDENT + 4)
        return line

    def drop_table(self, operation: op.DropTable) -> DropTableStep:
        table = operation.table
        drop = call("op.drop_table", Str(table.name.name), *schema_of(table.name))
        types = self._drop_types(table.name, table.columns)
        return DropTableStep(drop, types, self.alone is None, drop_schema(table.name))

    def add_column(self, operation: op.AddColumn) -> steps.AddColumnStep:
        table, column, key = operation.table, operation.column, operation.foreign_key
        index = self.add_index(table, operation.index) if operation.index else None
        apart = key is not None and self.needs_separate_statement(table, key)
        beside = None if apart else key
        name = self._name(table, beside) if beside else None
        definition = define(table, column, self.dialects, (), beside, name)
        expr = column_expr(definition)
        inline = self._inline() if beside else ()
        add = call("op.add_column", Str(table.name), expr, *schema_of(table), *inline)
        enum = enum_of(column.type) if "postgres" in self.dialects else None
        guarded = self.alone is None
        made = None
        if enum:
            create = enum_expr(enum, enum_name(table, column.name))
            made = call(f"{create.flat()}.create", Call("op.get_bind"), guarded=guarded)
        own = self.add_foreign_key(table, key) if key and apart else None
        return steps.AddColumnStep(add, made, guarded, index, own)

    def _inline(self) -> Named:
        """SQLite has no other way; MySQL reads a key beside its column and forgets it."""
        if self.alone == "mysql":
            return ()
        if not self.mysql:
            return (("inline_references", TRUE),)
        self.inline = 'op.get_context().dialect.name not in ("mysql", "mariadb")'
        return (("inline_references", Raw("inline")),)

    def _name(self, table: TableName, key: ForeignKey) -> str | None:
        """The key's name where it is added by a statement of its own."""
        name = DIALECTS["mysql"].foreign_key_name if self.mysql else None
        return name.format(table=table.name, column=key.column) if name else None

    def drop_column(self, operation: op.DropColumn) -> DropColumnStep:
        table, column, key = operation.table, operation.column, operation.foreign_key
        index = operation.index
        drop_index = None
        if index:
            drop_index = call("op.drop_index", Str(index.name), *of_table(table))
        drop_key = None
        arguments = [Str(table.name), Str(column.name)]
        drop = call("op.drop_column", *arguments, *schema_of(table))
        if key is not None and self.needs_separate_statement(table, key):
            drop_key = self.drop_foreign_key(table, key)
        elif key is not None and self.mysql:
            if self.alone:
                named = replace(key, name=self._name(table, key) or key.name)
                drop_key = self.drop_foreign_key(table, named)
            else:
                arguments += [Str(index.name)] if index else []
                drop, drop_index = call("helpers.drop_reference", *arguments), None
        types = self._drop_types(table, (column,))
        return DropColumnStep(drop, drop_key, drop_index, types, self.alone is None)

    def drop_index(self, table: TableName, index: Index) -> str:
        if not self.mysql:
            return call("op.drop_index", Str(index.name), *of_table(table))
        arguments = Str(index.name), Str(table.name), Str(index.columns[0])
        return call("helpers.drop_index", *arguments)

    def add_check(self, table: TableName, check: Check) -> str:
        if not self.sqlite:
            arguments = Str(check.name), Str(table.name), self._condition(check)
            return call("op.create_check_constraint", *arguments, *schema_of(table))
        condition = self._condition_text(check)
        return call("helpers.add_check", Str(check.name), Str(table.name), condition)

    def drop_check(self, table: TableName, check: Check) -> str:
        if not self.sqlite:
            return drop_constraint(check.name, table, "check")
        return call("helpers.drop_check", Str(check.name), Str(table.name))

    def add_unique(self, table: TableName, unique: Unique) -> str:
        names = Str(unique.name), Str(table.name)
        if self.sqlite:
            return call("helpers.add_unique", *names, Str(unique.column))
        columns = List((Str(unique.column),))
        return call("op.create_unique_constraint", *names, columns, *schema_of(table))

    def drop_unique(self, table: TableName, unique: Unique) -> str:
        if not self.sqlite and not self.mysql:
            return drop_constraint(unique.name, table, "unique")
        return call("helpers.drop_unique", Str(unique.name), Str(table.name), Str(unique.column))

    def add_foreign_key(self, table: TableName, key: ForeignKey) -> str:
        actions: Named = (("onupdate", Str(key.on_update)), ("ondelete", Str(key.on_delete)))
        names = Str(key.name), Str(table.name), Str(key.table.name)
        if self.sqlite:
            return call("helpers.add_foreign_key", *names, Str(key.column), Str(key.key), *actions)
        schemas: list[tuple[str, Expr]] = []
        if table.schema:
            schemas.append(("source_schema", Str(table.schema)))
        if key.table.schema:
            schemas.append(("referent_schema", Str(key.table.schema)))
        columns = List((Str(key.column),)), List((Str(key.key),))
        return call("op.create_foreign_key", *names, *columns, *actions, *schemas)

    def drop_foreign_key(self, table: TableName, key: ForeignKey) -> str:
        if not self.sqlite and not self.mysql:
            return drop_constraint(key.name, table, "foreignkey")
        arguments = Str(key.name), Str(table.name), Str(key.column)
        return call("helpers.drop_foreign_key", *arguments)

    def add_index(self, table: TableName, index: Index) -> str:
        columns = List(tuple(map(Str, index.columns)))
        named: list[tuple[str, Expr]] = list(schema_of(table))
        if index.unique:
            named.append(("unique", TRUE))
        if index.where is not None:
            # Only dialects that quote with double quotes have partial indexes.
            condition = sql(expression(index.where, "postgres"))
            words = {"postgres": "postgresql_where", "sqlite": "sqlite_where"}
            named += [(word, condition) for name, word in words.items() if name in self.dialects]
        return call("op.create_index", Str(index.name), Str(table.name), columns, *named)

    def _condition(self, check: Check) -> Expr:
        """A text with a colon before a word would have a parameter there."""
        code = self._condition_text(check)
        return Call("sa.literal_column", (code,)) if ":" in check.expression else code

    def _condition_text(self, check: Check) -> Expr:
        """SQL whose columns are quoted as all dialects want, by the file where they differ."""
        written = {expression(check.expression, name) for name in self.dialects}
        code: Expr = Str(written.pop())
        if written:
            code = Raw(expression_code(check.expression))
        return code

    def _drop_types(self, table: TableName, columns: Iterable[Column]) -> tuple[str, ...]:
        """PostgreSQL keeps the type of an enum when its column goes."""
        if "postgres" not in self.dialects:
            return ()
        names = enum_types(table, columns)
        guarded = self.alone is None
        return tuple(execute(f"DROP TYPE {name}", guarded=guarded) for name in names)

"""Each operation as calls of Alembic's `op`, for the dialects of a project.

SQLite changes no constraint of a table that stands, and MySQL drops no index or column that a
key needs: there the file calls helpers of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scaffold.database import operations as op
from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import Check, Column, ForeignKey, Index, Table, TableName
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy import revision_steps as steps
from scaffold.targets.sqlalchemy.layout import (
    FALSE,
    TRUE,
    Call,
    Expr,
    List,
    Raw,
    Str,
    print_expr,
)
from scaffold.targets.sqlalchemy.revision_types import (
    default_expr,
    enum_expr,
    enum_name,
    enum_of,
    sql,
    type_expr,
)

_INDENT = 4
_WHOLE_NUMBERS = frozenset({"tinyint", "smallint", "integer", "bigint"})
# What resolving leaves: `{column}`, with `{{` and `}}` for braces of the expression itself.
_COLUMN = re.compile(r"\{([^{}]+)\}|\{\{|\}\}")
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")
Named = tuple[tuple[str, Expr], ...]


class Statements:
    """Makes the steps of one file, and notes the helpers that they call."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        self.dialects = dialects
        self.helpers: set[str] = set()
        self.inline: str | None = None
        self._sqlite = "sqlite" in dialects
        self._mysql = "mysql" in dialects
        self._alone = dialects[0] if len(dialects) == 1 else None

    def step(self, operation: op.Operation) -> steps.Step:
        """The operation as its template sees it."""
        make: Callable[[Any], steps.Step] = _MAKERS[type(operation)].__get__(self)
        return make(operation)

    def _create_table(self, operation: op.CreateTable) -> steps.CreateTable:
        table = operation.table
        parts: list[Expr | tuple[str, Expr]] = [*self._columns(table)]
        for unique in table.uniques:
            named = (("name", Str(unique.name)),)
            parts.append(Call("sa.UniqueConstraint", (Str(unique.column),), named))
        for check in table.checks:
            named = (("name", Str(check.name)),)
            parts.append(Call("sa.CheckConstraint", (self._condition(check),), named))
        parts += _schema(table.name)
        if table.comment is not None:
            parts.append(("comment", Str(table.comment)))
        if self._sqlite and any(column.autoincrement for column in table.columns):
            parts.append(("sqlite_autoincrement", TRUE))
        return steps.CreateTable(
            Str(table.name.name).flat(),
            tuple(_part(part) for part in parts),
            tuple(self._index(table.name, index) for index in table.indexes),
            _create_schema(table.name),
        )

    def _columns(self, table: Table) -> Iterator[Expr]:
        keys = {key.column: key for key in table.foreign_keys}
        for column in table.columns:
            key = keys.get(column.name)
            reference = (_reference(key, None),) if key else ()
            yield self._column(table.name, column, reference, table.primary_key)

    def _column(
        self,
        table: TableName,
        column: Column,
        reference: tuple[Expr, ...],
        primary_key: tuple[str, ...] = (),
    ) -> Expr:
        enum = enum_name(table, column.name)
        primary = column.name in primary_key
        alone = primary and len(primary_key) == 1 and column.type.name in _WHOLE_NUMBERS
        type_ = type_expr(column.type, self.dialects, enum, row_number=alone)
        named: list[tuple[str, Expr]] = []
        if primary:
            named.append(("primary_key", TRUE))
        elif not column.nullable:
            named.append(("nullable", FALSE))
        if alone and not column.autoincrement and not reference and column.default is None:
            named.append(("autoincrement", FALSE))
        elif column.autoincrement and len(primary_key) > 1:
            named.append(("autoincrement", TRUE))
        default = default_expr(column, self.dialects, enum)
        if default is not None:
            named.append(("server_default", default))
            self._use(default)
        if column.comment is not None and self._comments:
            named.append(("comment", Str(column.comment)))
        self._use(type_)
        return Call("sa.Column", (Str(column.name), type_, *reference), tuple(named))

    @property
    def _comments(self) -> bool:
        return any(DIALECTS[name].comments for name in self.dialects)

    def _use(self, expr: Expr) -> None:
        code = expr.flat()
        if "Declared(" in code:
            self.helpers.add("declared")
        if code.startswith("moment("):
            self.helpers.add("moment")

    def _drop_table(self, operation: op.DropTable) -> steps.DropTable:
        table = operation.table
        drop = _call("op.drop_table", Str(table.name.name), *_schema(table.name))
        types = self._drop_types(table.name, table.columns)
        return steps.DropTable(drop, types, self._alone is None, _drop_schema(table.name))

    def _add_column(self, operation: op.AddColumn) -> steps.AddColumn:
        table, column, key = operation.table, operation.column, operation.foreign_key
        index = self._index(table, operation.index) if operation.index else None
        apart = key is not None and is_apart(table, key, self.dialects)
        arguments: list[Expr | tuple[str, Expr]] = [Str(table.name)]
        reference: tuple[Expr, ...] = ()
        inline: Named = ()
        if key is not None and not apart:
            reference = (_reference(key, self._name(table, key)),)
            inline = self._inline()
        arguments.append(self._column(table, column, reference))
        arguments += [*_schema(table), *inline]
        add = _call("op.add_column", *arguments)
        enum = enum_of(column.type) if "postgres" in self.dialects else None
        guarded = self._alone is None
        made = None
        if enum:
            create = enum_expr(enum, enum_name(table, column.name))
            made = _call(f"{create.flat()}.create", Call("op.get_bind"), guarded=guarded)
        own = self._key(table, key) if key and apart else None
        return steps.AddColumn(add, made, guarded, index, own)

    def _inline(self) -> Named:
        """SQLite has no other way; MySQL reads a key beside its column and forgets it."""
        if self._alone == "mysql":
            return ()
        if not self._mysql:
            return (("inline_references", TRUE),)
        self.inline = 'op.get_context().dialect.name not in ("mysql", "mariadb")'
        return (("inline_references", Raw("inline")),)

    def _name(self, table: TableName, key: ForeignKey) -> str | None:
        """The key's name where it is added by a statement of its own."""
        name = DIALECTS["mysql"].foreign_key_name if self._mysql else None
        return name.format(table=table.name, column=key.column) if name else None

    def _drop_column(self, operation: op.DropColumn) -> steps.DropColumn:
        table, column, key = operation.table, operation.column, operation.foreign_key
        index = operation.index
        drop_index = None
        if index:
            drop_index = _call("op.drop_index", Str(index.name), *_of(table))
        drop_key = None
        arguments = [Str(table.name), Str(column.name)]
        drop = _call("op.drop_column", *arguments, *_schema(table))
        if key is not None and is_apart(table, key, self.dialects):
            drop_key = self._remove_key(table, key)
        elif key is not None and self._mysql:
            name = self._name(table, key)
            assert name is not None
            if self._alone:
                drop_key = _drop_constraint(name, table, "foreignkey")
            else:
                self.helpers.add("drop_reference")
                arguments += [Str(name), *((Str(index.name),) if index else ())]
                drop, drop_index = _call("drop_reference", *arguments), None
        types = self._drop_types(table, (column,))
        return steps.DropColumn(drop, drop_key, drop_index, types, self._alone is None)

    def _add_foreign_key(self, operation: op.AddForeignKey) -> steps.AddForeignKey:
        return steps.AddForeignKey(self._key(operation.table, operation.foreign_key))

    def _drop_foreign_key(self, operation: op.DropForeignKey) -> steps.DropForeignKey:
        return steps.DropForeignKey(self._remove_key(operation.table, operation.foreign_key))

    def _add_index(self, operation: op.AddIndex) -> steps.AddIndex:
        return steps.AddIndex(self._index(operation.table, operation.index))

    def _drop_index(self, operation: op.DropIndex) -> steps.DropIndex:
        table, index = operation.table, operation.index
        if not self._mysql:
            return steps.DropIndex(_call("op.drop_index", Str(index.name), *_of(table)))
        self.helpers.add("drop_index")
        arguments = Str(index.name), Str(table.name), Str(index.columns[0])
        return steps.DropIndex(_call("drop_index", *arguments))

    def _add_check(self, operation: op.AddCheck) -> steps.AddCheck:
        table, check = operation.table, operation.check
        if not self._sqlite:
            arguments = Str(check.name), Str(table.name), self._condition(check)
            return steps.AddCheck(_call("op.create_check_constraint", *arguments, *_schema(table)))
        self.helpers.add("add_check")
        condition = self._condition_text(check)
        return steps.AddCheck(_call("add_check", Str(check.name), Str(table.name), condition))

    def _drop_check(self, operation: op.DropCheck) -> steps.DropCheck:
        table, check = operation.table, operation.check
        if not self._sqlite:
            return steps.DropCheck(_drop_constraint(check.name, table, "check"))
        self.helpers.add("drop_check")
        return steps.DropCheck(_call("drop_check", Str(check.name), Str(table.name)))

    def _key(self, table: TableName, key: ForeignKey) -> str:
        actions: Named = (("onupdate", Str(key.on_update)), ("ondelete", Str(key.on_delete)))
        names = Str(key.name), Str(table.name), Str(key.table.name)
        if self._sqlite:
            self.helpers.add("add_foreign_key")
            return _call("add_foreign_key", *names, Str(key.column), Str(key.key), *actions)
        schemas: list[tuple[str, Expr]] = []
        if table.schema:
            schemas.append(("source_schema", Str(table.schema)))
        if key.table.schema:
            schemas.append(("referent_schema", Str(key.table.schema)))
        columns = List((Str(key.column),)), List((Str(key.key),))
        return _call("op.create_foreign_key", *names, *columns, *actions, *schemas)

    def _remove_key(self, table: TableName, key: ForeignKey) -> str:
        if not self._sqlite and not self._mysql:
            return _drop_constraint(key.name, table, "foreignkey")
        self.helpers.add("drop_foreign_key")
        return _call("drop_foreign_key", Str(key.name), Str(table.name))

    def _index(self, table: TableName, index: Index) -> str:
        columns = List(tuple(map(Str, index.columns)))
        named: list[tuple[str, Expr]] = list(_schema(table))
        if index.unique:
            named.append(("unique", TRUE))
        if index.where is not None:
            # Only dialects that quote with double quotes have partial indexes.
            condition = sql(_quoted(index.where, "postgres"))
            words = {"postgres": "postgresql_where", "sqlite": "sqlite_where"}
            named += [(word, condition) for name, word in words.items() if name in self.dialects]
        return _call("op.create_index", Str(index.name), Str(table.name), columns, *named)

    def _condition(self, check: Check) -> Expr:
        """A text with a colon before a word would have a parameter there."""
        code = self._condition_text(check)
        return Call("sa.literal_column", (code,)) if ":" in check.expression else code

    def _condition_text(self, check: Check) -> Expr:
        """SQL whose columns are quoted as all dialects want, by the file where they differ."""
        written = {_quoted(check.expression, name) for name in self.dialects}
        code: Expr = Str(written.pop())
        if written:
            self.helpers.add("quote")
            code = Raw(_format(check.expression))
        return code

    def _drop_types(self, table: TableName, columns: Iterable[Column]) -> tuple[str, ...]:
        """PostgreSQL keeps the type of an enum when its column goes."""
        if "postgres" not in self.dialects:
            return ()
        enums = [column.name for column in columns if enum_of(column.type)]
        names = [enum_name(table, column) for column in enums]
        quoted = DIALECTS["postgres"].quoted
        written = (
            f"{quoted(name.schema)}.{quoted(name.name)}" if name.schema else quoted(name.name)
            for name in names
        )
        guarded = self._alone is None
        return tuple(_execute(f"DROP TYPE {name}", guarded=guarded) for name in written)


def is_apart(table: TableName, key: ForeignKey, dialects: tuple[str, ...]) -> bool:
    """Whether the key must be added by name, after its column.

    A key that is added with its column is named by the server or by Sequelize: that name
    may be too long, or another than the one by which the key will be known.
    """
    known = [DIALECTS[name] for name in dialects if DIALECTS[name].foreign_key_name]
    too_long = any(
        not one.name_limit.allows(
            (one.foreign_key_name or "").format(table=table.name, column=key.column)
        )
        for one in known
    )
    return too_long or (bool(known) and key.name != f"{table.name}_{key.column}_fkey")


def _reference(key: ForeignKey, name: str | None) -> Expr:
    named: list[tuple[str, Expr]] = [("name", Str(name))] if name else []
    named += [("onupdate", Str(key.on_update)), ("ondelete", Str(key.on_delete))]
    return Call("sa.ForeignKey", (Str(f"{key.table}.{key.key}"),), tuple(named))


def _quoted(text: str, dialect: str) -> str:
    """SQL with each `{column}` quoted."""
    quoted = DIALECTS[dialect].quoted
    return _COLUMN.sub(lambda found: quoted(found[1]) if found[1] else found[0][0], text)


def _format(text: str) -> str:
    """SQL as an f-string in which the file's own `quote` quotes each `{column}`."""
    code, end = "", 0
    for found in _COLUMN.finditer(text):
        code += _in_quotes(text[end : found.start()])
        # An f-string takes no quote of its own and no backslash in its braces before 3.12.
        name = f"'{found[1]}'" if found[1] else ""
        code += f"{{quote({name})}}" if name else found[0]
        end = found.end()
    return f'f"{code}{_in_quotes(text[end:])}"'


def _in_quotes(text: str) -> str:
    return '\\"'.join(literals.string(part)[1:-1] for part in text.split('"'))


def _schema(table: TableName) -> Named:
    return (("schema", Str(table.schema)),) if table.schema else ()


def _of(table: TableName) -> Named:
    return (("table_name", Str(table.name)), *_schema(table))


def _create_schema(table: TableName) -> str | None:
    if table.schema in (None, "public"):
        return None
    return _execute(f"CREATE SCHEMA IF NOT EXISTS {DIALECTS['postgres'].quoted(table.schema)}")


def _drop_schema(table: TableName) -> str | None:
    """Drops the schema with its last table, and leaves one that holds anything."""
    if table.schema in (None, "public"):
        return None
    drop = f"DROP SCHEMA {DIALECTS['postgres'].quoted(table.schema)}"
    empty = "EXCEPTION WHEN dependent_objects_still_exist THEN NULL"
    return _execute(f"DO $$BEGIN {drop}; {empty}; END$$")


def _drop_constraint(name: str, table: TableName, kind: str) -> str:
    named: Named = (*_schema(table), ("type_", Str(kind)))
    return _call("op.drop_constraint", Str(name), Str(table.name), *named)


def _execute(text: str, *, guarded: bool = False) -> str:
    # A colon before a word would be a parameter.
    return _call("op.execute", Str(_PARAMETER.sub(r"\:", text)), guarded=guarded)


def _part(part: Expr | tuple[str, Expr]) -> str:
    if isinstance(part, tuple):
        name, value = part
        return f"{name}={value.flat()},"
    return print_expr(part, indent=_INDENT + 4, suffix=",")


def _call(callee: str, *arguments: Expr | tuple[str, Expr], guarded: bool = False) -> str:
    args = tuple(each for each in arguments if not isinstance(each, tuple))
    named = tuple(each for each in arguments if isinstance(each, tuple))
    return print_expr(Call(callee, args, named), indent=_INDENT + 4 * guarded)


_MAKERS: dict[type, Any] = {
    op.CreateTable: Statements._create_table,
    op.DropTable: Statements._drop_table,
    op.AddColumn: Statements._add_column,
    op.DropColumn: Statements._drop_column,
    op.AddForeignKey: Statements._add_foreign_key,
    op.DropForeignKey: Statements._drop_foreign_key,
    op.AddIndex: Statements._add_index,
    op.DropIndex: Statements._drop_index,
    op.AddCheck: Statements._add_check,
    op.DropCheck: Statements._drop_check,
}

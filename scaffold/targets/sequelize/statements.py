"""Each operation as calls of Sequelize's QueryInterface, for the dialects of a project.

Sequelize 6.37 rebuilds a SQLite table to drop a column or to change a constraint, which
deletes the rows that refer to it: there the file calls functions of `helpers/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scaffold.database import operations as op
from scaffold.database.sql_text import (
    drop_schema_block,
    enum_of,
    enum_types,
    expression,
    own_schema,
    quoted_name,
)
from scaffold.database.tables import Check, Column, ForeignKey, Index, Table, TableName, Unique
from scaffold.targets.operation_renderer import DropColumnStep, DropTableStep, OperationRenderer
from scaffold.targets.sequelize import enums, steps
from scaffold.targets.sequelize.columns import NO_TABLE, Definition, definition_line, table_options
from scaffold.targets.sequelize.layout import (
    TRUE,
    Array,
    Call,
    Expr,
    Object,
    Raw,
    Str,
    Template,
    print_expr,
    print_statement,
)
from scaffold.targets.sequelize.sql import expression_code, quoted, string, table_expr
from scaffold.targets.sequelize.types import in_migration, type_expr

_INDENT = 6
_TRANSACTION = Raw("transaction")
_IN_TRANSACTION = Object((("transaction", None),))


class Statements(OperationRenderer[steps.CreateTableStep, steps.AddColumnStep]):
    """Makes the steps of one file, and notes the helpers that they call."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        super().__init__(dialects)
        self._names = in_migration(dialects)

    def create_table(self, operation: op.CreateTable) -> steps.CreateTableStep:
        table = operation.table
        named = tuple(each for each in table.uniques if self._needs_name(table.name, each))
        others = tuple(each for each in table.uniques if each not in named)
        options = table_options(replace(table, uniques=others))
        return steps.CreateTableStep(
            print_expr(table_expr(table.name), indent=_INDENT + 2, suffix=","),
            tuple(self._columns(table)),
            print_expr(options, indent=_INDENT + 2, suffix=","),
            tuple(self.add_unique(table.name, unique) for unique in named),
            tuple(self.add_index(table.name, index) for index in table.indexes),
            tuple(self.add_check(table.name, check) for check in table.checks),
            _create_schema(table.name),
        )

    def _needs_name(self, table: TableName, unique: Unique) -> bool:
        """Whether PostgreSQL would name it otherwise: createTable names no unique constraint."""
        return "postgres" in self.dialects and unique.name != f"{table.name}_{unique.column}_key"

    def _columns(self, table: Table) -> Iterator[str]:
        keys = {key.column: key for key in table.foreign_keys}
        for column in table.columns:
            key = keys.get(column.name)
            definition = Definition(
                column.name,
                column,
                primary=column.name in table.primary_key,
                foreign_key=key,
                table=table.name if key or enum_of(column.type) else NO_TABLE,
                type=self._own_type(table.name, column),
            )
            yield definition_line(definition, self._names, _INDENT + 4)

    def drop_table(self, operation: op.DropTable) -> DropTableStep:
        table = operation.table
        drop = _query("dropTable", table_expr(table.name), _IN_TRANSACTION)
        types = self._drop_types(table.name, table.columns)
        return DropTableStep(drop, types, self.alone is None, _drop_schema(table.name))

    def add_column(self, operation: op.AddColumn) -> steps.AddColumnStep:
        table, column, key = operation.table, operation.column, operation.foreign_key
        index = self.add_index(table, operation.index) if operation.index else None
        apart = key is not None and self.needs_separate_statement(table, key)
        definition = Definition(
            column.name,
            column,
            nullable_said=key is not None,
            foreign_key=None if apart else key,
            table=table,
            type=self._own_type(table, column, added=True),
        ).expr(self._names)
        add = _query("addColumn", table_expr(table), Str(column.name), definition, _IN_TRANSACTION)
        own = self.add_foreign_key(table, key) if key and apart else None
        return steps.AddColumnStep(add, index, own)

    def drop_column(self, operation: op.DropColumn) -> DropColumnStep:
        table, column, key = operation.table, operation.column, operation.foreign_key
        name, index = Str(column.name), operation.index
        drop_index = None
        if self.alone == "sqlite":
            drop_index = self._remove_index(table, index) if index else None
            drop = _sql(
                f"ALTER TABLE {quoted_name(table, 'sqlite')} "
                f"DROP COLUMN {quoted(column.name, 'sqlite')}"
            )
        elif self.sqlite:
            entries: list[tuple[str, Expr | None]] = [("transaction", None)]
            if index:
                entries.insert(0, ("index", Str(index.name)))
            drop = self._help("removeColumn", table_expr(table), name, Object(tuple(entries)))
        else:
            drop = _query("removeColumn", table_expr(table), name, _IN_TRANSACTION)
        drop_key = None
        if key is not None and self.needs_separate_statement(table, key):
            drop_key = self.drop_foreign_key(table, key)
        types = self._drop_types(table, (column,))
        return DropColumnStep(drop, drop_key, drop_index, types, self.alone is None)

    def drop_index(self, table: TableName, index: Index) -> str:
        if not self.mysql:
            return self._remove_index(table, index)
        leading = Str(index.columns[0])
        arguments = (table_expr(table), Str(index.name), leading, _TRANSACTION)
        return self._help("removeIndex", *arguments)

    def drop_check(self, table: TableName, check: Check) -> str:
        if self.alone and not self.sqlite:
            return _sql(
                f"ALTER TABLE {quoted_name(table, self.alone)} "
                f"DROP CONSTRAINT {quoted(check.name, self.alone)}"
            )
        arguments = table_expr(table), Str(check.name), _TRANSACTION
        return self._help("removeCheck", *arguments)

    def add_foreign_key(self, table: TableName, key: ForeignKey) -> str:
        entries = foreign_key_entries(table, key)
        if self.sqlite:
            return self._help("addForeignKey", table_expr(table), Object(entries), _TRANSACTION)
        entries = (("type", Str("foreign key")), *entries, ("transaction", None))
        return _query("addConstraint", table_expr(table), Object(entries))

    def drop_foreign_key(self, table: TableName, key: ForeignKey) -> str:
        if self.sqlite or self.mysql:
            arguments = table_expr(table), Str(key.name), Str(key.column), _TRANSACTION
            return self._help("removeForeignKey", *arguments)
        name = Str(key.name)
        return _query("removeConstraint", table_expr(table), name, _IN_TRANSACTION)

    def add_index(self, table: TableName, index: Index) -> str:
        options = Object((*index_entries(index, "Sequelize"), ("transaction", None)))
        columns = Array(tuple(map(Str, index.columns)))
        return _query("addIndex", table_expr(table), columns, options)

    def _remove_index(self, table: TableName, index: Index) -> str:
        # On PostgreSQL an index is found by its schema, not by its table.
        name = f"{table.schema}.{index.name}" if table.schema else index.name
        return _query("removeIndex", table_expr(table), Str(name), _IN_TRANSACTION)

    def add_check(self, table: TableName, check: Check) -> str:
        if self.alone and not self.sqlite:
            return _sql(
                f"ALTER TABLE {quoted_name(table, self.alone)} "
                f"ADD CONSTRAINT {quoted(check.name, self.alone)} "
                f"CHECK ({expression(check.expression, self.alone)})"
            )
        condition = expression_code(check.expression, self.dialects)
        arguments = table_expr(table), Str(check.name), condition, _TRANSACTION
        return self._help("addCheck", *arguments)

    def add_unique(self, table: TableName, unique: Unique) -> str:
        if self.sqlite:
            return self._help("addUnique", *_unique_arguments(table, unique))
        entries = (
            ("type", Str("unique")),
            ("name", Str(unique.name)),
            ("fields", Array((Str(unique.column),))),
            ("transaction", None),
        )
        return _query("addConstraint", table_expr(table), Object(entries))

    def drop_unique(self, table: TableName, unique: Unique) -> str:
        if self.sqlite or self.mysql:
            return self._help("removeUnique", *_unique_arguments(table, unique))
        return _query("removeConstraint", table_expr(table), Str(unique.name), _IN_TRANSACTION)

    def _own_type(self, table: TableName, column: Column, *, added: bool = False) -> Expr | None:
        """The type of an enum that the file itself makes on PostgreSQL."""
        enum = enum_of(column.type)
        if enum is None or "postgres" not in self.dialects:
            return None
        if not enums.hides_its_values(column, added=added):
            return None
        name, values = Str(enums.type_name(table, column)), type_expr(enum, self._names)
        made = self._call("createEnum", name, values, _TRANSACTION)
        made = replace(made, callee=f"await {made.callee}")
        return made if enum is column.type else Template(f"${{{made.flat()}}}[]")

    def _drop_types(self, table: TableName, columns: Iterable[Column]) -> tuple[str, ...]:
        if "postgres" not in self.dialects:
            return ()
        indent = _INDENT if self.alone else _INDENT + 2
        names = enum_types(table, columns)
        return tuple(_sql(f"DROP TYPE IF EXISTS {name}", indent) for name in names)

    def _help(self, helper: str, *arguments: Expr) -> str:
        return _await(self._call(helper, *arguments))

    def _call(self, helper: str, *arguments: Expr) -> Call:
        self.helpers.add(helper)
        return Call(helper, (Raw("queryInterface"), *arguments))


def foreign_key_entries(table: TableName, key: ForeignKey) -> tuple[tuple[str, Expr | None], ...]:
    """A foreign key as addConstraint takes it, but for `type`."""
    target = (("table", table_expr(key.table, table)), ("field", Str(key.key)))
    return (
        ("name", Str(key.name)),
        ("fields", Array((Str(key.column),))),
        ("references", Object(target)),
        ("onUpdate", Str(key.on_update)),
        ("onDelete", Str(key.on_delete)),
    )


def index_entries(index: Index, functions: str) -> tuple[tuple[str, Expr | None], ...]:
    """`name`, `unique` and `where` of an index, as addIndex and a model's `indexes` take them."""
    entries: list[tuple[str, Expr | None]] = [("name", Str(index.name))]
    if index.unique:
        entries.append(("unique", TRUE))
    if index.where is not None:
        # Only dialects that quote with double quotes have partial indexes.
        condition = Str(expression(index.where, "postgres"))
        entries.append(("where", Call(f"{functions}.literal", (condition,))))
    return tuple(entries)


def _unique_arguments(table: TableName, unique: Unique) -> tuple[Expr, ...]:
    return table_expr(table), Str(unique.name), Str(unique.column), _TRANSACTION


def _create_schema(table: TableName) -> str | None:
    schema = own_schema(table)
    return _query("createSchema", Str(schema), _IN_TRANSACTION) if schema else None


def _drop_schema(table: TableName) -> str | None:
    """Drops the schema with its last table; `dropSchema` would take all that is left in it."""
    schema = own_schema(table)
    return _sql(f"DO {string(drop_schema_block(schema))}") if schema else None


def _query(method: str, *arguments: Expr) -> str:
    return _await(Call(f"queryInterface.{method}", arguments))


def _sql(text: str, indent: int = _INDENT) -> str:
    return _await(Call("queryInterface.sequelize.query", (Str(text), _IN_TRANSACTION)), indent)


def _await(call: Call, indent: int = _INDENT) -> str:
    return print_statement(call, indent=indent, prefix="await ")

"""Each operation as a step of a migration, for the dialects of a project.

Sequelize 6.37 rebuilds a SQLite table to drop a column or to change a constraint, which
deletes the rows that refer to it: there the file calls functions of `helpers/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.database import operations as op
from scaffold.database.postgres_names import names_primary_key
from scaffold.database.sql_text import (
    drop_enum_types,
    drop_schema_block,
    enum_of,
    expression,
    own_schema,
    prerequisites,
    quoted_name,
)
from scaffold.database.tables import (
    Column,
    ForeignKey,
    Index,
    Table,
    TableName,
    Unique,
)
from scaffold.targets.layout.javascript import literals
from scaffold.targets.operation_renderer import MigrationDialects
from scaffold.targets.sequelize import enums, migration_steps
from scaffold.targets.sequelize.column_views import column_view, plain_column
from scaffold.targets.sequelize.constraint_steps import add_check, composite_key, drop_check
from scaffold.targets.sequelize.index_fields import fields_code
from scaffold.targets.sequelize.sql import quoted, string, table_code
from scaffold.targets.sequelize.types import (
    in_migration,
    type_code,
)


class Statements(MigrationDialects):
    """Makes the steps of one file, and notes the functions of `helpers/` that they call."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        super().__init__(dialects)
        self._names = in_migration(dialects)

    def step(self, operation: op.Operation) -> migration_steps.Step:
        """Return the step of an operation that creates, adds or drops."""
        match operation:
            case op.CreateTable(table):
                return self._create_table(table)
            case op.DropTable(table):
                return self._drop_table(table)
            case op.AddColumn():
                return self._add_column(operation)
            case op.DropColumn():
                return self._drop_column(operation)
            case op.AddForeignKey(table, key):
                return self.add_foreign_key(table, key)
            case op.DropForeignKey(table, key):
                return self._drop_foreign_key(table, key)
            case op.AddCompositeKey() | op.DropCompositeKey():
                return composite_key(operation, self)
            case op.AddIndex(table, index):
                return self.add_index(table, index)
            case op.DropIndex(table, index):
                return self._drop_index(table, index)
            case op.AddCheck(table, check):
                return add_check(self, table, check)
            case op.DropCheck(table, check):
                return drop_check(self, table, check)
            case op.AddUnique(table, unique):
                return self._add_unique(table, unique)
            case op.DropUnique(table, unique):
                return self._drop_unique(table, unique)
        raise TypeError(f"{operation!r} is not an operation that targets render")

    def _create_table(self, table: Table) -> migration_steps.CreateTableStep:
        added = tuple(each for each in table.uniques if self._needs_name(table.name, each))
        return migration_steps.CreateTableStep(
            table=table_code(table.name),
            columns=tuple(self._columns(table)),
            comment=table.comment,
            uniques=tuple(
                migration_steps.UniqueView(each.name, each.column)
                for each in table.uniques
                if each not in added
            ),
            added_uniques=tuple(self._add_unique(table.name, each) for each in added),
            indexes=tuple(self.add_index(table.name, each) for each in table.indexes),
            checks=tuple(add_check(self, table.name, each) for each in table.checks),
            schema=own_schema(table.name),
            extensions=tuple(prerequisites(table)),
            primary_key_sql=names_primary_key(table) if "postgres" in self.dialects else None,
            checks_dialect=self.single_dialect is None,
        )

    def _needs_name(self, table: TableName, unique: Unique) -> bool:
        """Whether PostgreSQL would name it otherwise: createTable names no unique constraint."""
        return "postgres" in self.dialects and unique.name != f"{table.name}_{unique.column}_key"

    def _columns(self, table: Table) -> Iterator[migration_steps.ColumnView]:
        keys = {key.column: key for key in table.foreign_keys}
        for column in table.columns:
            key = keys.get(column.name)
            primary = column.name in table.primary_key
            if key is None and enum_of(column.type) is None:
                yield plain_column(column, self._names, primary)
                continue
            made = self._made_type(table.name, column)
            yield column_view(column, self._names, table.name, key, primary=primary, made_type=made)

    def _drop_table(self, table: Table) -> migration_steps.DropTableStep:
        schema = own_schema(table.name)
        # `dropSchema` would drop all that is left in it.
        sql = f"DO {string(drop_schema_block(schema))}" if schema else None
        types = self._enum_types(table.name, table.columns)
        return migration_steps.DropTableStep(
            table_code(table.name), types, self.single_dialect is None, sql
        )

    def _add_column(self, operation: op.AddColumn) -> migration_steps.AddColumnStep:
        table, key = operation.table, operation.foreign_key
        is_separate = key is not None and self.needs_separate_statement(table, key)
        return migration_steps.AddColumnStep(
            table_code(table),
            self.added_column(operation, operation.column),
            self.add_index(table, operation.index) if operation.index else None,
            self.add_foreign_key(table, key) if key and is_separate else None,
        )

    def added_column(self, operation: op.AddColumn, column: Column) -> migration_steps.ColumnView:
        """Return the column of the operation as `column` says, for addColumn."""
        table, key = operation.table, operation.foreign_key
        is_separate = key is not None and self.needs_separate_statement(table, key)
        return column_view(
            column,
            self._names,
            table,
            None if is_separate else key,
            states_null=key is not None,
            made_type=self._made_type(table, column, added=True),
        )

    def _drop_column(self, operation: op.DropColumn) -> migration_steps.DropColumnStep:
        table, column, key = operation.table, operation.column, operation.foreign_key
        index, sql = operation.index, None
        if self.single_dialect == "sqlite":
            sql = (
                f"ALTER TABLE {quoted_name(table, 'sqlite')} "
                f"DROP COLUMN {quoted(column.name, 'sqlite')}"
            )
        by_helper = self.sqlite and sql is None
        if by_helper:
            self.helpers.add("removeColumn")
        is_separate = key is not None and self.needs_separate_statement(table, key)
        return migration_steps.DropColumnStep(
            table=table_code(table),
            column=column.name,
            key=self._drop_foreign_key(table, key) if key and is_separate else None,
            index=self._remove_index(table, index) if index and sql else None,
            sql=sql,
            by_helper=by_helper,
            with_index=index.name if index and by_helper else None,
            types=self._enum_types(table, (column,)),
            checks_dialect=self.single_dialect is None,
        )

    def add_index(self, table: TableName, index: Index) -> migration_steps.AddIndexStep:
        """Return the step that adds an index."""
        # Only dialects that quote with double quotes have partial indexes.
        where = None if index.where is None else expression(index.where, "postgres")
        fields = fields_code(index, "Sequelize")
        return migration_steps.AddIndexStep(
            table_code(table), index.name, fields, index.unique, where, index.using, not index.keys
        )

    def _drop_index(self, table: TableName, index: Index) -> migration_steps.DropIndexStep:
        if not self.mysql:
            return self._remove_index(table, index)
        self.helpers.add("removeIndex")
        return migration_steps.DropIndexStep(table_code(table), index.name, index.columns[0])

    def _remove_index(self, table: TableName, index: Index) -> migration_steps.DropIndexStep:
        # On PostgreSQL an index is found by its schema, not by its table.
        name = f"{table.schema}.{index.name}" if table.schema else index.name
        return migration_steps.DropIndexStep(table_code(table), name)

    def add_foreign_key(
        self, table: TableName, key: ForeignKey
    ) -> migration_steps.AddForeignKeyStep:
        """Return the step that adds a foreign key."""
        if self.sqlite:
            self.helpers.add("addForeignKey")
        return migration_steps.AddForeignKeyStep(
            table_code(table),
            key.name,
            key.column,
            table_code(key.table, table),
            key.key,
            key.on_update,
            key.on_delete,
            self.sqlite,
        )

    def _drop_foreign_key(
        self, table: TableName, key: ForeignKey
    ) -> migration_steps.DropForeignKeyStep:
        by_helper = self.sqlite or self.mysql
        if by_helper:
            self.helpers.add("removeForeignKey")
        return migration_steps.DropForeignKeyStep(
            table_code(table), key.name, key.column, by_helper
        )

    def _add_unique(self, table: TableName, unique: Unique) -> migration_steps.AddUniqueStep:
        if self.sqlite:
            self.helpers.add("addUnique")
        return migration_steps.AddUniqueStep(
            table_code(table), unique.name, unique.column, self.sqlite
        )

    def _drop_unique(self, table: TableName, unique: Unique) -> migration_steps.DropUniqueStep:
        by_helper = self.sqlite or self.mysql
        if by_helper:
            self.helpers.add("removeUnique")
        return migration_steps.DropUniqueStep(
            table_code(table), unique.name, unique.column, by_helper
        )

    def _made_type(self, table: TableName, column: Column, *, added: bool = False) -> str | None:
        """The code of the type of an enum that the file itself makes on PostgreSQL."""
        enum = enum_of(column.type)
        if enum is None or "postgres" not in self.dialects:
            return None
        if enum.type_name is None and not enums.hides_its_values(column, added=added):
            return None
        self.helpers.add("createEnum")
        name, values = literals.js(enums.type_name(table, column)), type_code(enum, self._names)
        made = f"await createEnum(queryInterface, {name}, {values}, transaction)"
        return made if enum is column.type else f"`${{{made}}}[]`"

    def _enum_types(self, table: TableName, columns: Iterable[Column]) -> tuple[str, ...]:
        """What drops the enum types of the columns."""
        return _drop_types(table, columns) if "postgres" in self.dialects else ()


def _drop_types(table: TableName, columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(drop_enum_types(table, columns, "DROP TYPE IF EXISTS"))

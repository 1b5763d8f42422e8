"""A column that changes, as the statements of each database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import Operation
from scaffold.database.postgres_enums import ValueMap, has_same_type, set_aside
from scaffold.database.postgres_sequences import (
    alter_sequence,
    create_sequence,
    drop_default,
    drop_sequence,
)
from scaffold.database.sql_text import (
    create_enum_type,
    drop_enum_types,
    enum_of,
    enum_type_name,
    enum_values,
    quoted_name,
)
from scaffold.database.stored_values import mysql_before
from scaffold.database.tables import Column, Table, TableName
from scaffold.schema.data_types import INTEGER_BITS, Default
from scaffold.targets.shared_enum_changes import SharedEnumChanges
from scaffold.targets.sqlalchemy import literals
from scaffold.targets.sqlalchemy.revisions.change_steps import (
    AlterColumn,
    ChangeStep,
    DefineColumn,
    Execute,
    Fill,
)
from scaffold.targets.sqlalchemy.revisions.column_view import ColumnView, column_view
from scaffold.targets.sqlalchemy.revisions.dialect_guards import grouped, guard
from scaffold.targets.sqlalchemy.revisions.enum_changes import enum_statements
from scaffold.targets.sqlalchemy.revisions.mysql_columns import Arguments, mysql_steps
from scaffold.targets.sqlalchemy.revisions.op_defaults import default_expr
from scaffold.targets.sqlalchemy.revisions.op_sql import statement_text
from scaffold.targets.sqlalchemy.revisions.op_types import dialect_type
from scaffold.targets.sqlalchemy.revisions.sql_values import (
    conversion_sql,
    is_number_of_uuid,
    mapping_sql,
    type_words,
    value_sql,
)


class ColumnChanges:
    """Renders alterations of columns for the databases of a project.

    `unsafe` are enum values that the same migration uses: PostgreSQL cannot use a value that
    ALTER TYPE … ADD VALUE adds in the same transaction.
    """

    def __init__(
        self, dialects: tuple[str, ...], unsafe: str = "", operations: Iterable[Operation] = ()
    ) -> None:
        self._shared = SharedEnumChanges(operations, unsafe)
        self._dialects = dialects
        self._alone = dialects[0] if len(dialects) == 1 else None
        self._unsafe = unsafe

    def alter(
        self,
        table: Table,
        old: Column,
        new: Column,
        fill: Default | None = None,
        values: ValueMap = (),
    ) -> Iterator[ChangeStep]:
        """Yield the steps that make `new` of `old`; `fill` is what rows without a value get."""
        if fill is not None and (old.type != new.type or values):
            middle = replace(new, nullable=True)
            yield from self._alter(table, old, middle, values)
            yield from self.fill(table.name, new, self._values(table.name, new, fill))
            yield from self._alter(table, middle, new, ())
            return
        if fill is not None:
            yield from self.fill(table.name, new, self._values(table.name, new, fill))
        yield from self._alter(table, old, new, values)

    def fill(
        self, table: TableName, column: Column, values: Mapping[str, str]
    ) -> Iterator[ChangeStep]:
        """Yield the steps that give rows without a value one, which is SQL of each dialect."""
        for condition, text in grouped(values, self._dialects):
            name = self._dialects[0]
            target, quoted = quoted_name(table, name), DIALECTS[name].quoted(column.name)
            sql = f"UPDATE {target} SET {quoted} = {text} WHERE {quoted} IS NULL"
            yield Fill(table.name, column.name, text, statement_text(sql), condition)

    def _values(self, table: TableName, column: Column, value: Default) -> Mapping[str, str]:
        return {name: value_sql(table, column, value, name) for name in self._dialects}

    def _alter(
        self, table: Table, old: Column, new: Column, values: ValueMap
    ) -> Iterator[ChangeStep]:
        if new.name in table.primary_key:
            # It takes no NULL, whatever is declared.
            old, new = replace(old, nullable=False), replace(new, nullable=False)
        changed = [
            name for name in self._dialects if values or self._differs(table, old, new, name)
        ]
        apart = "postgres" in changed and (self._alone == "postgres" or _needs_statements(old, new))
        if apart:
            condition = guard(("postgres",), self._dialects)
            yield from self._on_postgres(table, old, new, values, condition)
            changed.remove("postgres")
        if "mysql" in changed and old.type != new.type:
            yield from self._before_modify(table.name, old, new)
        if self._alone == "sqlite" and values and not self._differs(table, old, new, "sqlite"):
            name, column = quoted_name(table.name, "sqlite"), DIALECTS["sqlite"].quoted(new.name)
            sql = f"UPDATE {name} SET {mapping_sql(column, values, 'sqlite')}"
            yield Execute((statement_text(sql),))
        elif self._alone == "mysql" and changed:
            yield from mysql_steps(table, old, new, values, self._dialects)
        elif changed:
            yield self._by_helper(table, old, new, values, tuple(changed))
        if "postgres" in self._dialects and old.type != new.type:
            yield from self._sequence_type(table.name, old, new)

    def _before_modify(self, table: TableName, old: Column, new: Column) -> Iterator[ChangeStep]:
        """Yield what makes the stored values such that MODIFY reads them as the new type."""
        value = mysql_before(old, new)
        if value is not None and not is_number_of_uuid(old.type, new.type):
            name, column = quoted_name(table, "mysql"), DIALECTS["mysql"].quoted(new.name)
            sql = f"UPDATE {name} SET {column} = {value}"
            yield Execute((statement_text(sql),), guard(("mysql",), self._dialects))

    def _differs(self, table: Table, old: Column, new: Column, dialect: str) -> bool:
        one, other = (self._parts(table, each, dialect) for each in (old, new))
        return one != other

    def _parts(self, table: Table, column: Column, dialect: str) -> tuple[object, ...]:
        """All that the database stores of a column."""
        view = column_view(table.name, column, (dialect,), table.primary_key)
        default = default_expr(column, self._dialects, enum_type_name(table.name, column))
        return (
            view.type,
            column.nullable,
            default and default.flat(),
            view.comment,
            column.autoincrement,
        )

    # -- the helper -----------------------------------------------------------------------------

    def _by_helper(
        self, table: Table, old: Column, new: Column, values: ValueMap, wanted: tuple[str, ...]
    ) -> DefineColumn:
        arguments: Arguments = []
        if values:
            entries = ", ".join(
                f"{literals.string(one)}: {'None' if two is None else literals.string(two)}"
                for one, two in values
            )
            arguments.append(("values", f"{{{entries}}}"))
        words = {"sqlite": "sqlite_using", "postgres": "postgresql_using", "mysql": "mysql_using"}
        for name in wanted:
            # The helper maps values first.
            using = conversion_sql(table.name, old, new, (), name)
            if using is not None and old.type != new.type:
                arguments.append((words[name], literals.string(using)))
        condition = guard(wanted, self._dialects)
        return DefineColumn(
            table.name.name,
            self._alone_view(table, old),
            self._alone_view(table, new),
            tuple(arguments),
            condition,
        )

    def _alone_view(self, table: Table, column: Column) -> ColumnView:
        """A column without its table, where SQLAlchemy would number any integer primary key."""
        view = column_view(table.name, column, self._dialects, table.primary_key)
        if view.primary and not column.autoincrement and column.type.name in INTEGER_BITS:
            return replace(view, autoincrement=False)
        return view

    # -- PostgreSQL -----------------------------------------------------------------------------

    def _on_postgres(
        self, table: Table, old: Column, new: Column, values: ValueMap, condition: str | None
    ) -> Iterator[ChangeStep]:
        if (found := self._shared.column_before(table.name, old, new)) is not None:
            # The type changes once, for all its columns.
            made, old = found
            values = ()
            if made:
                yield Execute(tuple(map(statement_text, made)), condition)
        if old.autoincrement and not new.autoincrement:
            dropped = drop_default(table.name, old.name), drop_sequence(table.name, old.name)
            yield Execute(tuple(map(statement_text, dropped)), condition)
        statements = enum_statements(table.name, old, new, values, self._uses(new))
        if statements is not None:
            if statements:
                yield Execute(tuple(map(statement_text, statements)), condition)
            arguments = self._comment(old, new)
            if arguments:
                yield self._postgres_alter(table.name, new, arguments, condition)
        else:
            yield from self._postgres_column(table, old, new, values, condition)
        if new.autoincrement and not old.autoincrement:
            made = create_sequence(table.name, new.name, type_words(table.name, new))
            yield Execute(tuple(map(statement_text, made)), condition)

    def _uses(self, new: Column) -> str:
        default = new.default.value if new.default else ""
        return f"{self._unsafe}\n{default}"

    def _postgres_column(
        self, table: Table, old: Column, new: Column, values: ValueMap, condition: str | None
    ) -> Iterator[ChangeStep]:
        name = table.name
        retyped = old.type != new.type and (
            type_words(name, old) != type_words(name, new)
            or enum_values(old.type) != enum_values(new.type)
            or values
        )
        enum = enum_type_name(name, new)
        one, other = (default_expr(each, self._dialects, enum) for each in (old, new))
        arguments: Arguments = []
        rename, drop = set_aside(enum_type_name(name, old))
        same = enum_of(new.type) and has_same_type(name, old, new)
        if not same:
            drop = next(drop_enum_types(name, (old,)), "")
        if retyped:
            made = [rename] if same else []
            made += [create_enum_type(name, new)] if enum_of(new.type) else []
            if made:
                yield Execute(tuple(map(statement_text, made)), condition)
            if one is not None:
                off: Arguments = [("server_default", "None")]
                yield self._postgres_alter(name, new, off, condition)
            arguments.append(
                ("type_", dialect_type(new.type, "postgres", self._dialects, enum).flat())
            )
            using = conversion_sql(name, old, new, values, "postgres")
            if using is not None:
                arguments.append(("postgresql_using", literals.string(using)))
            if other is not None:
                arguments.append(("server_default", other.flat()))
        elif (one and one.flat()) != (other and other.flat()):
            arguments.append(("server_default", other.flat() if other else "None"))
        if old.nullable != new.nullable:
            arguments.append(("nullable", str(new.nullable)))
        arguments += self._comment(old, new)
        if arguments:
            yield self._postgres_alter(name, new, arguments, condition)
        if retyped and enum_of(old.type):
            yield Execute((statement_text(drop),), condition)

    def _comment(self, old: Column, new: Column) -> Arguments:
        if old.comment == new.comment:
            return []
        text = "None" if new.comment is None else literals.string(new.comment)
        return [("comment", text)]

    def _postgres_alter(
        self, table: TableName, column: Column, arguments: Arguments, condition: str | None
    ) -> AlterColumn:
        if table.schema:
            arguments = [*arguments, ("schema", literals.string(table.schema))]
        return AlterColumn(table.name, column.name, tuple(arguments), condition)

    def _sequence_type(self, table: TableName, old: Column, new: Column) -> Iterator[ChangeStep]:
        if (
            old.autoincrement
            and new.autoincrement
            and type_words(table, old) != type_words(table, new)
        ):
            sql = alter_sequence(table, new.name, type_words(table, new))
            yield Execute((statement_text(sql),), guard(("postgres",), self._dialects))


def _needs_statements(old: Column, new: Column) -> bool:
    """Whether PostgreSQL needs more than its ALTER COLUMN: types of enums, sequences."""
    if old.autoincrement != new.autoincrement:
        return True
    return old.type != new.type and bool(enum_of(old.type) or enum_of(new.type))


def unfilled(column: Column) -> Column:
    """Return a required column as it is while existing rows have no value in it."""
    return replace(column, nullable=True, default=None)

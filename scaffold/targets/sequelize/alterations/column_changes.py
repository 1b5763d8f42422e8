"""A column that changes, as the actions of each database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scaffold.database.column_types import type_sql
from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import Operation
from scaffold.database.postgres_enums import ValueMap, has_same_type, set_aside, values_in_place
from scaffold.database.postgres_sequences import alter_sequence, create_sequence, drop_sequence
from scaffold.database.sql_text import (
    create_enum_type,
    drop_enum_types,
    enum_of,
    enum_type_name,
    enum_values,
    quoted_name,
    quoted_text,
)
from scaffold.database.stored_values import (
    mysql_after,
    mysql_before,
    mysql_middle,
    postgres_using,
)
from scaffold.database.tables import Column, Table, TableName
from scaffold.schema.data_types import Default
from scaffold.targets.sequelize.alterations.actions import (
    Action,
    Branch,
    ChangeColumn,
    Query,
    UpdateRows,
    alter_table,
    branches,
)
from scaffold.targets.sequelize.alterations.plain_changes import default_text, is_plain_change
from scaffold.targets.sequelize.alterations.row_fills import RowFills
from scaffold.targets.sequelize.alterations.sql_values import (
    default_sql,
    sqlite_cast,
)
from scaffold.targets.sequelize.code_nodes import Expr, Str, one_line
from scaffold.targets.sequelize.columns import Definition
from scaffold.targets.sequelize.sql import table_expr
from scaffold.targets.sequelize.types import default_expr, in_migration
from scaffold.targets.shared_enum_changes import SharedEnumChanges


class ColumnChanges:
    """Renders alterations of columns for the dialects of a project.

    `used` are texts of the same migration that may mention values of an enum. `fills` gives rows
    their values.
    """

    def __init__(
        self, dialects: tuple[str, ...], used: str = "", operations: Iterable[Operation] = ()
    ) -> None:
        self._shared = SharedEnumChanges(operations, used)
        self._dialects = dialects
        self._names = in_migration(dialects)
        self.fills = RowFills(dialects)
        self._alone = dialects[0] if len(dialects) == 1 else None
        self._used = used

    def parts(
        self,
        table: Table,
        old: Column,
        new: Column,
        fill: Default | None = None,
        values: ValueMap = (),
    ) -> Iterator[tuple[Branch, ...]]:
        """Yield the parts that make `new` of `old`; `fill` is what rows without a value get."""
        if fill is not None and old.type != new.type:
            middle = replace(new, nullable=True)
            yield from self._change(table, old, middle, values)
            old, values = middle, ()
        if fill is not None:
            yield self.fills.fill(table.name, new, fill, "null")
        yield from self._change(table, old, new, values)

    def _change(
        self, table: Table, old: Column, new: Column, values: ValueMap
    ) -> Iterator[tuple[Branch, ...]]:
        by_dialect = {
            dialect: list(getattr(self, f"_on_{dialect}")(table, old, new, values))
            for dialect in self._dialects
        }
        # The values come first for all, so that the change itself may be the same.
        first = [tuple(each[:1]) for each in by_dialect.values()]
        if len(set(first)) == 1 and first[0] and isinstance(first[0][0], UpdateRows):
            yield branches({dialect: each[:1] for dialect, each in by_dialect.items()})
            by_dialect = {dialect: each[1:] for dialect, each in by_dialect.items()}
        shared = by_dialect.get("sqlite")
        yield branches(
            {
                dialect: each if each == shared else _on_server(each)
                for dialect, each in by_dialect.items()
            }
        )

    def change(self, table: TableName, column: Column, cast: str | None = None) -> ChangeColumn:
        """Return the column as it will be, for Sequelize's changeColumn()."""
        definition = Definition(column.name, column, table=table).expr(self._names)
        return ChangeColumn(
            _table_code(table),
            column.name,
            _code(definition),
            cast if "sqlite" in self._dialects else None,
            "sqlite" in self._dialects,
        )

    # -- SQLite ---------------------------------------------------------------------------------

    def _on_sqlite(
        self, table: Table, old: Column, new: Column, values: ValueMap
    ) -> Iterator[Action]:
        yield from self._mapped(table.name, new, values)
        if self._stored(table, old, "sqlite") != self._stored(table, new, "sqlite"):
            yield self.change(table.name, new, sqlite_cast(table.name, old, new))

    def _stored(self, table: Table, column: Column, dialect: str) -> tuple[object, ...]:
        """What the database stores of a column's definition, but for its comment."""
        words = type_sql(table.name, column, dialect)
        default = default_expr(column, self._names, enum_type_name(table.name, column))
        nothing = column.default is not None and column.default.kind == "uuid"
        # An autoincrement column is the rowid, which has one type.
        if dialect == "sqlite" and column.autoincrement:
            words = "INTEGER"
        shown = None if default is None or nothing else one_line(default)
        return words, column.nullable, shown, column.autoincrement

    def _mapped(self, table: TableName, column: Column, values: ValueMap) -> Iterator[Action]:
        for old, new in values:
            code = "null" if new is None else _code(Str(new))
            yield UpdateRows(_table_code(table), column.name, code, _code(Str(old)))

    # -- MySQL ----------------------------------------------------------------------------------

    def _on_mysql(
        self, table: Table, old: Column, new: Column, values: ValueMap
    ) -> Iterator[Action]:
        quoted = quoted_name(table.name, "mysql"), DIALECTS["mysql"].quoted(new.name)
        middle = mysql_middle(old, new, values)
        if middle is not None:
            yield self.change(table.name, middle)
        yield from self._mapped(table.name, new, values)
        before = mysql_before(old, new) if old.type != new.type else None
        if before is not None:
            yield Query(f"UPDATE {quoted[0]} SET {quoted[1]} = {before}")
        stored = self._stored(table, old, "mysql"), self._stored(table, new, "mysql")
        if stored[0] != stored[1] or old.comment != new.comment:
            cast = sqlite_cast(table.name, old, new) if old.type != new.type else None
            yield self.change(table.name, new, cast)
        after = mysql_after(old, new) if old.type != new.type else None
        if after is not None:
            yield Query(f"UPDATE {quoted[0]} SET {quoted[1]} = {after}")

    # -- PostgreSQL -----------------------------------------------------------------------------

    def _on_postgres(
        self, table: Table, old: Column, new: Column, values: ValueMap
    ) -> Iterator[Action]:
        name = table.name
        if (found := self._shared.column_before(name, old, new)) is not None:
            # The type changes once, for all its columns.
            statements, old = found
            values = ()
            yield from map(Query, statements)
        if is_plain_change(name, old, new, values):
            if old != new:
                yield self.change(name, new, sqlite_cast(name, old, new))
            return
        in_place = values_in_place(name, old, new, values, f"{self._used}\n{default_text(new)}")
        yield from map(Query, in_place or ())
        remade = in_place is None and (
            enum_values(old.type) != enum_values(new.type)
            or type_sql(name, old, "postgres") != type_sql(name, new, "postgres")
        )
        dropped = ""
        if remade and enum_of(new.type) and has_same_type(name, old, new):
            rename, dropped = set_aside(enum_type_name(name, old))
            yield Query(rename)
        elif remade and enum_of(old.type):
            (dropped,) = drop_enum_types(name, (old,))
        if remade and enum_of(new.type):
            yield Query(create_enum_type(name, new))
        quoted = DIALECTS["postgres"].quoted(new.name)
        clauses = list(self._clauses(name, old, new, values, remade))
        if in_place is not None and values:
            # The default follows the value that it is.
            clauses = [each for each in clauses if "DEFAULT" not in each]
        if clauses:
            changed = [f"ALTER COLUMN {quoted} {clause}" for clause in clauses]
            yield alter_table(quoted_name(name, "postgres"), changed)
        if dropped:
            yield Query(dropped)
        yield from map(Query, _sequence(name, old, new))
        if old.comment != new.comment:
            comment = "NULL" if new.comment is None else quoted_text(new.comment, "postgres")
            target = f"{quoted_name(name, 'postgres')}.{quoted}"
            yield Query(f"COMMENT ON COLUMN {target} IS {comment}")

    def _clauses(
        self, table: TableName, old: Column, new: Column, values: ValueMap, remade: bool
    ) -> Iterator[str]:
        """What follows ALTER COLUMN, in an order that one statement can do."""
        before, after = (default_sql(table, each, self._dialects) for each in (old, new))
        if old.autoincrement and not new.autoincrement:
            before = "nextval"
        if remade:
            if before is not None:
                yield "DROP DEFAULT"
            using = postgres_using(table, old, new, values)
            tail = f" USING {using}" if using is not None else ""
            yield f"TYPE {type_sql(table, new, 'postgres')}{tail}"
            if after is not None:
                yield f"SET DEFAULT {after}"
        elif before != after:
            yield "DROP DEFAULT" if after is None else f"SET DEFAULT {after}"
        if old.nullable != new.nullable:
            yield "DROP NOT NULL" if new.nullable else "SET NOT NULL"


def _sequence(table: TableName, old: Column, new: Column) -> Iterator[str]:
    words = type_sql(table, new, "postgres")
    if old.autoincrement and new.autoincrement:
        if type_sql(table, old, "postgres") != words:
            yield alter_sequence(table, new.name, words)
    elif old.autoincrement:
        yield drop_sequence(table, new.name)
    elif new.autoincrement:
        yield from create_sequence(table, new.name, words)


def _table_code(table: TableName) -> str:
    return _code(table_expr(table))


def _code(expr: Expr) -> str:
    return one_line(expr)


def _on_server(actions: Sequence[Action]) -> list[Action]:
    """The actions without what only SQLite needs of them."""
    return [
        replace(each, cast=None, helper=False) if isinstance(each, ChangeColumn) else each
        for each in actions
    ]

"""Each operation as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.database import operations as op
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import expression, quoted_name
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    TableName,
    Unique,
)
from scaffold.schema.data_types import STRING_LENGTH
from scaffold.targets.operation_renderer import (
    DropColumnStep,
    DropTableStep,
    OperationRenderer,
    Statement,
)

SQLITE = DIALECTS["sqlite"]


class Statements(OperationRenderer[Statement, Statement]):
    def lines(self, operations: Iterable[op.Operation]) -> tuple[str, ...]:
        return tuple(line for step in self.steps(operations) for line in _lines(step))

    def create_table(self, operation: op.CreateTable) -> Statement:
        table = operation.table
        own = table.primary_key[0] if len(table.primary_key) == 1 else None
        keys = {key.column: key for key in table.foreign_keys}
        parts = [
            _column(column, keys.get(column.name)) + (" PRIMARY KEY" * (column.name == own))
            + " AUTOINCREMENT" * column.autoincrement
            for column in table.columns
        ]  # fmt: skip
        if len(table.primary_key) > 1:
            parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.primary_key))})")
        parts += [
            f"CONSTRAINT {_quoted(each.name)} UNIQUE ({_quoted(each.column)})"
            for each in table.uniques
        ]
        parts += [self._check(each) for each in table.checks]
        made = f"CREATE TABLE {_table(table.name)} ({', '.join(parts)})"
        indexes = (self.add_index(table.name, index) for index in table.indexes)
        return Statement("create_table", ";\n".join((made, *indexes)))

    def drop_table(self, operation: op.DropTable) -> DropTableStep:
        return DropTableStep(f"DROP TABLE {_table(operation.table.name)}")

    def add_column(self, operation: op.AddColumn) -> Statement:
        table = operation.table
        column = _column(operation.column, operation.foreign_key)
        add = f"ALTER TABLE {_table(table)} ADD COLUMN {column}"
        index = operation.index and self.add_index(table, operation.index)
        return Statement("add_column", f"{add};\n{index}" if index else add)

    def drop_column(self, operation: op.DropColumn) -> DropColumnStep:
        table, index = operation.table, operation.index
        drop = f"ALTER TABLE {_table(table)} DROP COLUMN {_quoted(operation.column.name)}"
        return DropColumnStep(drop, index=self.drop_index(table, index) if index else None)

    def add_foreign_key(self, table: TableName, key: ForeignKey) -> str:
        clause = f"FOREIGN KEY ({_quoted(key.column)}) {_references(key)}"
        return f"ALTER TABLE {_table(table)} ADD CONSTRAINT {_quoted(key.name)} {clause}"

    def drop_foreign_key(self, table: TableName, key: ForeignKey) -> str:
        return f"ALTER TABLE {_table(table)} DROP CONSTRAINT {_quoted(key.name)}"

    def add_composite_key(self, table: TableName, key: CompositeForeignKey) -> str:
        own, others = (", ".join(map(_quoted, each)) for each in (key.columns, key.keys))
        clause = f"FOREIGN KEY ({own}) REFERENCES {_table(key.table)} ({others})"
        return f"ALTER TABLE {_table(table)} ADD CONSTRAINT {_quoted(key.name)} {clause}"

    def drop_composite_key(self, table: TableName, key: CompositeForeignKey) -> str:
        return f"ALTER TABLE {_table(table)} DROP CONSTRAINT {_quoted(key.name)}"

    def add_index(self, table: TableName, index: Index) -> str:
        unique = "UNIQUE " if index.unique else ""
        columns = ", ".join(map(_quoted, index.columns))
        where = f" WHERE {expression(index.where, 'sqlite')}" if index.where else ""
        return f"CREATE {unique}INDEX {_quoted(index.name)} ON {_table(table)} ({columns}){where}"

    def drop_index(self, table: TableName, index: Index) -> str:
        return f"DROP INDEX {_quoted(index.name)}"

    def add_check(self, table: TableName, check: Check) -> str:
        return f"ALTER TABLE {_table(table)} ADD {self._check(check)}"

    def drop_check(self, table: TableName, check: Check) -> str:
        return f"ALTER TABLE {_table(table)} DROP CONSTRAINT {_quoted(check.name)}"

    def add_unique(self, table: TableName, unique: Unique) -> str:
        return self.add_index(table, _index(unique))

    def drop_unique(self, table: TableName, unique: Unique) -> str:
        return self.drop_index(table, _index(unique))

    def _check(self, check: Check) -> str:
        condition = expression(check.expression, "sqlite")
        return f"CONSTRAINT {_quoted(check.name)} CHECK ({condition})"


def _index(unique: Unique) -> Index:
    return Index(unique.name, (unique.column,), unique=True)


def _lines(step: Statement | DropTableStep | DropColumnStep) -> Iterator[str]:
    if isinstance(step, Statement):
        yield from step.code.split(";\n")
        return
    if isinstance(step, DropColumnStep) and step.index:
        yield step.index
    yield step.drop


def _column(column: Column, key: ForeignKey | None) -> str:
    kind = column.type
    words = SQLITE.types[kind.name].format(
        length=kind.length or STRING_LENGTH, precision=kind.precision, scale=kind.scale
    )
    required = "" if column.nullable else " NOT NULL"
    default = f" DEFAULT '{column.default.value}'" if column.default else ""
    return f"{_quoted(column.name)} {words}{required}{default}" + (
        f" {_references(key)}" if key else ""
    )


def _references(key: ForeignKey) -> str:
    actions = f"ON DELETE {key.on_delete} ON UPDATE {key.on_update}"
    return f"REFERENCES {_table(key.table)} ({_quoted(key.key)}) {actions}"


def _table(name: TableName) -> str:
    return quoted_name(name, "sqlite")


def _quoted(name: str) -> str:
    return SQLITE.quoted(name)

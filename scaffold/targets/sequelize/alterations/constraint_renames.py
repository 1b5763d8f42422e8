"""Indexes and constraints that get another name, as the actions of each database."""

from __future__ import annotations

from scaffold.database.alterations import (
    RenameCheck,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameUnique,
)
from scaffold.database.dialects import DIALECTS
from scaffold.database.sql_text import expression, quoted_name
from scaffold.database.tables import CompositeForeignKey, ForeignKey, Index, TableName
from scaffold.targets.sequelize.alterations.actions import (
    Action,
    AddIndex,
    Branch,
    Call,
    Query,
    RemoveIndex,
    for_all,
)
from scaffold.targets.sequelize.code_nodes import TRUE, Array, Expr, Object, Raw, Str, one_line
from scaffold.targets.sequelize.code_nodes import Call as JsCall
from scaffold.targets.sequelize.index_fields import fields_expr
from scaffold.targets.sequelize.sql import expression_code, table_expr

_TRANSACTION = Raw("transaction")

Rename = RenameIndex | RenameUnique | RenameForeignKey | RenameCompositeKey | RenameCheck


class ConstraintRenames:
    """Renders new names for the dialects of a project."""

    def __init__(self, dialects: tuple[str, ...]) -> None:
        self._dialects = dialects

    def part(self, operation: Rename) -> tuple[Branch, ...]:
        """Return the part that gives an index or a constraint its new name."""
        actions: list[Action]
        match self._dialects:
            case ("postgres",):
                actions = [self._on_postgres(operation)]
            case ("mysql",):
                actions = [self._on_mysql(operation)]
            case ("sqlite",):
                actions = self._on_sqlite(operation)
            case _:
                actions = [self._by_helper(operation)]
        return for_all(self._dialects, *actions)

    def _on_postgres(self, operation: Rename) -> Query:
        old, new = operation.old.name, operation.new.name
        quoted = DIALECTS["postgres"].quoted
        if isinstance(operation, RenameIndex):
            index = quoted_name(operation.table._replace(name=old), "postgres")
            return Query(f"ALTER INDEX {index} RENAME TO {quoted(new)}")
        change = f"RENAME CONSTRAINT {quoted(old)} TO {quoted(new)}"
        return Query(f"ALTER TABLE {quoted_name(operation.table, 'postgres')} {change}")

    def _on_mysql(self, operation: Rename) -> Query | Call:
        if isinstance(operation, RenameForeignKey | RenameCompositeKey):
            return self._by_helper(operation)
        quoted = DIALECTS["mysql"].quoted
        old, new = quoted(operation.old.name), quoted(operation.new.name)
        change = f"RENAME INDEX {old} TO {new}"
        if isinstance(operation, RenameCheck):
            condition = expression(operation.new.expression, "mysql")
            change = f"DROP CONSTRAINT {old}, ADD CONSTRAINT {new} CHECK ({condition})"
        return Query(f"ALTER TABLE {quoted_name(operation.table, 'mysql')} {change}")

    def _on_sqlite(self, operation: Rename) -> list[Action]:
        table, old, new = operation.table, operation.old, operation.new
        if isinstance(operation, RenameIndex):
            options = Object((*_index_entries(operation.new), ("transaction", None)))
            columns = fields_expr(operation.new, "Sequelize")
            return [
                RemoveIndex(_code(table_expr(table)), old.name),
                AddIndex(_code(table_expr(table)), _code(columns), _code(options)),
            ]
        return [_call("renameConstraint", table, Str(old.name), Str(new.name), _TRANSACTION)]

    def _by_helper(self, operation: Rename) -> Call:
        table, old, new = operation.table, Str(operation.old.name), Str(operation.new.name)
        match operation:
            case RenameIndex(_, _, index):
                columns = fields_expr(index, "Sequelize")
                options = Object((*_index_entries(index), ("transaction", None)))
                return _call("renameIndex", table, old, columns, options)
            case RenameUnique():
                return _call("renameUnique", table, old, new, _TRANSACTION)
            case RenameCheck(_, _, check):
                condition = Raw(expression_code(check.expression, self._dialects))
                return _call("renameCheck", table, old, new, condition, _TRANSACTION)
            case RenameForeignKey(_, _, key):
                entries = Object(_foreign_key_entries(table, key))
                return _call("renameForeignKey", table, old, entries, _TRANSACTION)
            case RenameCompositeKey(_, _, composite):
                entries = Object(_composite_entries(table, composite))
                return _call("renameCompositeKey", table, old, entries, _TRANSACTION)


def _foreign_key_entries(table: TableName, key: ForeignKey) -> tuple[tuple[str, Expr | None], ...]:
    """A foreign key as addConstraint takes it, but for `type`."""
    target = (("table", table_expr(key.table, table)), ("field", Str(key.key)))
    return (
        ("name", Str(key.name)),
        ("fields", Array((Str(key.column),))),
        ("references", Object(target)),
        ("onUpdate", Str(key.on_update)),
        ("onDelete", Str(key.on_delete)),
    )


def _composite_entries(
    table: TableName, key: CompositeForeignKey
) -> tuple[tuple[str, Expr | None], ...]:
    target = (
        ("table", table_expr(key.table, table)),
        ("fields", Array(tuple(map(Str, key.keys)))),
    )
    return (
        ("name", Str(key.name)),
        ("fields", Array(tuple(map(Str, key.columns)))),
        ("references", Object(target)),
        ("onUpdate", Str(key.on_update)),
        ("onDelete", Str(key.on_delete)),
    )


def _index_entries(index: Index) -> tuple[tuple[str, Expr | None], ...]:
    """`name`, `unique` and `where` of an index, as addIndex takes them."""
    entries: list[tuple[str, Expr | None]] = [("name", Str(index.name))]
    if index.unique:
        entries.append(("unique", TRUE))
    if index.using is not None:
        entries.append(("using", Str(index.using)))
    if index.where is not None:
        # Only dialects that quote with double quotes have partial indexes.
        condition = Str(expression(index.where, "postgres"))
        entries.append(("where", JsCall("Sequelize.literal", (condition,))))
    return tuple(entries)


def _call(function: str, table: TableName, *arguments: Expr) -> Call:
    return Call(function, tuple(_code(each) for each in (table_expr(table), *arguments)))


def _code(expr: Expr) -> str:
    return one_line(expr)

"""UUIDs that become numbers: those of a column, and of the foreign keys to it, alike."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database import operations as op
from scaffold.database.alterations import AlterColumn
from scaffold.database.stored_values import family
from scaffold.database.tables import TableName
from scaffold.targets.sequelize.alterations.actions import Call
from scaffold.targets.sequelize.code_nodes import Array, Raw, Str, one_line
from scaffold.targets.sequelize.sql import table_expr

ColumnName = tuple[TableName, str]


class UuidNumbers:
    """The columns of a migration whose UUIDs become numbers, by the column that they refer to."""

    def __init__(self, operations: Iterable[op.Operation]) -> None:
        operations = tuple(operations)
        altered = [
            (each.table.name, each.new.name)
            for each in operations
            if isinstance(each, AlterColumn)
            and (family(each.old.type), family(each.new.type)) == ("uuid", "integer")
        ]
        targets: dict[ColumnName, ColumnName] = {}
        for each in operations:
            if isinstance(each, op.AddForeignKey):
                key = each.foreign_key
                targets[each.table, key.column] = (key.table, key.key)
        self._users: dict[ColumnName, list[ColumnName]] = {}
        for column in altered:
            target = targets.get(column, column)
            self._users.setdefault(target if target in altered else column, []).append(column)

    def before(self, operation: AlterColumn) -> Call | None:
        """Return the call that numbers the UUIDs, before the first of its columns changes."""
        column = operation.table.name, operation.new.name
        for origin, users in self._users.items():
            if column == users[0]:
                others = Array(
                    tuple(
                        Array((table_expr(table), Str(name)))
                        for table, name in users
                        if (table, name) != origin
                    )
                )
                given = (table_expr(origin[0]), Str(origin[1]), others, Raw("transaction"))
                codes = tuple(map(one_line, given))
                return Call("numberUuids", codes)
        return None

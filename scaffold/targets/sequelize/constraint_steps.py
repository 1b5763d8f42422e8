"""The steps of CHECKs and of foreign keys of several columns.

`dialects` are those of the migration; what a step calls of `helpers/` is added to them.
"""

from __future__ import annotations

from scaffold.database import operations as op
from scaffold.database.sql_text import expression, quoted_name
from scaffold.database.tables import Check, TableName
from scaffold.targets.operation_renderer import MigrationDialects
from scaffold.targets.sequelize import migration_steps
from scaffold.targets.sequelize.sql import expression_code, quoted, table_code


def add_check(
    dialects: MigrationDialects, table: TableName, check: Check
) -> migration_steps.AddCheckStep:
    """Return the step that adds a CHECK."""
    if dialects.single_dialect and not dialects.sqlite:
        sql = (
            f"ALTER TABLE {quoted_name(table, dialects.single_dialect)} "
            f"ADD CONSTRAINT {quoted(check.name, dialects.single_dialect)} "
            f"CHECK ({expression(check.expression, dialects.single_dialect)})"
        )
        return migration_steps.AddCheckStep(table_code(table), check.name, None, sql)
    dialects.helpers.add("addCheck")
    condition = expression_code(check.expression, dialects.dialects)
    return migration_steps.AddCheckStep(table_code(table), check.name, condition, None)


def drop_check(
    dialects: MigrationDialects, table: TableName, check: Check
) -> migration_steps.DropCheckStep:
    """Return the step that drops a CHECK."""
    sql = None
    if dialects.single_dialect and not dialects.sqlite:
        sql = (
            f"ALTER TABLE {quoted_name(table, dialects.single_dialect)} "
            f"DROP CONSTRAINT {quoted(check.name, dialects.single_dialect)}"
        )
    else:
        dialects.helpers.add("removeCheck")
    return migration_steps.DropCheckStep(table_code(table), check.name, sql)


def composite_key(
    operation: op.AddCompositeKey | op.DropCompositeKey, dialects: MigrationDialects
) -> migration_steps.AddCompositeKeyStep | migration_steps.DropCompositeKeyStep:
    """Return the step that adds or drops a foreign key of several columns."""
    table, key = operation.table, operation.key
    if isinstance(operation, op.DropCompositeKey):
        by_helper = dialects.sqlite or dialects.mysql
        dialects.helpers.update(["removeCompositeKey"] if by_helper else [])
        return migration_steps.DropCompositeKeyStep(
            table_code(table), key.name, key.columns, by_helper
        )
    dialects.helpers.update(["addCompositeKey"] if dialects.sqlite else [])
    return migration_steps.AddCompositeKeyStep(
        table_code(table),
        key.name,
        key.columns,
        table_code(key.table, table),
        key.keys,
        key.on_update,
        key.on_delete,
        dialects.sqlite,
    )

"""Tables after a table or column of theirs was renamed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from scaffold.database.tables import Table, TableName

_COLUMN = re.compile(r"\{\{|\}\}|\{([^{}]+)\}")


def with_table_renamed(table: Table, old: TableName, new: TableName) -> Table:
    """Return `table` after the table `old` was renamed to `new`, including references to it.

    Constraints and indexes keep their names, as on the servers.
    """
    keys = tuple(replace(key, table=new) if key.table == old else key for key in table.foreign_keys)
    composites = tuple(
        replace(key, table=new) if key.table == old else key for key in table.composite_keys
    )
    name = new if table.name == old else table.name
    if (name, keys, composites) == (table.name, table.foreign_keys, table.composite_keys):
        return table
    return replace(table, name=name, foreign_keys=keys, composite_keys=composites)


def with_column_renamed(table: Table, owner: TableName, old: str, new: str) -> Table:
    """Return `table` after the column `old` of the table `owner` was renamed to `new`."""
    keys = tuple(
        replace(key, key=new) if (key.table, key.key) == (owner, old) else key
        for key in table.foreign_keys
    )

    def named(name: str) -> str:
        return new if name == old else name

    composites = tuple(
        replace(key, keys=tuple(map(named, key.keys))) if key.table == owner else key
        for key in table.composite_keys
    )
    if table.name != owner:
        if (keys, composites) == (table.foreign_keys, table.composite_keys):
            return table
        return replace(table, foreign_keys=keys, composite_keys=composites)

    return replace(
        table,
        columns=tuple(
            replace(
                each,
                name=named(each.name),
                generated=each.generated and with_names(each.generated, {old: new}),
            )
            for each in table.columns
        ),
        primary_key=tuple(map(named, table.primary_key)),
        uniques=tuple(replace(each, column=named(each.column)) for each in table.uniques),
        indexes=tuple(
            replace(
                each,
                columns=tuple(map(named, each.columns)),
                where=each.where and _in_expression(each.where, old, new),
                keys=tuple(
                    replace(key, sql=_in_expression(key.sql, old, new)) for key in each.keys
                ),
            )
            for each in table.indexes
        ),
        foreign_keys=tuple(replace(each, column=named(each.column)) for each in keys),
        composite_keys=tuple(
            replace(each, columns=tuple(map(named, each.columns))) for each in composites
        ),
        checks=tuple(
            replace(each, expression=_in_expression(each.expression, old, new))
            for each in table.checks
        ),
    )


def with_names(expression: str, names: Mapping[str, str]) -> str:
    """Return the expression with the new name of each `{column}`; literal braces are doubled."""
    return _COLUMN.sub(
        lambda found: f"{{{names.get(found[1], found[1])}}}" if found[1] else found[0], expression
    )


def _in_expression(expression: str, old: str, new: str) -> str:
    """Return the expression with `{old}` as `{new}`; literal braces are doubled."""
    return _COLUMN.sub(lambda found: f"{{{new}}}" if found[1] == old else found[0], expression)

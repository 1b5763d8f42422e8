"""Report indexes, primary keys and CHECKs that a declared dialect does not support."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.row_size import page_octets, value_octets
from scaffold.database.tables import Attribute, Index, Table
from scaffold.errors import SourceLocation
from scaffold.naming.word_lists import comma_and

# No dialect has a lower limit.
_FEW = 12
_SMALL = 1000
_LARGE = 32_000
# MySQL counts at most 42 bytes of a column in its page.
_MANY = 190
# A column in a resolved expression.
_COLUMN = re.compile(r"\{\{|\}\}|\{([^{}]+)\}")
_CHANGING = ("CASCADE", "SET NULL", "SET DEFAULT")


def check_indexes(model: ResolvedModel, table: Table, declared: DeclaredDialects) -> None:
    """Report each index of the table that a declared dialect does not support."""
    by_column = {each.column.name: each for each in model.attributes.values()}
    for index in table.indexes:
        where = _location_of_index(model, by_column, index)
        # A method or an operator class decides which types it takes.
        has_method = index.using is not None or any(key.ops for key in index.keys)
        takes_columns = not (index.has_expression or has_method)
        _columns(model, by_column, index.columns, where, declared, takes_columns)
        if index.has_expression:
            declared.require(
                where,
                lambda dialect: not dialect.expression_indexes,
                f"an index of `{model.name}` has an expression, which is not supported by "
                "{dialects}",
                "Index a generated field",
            )
        if (
            any(key.descending for key in index.keys)
            and len({dialect.quote for dialect in declared.dialects}) > 1
        ):
            labels = comma_and([each.label for each in declared.dialects])
            declared.problems.add(
                where,
                f"an index of `{model.name}` has `order: desc`, which is SQL that {labels} quote "
                "differently",
                "Remove `order`, or remove mysql from `dialects`.",
            )
        if has_method:
            declared.require(
                where,
                lambda dialect: not dialect.index_methods,
                f"an index of `{model.name}` has `using` or `ops`, which are not supported by "
                "{dialects}",
                "Remove it",
            )
        if index.where is not None:
            declared.require(
                where,
                lambda dialect: not dialect.partial_indexes,
                f"an index of `{model.name}` has a `where`: partial indexes are not "
                "supported by {dialects}",
                "Remove `where`",
            )
    for unique in table.uniques:
        where = by_column[unique.column].location or model.location
        _columns(model, by_column, (unique.column,), where, declared)
    _columns(model, by_column, table.primary_key, model.location, declared)
    count = len(table.indexes) + len(table.uniques) + bool(table.primary_key)
    if count > _FEW:
        declared.require(
            model.location,
            lambda dialect: dialect.indexes is not None and count > dialect.indexes,
            f"`{model.name}` has {count} indexes (primary key included), too many for {{dialects}}",
            "Remove some `index` and `unique`, split the model",
        )


def check_row(model: ResolvedModel, table: Table, declared: DeclaredDialects) -> None:
    """Report a table whose rows could be larger than a declared dialect allows.

    Of a row that is too large in its page for MySQL or for MariaDB alone, there is a note.
    """
    size = 0
    for attribute in model.attributes.values():
        kind = attribute.column.type
        if kind.name not in declared.without_index:
            size += value_octets(kind) + (2 if kind.name == "string" else 0)
    if size > _LARGE:
        declared.require(
            model.location,
            lambda dialect: dialect.row_octets is not None and size > dialect.row_octets,
            f"a row of `{model.name}` could have {size} bytes, too many for {{dialects}}",
            "Declare shorter strings, such as `string(100)`, or use `text`",
        )
    if len(table.columns) > _MANY:
        least = min(page_octets(table))
        declared.require(
            model.location,
            lambda dialect: dialect.page_octets is not None and least >= dialect.page_octets,
            f"a row of `{model.name}` could have {least} bytes in its page, too many for "
            "{dialects}",
            "Move some fields to a model of their own, with a hasOne to it",
        )


def check_checks(model: ResolvedModel, table: Table, declared: DeclaredDialects) -> None:
    """Report each CHECK on a column that the server changes itself, where that is not allowed."""
    if not table.checks:
        return
    counted = {column.name for column in table.columns if column.autoincrement}
    moving = {
        key.column
        for key in table.foreign_keys
        if key.on_update in _CHANGING or key.on_delete in _CHANGING[1:]
    }
    by_column = {each.column.name: each for each in model.attributes.values()}
    for check in table.checks:
        for name in _COLUMN.findall(check.expression):
            if name in moving:
                attribute = by_column[name]
                declared.require(
                    attribute.location or model.location,
                    lambda dialect: not dialect.checks_moving_keys,
                    f"a check of `{model.name}` uses the foreign key `{attribute.name}`, which its "
                    "referential actions may change: not allowed by {dialects}",
                    "Remove the check, write `onUpdate(restrict)` and no `onDelete(setNull)`",
                )
            elif name in counted:
                declared.require(
                    by_column[name].location or model.location,
                    lambda dialect: not dialect.checks_counted,
                    f"a check of `{model.name}` uses `{by_column[name].name}`, which has "
                    "autoincrement: not allowed by {dialects}",
                    "Remove the check",
                )


def _location_of_index(
    model: ResolvedModel, by_column: dict[str, Attribute], index: Index
) -> SourceLocation:
    """Return where an index of several columns, or with a name or condition, is declared."""
    for setting in (*model.declaration.uniques, *model.declaration.indexes):
        size = len(setting.parts) if setting.parts else len(setting.fields)
        if size == (len(index.keys) or len(index.columns)) and (
            setting.name in (None, index.name) and bool(setting.where) == bool(index.where)
        ):
            return setting.location
    return by_column[index.columns[0]].location or model.location


def _columns(
    model: ResolvedModel,
    by_column: dict[str, Attribute],
    columns: Sequence[str],
    where: SourceLocation,
    declared: DeclaredDialects,
    takes_columns: bool = True,
) -> None:
    size = 0
    if len(columns) > _FEW:
        declared.require(
            where,
            lambda dialect: (
                dialect.index_columns is not None and len(columns) > dialect.index_columns
            ),
            f"an index of `{model.name}` has {len(columns)} columns, too many for {{dialects}}",
            "Use fewer columns",
        )
    for column in columns:
        attribute = by_column[column]
        kind = attribute.column.type
        size += value_octets(kind)
        if not takes_columns:
            continue
        if kind.name in declared.without_index:
            declared.require(
                attribute.location or where,
                lambda dialect, name=kind.name: name in dialect.without_index,  # type: ignore[misc]
                f"`{model.name}.{attribute.name}`: indexes on `{kind.name}` are not supported by "
                "{dialects}",
                "Use another type, such as `string`",
            )
    if size > _SMALL:
        declared.require(
            where,
            lambda dialect: dialect.index_octets is not None and size > dialect.index_octets,
            f"an index of `{model.name}` would have up to {size} bytes, too many for {{dialects}}",
            "Use shorter types",
        )

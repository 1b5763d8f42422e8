"""Enums that several columns share, whose values change once for all of them on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from scaffold.database.alterations import AlterColumn
from scaffold.database.dialects import DIALECTS
from scaffold.database.operations import Operation
from scaffold.database.postgres_enums import (
    add_values,
    are_only_added,
    are_renamed,
    rename_values,
    set_aside,
)
from scaffold.database.sql_text import (
    create_shared_enum,
    enum_type_name,
    quoted_name,
    quoted_text,
    shared_enum,
)
from scaffold.database.stored_values import mapped, mapped_array
from scaffold.database.tables import Column, TableName
from scaffold.schema.data_types import DataType, Default
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class SharedChange:
    """What changes a type, and whether the columns' defaults were set with it."""

    statements: tuple[str, ...]
    sets_defaults: bool


class SharedEnumChanges:
    """The changes of shared enums in a migration.

    used: texts of the migration that may mention values: PostgreSQL cannot use a value that ADD
    VALUE adds in the same transaction.
    """

    def __init__(self, operations: Iterable[Operation] = (), used: str = "") -> None:
        self._uses: dict[TableName, list[AlterColumn]] = {}
        for each in operations:
            if isinstance(each, AlterColumn) and is_shared_change(each.old, each.new):
                self._uses.setdefault(enum_type_name(each.table.name, each.new), []).append(each)
        self._used = used
        self._changes: dict[TableName, SharedChange] = {}

    def column_before(
        self, table: TableName, old: Column, new: Column
    ) -> tuple[tuple[str, ...], Column] | None:
        """Return what changes the type, once, and the column afterwards; None for other changes."""
        name = enum_type_name(table, new)
        if not is_shared_change(old, new) or name not in self._uses:
            return None
        change = self._changes.get(name)
        statements: tuple[str, ...] = ()
        if change is None:
            change = self._changes[name] = self._change(name)
            statements = change.statements
        default = new.default if change.sets_defaults else self._renamed_default(name, old)
        return statements, replace(old, type=new.type, default=default)

    def _renamed_default(self, name: TableName, old: Column) -> Default | None:
        if old.default is None or old.default.kind != "text":
            return old.default
        text = old.default.value
        return Default("text", self._map(name).get(text) or text)

    def _map(self, name: TableName) -> Mapping[str, str | None]:
        return dict(pair for use in self._uses[name] for pair in use.values)

    def _change(self, name: TableName) -> SharedChange:
        first, values = self._uses[name][0], self._map(name)
        old, new = shared_enum(first.old.type), shared_enum(first.new.type)
        assert old and new
        quoted = quoted_name(name, "postgres")
        is_same = len({use.values for use in self._uses[name]}) == 1
        if is_same and are_renamed(old.values, new.values, values):
            return SharedChange(tuple(rename_values(quoted, values)), False)
        added = [each for each in new.values if each not in old.values]
        defaults = [use.new.default.value for use in self._uses[name] if use.new.default]
        texts = "\n".join((self._used, *defaults))
        is_added = not values and are_only_added(old.values, new.values)
        if is_added and not any(each in texts for each in added):
            return SharedChange(tuple(add_values(quoted, old.values, new.values)), False)
        return SharedChange(tuple(self._made_again(name, new)), True)

    def _made_again(self, name: TableName, enum: DataType) -> Iterable[str]:
        postgres = DIALECTS["postgres"]
        rename, drop = set_aside(name)
        quoted = quoted_name(name, "postgres")
        yield rename
        yield create_shared_enum(enum)
        for use in self._uses[name]:
            column, values = postgres.quoted(use.new.name), dict(use.values)
            is_array = use.new.type.name == "array"
            words = f"{quoted}[]" if is_array else quoted
            text = f"{column}::text[]" if is_array else f"{column}::text"
            value = mapped_array(text, values) if is_array else mapped(text, values, "postgres")
            value = f"({value})" if values and not is_array else value
            clauses = [f"ALTER COLUMN {column} DROP DEFAULT"] if use.old.default else []
            clauses.append(f"ALTER COLUMN {column} TYPE {words} USING {value}::{words}")
            if use.new.default is not None:
                default = quoted_text(use.new.default.value, "postgres")
                if is_array:
                    items = json.loads(use.new.default.value)
                    listed = ", ".join(quoted_text(item, "postgres") for item in items)
                    default = f"ARRAY[{listed}]::{words}"
                clauses.append(f"ALTER COLUMN {column} SET DEFAULT {default}")
            yield f"ALTER TABLE {quoted_name(use.table.name, 'postgres')} {', '.join(clauses)}"
        yield drop


def is_shared_change(old: Column, new: Column) -> bool:
    """Return whether the values of the shared enum that a column has change."""
    one, other = shared_enum(old.type), shared_enum(new.type)
    if one is None or other is None or one.values == other.values:
        return False
    same = (one.type_name, one.type_schema) == (other.type_name, other.type_schema)
    return same and (old.type.name == "array") == (new.type.name == "array")

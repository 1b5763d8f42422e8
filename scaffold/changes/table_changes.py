"""The tables of the snapshot beside those of the schema, under the new names.

What is removed is set apart; the rest of an old table is translated to the new names, so that
it can be compared with the new table part by part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from scaffold.changes.identity_pairing import ColumnName, Pairing
from scaffold.changes.snapshot import ModelSnapshot, Snapshot
from scaffold.database.renaming import with_names
from scaffold.database.sql_text import uses_column
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    Database,
    ForeignKey,
    Index,
    Model,
    Table,
    TableName,
    Unique,
)
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class TablePair:
    """An old table and the table that it becomes.

    `kept` is what stays of the old table, under the new names; `columns` leads from new column
    names to old ones; `removed` are the old columns that no field of the schema has.
    `is_same`: the new table equals the old one but for the order of its parts, and nothing in it
    has another name.
    """

    old: Table
    new: Table
    kept: Table
    columns: Mapping[str, str]
    removed: tuple[Column, ...]
    model: Model
    known: ModelSnapshot
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class TableComparison:
    """Pairs of tables, new tables, and the tables of removed models."""

    pairs: tuple[TablePair, ...]
    created: tuple[Model, ...]
    dropped: tuple[tuple[ModelSnapshot, Table], ...]


def beside(before: Snapshot, after: Database, pairing: Pairing) -> TableComparison:
    """Return the tables of a snapshot beside those of a database."""
    old_tables = {table.name: table for table in before.tables}
    old_models = {model.name: model for model in before.models}
    translation = Translation(before, pairing)
    columns_of: dict[TableName, dict[str, str]] = {}
    for (table, new), (_, was) in pairing.columns.items():
        columns_of.setdefault(table, {})[new] = was
    pairs: list[TablePair] = []
    created: list[Model] = []
    for model in after.models:
        known = old_models.get(pairing.models.get(model.name, ""))
        old = old_tables.get(known.table) if known else None
        if known is None or old is None:
            created.append(model)
            continue
        columns = columns_of.get(model.table.name, {})
        taken = set(columns.values())
        # A column is dropped after the generated ones that use it.
        removed = tuple(
            sorted(
                (column for column in old.columns if column.name not in taken),
                key=lambda column: column.generated is None,
            )
        )
        kept = translation.kept(old)
        same = kept is old and _differ_in_order_only(old, model.table)
        pairs.append(TablePair(old, model.table, kept, columns, removed, model, known, same))
    paired = set(pairing.models.values())
    dropped = tuple(
        (model, old_tables[model.table])
        for model in before.models
        if model.name not in paired and model.table in old_tables
    )
    return TableComparison(tuple(pairs), tuple(created), dropped)


def _differ_in_order_only(old: Table, new: Table) -> bool:
    """Whether two tables of one name are equal, whatever the order of their parts.

    An association adds its column and constraints after the table was created.
    """
    return (
        old.primary_key == new.primary_key
        and old.comment == new.comment
        and _are_alike(old.columns, new.columns)
        and _are_alike(old.foreign_keys, new.foreign_keys)
        and _are_alike(old.composite_keys, new.composite_keys)
        and _are_alike(old.indexes, new.indexes)
        and _are_alike(old.uniques, new.uniques)
        and _are_alike(old.checks, new.checks)
    )


_Parts = Sequence[Column | ForeignKey | CompositeForeignKey | Index | Unique | Check]


def _are_alike(old: _Parts, new: _Parts) -> bool:
    """Whether parts are equal, whatever their order; no two of them have one name."""
    if len(old) != len(new):
        return False
    return old == new or _by_name(old) == _by_name(new)


def _by_name(parts: _Parts) -> dict[str, object]:
    return {part.name: part for part in parts}


class Translation:
    """Translates parts of old tables to the new names, all at once."""

    def __init__(self, before: Snapshot, pairing: Pairing) -> None:
        self._tables = {old: new for new, old in pairing.tables.items()}
        self._columns: dict[ColumnName, str] = {old: new[1] for new, old in pairing.columns.items()}
        self._kept = frozenset(pairing.columns)

    def name(self, table: TableName) -> TableName:
        """The new name of a table; the old one where it is dropped."""
        return self._tables.get(table, table)

    def column(self, table: TableName, column: str) -> str | None:
        """The new name of a column, or None where it is dropped."""
        return self._columns.get((table, column))

    def is_kept(self, table: TableName, column: str) -> bool:
        """Whether a column of the new schema, by its new names, is one of the snapshot's."""
        return (table, column) in self._kept

    def kept(self, table: Table) -> Table:
        """What stays of a table, under the new names; the table itself if nothing changes.

        The primary key keeps its length: a dropped column of it has an empty name.
        """
        if self._keeps_names(table):
            return table
        names = {
            column.name: self._columns[table.name, column.name]
            for column in table.columns
            if (table.name, column.name) in self._columns
        }
        dropped_columns = {column.name for column in table.columns} - set(names)
        return replace(
            table,
            name=self.name(table.name),
            columns=tuple(
                replace(
                    column,
                    name=names[column.name],
                    generated=column.generated and with_names(column.generated, names),
                )
                for column in table.columns
                if column.name in names
            ),
            primary_key=tuple(names.get(name, "") for name in table.primary_key),
            uniques=tuple(
                replace(unique, column=names[unique.column])
                for unique in table.uniques
                if unique.column in names
            ),
            indexes=tuple(
                index
                for each in table.indexes
                if (index := translated_index(each, names, dropped_columns)) is not None
            ),
            foreign_keys=tuple(
                key
                for each in table.foreign_keys
                if (key := self.foreign_key(each, names)) is not None
            ),
            composite_keys=tuple(
                composite
                for each in table.composite_keys
                if (composite := self.composite_key(each, names)) is not None
            ),
            checks=tuple(
                check
                for each in table.checks
                if (check := translated_check(each, names, dropped_columns)) is not None
            ),
        )

    def _keeps_names(self, table: Table) -> bool:
        """Whether all of a table stays, and all that it refers to, under the same names."""
        columns = self._columns
        return (
            self._tables.get(table.name) == table.name
            and all(columns.get((table.name, each.name)) == each.name for each in table.columns)
            and all(
                self._tables.get(key.table) == key.table
                and columns.get((key.table, key.key)) == key.key
                for key in table.foreign_keys
            )
            and all(
                self._tables.get(key.table) == key.table
                and all(columns.get((key.table, name)) == name for name in key.keys)
                for key in table.composite_keys
            )
        )

    def foreign_key(self, key: ForeignKey, names: Mapping[str, str]) -> ForeignKey | None:
        """The foreign key under the new names; None where a column or table of it is dropped."""
        target = self._tables.get(key.table)
        referenced = self._columns.get((key.table, key.key))
        if target is None or referenced is None or key.column not in names:
            return None
        return replace(key, column=names[key.column], table=target, key=referenced)

    def composite_key(
        self, key: CompositeForeignKey, names: Mapping[str, str]
    ) -> CompositeForeignKey | None:
        """The foreign key under the new names; None where one of its columns or keys is dropped."""
        target = self._tables.get(key.table)
        keys = [self._columns.get((key.table, name)) for name in key.keys]
        columns = [names.get(name) for name in key.columns]
        if target is None or None in keys or None in columns:
            return None
        return replace(
            key,
            columns=tuple(filter(None, columns)),
            table=target,
            keys=tuple(filter(None, keys)),
        )


def translated_index(
    index: Index, names: Mapping[str, str], dropped_columns: Set[str]
) -> Index | None:
    """The index under the new names of its columns; None where one of them is dropped."""
    if any(column not in names for column in index.columns) or uses_column(
        index.where, dropped_columns
    ):
        return None
    columns = tuple(names[column] for column in index.columns)
    return replace(
        index,
        columns=columns,
        where=index.where and with_names(index.where, names),
        keys=tuple(replace(key, sql=with_names(key.sql, names)) for key in index.keys),
    )


def translated_check(
    check: Check, names: Mapping[str, str], dropped_columns: Set[str]
) -> Check | None:
    """The CHECK under the new names of its columns; None where one of them is dropped."""
    if uses_column(check.expression, dropped_columns):
        return None
    return replace(check, expression=with_names(check.expression, names))

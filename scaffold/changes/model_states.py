"""What a model's code has to say of its table: attributes, associations and indexes."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.changes.snapshot import ModelSnapshot, Snapshot
from scaffold.database.tables import Column, Index, Table, TableName
from scaffold.schema.model import AssociationKind
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class AttributeState:
    """An attribute. `unique`: alone. `key`: it is a foreign key that associations use."""

    name: str
    column: Column
    primary: bool = False
    unique: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class AssociationState:
    """An association. `foreign_key` and `other_key` are attributes of the model that holds them.

    holder: that model, the join model of belongsToMany. join_table: the table of a join model
    that has no more than the two keys.
    required: the foreign key of a belongsTo is NOT NULL.
    """

    alias: str
    kind: AssociationKind
    target: str
    foreign_key: str
    column: str
    holder: str
    other_key: str | None = None
    other_column: str | None = None
    join_table: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model with its table."""

    name: str
    table: TableName
    attributes: tuple[AttributeState, ...]
    associations: tuple[AssociationState, ...]
    indexes: tuple[Index, ...]
    is_join: bool = False

    def attribute(self, name: str) -> AttributeState | None:
        """Return the attribute of that name."""
        return next((each for each in self.attributes if each.name == name), None)


def model_states(
    snapshot: Snapshot, joins: Mapping[TableName, tuple[str, str]]
) -> dict[str, ModelState]:
    """Return the states of all models by name; `joins` are the tables that only relate two."""
    tables = {table.name: table for table in snapshot.tables}
    holders = {model.table: model for model in snapshot.models}
    return {
        model.name: _state(model, tables[model.table], holders, joins)
        for model in snapshot.models
        if model.table in tables
    }


def _state(
    model: ModelSnapshot,
    table: Table,
    holders: Mapping[TableName, ModelSnapshot],
    joins: Mapping[TableName, tuple[str, str]],
) -> ModelState:
    uniques = {each.column for each in table.uniques}
    keys = {each.column for each in table.foreign_keys}
    names = {column: name for name, column in model.attributes}
    attributes = tuple(
        AttributeState(
            names[column.name],
            column,
            column.name in table.primary_key,
            column.name in uniques,
            column.name in keys,
        )
        for column in table.columns
        if column.name in names
    )
    associations = []
    for each in model.associations:
        holder = holders.get(each.table)
        columns = {column: name for name, column in holder.attributes} if holder else {}
        column = next((x for x in table.columns if x.name == each.column), None)
        associations.append(
            AssociationState(
                each.alias,
                each.kind,
                each.target,
                columns.get(each.column, each.column),
                each.column,
                holder.name if holder else each.table.name,
                columns.get(each.other_column, each.other_column) if each.other_column else None,
                each.other_column,
                each.table.name if each.table in joins or holder is None else None,
                each.kind == "belongsTo" and column is not None and not column.nullable,
            )
        )
    return ModelState(
        model.name,
        model.table,
        attributes,
        tuple(associations),
        table.indexes,
        model.table in joins,
    )

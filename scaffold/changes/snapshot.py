"""The snapshot of what was generated: tables, and the models that use them."""

from __future__ import annotations

from dataclasses import replace

from scaffold.database.tables import Association, Database, Model, Table, TableName
from scaffold.schema.model import AssociationKind
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class AssociationSnapshot:
    """One declared side: its alias, the model it leads to, and the key or join table it uses.

    `column` is the key's column in `table`: for belongsToMany, the key to the source, and
    `other_column` the key to the target.
    """

    alias: str
    kind: AssociationKind
    target: str
    table: TableName
    column: str
    other_column: str | None = None


@dataclass(frozen=True, slots=True)
class ModelSnapshot:
    """A model's name and table, its attributes with their columns, and its associations.

    `created_at`, `updated_at` and `deleted_at` name attributes. `external`: others own the table.
    """

    name: str
    table: TableName
    attributes: tuple[tuple[str, str], ...] = ()
    associations: tuple[AssociationSnapshot, ...] = ()
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Tables and models, by name."""

    tables: tuple[Table, ...] = ()
    models: tuple[ModelSnapshot, ...] = ()


def snapshot(database: Database) -> Snapshot:
    """Return the snapshot of a resolved database."""
    by_name = {model.name: model for model in database.models}
    models = (_model(model, by_name) for model in database.models)
    return Snapshot(
        tables=tuple(sorted(database.tables, key=lambda table: name_order(table.name))),
        models=tuple(sorted(models, key=lambda model: model.name)),
    )


def name_order(name: TableName) -> tuple[str, str]:
    """A table name's place in a sorted list."""
    return name.schema or "", name.name


def canonical(table: Table) -> Table:
    """Return the table with the parts whose order means nothing sorted by name."""
    return replace(
        table,
        uniques=tuple(sorted(table.uniques, key=lambda unique: unique.name)),
        indexes=tuple(sorted(table.indexes, key=lambda index: index.name)),
        foreign_keys=tuple(sorted(table.foreign_keys, key=lambda key: key.name)),
        checks=tuple(sorted(table.checks, key=lambda check: check.name)),
        composite_keys=tuple(sorted(table.composite_keys, key=lambda key: key.name)),
    )


def _model(model: Model, models: dict[str, Model]) -> ModelSnapshot:
    return ModelSnapshot(
        model.name,
        model.table.name,
        tuple(sorted((each.name, each.column.name) for each in model.attributes)),
        tuple(
            sorted(
                (_association(each, models) for each in model.associations),
                key=lambda each: each.alias,
            )
        ),
        model.created_at,
        model.updated_at,
        model.deleted_at,
        model.external,
    )


def _association(association: Association, models: dict[str, Model]) -> AssociationSnapshot:
    holder = models[association.holder]
    other = association.other_key
    return AssociationSnapshot(
        association.alias,
        association.kind,
        association.target,
        holder.table.name,
        association.column.name,
        holder.attribute(other).column.name if other is not None else None,
    )

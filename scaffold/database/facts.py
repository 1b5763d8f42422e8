"""The snapshot of what was generated: tables, and the models that use them."""

from __future__ import annotations

from scaffold.database.tables import Association, Database, Model, Table, TableName
from scaffold.schema.model import AssociationKind
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class AssociationFacts:
    """One declared side: its alias, the model it leads to, and the key or join table it uses.

    `column` is the key's column in `table`: for belongsToMany, the key to the source.
    """

    alias: str
    kind: AssociationKind
    target: str
    table: TableName
    column: str


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A model's name and table, its attributes with their columns, and its associations."""

    name: str
    table: TableName
    attributes: tuple[tuple[str, str], ...] = ()
    associations: tuple[AssociationFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Tables and models, by name."""

    tables: tuple[Table, ...] = ()
    models: tuple[ModelFacts, ...] = ()


def facts(database: Database) -> Facts:
    """The facts of a resolved database."""
    tables = {model.name: model.table.name for model in database.models}
    models = (_model(model, tables) for model in database.models)
    return Facts(
        tables=tuple(sorted(database.tables, key=lambda table: name_order(table.name))),
        models=tuple(sorted(models, key=lambda model: model.name)),
    )


def name_order(name: TableName) -> tuple[str, str]:
    """A table name's place in a sorted list."""
    return name.schema or "", name.name


def _model(model: Model, tables: dict[str, TableName]) -> ModelFacts:
    return ModelFacts(
        model.name,
        model.table.name,
        tuple(sorted((each.name, each.column.name) for each in model.attributes)),
        tuple(
            sorted(
                (_association(each, tables) for each in model.associations),
                key=lambda each: each.alias,
            )
        ),
    )


def _association(association: Association, tables: dict[str, TableName]) -> AssociationFacts:
    return AssociationFacts(
        association.alias,
        association.kind,
        association.target,
        tables[association.holder],
        association.column.name,
    )

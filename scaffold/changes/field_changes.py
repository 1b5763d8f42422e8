"""The fields that columns belong to, by the names that people write: `Order.customer`."""

from __future__ import annotations

from scaffold.changes.snapshot import ModelSnapshot
from scaffold.changes.table_changes import TablePair
from scaffold.database.tables import Database, Model, TableName
from scaffold.errors import SourceLocation
from scaffold.schema.model import DeclaredAssociation, DeclaredAttribute, Field, Schema
from scaffold.schema.model import DeclaredModel as WrittenModel


class OldNames:
    """Names of the models and fields of the snapshot."""

    def __init__(self, models: tuple[ModelSnapshot, ...]) -> None:
        self._models = models
        self._by_table = {model.table: model for model in models}

    def of_table(self, table: TableName) -> tuple[str, ...]:
        """Return the names of a table: its associations' where it is a join, and its model's."""
        model = self._by_table.get(table)
        joins = [
            f"{each.name}.{association.alias}"
            for each in self._models
            for association in each.associations
            if association.kind == "belongsToMany" and association.table == table
        ]
        return (*joins, *((model.name,) if model else (str(table),)))

    def of_column(self, table: TableName, column: str) -> tuple[str, ...]:
        """Return the names of a column: its own association's first, then its attribute's."""
        names: list[str] = []
        for model in self._models:
            own = [
                f"{model.name}.{each.alias}"
                for each in model.associations
                if (each.table, each.column) == (table, column) and each.kind != "belongsToMany"
            ]
            names = [*own, *names] if model.table == table else [*names, *own]
        owner = self._by_table.get(table)
        if owner is not None:
            names += [f"{owner.name}.{name}" for name, each in owner.attributes if each == column]
        return tuple(dict.fromkeys(names)) or (f"{table}.{column}",)


class NewNames:
    """Names, places and written fields of the schema."""

    def __init__(self, after: Database, schema: Schema | None) -> None:
        self._models = {model.table.name: model for model in after.models}
        self._all = after.models
        self._written = {model.name: model for model in schema.models} if schema else {}

    def model(self, table: TableName) -> Model:
        """Return the model of a table."""
        return self._models[table]

    def written_model(self, name: str) -> WrittenModel | None:
        """Return a model as it is written; None for the model of an undeclared join table."""
        return self._written.get(name)

    def of_column(self, table: TableName, column: str) -> tuple[str, ...]:
        """Return the names of a column: its own association's first, then its attribute's."""
        names: list[str] = []
        owner = self._models[table]
        for model in self._all:
            own = [
                f"{model.name}.{each.alias}"
                for each in model.associations
                if each.kind != "belongsToMany"
                and each.holder == owner.name
                and each.column.name == column
            ]
            names = [*own, *names] if model is owner else [*names, *own]
        names += [
            f"{owner.name}.{each.name}" for each in owner.attributes if each.column.name == column
        ]
        return tuple(dict.fromkeys(names))

    def written(self, table: TableName, column: str) -> tuple[str, Field] | None:
        """Return the model and the field that are written for a column; None for an implied one."""
        for name in self.of_column(table, column):
            model, _, field = name.partition(".")
            known = self._written.get(model)
            for each in known.fields if known else ():
                if each.name == field and isinstance(each, DeclaredAttribute | DeclaredAssociation):
                    return model, each
        return None

    def location(self, table: TableName, column: str | None = None) -> SourceLocation | None:
        """Return where a column is declared, or else its model."""
        if column is not None and (written := self.written(table, column)):
            return written[1].location
        return self._models[table].location if table in self._models else None


def role(pair: TablePair, column: str) -> str:
    """Return what a new column is for: `field`, `id`, `key`, `timestamp` or `paranoid`."""
    return next(
        (each.origin for each in pair.model.attributes if each.column.name == column), "field"
    )

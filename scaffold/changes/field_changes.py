"""The fields that columns belong to, by the names that people write: `Order.customer`."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.changes.identity_pairing import ColumnName
from scaffold.changes.snapshot import ModelSnapshot
from scaffold.changes.table_changes import TablePair
from scaffold.database.tables import Association, Database, Model, TableName
from scaffold.errors import SourceLocation
from scaffold.schema.model import DeclaredAttribute, Field, Schema
from scaffold.schema.model import DeclaredModel as WrittenModel


class OldNames:
    """Names of the models and fields of the snapshot."""

    def __init__(self, models: tuple[ModelSnapshot, ...]) -> None:
        self._by_table = {model.table: model for model in models}
        self._joins: dict[TableName, list[str]] = {}
        self._associations: dict[ColumnName, list[tuple[ModelSnapshot, str]]] = {}
        for model in models:
            for each in model.associations:
                name = f"{model.name}.{each.alias}"
                if each.kind == "belongsToMany":
                    self._joins.setdefault(each.table, []).append(name)
                else:
                    found = self._associations.setdefault((each.table, each.column), [])
                    found.append((model, name))

    def of_table(self, table: TableName) -> tuple[str, ...]:
        """Return the names of a table: its associations' where it is a join, and its model's."""
        model = self._by_table.get(table)
        return (*self._joins.get(table, ()), model.name if model else str(table))

    def of_column(self, table: TableName, column: str) -> tuple[str, ...]:
        """Return the names of a column: its own association's first, then its attribute's."""
        owner = self._by_table.get(table)
        found = self._associations.get((table, column), ())
        names = [name for model, name in found if model is owner]
        names += [name for _, name in found]
        if owner is not None:
            names += [f"{owner.name}.{name}" for name, each in owner.attributes if each == column]
        return tuple(dict.fromkeys(names)) or (f"{table}.{column}",)


class NewNames:
    """Names, places and written fields of the schema.

    `has_values`: a field has `fill` or `map`.
    """

    def __init__(self, after: Database, schema: Schema | None) -> None:
        self._models = {model.table.name: model for model in after.models}
        self._associations = _by_key(after.models)
        self._written = {model.name: model for model in schema.models} if schema else {}
        self.has_values = any(
            each.fill is not None or (isinstance(each, DeclaredAttribute) and each.map)
            for model in self._written.values()
            for each in model.fields
        )

    def model(self, table: TableName) -> Model:
        """Return the model of a table."""
        return self._models[table]

    def written_model(self, name: str) -> WrittenModel | None:
        """Return a model as it is written; None for the model of an undeclared join table."""
        return self._written.get(name)

    def of_column(self, table: TableName, column: str) -> tuple[str, ...]:
        """Return the names of a column: its own association's first, then its attribute's."""
        owner = self._models[table]
        found = self._associations.get((owner.name, column), ())
        names = [f"{each.source}.{each.alias}" for each in found if each.source == owner.name]
        names += [f"{each.source}.{each.alias}" for each in found]
        names += [
            f"{owner.name}.{each.name}" for each in owner.attributes if each.column.name == column
        ]
        return tuple(dict.fromkeys(names))

    def written(self, table: TableName, column: str) -> tuple[tuple[str, Field], ...]:
        """Return the fields that are written for a column, each with its model.

        Its own association's first, then its attribute's; none for an implied column.
        """
        found: list[tuple[str, Field]] = []
        for name in self.of_column(table, column):
            model, _, field = name.partition(".")
            known = self._written.get(model)
            found += [
                (model, each) for each in (known.fields if known else ()) if each.name == field
            ]
        return tuple(found)

    def filling(self, table: TableName, column: str) -> tuple[str, Field] | None:
        """Return the first field of a column that can have `fill`, with its model."""
        for model, field in self.written(table, column):
            if isinstance(field, DeclaredAttribute) or field.kind == "belongsTo":
                return model, field
        return None

    def location(
        self, table: TableName, column: str | None, word: str = ""
    ) -> SourceLocation | None:
        """Return where `word` of a column is written, or else the column, or else its model."""
        written = [field for _, field in self.written(table, column)] if column else []
        for each in written:
            if word in each.locations:
                return each.locations[word]
        if written:
            return written[0].location
        return self._models[table].location if table in self._models else None


def _by_key(models: Iterable[Model]) -> dict[tuple[str, str], list[Association]]:
    """Return the associations by the model and the column of their foreign key."""
    found: dict[tuple[str, str], list[Association]] = {}
    for model in models:
        for each in model.associations:
            if each.kind != "belongsToMany":
                found.setdefault((each.holder, each.column.name), []).append(each)
    return found


def role(pair: TablePair, column: str) -> str:
    """Return what a new column is for: `field`, `id`, `key`, `timestamp` or `paranoid`."""
    return next(
        (each.origin for each in pair.model.attributes if each.column.name == column), "field"
    )

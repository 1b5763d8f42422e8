"""A fingerprint of a database without its names: equal for two that differ only in names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    Association,
    Database,
    Model,
    TableName,
)


def fingerprint(database: Database) -> tuple[object, ...]:
    """Return every part of the models and tables, with numbers instead of names."""
    models = {model.name: number for number, model in enumerate(database.models)}
    tables = {model.table.name: number for number, model in enumerate(database.models)}
    return tuple(_Fingerprint(database, models, tables).model(model) for model in database.models)


class _Fingerprint:
    def __init__(
        self, database: Database, models: Mapping[str, int], tables: Mapping[TableName, int]
    ) -> None:
        self.database = database
        self.models = models
        self.tables = tables

    def model(self, model: Model) -> tuple[object, ...]:
        columns = {column.name: number for number, column in enumerate(model.table.columns)}
        return (
            tuple(self._columns(model)),
            self._indexes(model, columns),
            tuple(self._keys(model, columns)),
            tuple(self._association(each) for each in model.associations),
            tuple(
                name and self._attribute_number(model.name, name)
                for name in (model.created_at, model.updated_at, model.deleted_at)
            ),
            len(model.table.checks),
            tuple(
                (each.kind, self.models[each.target], self._attributes(each))
                for each in model.composites
            ),
        )

    def _columns(self, model: Model) -> Iterable[object]:
        for each in model.attributes:
            column = each.column
            yield column.type, column.nullable, column.default, column.autoincrement, each.origin

    def _indexes(self, model: Model, columns: Mapping[str, int]) -> tuple[object, ...]:
        table = model.table
        return (
            tuple(columns[name] for name in table.primary_key),
            tuple(columns[each.column] for each in table.uniques),
            tuple((tuple(columns[c] for c in i.columns), i.unique) for i in table.indexes),
        )

    def _keys(self, model: Model, columns: Mapping[str, int]) -> Iterable[object]:
        for each in model.table.foreign_keys:
            number = self.tables[each.table]
            target = self.database.models[number].table.columns
            key = next(at for at, column in enumerate(target) if column.name == each.key)
            yield columns[each.column], number, key, each.on_delete, each.on_update
        for composite in model.table.composite_keys:
            number = self.tables[composite.table]
            names = [column.name for column in self.database.models[number].table.columns]
            keys = tuple(map(names.index, composite.keys))
            own = tuple(columns[name] for name in composite.columns)
            yield own, number, keys, composite.on_delete, composite.on_update

    def _association(self, association: Association) -> tuple[object, ...]:
        at = association.holder
        scopes = ((association.target, association.scope), (at, association.through_scope))
        return (
            association.kind,
            self.models[association.target],
            self.models[at],
            self._attribute_number(at, association.foreign_key),
            association.other_key and self._attribute_number(at, association.other_key),
            association.constraints,
            association.inverse
            and self._association_number(association.target, association.inverse),
            tuple(
                scope and (self._attribute_number(of, scope.attribute), scope.value)
                for of, scope in scopes
            ),
        )

    def _attributes(self, association: CompositeAssociation) -> tuple[int, ...]:
        names = association.foreign_keys
        return tuple(self._attribute_number(association.holder, name) for name in names)

    def _attribute_number(self, model: str, name: str) -> int:
        attributes = self.database.models[self.models[model]].attributes
        return next(at for at, each in enumerate(attributes) if each.name == name)

    def _association_number(self, model: str, alias: str) -> int:
        sides = self.database.models[self.models[model]].associations
        return next(at for at, each in enumerate(sides) if each.alias == alias)

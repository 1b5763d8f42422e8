"""The contract's views of models and their parts, for the templates of models."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from scaffold.database.tables import Database, ForeignKey, TableName
from scaffold.schema.data_types import DataType
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.targets.protocol import AddedViews

if TYPE_CHECKING:
    from scaffold.templating.contract.views import (
        AssociationView,
        AttributeView,
        CompositeView,
        ModelView,
    )


class DeclaredSchema:
    """Makes the views when the first is read: the built-in templates read none.

    `added` returns what makes this target's additions to them.
    """

    def __init__(
        self,
        database: Database,
        data: SchemaData = NO_DATA,
        added: Callable[[Database], AddedViews] | None = None,
    ) -> None:
        self._database = database
        self._data = data
        self._added = added

    @cached_property
    def _models(self) -> dict[str, ModelView]:
        from scaffold.templating.contract.schema_view import schema_view

        added = {"sqlalchemy": self._added(self._database)} if self._added else {}
        schema = schema_view(self._database, self._data, added)
        return {model.name: model for model in schema.models}

    @cached_property
    def _types(self) -> dict[tuple[TableName, str], DataType]:
        return {
            (table.name, column.name): column.type
            for table in self._database.tables
            for column in table.columns
        }

    def referenced_type(self, key: ForeignKey) -> DataType | None:
        """Return the type of the column that a foreign key refers to, None in tables of others."""
        return self._types.get((key.table, key.key))

    def model(self, name: str) -> ModelView:
        """Return the view of the model with this name in the schema."""
        return self._models[name]

    def attribute(self, model: str, name: str) -> AttributeView:
        """Return the view of an attribute, by the names of the schema."""
        return next(each for each in self._models[model].attributes if each.name == name)

    def association(self, model: str, alias: str) -> AssociationView | CompositeView:
        """Return the view of an association, by the names of the schema."""
        view = self._models[model]
        known: tuple[AssociationView | CompositeView, ...] = view.associations
        return next(each for each in (*known, *view.composites) if each.alias == alias)

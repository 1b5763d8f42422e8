"""Which models there are, and the table of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scaffold.database.resolve.stages import MappedModel
from scaffold.database.tables import TableName
from scaffold.naming import pluralize, snake, table_name
from scaffold.schema import model as schema


def declared_models(written: schema.Schema) -> Mapping[str, MappedModel]:
    """Return each declared model by its name, in the order of declaration."""
    models: dict[str, MappedModel] = {}
    for model in written.models:
        plural = model.plural or pluralize(model.name)
        table = model.table or table_name(plural, written.options.naming)
        attributes = {
            each.name: each for each in model.fields if isinstance(each, schema.DeclaredAttribute)
        }
        fields = frozenset(each.name for each in model.fields)
        name = TableName(table, model.schema)
        models[model.name] = MappedModel(model, name, plural, attributes, fields)
    return models


def column_namer(options: schema.Options) -> Callable[[str], str]:
    """Return what names the column of an attribute that does not name its own."""
    return snake if options.naming == "snake_case" else str

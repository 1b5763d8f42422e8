"""Stage 1: the declared models and their tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scaffold.database.resolve.stages import MappedModel
from scaffold.database.tables import TableName
from scaffold.naming import pluralize, snake, table_name
from scaffold.schema import model as schema


def declared_models(declaration: schema.Schema) -> Mapping[str, MappedModel]:
    """Return each declared model by its name, in the order of declaration."""
    models: dict[str, MappedModel] = {}
    options = declaration.options
    for model in declaration.models:
        plural = model.plural or pluralize(model.name)
        noun = model.name if options.tables == "singular" else plural
        table = model.table or table_name(noun, options.naming)
        attributes = {
            each.name: each for each in model.fields if isinstance(each, schema.DeclaredAttribute)
        }
        fields = frozenset(each.name for each in model.fields)
        name = TableName(table, _schema(model, options))
        models[model.name] = MappedModel(model, name, plural, attributes, fields)
    return models


def _schema(model: schema.DeclaredModel, options: schema.Options) -> str | None:
    """Return the table's schema: its own, or that of the options, which `public` overrides."""
    if options.schema is None:
        return model.schema
    name = model.schema or options.schema
    return None if name == "public" else name


def column_namer(options: schema.Options) -> Callable[[str], str]:
    """Return the function that names the columns of attributes without `column(…)`."""
    return snake if options.naming == "snake_case" else str

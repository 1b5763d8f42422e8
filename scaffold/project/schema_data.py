"""What a schema has for templates alone."""

from __future__ import annotations

import json

from scaffold.schema.model import DeclaredAttribute, Schema
from scaffold.schema.template_data import SchemaData


def data_of(schema: Schema) -> SchemaData:
    """Return the `$data` of models and the `data` of attributes, and the shared enums."""
    models = {model.name: json.loads(model.data) for model in schema.models if model.data}
    attributes = {
        (model.name, each.name): json.loads(each.data)
        for model in schema.models
        for each in model.fields
        if isinstance(each, DeclaredAttribute) and each.data
    }
    return SchemaData(models, attributes, schema.enums)

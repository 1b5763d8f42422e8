"""The part of a schema around a few models, which compiles faster than the whole; pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scaffold.schema.model import DeclaredAssociation, DeclaredModel, Schema
from scaffold.schema.schema_file import with_models


def with_neighbours(schema: Schema, names: Collection[str]) -> Schema:
    """Return the schema with the models `names`, and what their keys and inverses depend on.

    This includes the models that they are associated with, with their attributes and their
    associations to `names`. If a foreign key is part of a primary key, it includes the model that
    the key refers to.
    """
    models = {model.name: model for model in schema.models}
    near = {name for name in names if name in models}
    for model in schema.models:
        for each in _associations(model):
            ends = {model.name, each.target, each.through}
            if ends & set(names):
                near |= {end for end in ends if end in models}
    kept: dict[str, DeclaredModel] = {}
    waiting = list(near)
    while waiting:
        name = waiting.pop()
        if name in kept or name not in models:
            continue
        model = models[name]
        kept[name] = model if name in names else _reduced(model, names)
        waiting += [each.target for each in _associations(model) if each.primary]
    return with_models(schema, [kept[model.name] for model in schema.models if model.name in kept])


def _reduced(model: DeclaredModel, names: Collection[str]) -> DeclaredModel:
    fields = tuple(
        field
        for field in model.fields
        if not isinstance(field, DeclaredAssociation) or field.primary or field.target in names
    )
    return replace(model, fields=fields, indexes=(), uniques=(), checks=())


def _associations(model: DeclaredModel) -> list[DeclaredAssociation]:
    return [field for field in model.fields if isinstance(field, DeclaredAssociation)]

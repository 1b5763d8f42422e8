"""Foreign keys whose names derive from an alias or a model, and so change with it."""

from __future__ import annotations

from scaffold.database.resolve.association_ends import association_ends
from scaffold.database.resolve.composite_ends import composite_ends
from scaffold.database.resolve.declared_models import declared_models
from scaffold.database.resolve.foreign_keys import foreign_keys
from scaffold.database.resolve.inverses import named_inverses
from scaffold.database.resolve.stages import DeclaredForeignKey, Problems
from scaffold.naming import foreign_key
from scaffold.schema.edit.model_references import Named
from scaffold.schema.model import Schema


def derived_keys(schema: Schema, old: Named, new: str) -> dict[Named, str]:
    """Return the foreign keys whose names derive from `old`, with their names after `new`.

    An undeclared join table is identified by its table's name. Problems of the schema are ignored.
    """
    style = schema.options.foreign_key
    ends = association_ends(declared_models(schema), Problems())
    named = named_inverses(ends, Problems())
    rest, _ = composite_ends(ends, named, Problems())
    own = set(rest)
    named = {end: other for end, other in named.items() if end in own}
    keys = foreign_keys(rest, named, style, Problems())
    name = foreign_key(old.field or old.model, style)
    found: dict[Named, str] = {}
    for model in ends.models.values():
        if name not in model.attributes and any(
            _source(key) == old for key in keys.of(model, name)
        ):
            holder = model.table.name if model.is_made else model.name
            found[Named(holder, name)] = foreign_key(new, style)
    return found


def _source(key: DeclaredForeignKey) -> Named | None:
    """Return the alias or model that the key's name derives from; None if it is declared."""
    for end in key.ends:
        if end.declaration.kind == "belongsTo" and end.declaration.foreign_key is None:
            return Named(end.model.name, end.declaration.name)
    if key.is_named or any(end.declaration.kind == "belongsTo" for end in key.ends):
        return None
    return Named(key.target.name)

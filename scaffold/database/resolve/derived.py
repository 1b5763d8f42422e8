"""Which keys have their names from an alias or a model, and so change with that."""

from __future__ import annotations

from scaffold.database.resolve.drafts import Key, Problems
from scaffold.database.resolve.joins import join_models
from scaffold.database.resolve.models import draft_models
from scaffold.database.resolve.pairs import link_inverses, pair_sides
from scaffold.database.resolve.sides import draft_sides
from scaffold.naming import foreign_key
from scaffold.schema.edit.mentions import Named
from scaffold.schema.model import Schema


def derived_keys(schema: Schema, old: Named, new: str) -> dict[Named, str]:
    """The keys whose names follow from `old`, and what each is called once that is `new`.

    A join table that is made stands under its own name. What is wrong with the schema is left
    for others to say.
    """
    style = schema.options.foreign_key
    drafts = draft_models(schema)
    sides = draft_sides(drafts, schema.options, Problems())
    link_inverses(sides, Problems())
    pair_sides(sides, style, Problems())
    join_models(drafts, style, Problems())
    name = foreign_key(old.field or old.model, style)
    found: dict[Named, str] = {}
    for draft in drafts.values():
        if name not in draft.declared and any(
            _source(key) == old for key in draft.keys.get(name, ())
        ):
            holder = draft.table.name if draft.made else draft.name
            found[Named(holder, name)] = foreign_key(new, style)
    return found


def _source(key: Key) -> Named | None:
    """The alias, or else the model, that the key's name is made of; None where it is given one."""
    for side in key.sides:
        if side.said.kind == "belongsTo" and side.said.foreign_key is None:
            return Named(side.model.name, side.said.name)
    if key.named or any(side.said.kind == "belongsTo" for side in key.sides):
        return None
    return Named(key.target.name)

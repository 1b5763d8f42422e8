"""Each declared side as code will see it: its keys by name, its column, its inflection."""

from __future__ import annotations

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, Side
from scaffold.database.tables import Association, Column, ScopeValue
from scaffold.errors import Place
from scaffold.naming import pluralize, singularize


def associations(draft: ModelDraft, problems: Problems) -> tuple[Association, ...]:
    """The associations that a model declares, in its order."""
    return tuple(
        _association(side, side.key, problems)
        for side in draft.sides.values()
        if side.key is not None
    )


def _association(side: Side, key: Key, problems: Problems) -> Association:
    said = side.said
    many = said.kind in ("hasMany", "belongsToMany")
    source_key, target_key = _ends(side, key)
    other = side.other_key
    logical = key.logical or (other is not None and other.logical)
    return Association(
        kind=said.kind,
        alias=said.name,
        source=side.model.name,
        target=side.target.name,
        foreign_key=key.name,
        column=_column(key),
        required=key.required,
        on_delete=key.on_delete,
        on_update=key.on_update,
        source_key=source_key,
        target_key=target_key,
        singular=said.singular or (singularize(said.name) if many else said.name),
        plural=said.name if many else pluralize(said.name),
        constraints=not logical,
        other_key=other.name if other else None,
        through=side.through.name if side.through else None,
        scope=_scope(side, "scope", said.scope, side.target, problems),
        through_scope=_scope(side, "throughScope", said.through_scope, side.through, problems),
        inverse=side.inverse.said.name if side.inverse else None,
        place=said.place,
    )


def _ends(side: Side, key: Key) -> tuple[str, str]:
    """The attributes, one in each model, that the association goes by."""
    if side.other_key is not None:
        return key.points_to, side.other_key.points_to
    if side.said.kind == "belongsTo":
        return key.name, key.points_to
    return key.points_to, key.name


def _column(key: Key) -> Column:
    return key.holder.attributes[key.name].column


def _scope(
    side: Side,
    word: str,
    said: tuple[str, str] | None,
    model: ModelDraft | None,
    problems: Problems,
) -> ScopeValue | None:
    """The attribute of `model` and the value, typed by it."""
    if said is None or model is None:
        return None
    # Few schemas have a scope, and judging values needs the whole table of types.
    from scaffold.schema.defaults import judge
    from scaffold.schema.types import Default

    name, text = said
    place: Place = side.said.at(word)
    attribute = model.attributes.get(name)
    if attribute is None:
        near = problems.nearest(name, model.attributes)
        problems.add(
            place,
            f"`{model.name}` has no attribute `{name}`"
            + (f": did you mean `{near}`?" if near else ""),
            f"`{word}` on `{side.label}` names an attribute of `{model.name}`.",
        )
        return None
    value = judge(text, False, attribute.column.type)
    if isinstance(value, Default):
        if value.kind not in ("now", "uuid"):
            return ScopeValue(name, value)
        message = f"`{text}` is a function, not a value"
    else:
        message = value[0]
    problems.add(
        place,
        f"`{word}` on `{side.label}`: {message}",
        f"Write `{word}({name}, …)` with a value of type `{attribute.column.type.name}`.",
    )
    return None

"""Stage 5: each table's primary key: the id, the declared primary fields, or a join's two keys."""

from __future__ import annotations

from collections.abc import Iterable, Set

from scaffold.database.resolve.stages import (
    AssociationEnds,
    DeclaredForeignKey,
    ForeignKeys,
    MappedModel,
    PrimaryKey,
    PrimaryKeys,
    Problems,
    line,
)
from scaffold.schema import model as schema
from scaffold.schema.data_types import DataType

ID = "id"
ID_TYPES = {
    "integer": DataType("integer"),
    "bigint": DataType("bigint"),
    "uuid": DataType("uuid"),
}


def primary_keys(
    ends: AssociationEnds, keys: ForeignKeys, options: schema.Options, problems: Problems
) -> PrimaryKeys:
    """Return each model's primary key, and the type of its implicit id."""
    return {
        model: _primary_key(model, ends, keys, options, problems) for model in ends.models.values()
    }


def _primary_key(
    model: MappedModel,
    ends: AssociationEnds,
    keys: ForeignKeys,
    options: schema.Options,
    problems: Problems,
) -> PrimaryKey:
    declared = _declared(model, ends, keys)
    if declared:
        _not_both(model, declared[0], problems)
        names = tuple(name for name, _ in declared)
        return PrimaryKey(names, pair=_pair(model, ends, keys, problems, among=set(names)))
    if ends.through.get(model) and model.declaration.id is None:
        pair = _pair(model, ends, keys, problems)
        return PrimaryKey(_in_order(model, ends, keys, pair or ()), pair=pair)
    kind = model.declaration.id or options.id
    if kind == "none":
        return PrimaryKey()
    _check_id(model, keys, problems)
    return PrimaryKey((ID,), ID_TYPES[kind])


def _declared(
    model: MappedModel, ends: AssociationEnds, keys: ForeignKeys
) -> list[tuple[str, schema.Field]]:
    """Return the primary fields by their attributes, in the order of declaration."""
    found: dict[str, schema.Field] = {}
    for field in model.declaration.fields:
        if field.primary:
            if isinstance(field, schema.DeclaredAttribute):
                found.setdefault(field.name, field)
            else:
                end = ends.by_model[model].get(field.name)
                key = keys.near.get(end) if end is not None else None
                if key is not None:
                    found.setdefault(key.name, field)
    return list(found.items())


def _in_order(
    model: MappedModel, ends: AssociationEnds, keys: ForeignKeys, pair: Iterable[DeclaredForeignKey]
) -> tuple[str, ...]:
    """Return the names of a join's keys in the order of its columns: those of no field are first.

    Databases and Sequelize order a primary key that columns declare like these columns.
    """
    position: dict[str, int] = {}
    for number, field in enumerate(model.declaration.fields):
        if isinstance(field, schema.DeclaredAttribute):
            position.setdefault(field.name, number)
            continue
        end = ends.by_model[model].get(field.name)
        key = keys.near.get(end) if end is not None and field.kind == "belongsTo" else None
        if key is not None:
            position.setdefault(key.name, number)
    return tuple(sorted((key.name for key in pair), key=lambda name: position.get(name, -1)))


def _not_both(model: MappedModel, first: tuple[str, schema.Field], problems: Problems) -> None:
    kind = model.declaration.id
    if kind is not None and kind != "none":
        problems.add(
            model.declaration.location_of("$id"),
            f"`{model.name}` has both `$id: {kind}` and a primary field, `{first[1].name}` "
            f"({line(first[1].location)})",
            "Remove one of the two.",
        )


def _check_id(model: MappedModel, keys: ForeignKeys, problems: Problems) -> None:
    existing = model.attributes.get(ID)
    if existing is not None:
        problems.add(
            existing.location,
            f"`{model.name}` has an implicit `id`, and its field `id` is not primary",
            "Add `primary` to make it the primary key, or give it another name.",
        )
    for key in keys.of(model, ID):
        problems.add(
            key.location,
            f"`{model.name}` has an implicit `id`, which cannot be a foreign key as well",
            _hint_for_id(key),
        )


def _hint_for_id(key: DeclaredForeignKey) -> str:
    belongs = [end for end in key.ends if end.declaration.kind == "belongsTo"]
    if belongs:
        return f"Add `primary` to `{belongs[0].label}`, which makes that foreign key the id."
    return (
        f"Give it another name with `foreignKey(…)`, or declare `belongsTo({key.target.name}) "
        f"foreignKey({ID}) primary` in `{key.holder.name}`."
    )


def _pair(
    model: MappedModel,
    ends: AssociationEnds,
    keys: ForeignKeys,
    problems: Problems,
    among: Set[str] | None = None,
) -> tuple[DeclaredForeignKey, DeclaredForeignKey] | None:
    """Return a join's two keys if they alone are its primary key (`among`, if declared)."""
    through = ends.through.get(model, ())
    pairs = [(end, keys.near[end], keys.far[end]) for end in through if end in keys.far]
    if not pairs:
        return None
    _, near, far = pairs[0]
    names = {near.name, far.name}
    if among is not None:
        return (near, far) if names == among else None
    for end, *other in pairs:
        if {key.name for key in other} != names:
            problems.add(
                end.declaration.location_of("through"),
                f"`{model.name}` joins two pairs of models with different foreign keys "
                f"(`{through[0].label}` and `{end.label}`), so no two of them can be its "
                "primary key",
                f"Declare `{model.name}` with `$id` or `primary` fields, "
                "or use another join table.",
            )
            return None
    return near, far

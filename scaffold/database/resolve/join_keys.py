"""Stage 4, joins: the two foreign keys of its join model that each belongsToMany uses."""

from __future__ import annotations

from scaffold.database.resolve.key_builder import ForeignKeyBuilder, ForeignKeysBuilder
from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    MappedModel,
    Problems,
    line,
)
from scaffold.naming import foreign_key, singularize
from scaffold.naming.constraint_names import ForeignKeyStyle


def join_keys(
    ends: AssociationEnds, keys: ForeignKeysBuilder, style: ForeignKeyStyle, problems: Problems
) -> None:
    """Set the join model's two foreign keys of each belongsToMany; missing ones are added."""
    for join in ends.models.values():
        through = ends.through.get(join, ())
        _match_inverses(through, keys)
        done: set[AssociationEnd] = set()
        for end in through:
            if end not in done:
                done.update((end, keys.inverses.get(end, end)))
                _find_keys(join, end, keys, style, problems)


def _match_inverses(through: tuple[AssociationEnd, ...], keys: ForeignKeysBuilder) -> None:
    """Match inverses by (2) the names of the foreign keys, (3) being the only two ends."""
    left: dict[tuple[str, str], list[AssociationEnd]] = {}
    for end in through:
        if end not in keys.inverses:
            first, second = sorted((end.model.name, end.target.name))
            left.setdefault((first, second), []).append(end)
    for ends in left.values():
        for index, end in enumerate(ends):
            for other in ends[index + 1 :]:
                if _name_each_others_keys(end, other):
                    keys.match_inverses(end, other)
        rest = [end for end in ends if end not in keys.inverses]
        if len(rest) == 2 and rest[0].model is rest[1].target and _agree(rest[0], rest[1]):
            keys.match_inverses(rest[0], rest[1])


def _name_each_others_keys(end: AssociationEnd, other: AssociationEnd) -> bool:
    if end.model is not other.target:
        return False
    mine = (end.declaration.foreign_key, end.declaration.other_key)
    theirs = (other.declaration.other_key, other.declaration.foreign_key)
    return mine == theirs and None not in mine


def _agree(end: AssociationEnd, other: AssociationEnd) -> bool:
    """Return whether two ends can be one association; those of a model with itself may be two."""
    mine = (end.declaration.foreign_key, end.declaration.other_key)
    theirs = (other.declaration.other_key, other.declaration.foreign_key)
    return end.model is not end.target or all(
        one == another or None in (one, another) for one, another in zip(mine, theirs, strict=True)
    )


def _find_keys(
    join: MappedModel,
    end: AssociationEnd,
    keys: ForeignKeysBuilder,
    style: ForeignKeyStyle,
    problems: Problems,
) -> None:
    """Find or add the two foreign keys of a pair of inverses, or of a single end."""
    other = keys.inverses.get(end)
    near = _agreed(end, "foreignKey", end.declaration.foreign_key, other, problems)
    far = _agreed(end, "otherKey", end.declaration.other_key, other, problems)
    if end.model is end.target and far is None:
        problems.add(
            end.declaration.location,
            f"`{end.label}` joins `{end.model.name}` with itself and does not name "
            "both foreign keys",
            f"Add `otherKey({foreign_key(singularize(end.declaration.name), style)})`, with the "
            "name of the foreign key to the other row.",
        )
        return
    near = near or _only_key(join, end, end.model, far, keys, style, problems)
    far = far or _only_key(join, end, end.target, near, keys, style, problems)
    if near is None or far is None:
        return
    if near == far:
        problems.add(
            end.declaration.location_of("otherKey"),
            f"both foreign keys of `{end.label}` would be `{near}`",
            "Give them two names: `foreignKey(…)` refers to this model, `otherKey(…)` to "
            f"`{end.target.name}`.",
        )
        return
    mine, theirs = end.declaration, other.declaration if other else None
    near_named = bool(mine.foreign_key or (theirs and theirs.other_key))
    far_named = bool(mine.other_key or (theirs and theirs.foreign_key))
    near_key = _key(join, end.model, near, end, near_named, keys)
    near_key.ends.append(end)
    far_key = _key(join, end.target, far, other or end, far_named, keys)
    keys.near[end], keys.far[end] = near_key, far_key
    if other is not None:
        keys.near[other], keys.far[other] = far_key, near_key
        far_key.ends.append(other)


def _agreed(
    end: AssociationEnd,
    keyword: str,
    mine: str | None,
    other: AssociationEnd | None,
    problems: Problems,
) -> str | None:
    """Return the name of a foreign key that an end or its inverse declares."""
    if other is None:
        return mine
    theirs = (
        other.declaration.other_key if keyword == "foreignKey" else other.declaration.foreign_key
    )
    their_keyword = "otherKey" if keyword == "foreignKey" else "foreignKey"
    if mine and theirs and mine != theirs:
        problems.add(
            other.declaration.location_of(their_keyword),
            f"`{other.label}` has `{their_keyword}({theirs})`, but its other side `{end.label}` "
            f"has `{keyword}({mine})` on {line(end.declaration.location_of(keyword))}",
            "One side's foreignKey is the other's otherKey: write it on one side, or the same on "
            "both.",
        )
    return mine or theirs


def _only_key(
    join: MappedModel,
    end: AssociationEnd,
    model: MappedModel,
    other_key_name: str | None,
    keys: ForeignKeysBuilder,
    style: ForeignKeyStyle,
    problems: Problems,
) -> str | None:
    """Return the join's only foreign key to `model`, or the name for a new one."""
    names = [
        name
        for name, shared in keys.by_model[join].items()
        if name != other_key_name and any(key.target is model for key in shared)
    ]
    if len(names) > 1:
        keyword = "foreignKey" if model is end.model else "otherKey"
        problems.add(
            end.declaration.location,
            f"`{join.name}` has several foreign keys to `{model.name}`, and `{end.label}` does not "
            "name one: " + ", ".join(f"`{name}`" for name in names),
            f"Write `{keyword}({names[0]})`, or another of them.",
        )
        return None
    return names[0] if names else foreign_key(model.name, style)


def _key(
    join: MappedModel,
    model: MappedModel,
    name: str,
    end: AssociationEnd,
    is_named: bool,
    keys: ForeignKeysBuilder,
) -> ForeignKeyBuilder:
    """Return the join's foreign key `name` to `model`, added if there is none."""
    shared = keys.by_model[join].get(name, ())
    key = next((key for key in shared if key.target is model), None)
    if key is None:
        key = ForeignKeyBuilder(join, model, name, end.declaration.location, is_named=is_named)
        keys.add(key)
    key.is_joining = True
    return key

"""Which foreign keys of its join model each belongsToMany uses."""

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
from scaffold.schema.model import ForeignKeyStyle


def join_keys(
    ends: AssociationEnds, keys: ForeignKeysBuilder, style: ForeignKeyStyle, problems: Problems
) -> None:
    """Give each belongsToMany the join's two foreign keys, made where the join has none."""
    for join in ends.models.values():
        through = ends.through.get(join, ())
        _put_together(through, keys)
        done: set[AssociationEnd] = set()
        for end in through:
            if end not in done:
                done.update((end, keys.inverses.get(end, end)))
                _find_keys(join, end, keys, style, problems)


def _put_together(through: tuple[AssociationEnd, ...], keys: ForeignKeysBuilder) -> None:
    """Rules (2), by the keys' names, and (3), by being the only two, for ends without inverse."""
    left: dict[tuple[str, str], list[AssociationEnd]] = {}
    for end in through:
        if end not in keys.inverses:
            first, second = sorted((end.model.name, end.target.name))
            left.setdefault((first, second), []).append(end)
    for ends in left.values():
        for index, end in enumerate(ends):
            for other in ends[index + 1 :]:
                if _name_keys_crosswise(end, other):
                    keys.put_together(end, other)
        rest = [end for end in ends if end not in keys.inverses]
        if len(rest) == 2 and rest[0].model is rest[1].target and _agree(rest[0], rest[1]):
            keys.put_together(rest[0], rest[1])


def _name_keys_crosswise(end: AssociationEnd, other: AssociationEnd) -> bool:
    if end.model is not other.target:
        return False
    mine = (end.written.foreign_key, end.written.other_key)
    theirs = (other.written.other_key, other.written.foreign_key)
    return mine == theirs and None not in mine


def _agree(end: AssociationEnd, other: AssociationEnd) -> bool:
    """Whether they can be one association: those of a model with itself may well be two."""
    mine = (end.written.foreign_key, end.written.other_key)
    theirs = (other.written.other_key, other.written.foreign_key)
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
    """The two foreign keys of a pair of ends, or of one alone."""
    other = keys.inverses.get(end)
    near = _agreed(end, "foreignKey", end.written.foreign_key, other, problems)
    far = _agreed(end, "otherKey", end.written.other_key, other, problems)
    if end.model is end.target and far is None:
        problems.add(
            end.written.location,
            f"`{end.label}` joins `{end.model.name}` with itself and does not name "
            "both foreign keys",
            f"Write `otherKey({foreign_key(singularize(end.written.name), style)})` in its line, "
            "with the name of the foreign key to the other row.",
        )
        return
    near = near or _only_key(join, end, end.model, far, keys, style, problems)
    far = far or _only_key(join, end, end.target, near, keys, style, problems)
    if near is None or far is None:
        return
    if near == far:
        problems.add(
            end.written.at("otherKey"),
            f"both foreign keys of `{end.label}` would be `{near}`",
            "Give them two names: `foreignKey(…)` refers to this model, `otherKey(…)` to "
            f"`{end.target.name}`.",
        )
        return
    mine, theirs = end.written, other.written if other else None
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
    word: str,
    mine: str | None,
    other: AssociationEnd | None,
    problems: Problems,
) -> str | None:
    """What an end, or else its inverse, calls a foreign key."""
    if other is None:
        return mine
    theirs = other.written.other_key if word == "foreignKey" else other.written.foreign_key
    their_word = "otherKey" if word == "foreignKey" else "foreignKey"
    if mine and theirs and mine != theirs:
        problems.add(
            other.written.at(their_word),
            f"`{other.label}` has `{their_word}({theirs})`, but its other side `{end.label}` "
            f"has `{word}({mine})` on {line(end.written.at(word))}",
            "One side's foreignKey is the other's otherKey: write it on one side, or the same on "
            "both.",
        )
    return mine or theirs


def _only_key(
    join: MappedModel,
    end: AssociationEnd,
    model: MappedModel,
    taken: str | None,
    keys: ForeignKeysBuilder,
    style: ForeignKeyStyle,
    problems: Problems,
) -> str | None:
    """The join's one foreign key to `model`; where it has none, the name of the one to make."""
    names = [
        name
        for name, shared in keys.by_model[join].items()
        if name != taken and any(key.target is model for key in shared)
    ]
    if len(names) > 1:
        word = "foreignKey" if model is end.model else "otherKey"
        problems.add(
            end.written.location,
            f"`{join.name}` has several foreign keys to `{model.name}`, and `{end.label}` does not "
            "name one: " + ", ".join(f"`{name}`" for name in names),
            f"Write `{word}({names[0]})`, or another of them.",
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
    """The join's foreign key `name` to `model`, made where there is none."""
    shared = keys.by_model[join].get(name, ())
    key = next((key for key in shared if key.target is model), None)
    if key is None:
        key = ForeignKeyBuilder(join, model, name, end.written.location, is_named=is_named)
        keys.add(key)
    key.is_joining = True
    return key

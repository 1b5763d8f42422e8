"""Which keys of its join model each belongsToMany goes by."""

from __future__ import annotations

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, Side, line
from scaffold.naming import foreign_key
from scaffold.schema.model import ForeignKeyStyle


def join_models(drafts: dict[str, ModelDraft], style: ForeignKeyStyle, problems: Problems) -> None:
    """Give each belongsToMany the join's two keys, made where the join has none."""
    for join in drafts.values():
        if not join.join:
            continue
        _pair(join)
        done: set[Side] = set()
        for side in join.join:
            if side not in done:
                done.update((side, side.inverse or side))
                _keys(join, side, style, problems)


def _pair(join: ModelDraft) -> None:
    """Rules (2), by the keys' names, and (3), by being the only two, for what is unpaired."""
    left: dict[tuple[str, str], list[Side]] = {}
    for side in join.join:
        if side.inverse is None:
            first, second = sorted((side.model.name, side.target.name))
            left.setdefault((first, second), []).append(side)
    for sides in left.values():
        for index, side in enumerate(sides):
            for other in sides[index + 1 :]:
                if side.inverse is None and other.inverse is None and _crosswise(side, other):
                    side.inverse, other.inverse = other, side
        rest = [side for side in sides if side.inverse is None]
        if len(rest) == 2 and rest[0].model is rest[1].target and _agree(rest[0], rest[1]):
            rest[0].inverse, rest[1].inverse = rest[1], rest[0]


def _crosswise(side: Side, other: Side) -> bool:
    if side.model is not other.target:
        return False
    mine = (side.said.foreign_key, side.said.other_key)
    theirs = (other.said.other_key, other.said.foreign_key)
    return mine == theirs and None not in mine


def _agree(side: Side, other: Side) -> bool:
    """Whether they can be one association: those of a model with itself may well be two."""
    said = (side.said.foreign_key, side.said.other_key)
    theirs = (other.said.other_key, other.said.foreign_key)
    return side.model is not side.target or all(
        one == another or None in (one, another) for one, another in zip(said, theirs, strict=True)
    )


def _keys(join: ModelDraft, side: Side, style: ForeignKeyStyle, problems: Problems) -> None:
    """The two keys of a pair of sides, or of one alone."""
    other = side.inverse
    near = _agreed(side, "foreignKey", side.said.foreign_key, other, problems)
    far = _agreed(side, "otherKey", side.said.other_key, other, problems)
    if side.model is side.target and far is None:
        problems.add(
            side.said.place,
            f"`{side.label}` joins `{side.model.name}` with itself and does not say "
            "which key is the other's",
            f"Write `belongsToMany({side.said.target}) through({side.said.through}) "
            "foreignKey(…) otherKey(…)`.",
        )
        return
    near = near or _only_key(join, side, side.model, far, style, problems)
    far = far or _only_key(join, side, side.target, near, style, problems)
    if near is None or far is None:
        return
    if near == far:
        problems.add(
            side.said.at("otherKey"),
            f"both keys of `{side.label}` would be `{near}`",
            "Give them two names: `foreignKey(…)` points to this model, `otherKey(…)` to "
            f"`{side.target.name}`.",
        )
        return
    mine, theirs = side.said, other.said if other else None
    named = (
        bool(mine.foreign_key or (theirs and theirs.other_key)),
        bool(mine.other_key or (theirs and theirs.foreign_key)),
    )
    side.key = _key(join, side.model, near, side, named[0])
    side.key.sides.append(side)
    side.other_key = _key(join, side.target, far, other or side, named[1])
    if other is not None:
        other.key, other.other_key = side.other_key, side.key
        other.key.sides.append(other)


def _agreed(
    side: Side, word: str, mine: str | None, other: Side | None, problems: Problems
) -> str | None:
    """What a side, or else its other side, calls a key."""
    if other is None:
        return mine
    theirs = other.said.other_key if word == "foreignKey" else other.said.foreign_key
    their_word = "otherKey" if word == "foreignKey" else "foreignKey"
    if mine and theirs and mine != theirs:
        problems.add(
            other.said.at(their_word),
            f"`{other.label}` says `{their_word}({theirs})`, but its other side `{side.label}` "
            f"says `{word}({mine})` on {line(side.said.at(word))}",
            "One side's foreignKey is the other's otherKey: say it once, or the same on both.",
        )
    return mine or theirs


def _only_key(
    join: ModelDraft,
    side: Side,
    end: ModelDraft,
    taken: str | None,
    style: ForeignKeyStyle,
    problems: Problems,
) -> str | None:
    """The join's one key to `end`; where it has none, the name of the one to make."""
    names = [
        name
        for name, keys in join.keys.items()
        if name != taken and any(key.target is end for key in keys)
    ]
    if len(names) > 1:
        word = "foreignKey" if end is side.model else "otherKey"
        problems.add(
            side.said.place,
            f"`{join.name}` has several keys to `{end.name}`, and `{side.label}` does not say "
            "which one it goes by: " + ", ".join(f"`{name}`" for name in names),
            f"Write `{word}({names[0]})`, or another of them.",
        )
        return None
    return names[0] if names else foreign_key(end.name, style)


def _key(join: ModelDraft, end: ModelDraft, name: str, side: Side, named: bool) -> Key:
    """The join's key `name` to `end`, made where there is none."""
    keys = join.keys.setdefault(name, [])
    key = next((key for key in keys if key.target is end), None)
    if key is None:
        key = Key(join, end, name, side.said.place, named=named)
        keys.append(key)
    key.joins = True
    return key

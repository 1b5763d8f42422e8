"""Which sides speak for the same key, and what the key is called.

Sides of two models pair up (1) by `inverse`, (2) by equal `foreignKey`, (3) where exactly one
belongsTo and one hasOne or hasMany remain.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, Side, line
from scaffold.naming import foreign_key
from scaffold.schema.model import ForeignKeyStyle


@dataclass(slots=True, eq=False)
class _Bundle:
    """Sides that share a key so far."""

    belongs: list[Side] = field(default_factory=list)
    has: list[Side] = field(default_factory=list)

    @property
    def sides(self) -> list[Side]:
        return self.belongs + self.has


class _Between:
    """What is declared between the model that holds keys and the model they point to."""

    def __init__(self, holder: ModelDraft, target: ModelDraft) -> None:
        self.holder = holder
        self.target = target
        self.belongs: list[Side] = []
        self.has: list[Side] = []


def pair_sides(sides: list[Side], style: ForeignKeyStyle, problems: Problems) -> None:
    """Give each belongsTo, hasOne and hasMany its key; models get the keys that they hold."""
    between: dict[tuple[str, str], _Between] = {}
    for side in sides:
        if side.said.kind == "belongsToMany":
            continue
        belongs = side.said.kind == "belongsTo"
        holder, target = (side.model, side.target) if belongs else (side.target, side.model)
        names = (holder.name, target.name)
        group = between.get(names)
        if group is None:
            group = between[names] = _Between(holder, target)
        (group.belongs if belongs else group.has).append(side)
    for group in between.values():
        for bundle in _bundles(group, style, problems):
            _make_key(group, bundle, style, problems)


def link_inverses(sides: list[Side], problems: Problems) -> None:
    """Rule (1): join the two sides where either names the other."""
    for side in sides:
        alias = side.said.inverse
        if alias is None:
            continue
        where = side.said.at("inverse")
        other = side.target.sides.get(alias)
        if other is None:
            _unknown_alias(side, alias, problems)
        elif other.target is not side.model or not _complete(side, other):
            problems.add(
                where,
                f"`{other.label}` is `{other.said.kind}({other.said.target})` "
                f"and cannot be the other side of `{side.label}`",
                f"The other side is {_wanted(side)} in `{side.target.name}`.",
            )
        elif other.said.inverse not in (None, side.said.name):
            problems.add(
                where,
                f"`{side.label}` names `{other.label}` as its other side, which names "
                f"`{other.said.inverse}` on {line(other.said.at('inverse'))}",
                "Let each of the two name the other.",
            )
        elif other.inverse not in (None, side):
            problems.add(
                where,
                f"`{other.label}` is the other side of `{other.inverse.label}` already, "
                f"on {line(other.inverse.said.place)}",
                "To share one key among several, give all of them the same `foreignKey(…)`.",
            )
        else:
            side.inverse, other.inverse = other, side


def _complete(side: Side, other: Side) -> bool:
    kinds = {side.said.kind, other.said.kind}
    if "belongsToMany" in kinds:
        return len(kinds) == 1 and side.through is other.through and side is not other
    return len(kinds) == 2 and "belongsTo" in kinds


def _wanted(side: Side) -> str:
    name = side.model.name
    if side.said.kind == "belongsTo":
        return f"a `hasMany({name})` or `hasOne({name})`"
    if side.said.kind == "belongsToMany":
        return f"a `belongsToMany({name}) through({side.said.through})`"
    return f"a `belongsTo({name})`"


def _unknown_alias(side: Side, alias: str, problems: Problems) -> None:
    if alias in side.target.fields:
        message = f"`{side.target.name}.{alias}` is no association that can be the other side"
    else:
        near = problems.nearest(alias, side.target.sides)
        message = f"`{side.target.name}` has no association `{alias}`"
        message += f": did you mean `{near}`?" if near else ""
    problems.add(
        side.said.at("inverse"), message, f"The other side is {_wanted(side)}, by its name there."
    )


def _bundles(group: _Between, style: ForeignKeyStyle, problems: Problems) -> list[_Bundle]:
    """The keys between two models, each with the sides that share it."""
    bundles: list[_Bundle] = []
    named: dict[str, _Bundle] = {}
    taken: set[Side] = set()
    for side in group.belongs:
        other = side.inverse
        name = side.said.foreign_key or (other and other.said.foreign_key)
        name = name or foreign_key(side.said.name, style)
        bundle = named.get(name)
        if bundle is None:
            bundle = named[name] = _Bundle()
            bundles.append(bundle)
        bundle.belongs.append(side)
        if other is not None:
            bundle.has.append(other)
            taken.add(other)
    left: list[_Bundle] = []
    for side in group.has:
        if side in taken:
            continue
        name = side.said.foreign_key
        bundle = named.get(name) if name else None
        if bundle is None:
            bundle = _Bundle()
            left.append(bundle)
            if name:
                named[name] = bundle
        bundle.has.append(side)
    return _by_remaining(group, bundles, left, problems)


def _by_remaining(
    group: _Between, bundles: list[_Bundle], left: list[_Bundle], problems: Problems
) -> list[_Bundle]:
    """Rule (3), over the bundles of a belongsTo and those of hasOne and hasMany that are left."""
    free = [bundle for bundle in bundles if not bundle.has]
    if not free or not left:
        return bundles + left
    if len(free) == 1 and len(left) == 1:
        free[0].has = left[0].has
        return bundles
    _ambiguous(group, free, left, problems)
    return [bundle for bundle in bundles if bundle.has]


def _ambiguous(
    group: _Between, free: list[_Bundle], left: list[_Bundle], problems: Problems
) -> None:
    belongs = [side for bundle in free for side in bundle.belongs]
    has = [side for bundle in left for side in bundle.has]
    sides = belongs + has
    shown = ", ".join(f"`{side.label}` ({line(side.said.place)})" for side in sides[:10])
    shown += f" and {len(sides) - 10} more" if len(sides) > 10 else ""
    first = has[0].said
    choices = " or ".join(f"`inverse({side.said.name})`" for side in belongs[:3])
    problems.add(
        first.place,
        f"it is not clear which sides between `{group.holder.name}` and `{group.target.name}` "
        f"share a key: {shown}",
        f"Say the other side: `{first.name}: {first.kind}({first.target}) inverse(…)`, "
        f"with {choices}; or give both sides of a pair the same `foreignKey(…)`.",
    )


def _make_key(group: _Between, bundle: _Bundle, style: ForeignKeyStyle, problems: Problems) -> None:
    sides = sorted(bundle.sides, key=lambda side: side.said.place)
    named = [side for side in sides if side.said.foreign_key]
    for side in named[1:]:
        if side.said.foreign_key != named[0].said.foreign_key:
            problems.add(
                side.said.at("foreignKey"),
                f"`{side.label}` and `{named[0].label}` ({line(named[0].said.place)}) are two "
                f"sides of one association, but call its key `{side.said.foreign_key}` "
                f"and `{named[0].said.foreign_key}`",
                "Give both the same `foreignKey(…)`; if they are two associations, "
                "declare the other side of one, with `inverse(…)`.",
            )
    if named:
        name = named[0].said.foreign_key or ""
    elif bundle.belongs:
        name = foreign_key(bundle.belongs[0].said.name, style)
    else:
        name = foreign_key(group.target.name, style)
    key = Key(group.holder, group.target, name, sides[0].said.place, sides, bool(named))
    group.holder.keys.setdefault(name, []).append(key)
    for side in sides:
        side.key = key
    if bundle.belongs and bundle.has:
        one, other = bundle.belongs[0], bundle.has[0]
        if one.inverse is None and other.inverse is None:
            one.inverse, other.inverse = other, one

"""Which associations use the same foreign key, and what it is called.

The ends of two models belong together (1) by `inverse`, (2) by equal `foreignKey`, (3) where
exactly one belongsTo and one hasOne or hasMany remain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scaffold.database.resolve.join_keys import join_keys
from scaffold.database.resolve.key_builder import ForeignKeyBuilder, ForeignKeysBuilder
from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    ForeignKeys,
    Inverses,
    MappedModel,
    Problems,
    line,
)
from scaffold.naming import foreign_key
from scaffold.schema.model import ForeignKeyStyle


def foreign_keys(
    ends: AssociationEnds, named: Inverses, style: ForeignKeyStyle, problems: Problems
) -> ForeignKeys:
    """Return the foreign key of every association, and with it the ends that are inverses."""
    keys = ForeignKeysBuilder(ends, named)
    for group in _between(ends):
        for bundle in _bundles(group, keys, style, problems):
            _make_key(group, bundle, keys, style, problems)
    join_keys(ends, keys, style, problems)
    return keys.keys()


@dataclass(slots=True, eq=False)
class _Bundle:
    """Ends that share a foreign key so far."""

    belongs: list[AssociationEnd] = field(default_factory=list)
    has: list[AssociationEnd] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Group:
    """What is declared between the model that holds keys and the model that they refer to."""

    holder: MappedModel
    target: MappedModel
    belongs: list[AssociationEnd] = field(default_factory=list)
    has: list[AssociationEnd] = field(default_factory=list)


def _between(ends: AssociationEnds) -> Iterable[_Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for end in ends:
        if end.written.kind == "belongsToMany":
            continue
        belongs = end.written.kind == "belongsTo"
        holder, target = (end.model, end.target) if belongs else (end.target, end.model)
        names = (holder.name, target.name)
        group = groups.get(names)
        if group is None:
            group = groups[names] = _Group(holder, target)
        (group.belongs if belongs else group.has).append(end)
    return groups.values()


def _bundles(
    group: _Group, keys: ForeignKeysBuilder, style: ForeignKeyStyle, problems: Problems
) -> list[_Bundle]:
    """The foreign keys between two models, each with the ends that share it."""
    bundles: list[_Bundle] = []
    named: dict[str, _Bundle] = {}
    taken: set[AssociationEnd] = set()
    for end in group.belongs:
        other = keys.inverses.get(end)
        name = end.written.foreign_key or (other and other.written.foreign_key)
        name = name or foreign_key(end.written.name, style)
        bundle = named.get(name)
        if bundle is None:
            bundle = named[name] = _Bundle()
            bundles.append(bundle)
        bundle.belongs.append(end)
        if other is not None:
            bundle.has.append(other)
            taken.add(other)
    left: list[_Bundle] = []
    for end in group.has:
        if end in taken:
            continue
        given = end.written.foreign_key
        shared = named.get(given) if given else None
        if shared is None:
            shared = _Bundle()
            left.append(shared)
            if given:
                named[given] = shared
        shared.has.append(end)
    return _by_remaining(group, bundles, left, problems)


def _by_remaining(
    group: _Group, bundles: list[_Bundle], left: list[_Bundle], problems: Problems
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


def _ambiguous(group: _Group, free: list[_Bundle], left: list[_Bundle], problems: Problems) -> None:
    belongs = [end for bundle in free for end in bundle.belongs]
    has = [end for bundle in left for end in bundle.has]
    ends = belongs + has
    shown = ", ".join(f"`{end.label}` ({line(end.written.location)})" for end in ends[:10])
    shown += f" and {len(ends) - 10} more" if len(ends) > 10 else ""
    first = has[0].written
    choices = " or ".join(f"`inverse({end.written.name})`" for end in belongs[:3])
    problems.add(
        first.location,
        f"it is ambiguous which associations between `{group.holder.name}` and "
        f"`{group.target.name}` share a foreign key: {shown}",
        f"Name the other side: `{first.name}: {first.kind}({first.target}) inverse(…)`, "
        f"with {choices}; or give both sides of a pair the same `foreignKey(…)`.",
    )


def _make_key(
    group: _Group,
    bundle: _Bundle,
    keys: ForeignKeysBuilder,
    style: ForeignKeyStyle,
    problems: Problems,
) -> None:
    ends = sorted(bundle.belongs + bundle.has, key=lambda end: end.written.location)
    named = [end for end in ends if end.written.foreign_key]
    for end in named[1:]:
        if end.written.foreign_key != named[0].written.foreign_key:
            problems.add(
                end.written.at("foreignKey"),
                f"`{end.label}` and `{named[0].label}` ({line(named[0].written.location)}) are two "
                f"sides of one association, but name its foreign key "
                f"`{end.written.foreign_key}` and `{named[0].written.foreign_key}`",
                "Give both the same `foreignKey(…)`; if they are two associations, "
                "declare the other side of one, with `inverse(…)`.",
            )
    if named:
        name = named[0].written.foreign_key or ""
    elif bundle.belongs:
        name = foreign_key(bundle.belongs[0].written.name, style)
    else:
        name = foreign_key(group.target.name, style)
    location = ends[0].written.location
    key = ForeignKeyBuilder(group.holder, group.target, name, location, list(ends), bool(named))
    keys.add(key)
    for end in ends:
        keys.near[end] = key
    if bundle.belongs and bundle.has:
        keys.put_together(bundle.belongs[0], bundle.has[0])

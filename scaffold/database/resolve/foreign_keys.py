"""Stage 4: which associations share a foreign key, and its name.

Two ends are the inverses of each other (1) by `inverse`, (2) by the same `foreignKey`, (3) if
exactly one belongsTo and one hasOne or hasMany between the two models remain, which do not name
different foreign keys.
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
from scaffold.naming.constraint_names import ForeignKeyStyle


def foreign_keys(
    ends: AssociationEnds, named: Inverses, style: ForeignKeyStyle, problems: Problems
) -> ForeignKeys:
    """Return the foreign key of every association, and the matched inverses."""
    keys = ForeignKeysBuilder(ends, named)
    for group in _between(ends):
        for shared_key in _shared_keys(group, keys, style, problems):
            _make_key(group, shared_key, keys, style, problems)
    join_keys(ends, keys, style, problems)
    return keys.keys()


@dataclass(slots=True, eq=False)
class _SharedKey:
    """Ends that share a foreign key."""

    belongs: list[AssociationEnd] = field(default_factory=list)
    has: list[AssociationEnd] = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        """Whether one of the ends names the foreign key."""
        return any(end.declaration.foreign_key for end in (*self.belongs, *self.has))


@dataclass(slots=True, eq=False)
class _Group:
    """The associations between a model that holds foreign keys and the model that they refer to."""

    holder: MappedModel
    target: MappedModel
    belongs: list[AssociationEnd] = field(default_factory=list)
    has: list[AssociationEnd] = field(default_factory=list)


def _between(ends: AssociationEnds) -> Iterable[_Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for end in ends:
        if end.declaration.kind == "belongsToMany":
            continue
        belongs = end.declaration.kind == "belongsTo"
        holder, target = (end.model, end.target) if belongs else (end.target, end.model)
        names = (holder.name, target.name)
        group = groups.get(names)
        if group is None:
            group = groups[names] = _Group(holder, target)
        (group.belongs if belongs else group.has).append(end)
    return groups.values()


def _shared_keys(
    group: _Group, keys: ForeignKeysBuilder, style: ForeignKeyStyle, problems: Problems
) -> list[_SharedKey]:
    """Return the foreign keys between two models, each with the ends that share it."""
    shared_keys: list[_SharedKey] = []
    named: dict[str, _SharedKey] = {}
    matched: set[AssociationEnd] = set()
    for end in group.belongs:
        other = keys.inverses.get(end)
        name = end.declaration.foreign_key or (other and other.declaration.foreign_key)
        name = name or foreign_key(end.declaration.name, style)
        shared_key = named.get(name)
        if shared_key is None:
            shared_key = named[name] = _SharedKey()
            shared_keys.append(shared_key)
        shared_key.belongs.append(end)
        if other is not None:
            shared_key.has.append(other)
            matched.add(other)
    left: list[_SharedKey] = []
    for end in group.has:
        if end in matched:
            continue
        name_of_key = end.declaration.foreign_key
        shared = named.get(name_of_key) if name_of_key else None
        if shared is None:
            shared = _SharedKey()
            left.append(shared)
            if name_of_key:
                named[name_of_key] = shared
        shared.has.append(end)
    return _by_remaining(group, shared_keys, left, problems)


def _by_remaining(
    group: _Group, shared_keys: list[_SharedKey], left: list[_SharedKey], problems: Problems
) -> list[_SharedKey]:
    """Apply rule (3) to a belongsTo and a hasOne or hasMany without an inverse."""
    free = [shared_key for shared_key in shared_keys if not shared_key.has]
    if not free or not left:
        return shared_keys + left
    # Two ends that name different foreign keys are two associations.
    if all(shared_key.is_named for shared_key in free):
        apart = [shared_key for shared_key in left if shared_key.is_named]
    elif all(shared_key.is_named for shared_key in left):
        apart = [shared_key for shared_key in free if shared_key.is_named]
    else:
        apart = []
    free = [shared_key for shared_key in free if shared_key not in apart]
    waiting = [shared_key for shared_key in left if shared_key not in apart]
    if not free or not waiting:
        return shared_keys + left
    if len(free) == 1 and len(waiting) == 1:
        free[0].has = waiting[0].has
        return shared_keys + [shared_key for shared_key in left if shared_key in apart]
    _ambiguous(group, free, waiting, problems)
    return [shared_key for shared_key in shared_keys if shared_key.has or shared_key in apart]


def _ambiguous(
    group: _Group, free: list[_SharedKey], left: list[_SharedKey], problems: Problems
) -> None:
    belongs = [end for shared_key in free for end in shared_key.belongs]
    has = [end for shared_key in left for end in shared_key.has]
    ends = belongs + has
    shown = ", ".join(f"`{end.label}` ({line(end.declaration.location)})" for end in ends[:10])
    shown += f" and {len(ends) - 10} more" if len(ends) > 10 else ""
    first = has[0].declaration
    choices = " or ".join(f"`inverse({end.declaration.name})`" for end in belongs[:3])
    problems.add(
        first.location,
        f"it is ambiguous which associations between `{group.holder.name}` and "
        f"`{group.target.name}` share a foreign key: {shown}",
        f"Declare the other side: `{first.name}: {first.kind}({first.target}) inverse(…)`, "
        f"with {choices}; or give both sides the same `foreignKey(…)`.",
    )


def _make_key(
    group: _Group,
    shared_key: _SharedKey,
    keys: ForeignKeysBuilder,
    style: ForeignKeyStyle,
    problems: Problems,
) -> None:
    ends = sorted(shared_key.belongs + shared_key.has, key=lambda end: end.declaration.location)
    named = [end for end in ends if end.declaration.foreign_key]
    for end in named[1:]:
        if end.declaration.foreign_key != named[0].declaration.foreign_key:
            problems.add(
                end.declaration.location_of("foreignKey"),
                f"`{end.label}` and `{named[0].label}` ({line(named[0].declaration.location)}) are "
                "two sides of one association, but name its foreign key "
                f"`{end.declaration.foreign_key}` and `{named[0].declaration.foreign_key}`",
                "Give both the same `foreignKey(…)`; if they are two associations, "
                "declare the other side of one, with `inverse(…)`.",
            )
    if named:
        name = named[0].declaration.foreign_key or ""
    elif shared_key.belongs:
        name = foreign_key(shared_key.belongs[0].declaration.name, style)
    else:
        name = foreign_key(group.target.name, style)
    location = ends[0].declaration.location
    key = ForeignKeyBuilder(group.holder, group.target, name, location, list(ends), bool(named))
    keys.add(key)
    for end in ends:
        keys.near[end] = key
    if shared_key.belongs and shared_key.has:
        keys.match_inverses(shared_key.belongs[0], shared_key.has[0])

"""Stage 4: the associations whose foreign key has several attributes, apart from the others.

Two ends share such a key by the same rules as those of one attribute: (1) by `inverse`, (2) by the
same `foreignKey`, (3) if exactly one of each remains between the two models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    DeclaredCompositeKey,
    Inverses,
    MappedModel,
    Problems,
    line,
)


def composite_ends(
    ends: AssociationEnds, named: Inverses, problems: Problems
) -> tuple[AssociationEnds, tuple[DeclaredCompositeKey, ...]]:
    """Return the other ends, and the foreign keys of several attributes with their ends."""
    if not any(end.declaration.foreign_keys for end in ends):
        return ends, ()
    keys: list[_Key] = []
    refused: set[AssociationEnd] = set()
    for group in _groups(ends):
        keys += group.keys(named, problems, refused)
    taken = refused.union(*(key.ends for key in keys))
    rest = AssociationEnds(
        ends.models,
        {
            model: {alias: end for alias, end in own.items() if end not in taken}
            for model, own in ends.by_model.items()
        },
        {
            join: tuple(end for end in through if end not in taken)
            for join, through in ends.through.items()
        },
    )
    return rest, tuple(
        DeclaredCompositeKey(key.holder, key.target, key.names, tuple(key.belongs), tuple(key.has))
        for key in keys
    )


@dataclass(slots=True, eq=False)
class _Key:
    holder: MappedModel
    target: MappedModel
    names: tuple[str, ...]
    belongs: list[AssociationEnd] = field(default_factory=list)
    has: list[AssociationEnd] = field(default_factory=list)

    @property
    def ends(self) -> tuple[AssociationEnd, ...]:
        return (*self.belongs, *self.has)

    def side(self, end: AssociationEnd) -> list[AssociationEnd]:
        return self.belongs if end.declaration.kind == "belongsTo" else self.has


class _Group:
    """The associations between a model that holds foreign keys and the model they refer to."""

    def __init__(self, holder: MappedModel, target: MappedModel) -> None:
        self.holder = holder
        self.target = target
        self.ends: list[AssociationEnd] = []

    def keys(
        self, named: Inverses, problems: Problems, refused: set[AssociationEnd]
    ) -> Iterable[_Key]:
        found: dict[tuple[str, ...], _Key] = {}
        others = []
        for end in self.ends:
            names = end.declaration.foreign_keys
            if names:
                key = found.setdefault(names, _Key(self.holder, self.target, names))
                key.side(end).append(end)
            else:
                others.append(end)
        for end in others:
            other = named.get(end)
            if other is not None and other.declaration.foreign_keys:
                if end.declaration.foreign_key is not None:
                    _other_key(end, other, problems)
                    refused.add(end)
                else:
                    found[other.declaration.foreign_keys].side(end).append(end)
        placed = {end for key in found.values() for end in key.ends}
        free = [end for end in others if end not in placed | refused and end not in named]
        for kind in ("belongsTo", "has"):
            waiting = [
                end
                for end in free
                if (end.declaration.kind == "belongsTo") == (kind == "belongsTo")
                and end.declaration.foreign_key is None
            ]
            open_keys = [
                key
                for key in found.values()
                if not (key.belongs if kind == "belongsTo" else key.has)
            ]
            rivals = [end for end in free if end not in waiting]
            self._match(waiting, open_keys, rivals, problems, refused)
        return found.values()

    def _match(
        self,
        waiting: list[AssociationEnd],
        open_keys: list[_Key],
        rivals: list[AssociationEnd],
        problems: Problems,
        refused: set[AssociationEnd],
    ) -> None:
        """Apply rule (3): `rivals` are ends of the other side that wait for an inverse too."""
        if not waiting or not open_keys:
            return
        rivals = [end for end in rivals if end.declaration.kind != waiting[0].declaration.kind]
        if len(waiting) == len(open_keys) == 1 and not rivals:
            open_keys[0].side(waiting[0]).append(waiting[0])
            return
        _ambiguous(self, waiting, [end for key in open_keys for end in key.ends] + rivals, problems)
        refused.update(waiting)


def _groups(ends: AssociationEnds) -> Iterator[_Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for end in ends:
        if end.declaration.kind == "belongsToMany":
            continue
        belongs = end.declaration.kind == "belongsTo"
        holder, target = (end.model, end.target) if belongs else (end.target, end.model)
        group = groups.setdefault((holder.name, target.name), _Group(holder, target))
        group.ends.append(end)
    yield from (
        group
        for group in groups.values()
        if any(end.declaration.foreign_keys for end in group.ends)
    )


def _other_key(end: AssociationEnd, other: AssociationEnd, problems: Problems) -> None:
    names = ", ".join(other.declaration.foreign_keys)
    problems.add(
        end.declaration.location_of("foreignKey"),
        f"`{end.label}` and `{other.label}` ({line(other.declaration.location)}) are two sides of "
        f"one association, but name its foreign key `{end.declaration.foreign_key}` and `{names}`",
        "Give both the same `foreignKey(…)`.",
    )


def _ambiguous(
    group: _Group, waiting: list[AssociationEnd], others: list[AssociationEnd], problems: Problems
) -> None:
    every = sorted([*waiting, *others], key=lambda end: end.declaration.location)
    shown = ", ".join(f"`{end.label}` ({line(end.declaration.location)})" for end in every[:10])
    first = waiting[0].declaration
    choices = " or ".join(f"`inverse({end.declaration.name})`" for end in others[:3])
    problems.add(
        first.location,
        f"it is ambiguous which associations between `{group.holder.name}` and "
        f"`{group.target.name}` share a foreign key: {shown}",
        f"Declare the other side: `{first.name}: {first.kind}({first.target}) inverse(…)`, "
        f"with {choices}; or give both sides the same `foreignKey(…)`.",
    )

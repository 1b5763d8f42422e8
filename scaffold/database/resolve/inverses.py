"""Stage 3: which two associations are each other's inverse by `inverse(…)`."""

from __future__ import annotations

from itertools import islice

from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    Inverses,
    Problems,
    line,
)


def named_inverses(ends: AssociationEnds, problems: Problems) -> Inverses:
    """Return the ends that `inverse` matches, each with the other."""
    found: dict[AssociationEnd, AssociationEnd] = {}
    for end in ends:
        alias = end.declaration.inverse
        if alias is None:
            continue
        where = end.declaration.location_of("inverse")
        other = ends.by_model[end.target].get(alias)
        if other is None:
            _unknown_alias(end, alias, ends, problems)
        elif other.target is not end.model or not _can_be_inverses(end, other):
            problems.add(
                where,
                f"`{other.label}` is `{other.declaration.kind}({other.declaration.target})` "
                f"and cannot be the other side of `{end.label}`",
                f"The other side of `{end.label}` is {_expected(end)} in `{end.target.name}`: "
                "write the name of one, or remove `inverse`.",
            )
        elif other.declaration.inverse not in (None, end.declaration.name):
            theirs = other.declaration
            problems.add(
                where,
                f"`{end.label}` names `{other.label}` as its inverse, which names "
                f"`{theirs.inverse}` on {line(theirs.location_of('inverse'))}",
                "Each of the two must name the other, or only one of them.",
            )
        elif found.get(other) not in (None, end):
            problems.add(
                where,
                f"`{other.label}` is the other side of `{found[other].label}` already, "
                f"on {line(found[other].declaration.location)}",
                "To share one foreign key, give all of them the same `foreignKey(…)`.",
            )
        else:
            found[end], found[other] = other, end
    return found


def _can_be_inverses(end: AssociationEnd, other: AssociationEnd) -> bool:
    kinds = {end.declaration.kind, other.declaration.kind}
    if "belongsToMany" in kinds:
        return len(kinds) == 1 and end.through is other.through and end is not other
    return len(kinds) == 2 and "belongsTo" in kinds


def _expected(end: AssociationEnd) -> str:
    name = end.model.name
    if end.declaration.kind == "belongsTo":
        return f"a `hasMany({name})` or `hasOne({name})`"
    if end.declaration.kind == "belongsToMany":
        return f"a `belongsToMany({name}) through({end.declaration.through})`"
    return f"a `belongsTo({name})`"


def _unknown_alias(
    end: AssociationEnd, alias: str, ends: AssociationEnds, problems: Problems
) -> None:
    fitting = (
        f"`inverse({other.declaration.name})`"
        for other in ends.by_model[end.target].values()
        if other.target is end.model and _can_be_inverses(end, other)
    )
    sides = tuple(islice(fitting, 3))
    if alias in end.target.fields:
        message = f"`{end.target.name}.{alias}` is not an association that can be the other side"
    else:
        near = problems.nearest(alias, ends.by_model[end.target])
        message = f"`{end.target.name}` has no association `{alias}`"
        message += f": did you mean `{near}`?" if near else ""
    hint = (
        f"Declare {_expected(end)} in `{end.target.name}` and write its name, or remove `inverse`."
    )
    if sides:
        hint = f"Write {' or '.join(sides)}, or remove `inverse`."
    problems.add(end.declaration.location_of("inverse"), message, hint)

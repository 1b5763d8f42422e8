"""Foreign keys while they are collected: ends are added, and keys of joins marked."""

from __future__ import annotations

from dataclasses import dataclass, field

from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    DeclaredForeignKey,
    ForeignKeys,
    Inverses,
    MappedModel,
)
from scaffold.errors import SourceLocation


@dataclass(slots=True, eq=False)
class ForeignKeyBuilder:
    """A foreign key to which ends may be added."""

    holder: MappedModel
    target: MappedModel
    name: str
    location: SourceLocation
    ends: list[AssociationEnd] = field(default_factory=list)
    is_named: bool = False
    is_joining: bool = False


class ForeignKeysBuilder:
    """The foreign keys of all models so far, and the matched inverses."""

    def __init__(self, ends: AssociationEnds, named: Inverses) -> None:
        self.by_model: dict[MappedModel, dict[str, list[ForeignKeyBuilder]]] = {
            model: {} for model in ends.models.values()
        }
        self.near: dict[AssociationEnd, ForeignKeyBuilder] = {}
        self.far: dict[AssociationEnd, ForeignKeyBuilder] = {}
        self.inverses = dict(named)

    def add(self, key: ForeignKeyBuilder) -> None:
        """Add a foreign key to the model that holds it."""
        self.by_model[key.holder].setdefault(key.name, []).append(key)

    def match_inverses(self, one: AssociationEnd, other: AssociationEnd) -> None:
        """Match two ends as inverses, if neither has one."""
        if one not in self.inverses and other not in self.inverses:
            self.inverses[one], self.inverses[other] = other, one

    def keys(self) -> ForeignKeys:
        """Return the foreign keys in their current state."""
        made: dict[ForeignKeyBuilder, DeclaredForeignKey] = {}
        for keys in self.by_model.values():
            for shared in keys.values():
                for key in shared:
                    made[key] = DeclaredForeignKey(
                        key.holder,
                        key.target,
                        key.name,
                        key.location,
                        tuple(key.ends),
                        key.is_named,
                        key.is_joining,
                    )
        return ForeignKeys(
            {
                model: {name: tuple(made[key] for key in shared) for name, shared in keys.items()}
                for model, keys in self.by_model.items()
            },
            {end: made[key] for end, key in self.near.items()},
            {end: made[key] for end, key in self.far.items()},
            self.inverses,
        )

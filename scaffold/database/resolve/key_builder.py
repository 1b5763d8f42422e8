"""Foreign keys while they are found: ends are added to them, join keys marked."""

from __future__ import annotations

from dataclasses import dataclass, field

from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    DeclaredKey,
    DeclaredModel,
    Inverses,
    Keys,
)
from scaffold.errors import SourceLocation


@dataclass(slots=True, eq=False)
class KeyBuilder:
    """A foreign key that ends may still be added to."""

    holder: DeclaredModel
    target: DeclaredModel
    name: str
    location: SourceLocation
    ends: list[AssociationEnd] = field(default_factory=list)
    is_named: bool = False
    is_joining: bool = False


class KeysBuilder:
    """The foreign keys of all models so far, and the ends that are inverses."""

    def __init__(self, ends: AssociationEnds, named: Inverses) -> None:
        self.by_model: dict[DeclaredModel, dict[str, list[KeyBuilder]]] = {
            model: {} for model in ends.models.values()
        }
        self.near: dict[AssociationEnd, KeyBuilder] = {}
        self.far: dict[AssociationEnd, KeyBuilder] = {}
        self.inverses = dict(named)

    def add(self, key: KeyBuilder) -> None:
        """Add a foreign key to the model that holds it."""
        self.by_model[key.holder].setdefault(key.name, []).append(key)

    def put_together(self, one: AssociationEnd, other: AssociationEnd) -> None:
        """Make two ends inverses, where neither has one."""
        if one not in self.inverses and other not in self.inverses:
            self.inverses[one], self.inverses[other] = other, one

    def keys(self) -> Keys:
        """Return the foreign keys as they are now."""
        made: dict[KeyBuilder, DeclaredKey] = {}
        for keys in self.by_model.values():
            for shared in keys.values():
                for key in shared:
                    made[key] = DeclaredKey(
                        key.holder,
                        key.target,
                        key.name,
                        key.location,
                        tuple(key.ends),
                        key.is_named,
                        key.is_joining,
                    )
        return Keys(
            {
                model: {name: tuple(made[key] for key in shared) for name, shared in keys.items()}
                for model, keys in self.by_model.items()
            },
            {end: made[key] for end, key in self.near.items()},
            {end: made[key] for end, key in self.far.items()},
            self.inverses,
        )

"""An association whose foreign key has several columns."""

from __future__ import annotations

from dataclasses import field

from scaffold.errors import SourceLocation
from scaffold.schema.model import Action, AssociationKind
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CompositeAssociation:
    """A belongsTo, hasOne or hasMany whose foreign key has several columns.

    foreign_keys: attributes of the model that holds the key: the source for belongsTo, else the
    target. referenced: the attributes of the other model that they refer to, pair by pair.
    inverse: the alias of the other end, if it is declared.
    """

    kind: AssociationKind
    alias: str
    source: str
    target: str
    foreign_keys: tuple[str, ...]
    referenced: tuple[str, ...]
    required: bool
    on_delete: Action
    on_update: Action
    constraints: bool = True
    inverse: str | None = None
    location: SourceLocation | None = field(default=None, compare=False)

    @property
    def holder(self) -> str:
        """The model that holds the foreign key."""
        return self.source if self.kind == "belongsTo" else self.target

    @property
    def referred(self) -> str:
        """The model that the foreign key refers to."""
        return self.target if self.kind == "belongsTo" else self.source

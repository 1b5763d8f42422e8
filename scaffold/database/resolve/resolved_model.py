"""Models and foreign keys with the results of all stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from scaffold.database.resolve.stages import (
    AssociationEnd,
    Attributes,
    DeclaredCompositeKey,
    DeclaredForeignKey,
    ForeignKeyRule,
    MappedModel,
    PrimaryKey,
    ReferencedAttribute,
)
from scaffold.database.tables import Attribute, TableName
from scaffold.errors import SourceLocation
from scaffold.schema import model as schema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedForeignKey:
    """A foreign key with the results of all stages; `referenced` is None if it is unknown."""

    declared: DeclaredForeignKey
    rule: ForeignKeyRule
    reference: ReferencedAttribute
    referenced: Attribute | None

    @property
    def label(self) -> str:
        """`Order.CustomerId`, for messages."""
        return self.declared.label

    @property
    def location(self) -> SourceLocation:
        return self.declared.location


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedCompositeKey:
    """A foreign key of several attributes, and those that they refer to, pair by pair.

    rule: its properties, but for those of a single column. indexed: an index was asked for.
    """

    declared: DeclaredCompositeKey
    attributes: tuple[Attribute, ...]
    referenced: tuple[Attribute, ...]
    rule: ForeignKeyRule
    indexed: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(attribute.column.name for attribute in self.attributes)


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedModel:
    """A model with the results of all stages: ends by alias, foreign keys by attribute.

    joined: the belongsToMany ends that go through it.
    near, far: as in ForeignKeys.
    own: its attributes and timestamps.
    composites: the foreign keys of several attributes that it holds. composite_ends: its ends
    that use one, its own or one of another model.
    """

    declared: MappedModel
    ends: Mapping[str, AssociationEnd]
    joined: tuple[AssociationEnd, ...]
    keys: Mapping[str, tuple[ResolvedForeignKey, ...]]
    near: Mapping[AssociationEnd, ResolvedForeignKey]
    far: Mapping[AssociationEnd, ResolvedForeignKey]
    primary: PrimaryKey
    own: Attributes
    composites: tuple[ResolvedCompositeKey, ...] = ()
    composite_ends: Mapping[AssociationEnd, ResolvedCompositeKey] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def location(self) -> SourceLocation:
        return self.declared.location

    @property
    def declaration(self) -> schema.DeclaredModel:
        return self.declared.declaration

    @property
    def table(self) -> TableName:
        return self.declared.table

    @property
    def attributes(self) -> Mapping[str, Attribute]:
        """All attributes, in the order of their columns."""
        return self.own.by_name

    def declared_attribute(self, name: str) -> schema.DeclaredAttribute | None:
        """Return the attribute's declaration; None for an implicit attribute."""
        return self.declared.attributes.get(name)

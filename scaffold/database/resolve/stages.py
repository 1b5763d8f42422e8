"""The values that the stages of resolving return, from declarations to resolved models.

Declared models → association ends → inverses → foreign keys → primary keys → key rules → references
→ attributes → resolved models. Each stage takes the results of earlier ones, so that the types
enforce the order. Values are compared by identity, because two declarations may be equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as mutable
from dataclasses import field

from scaffold.database.tables import Attribute, TableName
from scaffold.errors import Problem, SourceLocation
from scaffold.naming.suggest import MOST_SUGGESTED, suggest
from scaffold.schema import model as schema
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.model import Action
from scaffold.values import dataclass


@mutable(slots=True)
class Problems:
    """Collects problems, in any order."""

    found: list[Problem] = field(default_factory=list)

    def add(self, where: SourceLocation | None, message: str, hint: str | None = None) -> None:
        self.found.append(Problem(where, message, hint))

    def nearest(self, name: str, known: Iterable[str]) -> str | None:
        """Return the most similar known name, or None.

        Nothing is suggested once there are many problems or many names, because comparing takes
        long.
        """
        names = tuple(known)
        compared = len(self.found) * max(len(names), 100)
        return suggest(name, names) if compared < 100 * MOST_SUGGESTED else None

    def in_reading_order(self) -> tuple[Problem, ...]:
        """Return each problem once, in the order of the file."""
        return tuple(sorted(dict.fromkeys(self.found), key=_reading_order))


@dataclass(frozen=True, slots=True, eq=False)
class MappedModel:
    """A model and its table; `fields` are the names of all declared fields.

    `is_made`: it is the implicit join model of a `through`.
    """

    declaration: schema.DeclaredModel
    table: TableName
    plural: str
    attributes: Mapping[str, schema.DeclaredAttribute]
    fields: frozenset[str] = frozenset()
    is_made: bool = False

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def location(self) -> SourceLocation:
        return self.declaration.location


@dataclass(frozen=True, slots=True, eq=False)
class AssociationEnd:
    """An association as one model declares it; `through` is a belongsToMany's join model."""

    model: MappedModel
    declaration: schema.DeclaredAssociation
    target: MappedModel
    through: MappedModel | None = None

    @property
    def label(self) -> str:
        """`Order.customer`, for messages."""
        return f"{self.model.name}.{self.declaration.name}"


@dataclass(frozen=True, slots=True)
class AssociationEnds:
    """All models by name, implicit joins last, and their associations.

    by_model: a model's ends by alias.
    through: the belongsToMany ends that go through a join model.
    """

    models: Mapping[str, MappedModel]
    by_model: Mapping[MappedModel, Mapping[str, AssociationEnd]]
    through: Mapping[MappedModel, tuple[AssociationEnd, ...]]

    def __iter__(self) -> Iterator[AssociationEnd]:
        """Yield the ends in the order of declaration."""
        for ends in self.by_model.values():
            yield from ends.values()


# Each end whose other side is declared, mapped to that one.
Inverses = Mapping[AssociationEnd, AssociationEnd]


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredForeignKey:
    """A foreign key: the attribute `name` of `holder`, which refers to `target`.

    ends: the associations that use it, in the order of declaration.
    is_named: one of them declares its name.
    is_joining: a belongsToMany uses it.
    """

    holder: MappedModel
    target: MappedModel
    name: str
    location: SourceLocation
    ends: tuple[AssociationEnd, ...] = ()
    is_named: bool = False
    is_joining: bool = False

    @property
    def label(self) -> str:
        """`Order.CustomerId`, for messages."""
        return f"{self.holder.name}.{self.name}"


@dataclass(frozen=True, slots=True)
class ForeignKeys:
    """The foreign keys of all models.

    by_model: a model's keys by attribute; polymorphic associations share one attribute for several.
    near: the key that an end uses; for belongsToMany, the join's key to the end's own model.
    far: for belongsToMany, the join's key to the target.
    """

    by_model: Mapping[MappedModel, Mapping[str, tuple[DeclaredForeignKey, ...]]]
    near: Mapping[AssociationEnd, DeclaredForeignKey]
    far: Mapping[AssociationEnd, DeclaredForeignKey]
    inverses: Inverses

    def __iter__(self) -> Iterator[DeclaredForeignKey]:
        for keys in self.by_model.values():
            for shared in keys.values():
                yield from shared

    def of(self, model: MappedModel, attribute: str) -> tuple[DeclaredForeignKey, ...]:
        """Return the foreign keys that use an attribute."""
        return self.by_model[model].get(attribute, ())


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """The attributes of a primary key, in order.

    id: the type of an implicit id.
    pair: the two keys of a join, if they alone are its primary key.
    """

    attributes: tuple[str, ...] = ()
    id: DataType | None = None
    pair: tuple[DeclaredForeignKey, DeclaredForeignKey] | None = None


PrimaryKeys = Mapping[MappedModel, PrimaryKey]


@dataclass(frozen=True, slots=True)
class ForeignKeyRule:
    """The properties of a foreign key, from its ends or by default."""

    required: bool = False
    unique: bool = False
    logical: bool = False
    primary: bool = False
    column: str | None = None
    comment: str | None = None
    default: Default | None = None
    constraint: str | None = None
    unique_name: str | None = None
    index_name: str | None = None
    on_delete: Action = "SET NULL"
    on_update: Action = "CASCADE"


ForeignKeyRules = Mapping[DeclaredForeignKey, ForeignKeyRule]


@dataclass(frozen=True, slots=True)
class ReferencedAttribute:
    """The attribute that a foreign key refers to, and its type; "" and None if unknown."""

    attribute: str = ""
    type: DataType | None = None


References = Mapping[DeclaredForeignKey, ReferencedAttribute]


@dataclass(frozen=True, slots=True)
class Attributes:
    """A model's attributes by name, in the order of their columns, and its timestamps."""

    by_name: Mapping[str, Attribute]
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredCompositeKey:
    """A foreign key of several attributes of `holder`; `belongs` and `has` are its two sides."""

    holder: MappedModel
    target: MappedModel
    names: tuple[str, ...]
    belongs: tuple[AssociationEnd, ...] = ()
    has: tuple[AssociationEnd, ...] = ()

    @property
    def ends(self) -> tuple[AssociationEnd, ...]:
        """The associations that use it, in the order of declaration."""
        return tuple(sorted((*self.belongs, *self.has), key=lambda end: end.declaration.location))

    @property
    def location(self) -> SourceLocation:
        return self.ends[0].declaration.location

    @property
    def label(self) -> str:
        """The attributes in messages: `Order.country, city`."""
        return f"{self.holder.name}.{', '.join(self.names)}"


def line(location: SourceLocation) -> str:
    """Return a location in the file that the message is about: `line 12`."""
    return f"line {location.line}"


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    return problem.where or ("", 0, 0)

"""What each stage of resolving returns, from what was written to whole models.

declared models → association ends → inverses → foreign keys → primary keys → key rules →
references → attributes → whole models. Every stage takes the values of those before it, so that
the order is in the types. Values are compared by identity: two models may be written alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass as mutable
from dataclasses import field

from scaffold.database.tables import Attribute, TableName
from scaffold.errors import Problem, SourceLocation
from scaffold.naming.suggest import MOST_SUGGESTED, suggest
from scaffold.schema import model as schema
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Action
from scaffold.values import dataclass


@mutable(slots=True)
class Problems:
    """Collects what is wrong, in any order."""

    found: list[Problem] = field(default_factory=list)

    def add(self, where: SourceLocation | None, message: str, hint: str | None = None) -> None:
        self.found.append(Problem(where, message, hint))

    def nearest(self, name: str, known: Iterable[str]) -> str | None:
        """Return the known name that was probably meant.

        None where there are many problems, or many names, already: to compare them takes long.
        """
        names = tuple(known)
        compared = len(self.found) * max(len(names), 100)
        return suggest(name, names) if compared < 100 * MOST_SUGGESTED else None

    def in_reading_order(self) -> tuple[Problem, ...]:
        """Return each problem once, from the top of the file to its end."""
        return tuple(sorted(dict.fromkeys(self.found), key=_reading_order))


@dataclass(frozen=True, slots=True, eq=False)
class MappedModel:
    """A model and its table's name; `fields` are the names of all that it declares.

    `is_made`: nobody declared it, a `through` did.
    """

    written: schema.DeclaredModel
    table: TableName
    plural: str
    attributes: Mapping[str, schema.DeclaredAttribute]
    fields: frozenset[str] = frozenset()
    is_made: bool = False

    @property
    def name(self) -> str:
        return self.written.name

    @property
    def location(self) -> SourceLocation:
        return self.written.location


@dataclass(frozen=True, slots=True, eq=False)
class AssociationEnd:
    """An association as one model declares it; `through` is the join of a belongsToMany."""

    model: MappedModel
    written: schema.DeclaredAssociation
    target: MappedModel
    through: MappedModel | None = None

    @property
    def label(self) -> str:
        """`Order.customer`, for messages."""
        return f"{self.model.name}.{self.written.name}"


@dataclass(frozen=True, slots=True)
class AssociationEnds:
    """All models by name, undeclared joins last, and their associations.

    `by_model` has a model's ends by alias, `through` the belongsToMany that go through a join.
    """

    models: Mapping[str, MappedModel]
    by_model: Mapping[MappedModel, Mapping[str, AssociationEnd]]
    through: Mapping[MappedModel, tuple[AssociationEnd, ...]]

    def __iter__(self) -> Iterator[AssociationEnd]:
        """The ends in reading order."""
        for ends in self.by_model.values():
            yield from ends.values()


# Each end whose other side is declared, with that one.
Inverses = Mapping[AssociationEnd, AssociationEnd]


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredForeignKey:
    """A foreign key: the attribute `name` of `holder`, which refers to `target`.

    `ends` are the associations that use it, in reading order; `is_named` tells whether one of
    them names it, `is_joining` whether a belongsToMany uses it.
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

    `by_model` has a model's keys by attribute: several of one attribute only where polymorphic
    associations share it. `near` is the key that an end uses (for belongsToMany, the join's
    key to the end's own model), `far` the join's key to the target.
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
        """Return the foreign keys that an attribute is."""
        return self.by_model[model].get(attribute, ())


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """The attributes of a primary key, in order.

    `id` is the type of an implicit id. `pair` are the two keys of a join where they alone are
    its primary key.
    """

    attributes: tuple[str, ...] = ()
    id: DataType | None = None
    pair: tuple[DeclaredForeignKey, DeclaredForeignKey] | None = None


PrimaryKeys = Mapping[MappedModel, PrimaryKey]


@dataclass(frozen=True, slots=True)
class ForeignKeyRule:
    """The properties of a foreign key: what its ends have, or defaults."""

    required: bool = False
    unique: bool = False
    logical: bool = False
    primary: bool = False
    column: str | None = None
    comment: str | None = None
    on_delete: Action = "SET NULL"
    on_update: Action = "CASCADE"


ForeignKeyRules = Mapping[DeclaredForeignKey, ForeignKeyRule]


@dataclass(frozen=True, slots=True)
class Reference:
    """The attribute that a foreign key refers to, and its type; "" and None where unknown."""

    attribute: str = ""
    type: DataType | None = None


References = Mapping[DeclaredForeignKey, Reference]


@dataclass(frozen=True, slots=True)
class Attributes:
    """A model's attributes by name, in the order of their columns, and its timestamps."""

    by_name: Mapping[str, Attribute]
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedForeignKey:
    """A foreign key with all that is known of it. `referenced` is None where it is unknown."""

    declared: DeclaredForeignKey
    rule: ForeignKeyRule
    reference: Reference
    referenced: Attribute | None

    @property
    def label(self) -> str:
        """`Order.CustomerId`, for messages."""
        return self.declared.label

    @property
    def location(self) -> SourceLocation:
        return self.declared.location


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedModel:
    """A model with all that is known of it: its ends by alias, its foreign keys by attribute.

    `joined` are the belongsToMany that go through it. `near` and `far` are those of Keys.
    """

    declared: MappedModel
    ends: Mapping[str, AssociationEnd]
    joined: tuple[AssociationEnd, ...]
    keys: Mapping[str, tuple[ResolvedForeignKey, ...]]
    near: Mapping[AssociationEnd, ResolvedForeignKey]
    far: Mapping[AssociationEnd, ResolvedForeignKey]
    primary: PrimaryKey
    own: Attributes

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def location(self) -> SourceLocation:
        return self.declared.location

    @property
    def written(self) -> schema.DeclaredModel:
        return self.declared.written

    @property
    def table(self) -> TableName:
        return self.declared.table

    @property
    def attributes(self) -> Mapping[str, Attribute]:
        """All attributes, in the order of their columns."""
        return self.own.by_name

    def written_attribute(self, name: str) -> schema.DeclaredAttribute | None:
        """Return the attribute as it is declared; None for one that nobody declared."""
        return self.declared.attributes.get(name)


def line(location: SourceLocation) -> str:
    """Return a place inside the file that a message is about already: `line 12`."""
    return f"line {location.line}"


def listed(words: Sequence[str]) -> str:
    """Return `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    return problem.where or ("", 0, 0)

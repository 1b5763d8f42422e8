"""What resolving works on: models, sides and keys that are known in part.

Each stage fills in what the next ones read; nothing of this leaves the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from scaffold.database.tables import Attribute, TableName
from scaffold.errors import Place, Problem
from scaffold.naming.suggest import MOST_SUGGESTED, suggest
from scaffold.schema import model as schema
from scaffold.schema.model import Action
from scaffold.schema.types import DataType


@dataclass(slots=True)
class Problems:
    """Collects what is wrong, in any order."""

    found: list[Problem] = field(default_factory=list)

    def add(self, where: Place | None, message: str, hint: str | None = None) -> None:
        self.found.append(Problem(where, message, hint))

    def nearest(self, name: str, known: Iterable[str]) -> str | None:
        """The known name that was probably meant.

        None where there are many problems, or many names, already: to compare them takes long.
        """
        names = tuple(known)
        compared = len(self.found) * max(len(names), 100)
        return suggest(name, names) if compared < 100 * MOST_SUGGESTED else None

    def in_reading_order(self) -> tuple[Problem, ...]:
        """Each problem once, from the top of the file to its end."""
        return tuple(sorted(dict.fromkeys(self.found), key=_reading_order))


@dataclass(slots=True, eq=False)
class ModelDraft:
    """A model: its declared attributes, its sides by alias, and the keys that it holds.

    An attribute has several keys only where polymorphic associations share it. `pair` is the
    join's two keys where these are its primary key; `join` are the belongsToMany through it.
    """

    said: schema.Model
    table: TableName
    plural: str
    declared: dict[str, schema.Attribute]
    made: bool = False
    sides: dict[str, Side] = field(default_factory=dict)
    keys: dict[str, list[Key]] = field(default_factory=dict)
    incoming: list[Key] = field(default_factory=list)
    join: list[Side] = field(default_factory=list)
    pair: tuple[Key, Key] | None = None
    id: DataType | None = None
    primary: tuple[str, ...] = ()
    attributes: dict[str, Attribute] = field(default_factory=dict)
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None
    _fields: Set[str] | None = None

    @property
    def name(self) -> str:
        return self.said.name

    @property
    def fields(self) -> Set[str]:
        """The names of the fields that are declared."""
        if self._fields is None:
            self._fields = frozenset(each.name for each in self.said.fields)
        return self._fields

    @property
    def place(self) -> Place:
        return self.said.place


@dataclass(slots=True, eq=False)
class Side:
    """An association as one model declares it.

    `key` is the key that it speaks for: the one between the two models, or for belongsToMany
    the join's key to this model, whose key to the target is `other_key`.
    """

    model: ModelDraft
    said: schema.Association
    target: ModelDraft
    through: ModelDraft | None = None
    key: Key | None = None
    other_key: Key | None = None
    inverse: Side | None = None

    @property
    def label(self) -> str:
        """`Order.customer`, for messages."""
        return f"{self.model.name}.{self.said.name}"


@dataclass(slots=True, eq=False)
class Key:
    """A foreign key: the attribute `name` of `holder` that points to `target`.

    `sides` speak for it, in reading order; `named` tells whether one of them says its name,
    `joins` whether a belongsToMany goes by it.
    """

    holder: ModelDraft
    target: ModelDraft
    name: str
    place: Place
    sides: list[Side] = field(default_factory=list)
    named: bool = False
    joins: bool = False
    points_to: str = ""
    type: DataType | None = None
    column: str | None = None
    comment: str | None = None
    required: bool = False
    unique: bool = False
    logical: bool = False
    primary: bool = False
    on_delete: Action = "SET NULL"
    on_update: Action = "CASCADE"

    @property
    def label(self) -> str:
        return f"{self.holder.name}.{self.name}"


def line(place: Place) -> str:
    """A place inside the file that a message is about already: `line 12`."""
    return f"line {place.line}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    return problem.where or ("", 0, 0)

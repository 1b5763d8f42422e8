"""The values that a template of one's own sees.

Each name's annotation has its type and its description; the documentation is made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Annotated, Any, Literal

from scaffold.database.tables import AttributeOrigin
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Action, AssociationKind
from scaffold.schema.native_types import values_type
from scaffold.schema.type_table import TYPES
from scaffold.templating.contract.language_types import json_schema, python_type, typescript_type
from scaffold.templating.contract.value_views import DefaultView, EnumView
from scaffold.values import dataclass

CONTRACT_VERSION = 1

# `$data` and `data`: JSON as the schema has it.
Data = Mapping[str, Any]
TYPE_NAMES = tuple(TYPES)
DialectName = Literal["sqlite", "postgres", "mysql"]


class ExtendedView:
    """A view to which each target adds a view of its own, under the target's name."""

    _added: Callable[[str, ExtendedView], Any]

    def __getattr__(self, name: str) -> Any:
        """Return what the target called `name` adds, and keep it."""
        if name.startswith("_"):
            raise AttributeError(name)
        added = self._added(name, self)
        object.__setattr__(self, name, added)
        return added


@dataclass(frozen=True, slots=False, eq=False)
class AttributeView(ExtendedView):
    """An attribute of a model and its column; it prints as its name."""

    name: Annotated[str, "its name in code: `unitPrice`"]
    column: Annotated[str, "the column's name"]
    type: Annotated[str, "the type's word in the schema: `decimal`, `enum`", TYPE_NAMES]
    nullable: Annotated[bool, "whether it may be null"]
    primary: Annotated[bool, "whether it is in the primary key"]
    unique: Annotated[bool, "whether no two rows have the same value"]
    indexed: Annotated[bool, "whether an index begins with it"]
    autoincrement: Annotated[bool, "whether the database numbers it"]
    comment: Annotated[str | None, "the column's comment"]
    origin: Annotated[AttributeOrigin, "where it comes from"]
    default: Annotated[DefaultView | None, "the column's default"]
    given: Annotated[bool, "whether a client sends it: no generated key, no timestamp"]
    required: Annotated[bool, "whether a client must send it: given, not null, no default"]
    data: Annotated[Data, "its `data` in the schema"]
    enum: Annotated[EnumView | None, "the enum of `enums:` that it has, or that its array has"]
    _data_type: DataType
    _dialects: tuple[str, ...]
    _added: Callable[[str, ExtendedView], Any]
    _references: ModelView | None = None

    @property
    def length(self) -> Annotated[int | None, "characters, or a datetime's fractional digits"]:
        """Characters, or a datetime's fractional digits."""
        return self._data_type.length

    @property
    def precision(self) -> Annotated[int | None, "a decimal's digits in all"]:
        """A decimal's digits in all."""
        return self._data_type.precision

    @property
    def scale(self) -> Annotated[int | None, "a decimal's digits after the point"]:
        """A decimal's digits after the point."""
        return self._data_type.scale

    @property
    def unsigned(self) -> Annotated[bool, "whether it is never negative (MySQL)"]:
        """Whether it is never negative."""
        return self._data_type.unsigned

    @property
    def values(self) -> Annotated[tuple[str, ...], "an enum's values"]:
        """An enum's values."""
        return self._data_type.values

    @property
    def element(
        self,
    ) -> Annotated[str | None, "the type's word inside an array or a range", TYPE_NAMES]:
        """The type's word inside an array or a range."""
        return self._data_type.of.name if self._data_type.of else None

    @property
    def typescript(self) -> Annotated[str, "the type of its values in TypeScript, without null"]:
        """The type of its values in TypeScript, without null."""
        return typescript_type(self._data_type, self._dialects)

    @property
    def python(self) -> Annotated[str, "the type of its values in Python, without None"]:
        """The type of its values in Python, without None."""
        return python_type(values_type(self._data_type, self._dialects))

    @property
    def json_schema(self) -> Annotated[Data, "the JSON Schema of its values, null included"]:
        """The JSON Schema of its values, null included."""
        return json_schema(values_type(self._data_type, self._dialects), self.nullable)

    @property
    def references(self) -> Annotated[ModelView | None, "the model that its foreign key refers to"]:
        """The model that its foreign key refers to."""
        return self._references

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class ScopeView:
    """`scope(attribute, value)` of an association; it prints as its attribute."""

    attribute: Annotated[str, "the attribute of the target"]
    value: Annotated[DefaultView, "the value that it has"]

    def __str__(self) -> str:
        return self.attribute


@dataclass(frozen=True, slots=False, eq=False)
class AssociationView(ExtendedView):
    """An association of a model; it prints as its alias."""

    kind: Annotated[AssociationKind, "its kind"]
    alias: Annotated[str, "its name in the source: `items`"]
    singular: Annotated[str, "the alias of one: `item`"]
    plural: Annotated[str, "the alias of several: `items`"]
    many: Annotated[bool, "whether it leads to several rows"]
    foreign_key: Annotated[str, "the attribute that holds the key"]
    other_key: Annotated[str | None, "of belongsToMany: the join model's key to the target"]
    source_key: Annotated[str, "the attribute of the source that a key refers to"]
    target_key: Annotated[str, "the attribute of the target that a key refers to"]
    required: Annotated[bool, "whether the foreign key is never null"]
    on_delete: Annotated[Action, "what the database does when the row is deleted"]
    on_update: Annotated[Action, "what the database does when its key changes"]
    scope: Annotated[ScopeView | None, "only targets with this value"]
    constraints: Annotated[bool, "whether the database has the constraint"]
    _added: Callable[[str, ExtendedView], Any]
    _models: Callable[[str], ModelView]
    _ends: tuple[str, str, str | None, str | None]

    @property
    def source(self) -> Annotated[ModelView, "the model that declares it"]:
        """The model that declares it."""
        return self._models(self._ends[0])

    @property
    def target(self) -> Annotated[ModelView, "the model that it leads to"]:
        """The model that it leads to."""
        return self._models(self._ends[1])

    @property
    def through(self) -> Annotated[ModelView | None, "of belongsToMany: the join model"]:
        """The join model of belongsToMany."""
        return self._models(self._ends[2]) if self._ends[2] else None

    @property
    def inverse(self) -> Annotated[AssociationView | None, "the same, declared by the target"]:
        """The association of the target that leads back, where it is declared."""
        alias = self._ends[3]
        return next((each for each in self.target.associations if each.alias == alias), None)

    def __str__(self) -> str:
        return self.alias


@dataclass(frozen=True, slots=False, eq=False)
class CompositeView:
    """An association whose foreign key has several columns; it prints as its alias."""

    kind: Annotated[AssociationKind, "its kind"]
    alias: Annotated[str, "its name in the source: `items`"]
    many: Annotated[bool, "whether it leads to several rows"]
    foreign_keys: Annotated[tuple[str, ...], "the attributes that hold the key"]
    referenced: Annotated[tuple[str, ...], "the attributes that they refer to"]
    required: Annotated[bool, "whether the foreign key is never null"]
    on_delete: Annotated[Action, "what the database does when the row is deleted"]
    on_update: Annotated[Action, "what the database does when its key changes"]
    constraints: Annotated[bool, "whether the database has the constraint"]
    _models: Callable[[str], ModelView]
    _ends: tuple[str, str, str | None]

    @property
    def source(self) -> Annotated[ModelView, "the model that declares it"]:
        """The model that declares it."""
        return self._models(self._ends[0])

    @property
    def target(self) -> Annotated[ModelView, "the model that it leads to"]:
        """The model that it leads to."""
        return self._models(self._ends[1])

    @property
    def inverse(self) -> Annotated[CompositeView | None, "the same, declared by the target"]:
        """The association of the target that leads back, where it is declared."""
        alias = self._ends[2]
        return next((each for each in self.target.composites if each.alias == alias), None)

    def __str__(self) -> str:
        return self.alias


@dataclass(frozen=True, slots=True, eq=False)
class IndexView:
    """An index; it prints as its name."""

    name: Annotated[str, "its name"]
    attributes: Annotated[tuple[AttributeView, ...], "its attributes in order"]
    unique: Annotated[bool, "whether no two rows have the same values"]
    where: Annotated[str | None, "SQL, each `{column}` a column's name"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class UniqueView:
    """A unique constraint of one column; it prints as its name."""

    name: Annotated[str, "its name"]
    attribute: Annotated[AttributeView, "its attribute"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class CheckView:
    """A CHECK constraint; it prints as its name."""

    name: Annotated[str, "its name"]
    expression: Annotated[str, "SQL, each `{column}` a column's name"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=False, eq=False)
class ModelView(ExtendedView):
    """A model and its table; it prints as its name."""

    name: Annotated[str, "its name: `OrderItem`"]
    plural: Annotated[str, "the plural of its name: `OrderItems`"]
    table: Annotated[str, "the table's name"]
    schema: Annotated[str | None, "the table's schema (PostgreSQL)"]
    comment: Annotated[str | None, "the table's comment"]
    file: Annotated[str, "a file's name: `orderItem`; in templates of models, as `file_names` says"]
    attributes: Annotated[tuple[AttributeView, ...], "its attributes in order"]
    associations: Annotated[tuple[AssociationView, ...], "its associations in order"]
    composites: Annotated[tuple[CompositeView, ...], "those whose foreign key has several columns"]
    primary_key: Annotated[tuple[AttributeView, ...], "the attributes of the primary key"]
    id: Annotated[AttributeView | None, "the primary key, where it is one attribute"]
    is_join: Annotated[bool, "whether it only joins two models"]
    external: Annotated[bool, "whether others own its table"]
    created_at: Annotated[str | None, "the attribute with the time of creation"]
    updated_at: Annotated[str | None, "the attribute with the time of the last change"]
    timestamps: Annotated[tuple[str, ...], "the names of createdAt and updatedAt, as far as it has"]
    deleted_at: Annotated[str | None, "the attribute that marks deleted rows"]
    indexes: Annotated[tuple[IndexView, ...], "its indexes"]
    uniques: Annotated[tuple[UniqueView, ...], "its unique constraints"]
    checks: Annotated[tuple[CheckView, ...], "its CHECK constraints"]
    data: Annotated[Data, "its `$data` in the schema"]
    _added: Callable[[str, ExtendedView], Any]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class SchemaView:
    """The whole schema."""

    models: Annotated[tuple[ModelView, ...], "the models in order, join models included"]
    dialects: Annotated[tuple[DialectName, ...], "the databases that the schema declares"]
    enums: Annotated[tuple[EnumView, ...], "the enums that attributes may share, in order"] = ()
    version: Annotated[int, "the version of these names: 1"] = field(default=CONTRACT_VERSION)

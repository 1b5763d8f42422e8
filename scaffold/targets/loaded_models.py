"""Models of a project as its own code defines them: loaded, not read from their text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from scaffold.schema.model import AssociationKind
from scaffold.values import dataclass

LoadedDefaultKind = Literal["value", "now", "uuid", "sql", "function"]


@dataclass(frozen=True, slots=True)
class LoadedType:
    """A column's type: `key` as the framework calls it (`STRING`); `sql` of a native one."""

    key: str
    length: int | str | None = None
    precision: int | None = None
    scale: int | None = None
    unsigned: bool = False
    values: tuple[str, ...] = ()
    of: LoadedType | None = None
    sql: str | None = None


@dataclass(frozen=True, slots=True)
class LoadedDefault:
    """A default: a value as JSON, or SQL; `function` is computed by the code."""

    kind: LoadedDefaultKind
    value: Any = None


@dataclass(frozen=True, slots=True)
class LoadedAttribute:
    """An attribute and its column `field`.

    unique: true, or the name of the constraint. references: table and column.
    generated: an association made it; the code has no attribute of its own for it.
    """

    name: str
    field: str
    type: LoadedType | None
    allow_null: bool
    primary_key: bool = False
    autoincrement: bool = False
    unique: bool | str = False
    default: LoadedDefault | None = None
    comment: str | None = None
    references: tuple[str, str | None] | None = None
    on_delete: str | None = None
    on_update: str | None = None
    validations: tuple[str, ...] = ()
    getter: bool = False
    setter: bool = False
    generated: bool = False

    @property
    def is_virtual(self) -> bool:
        """Whether it has no column."""
        return self.type is not None and self.type.key == "VIRTUAL"


@dataclass(frozen=True, slots=True)
class LoadedAssociation:
    """An association of a model.

    foreign_key: an attribute of the model that holds it; `field` is its column, where known.
    aliased: the code gives the alias, it is not derived from the target's name.
    """

    kind: AssociationKind
    alias: str
    target: str
    foreign_key: str
    field: str | None = None
    other_key: str | None = None
    through: str | None = None
    source_key: str | None = None
    target_key: str | None = None
    on_delete: str | None = None
    on_update: str | None = None
    constraints: bool = True
    aliased: bool = False
    scope: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class LoadedComposite:
    """An association by several columns of the table that holds the foreign key, in any order."""

    kind: AssociationKind
    alias: str
    target: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadedIndex:
    """An index; a field is None if it is an expression."""

    name: str | None
    fields: tuple[str | None, ...]
    unique: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model, its table, and the place of its definition.

    file: an absolute path. singular and plural: what its accessors are derived from.
    composites: associations by several columns, of the table that holds the foreign key.
    """

    name: str
    table: str
    schema: str | None
    singular: str | None
    plural: str | None
    attributes: tuple[LoadedAttribute, ...]
    associations: tuple[LoadedAssociation, ...]
    indexes: tuple[LoadedIndex, ...] = ()
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None
    underscored: bool = False
    hooks: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    validations: tuple[str, ...] = ()
    file: str | None = None
    line: int | None = None
    composites: tuple[LoadedComposite, ...] = ()

    def attribute(self, name: str) -> LoadedAttribute | None:
        """Return the attribute of that name."""
        return next((each for each in self.attributes if each.name == name), None)

    def association(self, alias: str) -> LoadedAssociation | None:
        """Return the association of that alias."""
        return next((each for each in self.associations if each.alias == alias), None)


@dataclass(frozen=True, slots=True)
class LoadedModels:
    """The models of a project.

    dialect: the one that the code names. how: the steps that made models known. notes: what a
    person should know, such as files that failed. bare_tables: tables that the code defines
    without a model, described like one that has the table's name.
    """

    models: tuple[LoadedModel, ...]
    dialect: str | None
    version: str | None
    how: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    bare_tables: tuple[LoadedModel, ...] = ()

    def model(self, name: str) -> LoadedModel | None:
        """Return the model of that name."""
        return next((each for each in self.models if each.name == name), None)

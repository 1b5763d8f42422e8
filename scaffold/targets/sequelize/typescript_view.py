"""What a TypeScript model declares, for templates: `model.sequelize.typescript`."""

from __future__ import annotations

from typing import Annotated

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class TypescriptNames:
    """What the file calls types whose names a model of the schema may have."""

    association: Annotated[str, "`Association`"]
    attributes: Annotated[str, "`Attributes`"]
    creation_attributes: Annotated[str, "`CreationAttributes`"]
    date: Annotated[str, "`Date`, as JavaScript has it"]
    definitions: Annotated[str, "`Definitions`, a type of the file itself"]
    infer_attributes: Annotated[str, "`InferAttributes`"]
    infer_creation_attributes: Annotated[str, "`InferCreationAttributes`"]
    model: Annotated[str, "`Model`"]
    model_attributes: Annotated[str, "`ModelAttributes`"]
    model_static: Annotated[str, "`ModelStatic`"]
    non_attribute: Annotated[str, "`NonAttribute`"]
    partial: Annotated[str, "`Partial`, as TypeScript has it"]
    promise: Annotated[str, "`Promise`, as JavaScript has it"]
    upsert_options: Annotated[str, "`UpsertOptions`"]


@dataclass(frozen=True, slots=True)
class TypescriptField:
    """An attribute as the class declares it."""

    name: Annotated[str, "its name"]
    type: Annotated[str, "the type: `CreationOptional<string>`"]


@dataclass(frozen=True, slots=True)
class TypescriptAccessor:
    """A method that Sequelize adds for an association."""

    name: Annotated[str, "its name: `createOrder`"]
    mixin: Annotated[str, "its type in Sequelize: `HasManyCreateAssociationMixin`"]
    arguments: Annotated[tuple[str, ...], "the arguments of that type: `Order`, `'CustomerId'`"]
    also: Annotated[str | None, "a second type, where singular and plural are the same word"]
    is_of_many: Annotated[bool, "whether a hasOne has the type of a hasMany, which omits the key"]


@dataclass(frozen=True, slots=True)
class TypescriptAssociation:
    """An association as the class declares it."""

    alias: Annotated[str, "the association's alias"]
    target: Annotated[str, "the model that it leads to"]
    found: Annotated[str, "what `include` finds: `Order[]`, `Order | null`"]
    accessors: Annotated[tuple[TypescriptAccessor, ...], "its methods"]


@dataclass(frozen=True, slots=True)
class TypescriptImport:
    """Another model that the file refers to."""

    name: Annotated[str, "the model's name"]
    file: Annotated[str, "the name of its file without a suffix"]


@dataclass(frozen=True, slots=True)
class TypescriptEnum:
    """The type of an enum that several fields share."""

    name: Annotated[str, "the name of the type: `OrderStatus`"]
    code: Annotated[str, "its values: `'open' | 'paid'`"]


@dataclass(frozen=True, slots=True)
class TypescriptModel:
    """What the class of a model declares."""

    names: Annotated[TypescriptNames, "what the file calls types of Sequelize"]
    imports: Annotated[tuple[str, ...], "the types that it imports from Sequelize"]
    models: Annotated[tuple[TypescriptImport, ...], "the other models that it refers to"]
    index_types: Annotated[tuple[str, ...], "the types that it imports from the index"]
    suffix: Annotated[str, "the suffix with which models are imported: `.js`"]
    fields: Annotated[tuple[TypescriptField, ...], "the attributes"]
    associations: Annotated[tuple[TypescriptAssociation, ...], "the associations with accessors"]
    computed: Annotated[tuple[str, ...], "the attributes that the database computes"]
    joins: Annotated[tuple[str, ...], "the join models whose rows its rows may carry"]
    omitted: Annotated[tuple[str, ...], "the timestamps that `init` omits: Sequelize adds them"]

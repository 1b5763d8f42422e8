"""What the template of a model sees: names and values, and what Sequelize has to be told of them.

`sequelize` of a model, an attribute or an association holds code of JavaScript on one line and
decisions of this target; the other names mean the same in every template.
"""

from __future__ import annotations

from typing import Annotated

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """What a foreign key refers to, where the attribute itself has to state it."""

    model: Annotated[str, "the table as code: `'Users'` or `{ tableName: …, schema: … }`"]
    key: Annotated[str, "the referenced column"]
    on_update: Annotated[str, "what the database does when the key changes"]
    on_delete: Annotated[str, "what the database does when the row is deleted"]


@dataclass(frozen=True, slots=True)
class SequelizeAttribute:
    """An attribute as `init` defines it."""

    type: Annotated[str, "the type: `DataTypes.STRING(120)`"]
    field: Annotated[str | None, "the column, where Sequelize would not derive it from the name"]
    allow_null: Annotated[bool | None, "`allowNull`, where it is stated"]
    default: Annotated[str | None, "`defaultValue` as code"]
    unique: Annotated[str | None, "the name of its unique constraint"]
    references: Annotated[ReferenceView | None, "the foreign key, where the attribute states it"]
    is_implied: Annotated[bool, "whether Sequelize adds the attribute by itself (a timestamp)"]


@dataclass(frozen=True, slots=True)
class AttributeView:
    """An attribute of a model and its column; it prints as its name."""

    name: Annotated[str, "its name in code: `unitPrice`"]
    column: Annotated[str, "the column's name"]
    type: Annotated[str, "the type's word in the schema: `decimal`, `enum`"]
    nullable: Annotated[bool, "whether it may be null"]
    primary: Annotated[bool, "whether it is in the primary key"]
    autoincrement: Annotated[bool, "whether the database numbers it"]
    comment: Annotated[str | None, "the column's comment"]
    origin: Annotated[str, "where it comes from: field, id, key, timestamp, paranoid"]
    sequelize: SequelizeAttribute

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ScopeView:
    """`scope(attribute, value)` of an association."""

    attribute: Annotated[str, "the attribute of the target"]
    value: Annotated[str, "the value that it has, as code"]


@dataclass(frozen=True, slots=True)
class SequelizeAssociation:
    """An association as `belongsTo` and the like take it."""

    names_both: Annotated[bool, "whether `as` needs the singular beside the plural"]
    field: Annotated[str | None, "the foreign key's column, where it has to be stated"]
    source_key: Annotated[str | None, "`sourceKey`, where it is not the primary key"]
    target_key: Annotated[str | None, "`targetKey`, where it is not the primary key"]
    through_scope: Annotated[ScopeView | None, "the scope of the join model"]


@dataclass(frozen=True, slots=True)
class AssociationView:
    """An association of a model; it prints as its alias."""

    kind: Annotated[str, "belongsTo, hasOne, hasMany, belongsToMany"]
    alias: Annotated[str, "its name in the source: `items`"]
    singular: Annotated[str, "the alias of one: `item`"]
    plural: Annotated[str, "the alias of several: `items`"]
    many: Annotated[bool, "whether it leads to several rows"]
    target: Annotated[str, "the model that it leads to"]
    through: Annotated[str | None, "of belongsToMany: the join model"]
    foreign_key: Annotated[str, "the attribute that holds the key"]
    other_key: Annotated[str | None, "of belongsToMany: the join model's key to the target"]
    required: Annotated[bool, "whether the foreign key is never null"]
    on_delete: Annotated[str, "what the database does when the row is deleted"]
    on_update: Annotated[str, "what the database does when its key changes"]
    constraints: Annotated[bool, "whether the database has the constraint"]
    scope: Annotated[ScopeView | None, "only targets with this value"]
    sequelize: SequelizeAssociation

    def __str__(self) -> str:
        return self.alias


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index; it prints as its name."""

    name: Annotated[str, "its name"]
    columns: Annotated[tuple[str, ...], "its columns in order"]
    unique: Annotated[bool, "whether no two rows have the same values"]
    condition: Annotated[str | None, "the SQL of a partial index"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class SequelizeModel:
    """A model's file: its imports, its parameters and what Sequelize has to be told."""

    base: Annotated[str, "what the file calls Sequelize's Model"]
    date: Annotated[str, "what the file calls JavaScript's Date"]
    uses_data_types: Annotated[bool, "whether the code mentions `DataTypes`"]
    chooses_tinyint: Annotated[bool, "whether `TINYINT` is chosen by the dialect when it runs"]
    schema: Annotated[str | None, "the schema, where any table has one (PostgreSQL)"]
    underscored: Annotated[bool, "whether Sequelize derives columns in snake_case"]
    renewed: Annotated[str | None, "the timestamp that `upsert` has to be given"]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model and its table; it prints as its name."""

    name: Annotated[str, "its name: `OrderItem`"]
    plural: Annotated[str, "the plural of its name: `OrderItems`"]
    table: Annotated[str, "the table's name"]
    schema: Annotated[str | None, "the table's schema (PostgreSQL)"]
    comment: Annotated[str | None, "the table's comment"]
    file: Annotated[str, "the name of its file without a suffix: `orderItem`"]
    attributes: Annotated[tuple[AttributeView, ...], "its attributes in order"]
    associations: Annotated[tuple[AssociationView, ...], "its associations in order"]
    primary_key: Annotated[tuple[str, ...], "the attributes of the primary key"]
    is_join: Annotated[bool, "whether it only joins two models"]
    created_at: Annotated[str | None, "the attribute with the time of creation"]
    updated_at: Annotated[str | None, "the attribute with the time of the last change"]
    deleted_at: Annotated[str | None, "the attribute that marks deleted rows"]
    indexes: Annotated[tuple[IndexView, ...], "its indexes"]
    sequelize: SequelizeModel

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ModelFileView:
    """The file of a model; it prints as the model's name."""

    name: Annotated[str, "the model's name"]
    file: Annotated[str, "the name of its file without a suffix: `orderItem`"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ModelIndexView:
    """models/index.js."""

    config: Annotated[str, "the path of sequelize-cli's configuration, for `require`"]
    models: Annotated[tuple[ModelFileView, ...], "the models in order"]

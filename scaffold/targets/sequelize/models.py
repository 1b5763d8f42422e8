"""The views of the models of a database."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from scaffold.database.sql_text import enum_name, expression
from scaffold.database.tables import (
    Attribute,
    Column,
    Database,
    ForeignKey,
    Index,
    Model,
    TableName,
)
from scaffold.naming import file_stem
from scaffold.targets.sequelize.associations import Models, association_view
from scaffold.targets.sequelize.model_view import (
    AttributeView,
    IndexView,
    ModelFileView,
    ModelIndexView,
    ModelView,
    ReferenceView,
    SequelizeAttribute,
    SequelizeModel,
)
from scaffold.targets.sequelize.nodes import one_line
from scaffold.targets.sequelize.sql import table_expr
from scaffold.targets.sequelize.types import (
    TypeNames,
    default_code,
    in_model,
    needs_tinyint,
    type_code,
    uses_library,
)
from scaffold.values import dataclass


def index_view(database: Database, folder: str, config: str) -> ModelIndexView:
    """Return the view of models/index.js for models in `folder` of the target's directory.

    `config` is the path of sequelize-cli's configuration there. Without a suffix it is config.js
    or, after sequelize-cli's own `init`, config.json.
    """
    config = posixpath.relpath(config, folder)
    return ModelIndexView(
        config if config.startswith(".") else f"./{config}",
        tuple(ModelFileView(model.name, file_stem(model.name)) for model in database.models),
    )


class ModelViews:
    """Makes the views of all models of a database."""

    def __init__(self, database: Database) -> None:
        self._names: TypeNames = in_model(database.dialects)
        self._models = Models(database)
        # Once one table has a schema, a name alone would mean that of whoever refers to it.
        self._has_schemas = any(model.table.name.schema for model in database.models)

    def view(self, model: Model) -> ModelView:
        """Return the view of a model."""
        table = model.table
        attributes = self._attributes(model)
        by_column = {each.column: each.name for each in attributes}
        return ModelView(
            name=model.name,
            plural=model.plural,
            table=table.name.name,
            schema=table.name.schema,
            comment=table.comment,
            file=file_stem(model.name),
            attributes=attributes,
            associations=tuple(
                association_view(association, self._models) for association in model.associations
            ),
            primary_key=tuple(by_column[column] for column in table.primary_key),
            is_join=table.join is not None,
            created_at=model.created_at,
            updated_at=model.updated_at,
            deleted_at=model.deleted_at,
            indexes=tuple(map(_index, table.indexes)),
            sequelize=self._sequelize(model, attributes),
        )

    def _sequelize(self, model: Model, attributes: tuple[AttributeView, ...]) -> SequelizeModel:
        columns = tuple(
            attribute.column
            for attribute, view in zip(model.attributes, attributes, strict=True)
            if not view.sequelize.is_implied
        )
        is_kept = any(
            _is_kept(model, attribute)
            for attribute, view in zip(model.attributes, attributes, strict=True)
            if not view.sequelize.is_implied
        )
        return SequelizeModel(
            base="Model" if model.name != "Model" else "SequelizeModel",
            date="Date" if model.name != "Date" else "globalThis.Date",
            uses_data_types=any(uses_library(column, self._names) for column in columns),
            chooses_tinyint=needs_tinyint(columns, self._names),
            schema=(model.table.name.schema or "public") if self._has_schemas else None,
            underscored=self._models.underscored,
            renewed=model.updated_at if is_kept else None,
        )

    def _attributes(self, model: Model) -> tuple[AttributeView, ...]:
        table = model.table
        keys = self._models.bound(model)
        uniques = {unique.column: unique.name for unique in table.uniques}
        views = []
        for attribute in model.attributes:
            column = attribute.column
            key = keys.get(column.name)
            declared = _DeclaredAttribute(
                attribute.name,
                column,
                attribute.origin,
                column.name in table.primary_key,
                uniques.get(column.name),
                key,
                table.name if key else _NO_TABLE,
                _is_filled(model, attribute),
                self._models.field(attribute.name, column.name),
                attribute.name == model.deleted_at,
            )
            views.append(_attribute_view(declared, self._names))
        return tuple(views)


_NO_TABLE = TableName("")


@dataclass(frozen=True, slots=True)
class _DeclaredAttribute:
    """All that the view of an attribute depends on; many models have the same attributes.

    `table` has the foreign key where it is stated; `filled`: Sequelize sets the attribute itself.
    """

    name: str
    column: Column
    origin: str
    primary: bool
    unique: str | None
    key: ForeignKey | None
    table: TableName
    filled: bool
    field: str | None
    deleted: bool


@lru_cache(maxsize=4096)
def _attribute_view(declared: _DeclaredAttribute, names: TypeNames) -> AttributeView:
    column, key = declared.column, declared.key
    # No default of the column in sync(), but one that Sequelize fills in.
    default = (
        f"{names.types}.NOW"
        if declared.filled
        else default_code(column, names, enum_name(declared.table, column.name))
    )
    return AttributeView(
        name=declared.name,
        column=column.name,
        type=column.type.name,
        nullable=column.nullable,
        primary=declared.primary,
        autoincrement=column.autoincrement,
        comment=column.comment,
        origin=declared.origin,
        sequelize=SequelizeAttribute(
            type=type_code(column.type, names),
            field=declared.field,
            allow_null=_allow_null(declared),
            default=default,
            unique=declared.unique,
            references=None if key is None else _reference(key, declared.table),
            is_implied=_is_implied(declared),
        ),
    )


def _allow_null(declared: _DeclaredAttribute) -> bool | None:
    if not declared.column.nullable:
        return False
    return True if declared.origin == "key" else None


def _reference(key: ForeignKey, table: TableName) -> ReferenceView:
    model = one_line(table_expr(key.table, table))
    return ReferenceView(model, key.key, key.on_update, key.on_delete)


def _is_implied(declared: _DeclaredAttribute) -> bool:
    """Whether Sequelize adds the attribute by itself, exactly as it is wanted."""
    if declared.origin not in ("timestamp", "paranoid") or declared.field is not None:
        return False
    column = declared.column
    plain = column.type.name == "datetime" and column.type.length is None
    bare = column.default is None and column.comment is None
    return plain and bare and column.nullable == declared.deleted


def _index(index: Index) -> IndexView:
    # Only dialects that quote with double quotes have partial indexes.
    condition = None if index.where is None else expression(index.where, "postgres")
    return IndexView(index.name, index.columns, index.unique, condition)


def _is_filled(model: Model, attribute: Attribute) -> bool:
    """Whether Sequelize sets the attribute on save, but validates before it does.

    bulkCreate() with `validate`, and so each write of a belongsToMany, validates the timestamps
    that a model states before it sets them (sequelize/lib/model.js).
    """
    column = attribute.column
    stamps = (model.created_at, model.updated_at)
    return attribute.name in stamps and not column.nullable and column.default is None


def _is_kept(model: Model, attribute: Attribute) -> bool:
    """Whether upsert() keeps the timestamp of a row that it updates.

    It does where the attribute has a default and its column is called alike, unless it is given
    a value that differs from the default (sequelize/lib/model.js).
    """
    if attribute.name != model.updated_at or attribute.name != attribute.column.name:
        return False
    default = attribute.column.default
    return _is_filled(model, attribute) or (default is not None and default.kind == "now")

"""The options of models that Sequelize does not derive by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from scaffold.database.postgres_names import serial_words
from scaffold.database.sql_text import enum_type_name, expression
from scaffold.database.tables import (
    Association,
    Attribute,
    Column,
    Database,
    ForeignKey,
    Index,
    Model,
    TableName,
)
from scaffold.naming import file_stem
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.associations import ModelsByName, added_association
from scaffold.targets.sequelize.code_nodes import one_line
from scaffold.targets.sequelize.index_fields import fields_code
from scaffold.targets.sequelize.model_view import (
    SequelizeAssociation,
    SequelizeAttribute,
    SequelizeIndex,
    SequelizeModel,
    SequelizeReference,
)
from scaffold.targets.sequelize.sql import table_code
from scaffold.targets.sequelize.types import (
    TypeNames,
    column_type_expr,
    default_code,
    in_model,
    needs_tinyint,
    type_code,
    uses_library,
)
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.targets.sequelize.typescript_models import TypescriptModels


class SequelizeViews:
    """What Sequelize adds to the views of the models of a database, and of their parts."""

    def __init__(
        self,
        database: Database,
        import_suffix: str = ".js",
        file_name: Callable[[str], str] = file_stem,
    ) -> None:
        self._database = database
        self._import_suffix = import_suffix
        self._file_name = file_name
        self._names: TypeNames = in_model(database.dialects)
        self._models = ModelsByName(database)
        # An unqualified name is looked up in the schema of the table that refers to it.
        self._has_schemas = any(model.table.name.schema for model in database.models)
        # Of the model of that name: templates read those of one model after another.
        self._attributes: dict[str, SequelizeAttribute] = {}
        self._attributes_of: str | None = None

    def added(
        self, model: Model, part: Attribute | Association | None
    ) -> SequelizeModel | SequelizeAttribute | SequelizeAssociation:
        """Return `sequelize` of a model, or of an attribute or association of it."""
        if isinstance(part, Association):
            return added_association(part, self._models)
        if isinstance(part, Attribute):
            return self._of_model(model)[part.name]
        return self._model(model)

    def _model(self, model: Model) -> SequelizeModel:
        views = self._of_model(model)
        stated = [each for each in model.attributes if not views[each.name].is_implied]
        columns = tuple(attribute.column for attribute in stated)
        is_kept = any(_is_kept(model, attribute) for attribute in stated)
        omitted = tuple(each.name for each in model.attributes if views[each.name].is_implied)
        return SequelizeModel(
            base="Model" if model.name != "Model" else "SequelizeModel",
            date="Date" if model.name != "Date" else "globalThis.Date",
            uses_data_types=any(uses_library(column, self._names) for column in columns),
            chooses_tinyint=needs_tinyint(columns, self._names),
            schema=(model.table.name.schema or "public") if self._has_schemas else None,
            underscored=self._models.underscored,
            renewed=model.updated_at if is_kept else None,
            indexes=tuple(map(_index, model.table.indexes)),
            _typescript=lambda: self._typescript.of(model, omitted, is_kept),
        )

    @cached_property
    def _typescript(self) -> TypescriptModels:
        from scaffold.targets.sequelize.typescript_models import TypescriptModels

        return TypescriptModels(self._database, self._import_suffix, self._file_name)

    def _of_model(self, model: Model) -> dict[str, SequelizeAttribute]:
        """The attributes of a model by name; those of the last one are kept."""
        if self._attributes_of == model.name:
            return self._attributes
        table = model.table
        keys = self._models.bound(model)
        uniques = {unique.column: unique.name for unique in table.uniques}
        made = {}
        for attribute in model.attributes:
            column = attribute.column
            key = keys.get(column.name)
            declared = _DeclaredAttribute(
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
            made[attribute.name] = _attribute(declared, self._names)
        self._attributes, self._attributes_of = made, model.name
        return made


_NO_TABLE = TableName("")


@dataclass(frozen=True, slots=True)
class _DeclaredAttribute:
    """All that an attribute's definition depends on; many models have the same ones.

    `table` has the foreign key where it is stated; `filled`: Sequelize sets the attribute itself.
    """

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
def _attribute(declared: _DeclaredAttribute, names: TypeNames) -> SequelizeAttribute:
    column, key = declared.column, declared.key
    # No default of the column in sync(), but one that Sequelize fills in.
    default = (
        f"{names.types}.NOW"
        if declared.filled
        else default_code(column, names, enum_type_name(declared.table, column))
    )
    return SequelizeAttribute(
        type=_type(declared, names),
        field=declared.field,
        allow_null=_allow_null(declared),
        default=default,
        unique=declared.unique,
        autoincrement=column.autoincrement and declared.primary,
        _primary=declared.primary,
        _comment=column.comment,
        references=None if key is None else _reference(key, declared.table),
        is_implied=_is_implied(declared),
    )


def _type(declared: _DeclaredAttribute, names: TypeNames) -> str:
    """The type as code; Sequelize allows one `autoIncrement`, that of the primary key."""
    if _counts_beside_key(declared):
        return literals.js(serial_words(declared.column))
    if declared.column.generated is not None:
        return one_line(column_type_expr(declared.table, declared.column, names))
    return type_code(declared.column.type, names)


def _counts_beside_key(declared: _DeclaredAttribute) -> bool:
    return declared.column.autoincrement and not declared.primary


def _allow_null(declared: _DeclaredAttribute) -> bool | None:
    if declared.column.generated is not None:
        return None
    if _counts_beside_key(declared):
        # A serial is NOT NULL, and the database numbers what is not given.
        return None
    if not declared.column.nullable:
        return False
    return True if declared.origin == "key" else None


def _reference(key: ForeignKey, table: TableName) -> SequelizeReference:
    model = table_code(key.table, table)
    return SequelizeReference(model, key.key, key.on_update, key.on_delete)


def _is_implied(declared: _DeclaredAttribute) -> bool:
    """Whether Sequelize adds the attribute by itself, exactly as it is wanted."""
    if declared.origin not in ("timestamp", "paranoid") or declared.field is not None:
        return False
    column = declared.column
    plain = column.type.name == "datetime" and column.type.length is None
    bare = column.default is None and column.comment is None
    return plain and bare and column.nullable == declared.deleted


def _index(index: Index) -> SequelizeIndex:
    # Only dialects that quote with double quotes have partial indexes.
    condition = None if index.where is None else expression(index.where, "postgres")
    fields = fields_code(index, "sequelize")
    return SequelizeIndex(index.name, index.columns, fields, index.using, index.unique, condition)


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

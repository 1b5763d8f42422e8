"""A model as its template sees it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from scaffold.database.tables import Attribute, Database, Index, Model
from scaffold.targets.sequelize import literals
from scaffold.targets.sequelize.associations import Models, association_statement
from scaffold.targets.sequelize.columns import column_expr
from scaffold.targets.sequelize.layout import (
    FALSE,
    TRUE,
    Array,
    Call,
    Expr,
    Object,
    Str,
    print_statement,
)
from scaffold.targets.sequelize.statements import index_entries
from scaffold.targets.sequelize.types import Names, in_model, needs_tinyint, uses_library

Entries = list[tuple[str, Expr | None]]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model file. `base` is what the file calls Sequelize's Model, imported by `imports`."""

    name: str
    base: str
    imports: str
    parameters: str
    associations: tuple[str, ...]
    init: str
    tinyint: bool = False
    without_id: bool = False


@dataclass(frozen=True, slots=True)
class IndexView:
    """models/index.js; `config` is the path of the configuration as `require` takes it."""

    config: str


def index_view(folder: str) -> IndexView:
    """The view of `sequelize/index.jinja` for models in `folder` of the target's directory.

    The configuration stands where sequelize-cli looks for it from there, as config.js or,
    after its own `init`, as config.json.
    """
    config = posixpath.relpath("config/config", folder)
    return IndexView(literals.string(config if config.startswith(".") else f"./{config}"))


class ModelViews:
    """Makes the views of all models of a database."""

    def __init__(self, database: Database) -> None:
        self._names: Names = in_model(database.dialects)
        self._models = Models(database)
        # Once one table has a schema, a name alone would mean that of whoever refers to it.
        self._schemas = any(model.table.name.schema for model in database.models)

    def view(self, model: Model) -> ModelView:
        """The view of `sequelize/model.jinja`."""
        columns = tuple(attribute.column for attribute in self._declared(model))
        base = "Model" if model.name != "Model" else "SequelizeModel"
        library = any(uses_library(column, self._names) for column in columns)
        return ModelView(
            name=model.name,
            base=base,
            imports="Model" if base == "Model" else f"Model: {base}",
            parameters="sequelize, DataTypes" if library else "sequelize",
            associations=tuple(
                association_statement(association, model, self._models)
                for association in model.associations
            ),
            init=self._init(model),
            tinyint=needs_tinyint(columns, self._names),
            without_id=not model.table.primary_key,
        )

    def _init(self, model: Model) -> str:
        attributes = tuple(
            (attribute.name, self._attribute(model, attribute))
            for attribute in self._declared(model)
        )
        arguments = Object(attributes, True), Object(tuple(self._options(model)), True)
        return print_statement(Call(f"{model.name}.init", arguments), indent=2)

    def _declared(self, model: Model) -> tuple[Attribute, ...]:
        return tuple(
            attribute for attribute in model.attributes if not _is_implied(model, attribute)
        )

    def _attribute(self, model: Model, attribute: Attribute) -> Object:
        table, column = model.table, attribute.column
        key = None
        if column.name in self._models.bound(model):
            key = next(key for key in table.foreign_keys if key.column == column.name)
        unique = next((one.name for one in table.uniques if one.column == column.name), None)
        return column_expr(
            column,
            self._names,
            table=table.name,
            primary=column.name in table.primary_key,
            foreign_key=key,
            unique=None if column.deferred else unique,
            field=column.name if column.name != attribute.name else None,
            nullable_said=attribute.origin == "key",
        )

    def _options(self, model: Model) -> Entries:
        table = model.table
        options: Entries = [
            ("sequelize", None),
            ("modelName", Str(model.name)),
            ("tableName", Str(table.name.name)),
        ]
        if self._schemas:
            options.append(("schema", Str(table.name.schema or "public")))
        options += _timestamps(model)
        if table.comment is not None:
            options.append(("comment", Str(table.comment)))
        indexes = _indexes(model)
        if indexes:
            entries = tuple(Object(_index(index)) for index in indexes)
            options.append(("indexes", Array(entries)))
        return options


def _indexes(model: Model) -> list[Index]:
    """The table's indexes; unique constraints of added columns are unique indexes too."""
    added = {column.name for column in model.table.columns if column.deferred}
    uniques = [one for one in model.table.uniques if one.column in added]
    made = [Index(unique.name, (unique.column,), unique=True) for unique in uniques]
    return [*made, *model.table.indexes]


def _index(index: Index) -> tuple[tuple[str, Expr | None], ...]:
    name, *rest = index_entries(index, "sequelize")
    return (name, ("fields", Array(tuple(map(Str, index.columns)))), *rest)


def _is_implied(model: Model, attribute: Attribute) -> bool:
    """Whether Sequelize adds the attribute by itself, just as it is wanted."""
    column = attribute.column
    if attribute.origin not in ("timestamp", "paranoid") or column.name != attribute.name:
        return False
    plain = column.type.name == "datetime" and column.type.length is None
    bare = column.default is None and column.comment is None
    return plain and bare and column.nullable == (attribute.name == model.deleted_at)


def _timestamps(model: Model) -> Entries:
    if (model.created_at, model.updated_at, model.deleted_at) == (None, None, None):
        return [("timestamps", FALSE)]
    options: Entries = []
    for word, name in (("createdAt", model.created_at), ("updatedAt", model.updated_at)):
        if name != word:
            options.append((word, FALSE if name is None else Str(name)))
    if model.deleted_at is not None:
        options.append(("paranoid", TRUE))
        if model.deleted_at != "deletedAt":
            options.append(("deletedAt", Str(model.deleted_at)))
    return options

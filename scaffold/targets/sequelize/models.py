"""A model as its template sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scaffold.database.tables import Attribute, Database, Index, Model
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.associations import Models, association_statement
from scaffold.targets.sequelize.columns import NO_TABLE, Definition, definition_line
from scaffold.targets.sequelize.layout import (
    FALSE,
    TRUE,
    Array,
    Call,
    Expr,
    Object,
    Raw,
    Str,
    print_assignment,
    print_expr,
    print_statement,
)
from scaffold.targets.sequelize.statements import index_entries
from scaffold.targets.sequelize.types import TypeNames, in_model, needs_tinyint, uses_library
from scaffold.values import dataclass

Entries = list[tuple[str, Expr | None]]
# No default of the column in sync(), but one that Sequelize fills in.
_NOW = Raw("DataTypes.NOW")


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model file. `base` is what the file calls Sequelize's Model, imported by `imports`.

    `renewed` is a constant with the timestamp that upsert() has to be given.
    """

    name: str
    base: str
    imports: str
    parameters: str
    associations: tuple[str, ...]
    attributes: tuple[str, ...]
    options: str
    tinyint: bool = False
    remove_id: str | None = None
    renewed: str | None = None


@dataclass(frozen=True, slots=True)
class IndexView:
    """models/index.js; `config` is the path of the configuration as `require` takes it."""

    config: str


def index_view(folder: str, config: str) -> IndexView:
    """Return the view of models/index.js for models in `folder` of the target's directory.

    `config` is the path of sequelize-cli's configuration there. Without a suffix it is config.js
    or, after sequelize-cli's own `init`, config.json.
    """
    config = posixpath.relpath(config, folder)
    return IndexView(literals.string(config if config.startswith(".") else f"./{config}"))


class ModelViews:
    """Makes the views of all models of a database."""

    def __init__(self, database: Database) -> None:
        self._names: TypeNames = in_model(database.dialects)
        self._models = Models(database)
        # Once one table has a schema, a name alone would mean that of whoever refers to it.
        self._schemas = any(model.table.name.schema for model in database.models)

    def view(self, model: Model) -> ModelView:
        """The view of `sequelize/commonjs/model.jinja`."""
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
            attributes=tuple(self._attributes(model)),
            options=print_expr(Object(tuple(self._options(model)), True), indent=4),
            tinyint=needs_tinyint(columns, self._names),
            remove_id=None if model.table.primary_key else _remove_id(model),
            renewed=self._renewed(model),
        )

    def _attributes(self, model: Model) -> Iterator[str]:
        table = model.table
        keys = self._models.bound(model)
        uniques = {unique.column: unique.name for unique in table.uniques}
        for attribute in self._declared(model):
            column = attribute.column
            key = keys.get(column.name)
            definition = Definition(
                attribute.name,
                column,
                primary=column.name in table.primary_key,
                unique=uniques.get(column.name),
                nullable_said=attribute.origin == "key",
                foreign_key=key,
                table=table.name if key else NO_TABLE,
                default=_NOW if _is_filled(model, attribute) else None,
                field=self._models.field(attribute.name, column.name),
            )
            yield definition_line(definition, self._names, 6)

    def _renewed(self, model: Model) -> str | None:
        """`const now = { updatedAt: … };` where upsert() would not renew the timestamp."""
        if not any(_is_kept(model, each) for each in self._declared(model)):
            return None
        date = "Date" if model.name != "Date" else "globalThis.Date"
        before = Call(f"new {date}", (Raw(f"{date}.now() - 1"),))
        timestamp = Object(((model.updated_at or "", before),))
        return print_assignment("const now", timestamp, indent=6)

    def _declared(self, model: Model) -> tuple[Attribute, ...]:
        return tuple(each for each in model.attributes if not self._is_implied(model, each))

    def _is_implied(self, model: Model, attribute: Attribute) -> bool:
        """Whether Sequelize adds the attribute by itself, exactly as it is wanted."""
        column = attribute.column
        if attribute.origin not in ("timestamp", "paranoid"):
            return False
        if self._models.field(attribute.name, column.name) is not None:
            return False
        plain = column.type.name == "datetime" and column.type.length is None
        bare = column.default is None and column.comment is None
        return plain and bare and column.nullable == (attribute.name == model.deleted_at)

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
        if self._models.underscored:
            options.append(("underscored", TRUE))
        if table.comment is not None:
            options.append(("comment", Str(table.comment)))
        if table.indexes:
            entries = tuple(Object(_index(index)) for index in table.indexes)
            options.append(("indexes", Array(entries)))
        return options


def _remove_id(model: Model) -> str:
    return print_statement(Call(f"{model.name}.removeAttribute", (Str("id"),)), indent=2)


def _index(index: Index) -> tuple[tuple[str, Expr | None], ...]:
    name, *rest = index_entries(index, "sequelize")
    return (name, ("fields", Array(tuple(map(Str, index.columns)))), *rest)


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

"""Database → the views that templates of one's own see."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    Association,
    Attribute,
    Database,
    Model,
    TableName,
)
from scaffold.naming import file_stem
from scaffold.schema.data_types import DataType, Default
from scaffold.schema.template_data import SchemaData
from scaffold.targets.protocol import AddedViews
from scaffold.templating.contract.value_views import DefaultView, EnumView
from scaffold.templating.contract.views import (
    AssociationView,
    AttributeView,
    CheckView,
    CompositeView,
    ExtendedView,
    IndexView,
    ModelView,
    SchemaView,
    ScopeView,
    UniqueView,
)


def schema_view(
    database: Database,
    data: SchemaData,
    targets: Mapping[str, AddedViews],
    *,
    at_once: bool = False,
    file_name: Callable[[str], str] = file_stem,
) -> SchemaView:
    """Return the view of a database. `targets` make what each target adds to its parts.

    They do when a template reads it, or `at_once`, which takes less time where templates read all.
    `file_name` makes the name of a model's file.
    """
    return _Builder(database, data, targets, at_once, file_name).view()


class _Builder:
    def __init__(
        self,
        database: Database,
        data: SchemaData,
        targets: Mapping[str, AddedViews],
        at_once: bool,
        file_name: Callable[[str], str],
    ) -> None:
        self._database = database
        self._data = data
        self._enums = {
            (each.schema, each.type_name): EnumView(each.name, each.values) for each in data.enums
        }
        self._targets = targets
        self._at_once = at_once
        self._file_name = file_name
        self._models: dict[str, ModelView] = {}
        self._sources: dict[ExtendedView, tuple[Model, Attribute | Association | None]] = {}
        # One method for all views: each `self._added` would be another object.
        self._add = self._added

    def view(self) -> SchemaView:
        self._models = {model.name: self._model(model) for model in self._database.models}
        by_table: dict[TableName, ModelView] = {
            model.table.name: self._models[model.name] for model in self._database.models
        }
        for model in self._database.models:
            keys = {key.column: key for key in model.table.foreign_keys}
            for attribute in self._models[model.name].attributes:
                key = keys.get(attribute.column)
                if key is not None:
                    # Models refer to each other, so this can be known only afterwards.
                    object.__setattr__(attribute, "_references", by_table[key.table])
        models, enums = tuple(self._models.values()), tuple(self._enums.values())
        return SchemaView(models, self._database.dialects, enums)  # type: ignore[arg-type]

    def _model(self, model: Model) -> ModelView:
        table = model.table
        attributes = tuple(self._attributes(model))
        by_column = {attribute.column: attribute for attribute in attributes}
        key = tuple(by_column[column] for column in table.primary_key)
        view = ModelView(
            name=model.name,
            plural=model.plural,
            table=table.name.name,
            schema=table.name.schema,
            comment=table.comment,
            file=self._file_name(model.name),
            attributes=attributes,
            associations=tuple(self._association(model, each) for each in model.associations),
            composites=tuple(map(self._composite, model.composites)),
            primary_key=key,
            id=key[0] if len(key) == 1 else None,
            is_join=table.join is not None,
            external=model.external,
            created_at=model.created_at,
            updated_at=model.updated_at,
            timestamps=tuple(filter(None, (model.created_at, model.updated_at))),
            deleted_at=model.deleted_at,
            indexes=tuple(
                IndexView(
                    each.name,
                    tuple(by_column[column] for column in each.columns),
                    each.unique,
                    each.where,
                )
                for each in table.indexes
            ),
            uniques=tuple(UniqueView(each.name, by_column[each.column]) for each in table.uniques),
            checks=tuple(CheckView(each.name, each.expression) for each in table.checks),
            data=self._data.models.get(model.name, {}),
            _added=self._add,
        )
        self._extend(view, model, None)
        return view

    def _attributes(self, model: Model) -> Iterator[AttributeView]:
        table = model.table
        unique = {each.column for each in table.uniques}
        unique |= {
            each.columns[0]
            for each in table.indexes
            if each.unique
            and len(each.columns) == 1
            and each.where is None
            and not each.has_expression
        }
        if len(table.primary_key) == 1:
            unique |= set(table.primary_key)
        indexed = {each.columns[0] for each in table.indexes}
        for attribute in model.attributes:
            column, kind = attribute.column, attribute.column.type
            primary = column.name in table.primary_key
            made = column.autoincrement or column.generated is not None
            given = attribute.origin in ("field", "key") and not made
            view = AttributeView(
                name=attribute.name,
                column=column.name,
                type=kind.name,
                nullable=column.nullable,
                primary=primary,
                unique=column.name in unique,
                indexed=column.name in indexed,
                autoincrement=column.autoincrement,
                comment=column.comment,
                origin=attribute.origin,
                default=_default(column.default) if column.default else None,
                given=given,
                required=given and not column.nullable and column.default is None,
                data=self._data.attributes.get((model.name, attribute.name), {}),
                enum=self._shared(kind),
                _data_type=kind,
                _dialects=self._database.dialects,
                _added=self._add,
            )
            self._extend(view, model, attribute)
            yield view

    def _shared(self, kind: DataType) -> EnumView | None:
        while kind.of is not None:
            kind = kind.of
        return self._enums.get((kind.type_schema, kind.type_name or ""))

    def _extend(
        self, view: ExtendedView, model: Model, part: Attribute | Association | None
    ) -> None:
        if not self._at_once:
            self._sources[view] = (model, part)
            return
        for name, add in self._targets.items():
            object.__setattr__(view, name, add(model, part))

    def _added(self, name: str, view: ExtendedView) -> Any:
        """What the target called `name` adds to a view; AttributeError without one."""
        if name not in self._targets or self._at_once:
            raise AttributeError(name)
        return self._targets[name](*self._sources[view])

    def _association(self, model: Model, association: Association) -> AssociationView:
        scope = association.scope
        view = AssociationView(
            kind=association.kind,
            alias=association.alias,
            singular=association.singular,
            plural=association.plural,
            many=association.kind in ("hasMany", "belongsToMany"),
            foreign_key=association.foreign_key,
            other_key=association.other_key,
            source_key=association.source_key,
            target_key=association.target_key,
            required=association.required,
            on_delete=association.on_delete,
            on_update=association.on_update,
            scope=ScopeView(scope.attribute, _default(scope.value)) if scope else None,
            constraints=association.constraints,
            _added=self._add,
            _models=self._models_by_name,
            _ends=(
                association.source,
                association.target,
                association.through,
                association.inverse,
            ),
        )
        self._extend(view, model, association)
        return view

    def _composite(self, association: CompositeAssociation) -> CompositeView:
        return CompositeView(
            kind=association.kind,
            alias=association.alias,
            many=association.kind == "hasMany",
            foreign_keys=association.foreign_keys,
            referenced=association.referenced,
            required=association.required,
            on_delete=association.on_delete,
            on_update=association.on_update,
            constraints=association.constraints,
            _models=self._models_by_name,
            _ends=(association.source, association.target, association.inverse),
        )

    def _models_by_name(self, name: str) -> ModelView:
        return self._models[name]


def _default(default: Default) -> DefaultView:
    text = default.value
    match default.kind:
        case "boolean":
            value: Any = text == "true"
        case "number":
            value = int(text) if text.lstrip("-").isdigit() else float(text)
        case "json":
            value = json.loads(text)
        case "now" | "uuid" | "sql":
            value = None
        case _:
            value = text
    return DefaultView(default.kind, text or default.kind, value)

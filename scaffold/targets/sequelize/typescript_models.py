"""What the classes of TypeScript models declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.targets.sequelize.typescript_accessors import accessors_of, found_one, is_many
from scaffold.targets.sequelize.typescript_enums import EnumKey, enum_types, shared_enum
from scaffold.targets.sequelize.typescript_types import LocalTypeNames, union, uses_range
from scaffold.targets.sequelize.typescript_view import (
    TypescriptAssociation,
    TypescriptField,
    TypescriptImport,
    TypescriptModel,
)


class TypescriptModels:
    """The declarations of the models of a database."""

    def __init__(self, database: Database, suffix: str, file_name: Callable[[str], str]) -> None:
        self._dialects = database.dialects
        self._suffix = suffix
        self._file_name = file_name
        self._models = {model.name: model for model in database.models}
        self._enums = enum_types(database)
        self._joins: dict[str, set[str]] = {}
        for model in database.models:
            for each in model.associations:
                if each.through is not None:
                    self._joins.setdefault(each.target, set()).add(each.through)

    def of(self, model: Model, omitted: tuple[str, ...], renews: bool) -> TypescriptModel:
        """Return the declarations of a model.

        omitted: the timestamps that `init` leaves out.
        renews: the class has an `upsert` of its own.
        """
        names = {each.alias for each in model.associations}
        names |= {each.name for each in model.attributes}
        joins = sorted(self._joins.get(model.name, set()) - names)
        others = {each.target for each in model.associations} | set(joins)
        enums = self._enums_of(model)
        types = LocalTypeNames(frozenset({model.name, "Models", *others, *enums.values()}), enums)
        fields = tuple(self._field(model, each, types) for each in model.attributes)
        associations = tuple(self._association(each, types) for each in model.associations)
        imports = {"InferAttributes", "InferCreationAttributes", "ModelAttributes", "Sequelize"}
        imports |= set(_imports(fields, associations, bool(joins), types))
        if any(uses_range(each.column.type) for each in model.attributes):
            imports.add("Range")
        if renews:
            imports |= {"Attributes", "CreationAttributes", "ModelStatic", "UpsertOptions"}
        return TypescriptModel(
            names=types.view,
            imports=tuple(types.specifier(each) for each in sorted(imports, key=str.lower)),
            models=tuple(
                TypescriptImport(each, self._file_name(each))
                for each in sorted(others - {model.name}, key=str.lower)
            ),
            index_types=tuple(
                sorted({*enums.values(), *(["Models"] if associations else [])}, key=str.lower)
            ),
            suffix=self._suffix,
            fields=fields,
            associations=associations,
            computed=tuple(each.name for each in model.attributes if _is_computed(each)),
            joins=tuple(joins),
            omitted=omitted,
        )

    def _enums_of(self, model: Model) -> Mapping[EnumKey, str]:
        """The names of the types of the shared enums that the model has."""
        keys = (shared_enum(each.column.type) for each in model.attributes)
        return {key: self._enums[key].name for key in keys if key is not None}

    def _field(self, model: Model, attribute: Attribute, types: LocalTypeNames) -> TypescriptField:
        column = attribute.column
        code = self._type(attribute, types)
        if column.nullable and code != "unknown":
            code = union(code, "null")
        # `ForeignKey<User['id']>` would make a required key optional.
        if any(key.column == column.name for key in model.table.foreign_keys):
            code = f"{types.local('ForeignKey')}<{code}>"
        given = attribute.origin in ("field", "key") and not column.autoincrement
        if not column.nullable and (column.default is not None or not given):
            code = f"{types.local('CreationOptional')}<{code}>"
        return TypescriptField(attribute.name, code)

    def _type(self, attribute: Attribute, types: LocalTypeNames) -> str:
        return types.of(attribute.column.type, self._dialects)

    def _association(
        self, association: Association, types: LocalTypeNames
    ) -> TypescriptAssociation:
        target = self._models[association.target]
        accessors = accessors_of(association, target, self._key(association, target, types))
        found = f"{target.name}[]" if is_many(association) else found_one(association)
        return TypescriptAssociation(association.alias, target.name, found, tuple(accessors))

    def _key(self, association: Association, target: Model, types: LocalTypeNames) -> str:
        """The type of the key by which accessors find a target."""
        primary = target.primary_key
        if association.kind == "belongsTo":
            return self._type(target.attribute(association.target_key), types)
        if len(primary) != 1:
            return "never"
        if association.kind == "belongsToMany" and primary[0].name != association.target_key:
            return "never"
        return self._type(primary[0], types)


def _is_computed(attribute: Attribute) -> bool:
    return attribute.column.generated is not None


def _imports(
    fields: tuple[TypescriptField, ...],
    associations: tuple[TypescriptAssociation, ...],
    has_joins: bool,
    types: LocalTypeNames,
) -> Iterator[str]:
    """Yield the types of Sequelize that the declarations mention."""
    for name in ("CreationOptional", "ForeignKey"):
        if any(f"{types.local(name)}<" in field.type for field in fields):
            yield name
    if associations:
        yield "Association"
    if associations or has_joins:
        yield "NonAttribute"
    for association in associations:
        for each in association.accessors:
            yield each.mixin
            if each.also:
                yield each.also

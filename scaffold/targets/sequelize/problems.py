"""Problems of names that only Sequelize, or the generated files, reserve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.naming import JAVASCRIPT_RESERVED
from scaffold.targets.sequelize.flavours import TYPESCRIPT, file_name, modules_of
from scaffold.targets.sequelize.reserved import (
    FILE_NAMES,
    MANY_ACCESSORS,
    MEMBERS,
    SINGULAR_ACCESSORS,
)

# Of Sequelize's declarations alone: types/hooks.d.ts, types/model.d.ts.
_TYPE_MEMBERS = frozenset({"_attributes", "_creationAttributes", "_model"})
# TypeScript has no class of these names (checker.ts, checkTypeNameIsReserved); `Models` is an
# interface of the index.
_TYPE_NAMES = frozenset(
    {
        *("any", "bigint", "boolean", "never", "number", "object", "string", "symbol"),
        *("undefined", "unknown", "void", "Models"),
    }
)
_PAST = {"save": "saved", "get": "got", "set": "setting", "update": "updated"}


def problems(database: Database, settings: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each name that must change, with the line to write."""
    is_typescript, named = modules_of(settings) == TYPESCRIPT, file_name(settings)
    for model in database.models:
        yield from _model(model, named(model.name))
        if is_typescript:
            yield from typescript_problems(model, _other_name(model))
        for attribute in model.attributes:
            yield from _attribute(model, attribute)
        if model.associations:
            yield from _associations(model)


def _model(model: Model, file: str) -> Iterator[Problem]:
    if model.name in JAVASCRIPT_RESERVED:
        yield Problem(
            model.location,
            f"`{model.name}` is a reserved word in JavaScript and cannot be a model",
            _other_name(model),
        )
    elif model.name in FILE_NAMES:
        yield Problem(
            model.location,
            f"`{model.name}` is the name of something else in Sequelize's files",
            _other_name(model),
        )
    elif file.casefold() == "index":
        yield Problem(
            model.location,
            f"the file of model `{model.name}` would be index.js, which loads the models",
            _other_name(model),
        )


def typescript_problems(model: Model, other_name: str) -> Iterator[Problem]:
    """Yield names that only the files of `modules: typescript` cannot have."""
    if model.name in _TYPE_NAMES or model.name.endswith("Mixin"):
        yield Problem(
            model.location, f"`{model.name}` is a type of its own in TypeScript files", other_name
        )
    if any(each.target == "Date" for each in model.associations) and model.name != "Date":
        for attribute in filter(_has_date_default, model.attributes):
            yield Problem(
                attribute.location or model.location,
                f"`{model.name}.{attribute.name}`: its default is a JavaScript Date, which the "
                "name of the model `Date` hides in TypeScript",
                "Give the model `Date` another name; `$table` keeps its table.",
            )
    named = [(each.name, each.location) for each in model.attributes]
    named += [(each.alias, each.location) for each in model.associations]
    for name, where in named:
        if name in _TYPE_MEMBERS:
            yield Problem(
                where or model.location,
                f"`{model.name}.{name}`: Sequelize declares a member `{name}` in TypeScript",
                f"Give it another name, such as `{name.strip('_')}Value`.",
            )


def _has_date_default(attribute: Attribute) -> bool:
    """Whether the default is code such as `new Date('…')`."""
    default = attribute.column.default
    is_text = default is not None and default.kind == "text"
    return is_text and attribute.column.type.name == "datetime"


def _attribute(model: Model, attribute: Attribute) -> Iterator[Problem]:
    name, where = attribute.name, attribute.location or model.location
    if model.name == "Date" and _has_date_default(attribute):
        yield Problem(
            where,
            f"`Date.{name}`: its default is a JavaScript Date, which this model's name hides",
            _other_name(model),
        )
    if name in MEMBERS:
        yield Problem(
            where,
            f"`{model.name}.{name}`: Sequelize's Model already has a member `{name}`",
            _other_attribute(model, attribute),
        )
    elif name == "id" and not model.table.primary_key:
        yield Problem(
            where,
            f"`{model.name}.id`: Sequelize uses an `id` as the primary key of a model without one",
            "Make it `primary`, or rename it and keep the column: "
            f"`number: {attribute.column.type} column({attribute.column.name})`.",
        )
    if attribute.column.name == "__proto__" and name not in MEMBERS:
        yield Problem(
            where,
            f"`{model.name}.{name}`: Sequelize creates no column `__proto__`, a property of "
            "every object",
            "Choose another column name with `column(…)`.",
        )


def _other_name(model: Model) -> str:
    """Return how to rename a model and keep its table."""
    if model.table.join:
        return (
            f"Declare the join model under another name, with `$table: {model.table.name.name}`, "
            "and use that name in `through(…)`."
        )
    return f"Give the model another name; `$table: {model.table.name.name}` keeps its table."


def _other_attribute(model: Model, attribute: Attribute) -> str:
    """Return how to rename an attribute, where it is declared."""
    name = attribute.name
    other = _PAST.get(name, f"{name.strip('_')}Value")
    if attribute.origin == "timestamp":
        keyword = "createdAt" if name == model.created_at else "updatedAt"
        return f"Give it another name with `$timestamps`: `{keyword}: {other}`."
    if attribute.origin == "paranoid":
        return f"Give it another name: `$paranoid: {other}`."
    if attribute.origin == "key":
        return f"Give the foreign key another name, such as `foreignKey({other})`."
    if attribute.column.name == "__proto__":
        return f"Rename the attribute: `{other}: {attribute.column.type}`."
    return (
        "Rename the attribute and keep the column: "
        f"`{other}: {attribute.column.type} column({attribute.column.name})`."
    )


def _associations(model: Model) -> Iterator[Problem]:
    attributes = {attribute.name for attribute in model.attributes}
    for association in model.associations:
        where = association.location or model.location
        label = f"`{model.name}.{association.alias}`"
        if association.alias in MEMBERS:
            yield Problem(
                where,
                f"{label}: Sequelize's Model already has a member `{association.alias}`",
                "Give the association another name.",
            )
            continue
        accessor = next((one for one in _accessors(association) if one in attributes), None)
        whose = "an attribute of the model"
        if accessor is None:
            accessor = next((one for one in _accessors(association) if one in MEMBERS), None)
            whose = "a method of Sequelize's Model"
        if accessor is not None:
            is_many = association.kind in ("hasMany", "belongsToMany")
            yield Problem(
                where,
                f"{label} would have the accessor `{accessor}`, which is also {whose}",
                "Give the association another name"
                + (", or another singular with `singular(…)`." if is_many else "."),
            )


def _accessors(association: Association) -> Iterator[str]:
    if association.kind in ("belongsTo", "hasOne"):
        name = _capital(association.alias)
        yield from (prefix + name for prefix in SINGULAR_ACCESSORS)
        return
    singular, plural = _capital(association.singular), _capital(association.alias)
    yield from (prefix + singular for prefix in MANY_ACCESSORS["singular"])
    yield from (prefix + plural for prefix in MANY_ACCESSORS["plural"])


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

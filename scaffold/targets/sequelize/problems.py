"""What Sequelize alone cannot make: names that it, or the files, keep for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.naming import JAVASCRIPT_RESERVED, file_stem
from scaffold.targets.sequelize.reserved import (
    FILE_NAMES,
    MANY_ACCESSORS,
    MEMBERS,
    SINGULAR_ACCESSORS,
)

_PAST = {"save": "saved", "get": "got", "set": "setting", "update": "updated"}


def problems(database: Database) -> Iterator[Problem]:
    """Each name that must change, with the line to write."""
    for model in database.models:
        yield from _model(model)
        for attribute in model.attributes:
            yield from _attribute(model, attribute)
        if model.associations:
            yield from _associations(model)


def _model(model: Model) -> Iterator[Problem]:
    if model.name in JAVASCRIPT_RESERVED:
        yield Problem(
            model.location,
            f"`{model.name}` is a reserved word of JavaScript and cannot be a model",
            _other_name(model),
        )
    elif model.name in FILE_NAMES:
        yield Problem(
            model.location,
            f"`{model.name}` is what Sequelize's files call something else",
            _other_name(model),
        )
    elif file_stem(model.name) == "index":
        yield Problem(
            model.location,
            f"the file of model `{model.name}` would be index.js, which loads the models",
            _other_name(model),
        )


def _attribute(model: Model, attribute: Attribute) -> Iterator[Problem]:
    name, where = attribute.name, attribute.location or model.location
    column = attribute.column
    is_moment = column.type.name == "datetime" and column.default and column.default.kind == "text"
    if model.name == "Date" and is_moment:
        yield Problem(
            where,
            f"`Date.{name}`: its default is a Date of JavaScript, which this model's name hides",
            _other_name(model),
        )
    if name in MEMBERS:
        yield Problem(
            where,
            f"`{model.name}.{name}`: Sequelize's Model has a member `{name}` of its own",
            _other_attribute(model, attribute),
        )
    elif name == "id" and not model.table.primary_key:
        yield Problem(
            where,
            f"`{model.name}.id`: Sequelize takes an `id` for the key of a model that has none",
            "Make it `primary`, or name it otherwise and keep the column: "
            f"`number: {attribute.column.type} column({attribute.column.name})`.",
        )
    if attribute.column.name == "__proto__" and name not in MEMBERS:
        yield Problem(
            where,
            f"`{model.name}.{name}`: Sequelize makes no column `__proto__`, which is every "
            "object's own",
            "Name the column otherwise with `column(…)`.",
        )


def _other_name(model: Model) -> str:
    """How a model gets another name, and keeps its table."""
    if model.table.join:
        return (
            f"Declare the join model under another name, with `$table: {model.table.name.name}`, "
            "and write that name in `through(…)`."
        )
    return f"Give the model another name; `$table: {model.table.name.name}` keeps its table."


def _other_attribute(model: Model, attribute: Attribute) -> str:
    """How an attribute gets another name: where that is written."""
    name = attribute.name
    other = _PAST.get(name, f"{name.strip('_')}Value")
    if attribute.origin == "timestamp":
        word = "createdAt" if name == model.created_at else "updatedAt"
        return f"Give it another name with `$timestamps`: `{word}: {other}`."
    if attribute.origin == "paranoid":
        return f"Give it another name: `$paranoid: {other}`."
    if attribute.origin == "key":
        return f"Give the foreign key another name, such as `foreignKey({other})`."
    if attribute.column.name == "__proto__":
        return f"Name the attribute otherwise: `{other}: {attribute.column.type}`."
    return (
        "Name the attribute otherwise and keep the column: "
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
                f"{label}: Sequelize's Model has a member `{association.alias}` of its own",
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
                f"{label} would have the accessor `{accessor}`, which is {whose}",
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

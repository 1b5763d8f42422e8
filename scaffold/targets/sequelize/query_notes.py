"""What queries of Sequelize do wrong for some names and types of keys, measured on 6.37.8."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem

# Own properties of JavaScript's Object.prototype.
_PROTOTYPE = frozenset(
    {
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)


def query_notes(database: Database) -> Iterator[Problem]:
    """Note includes, updates and conditions that fail."""
    for model in database.models:
        for association in model.associations:
            if any(has_ambiguous_alias(association, each) for each in database.dialects):
                yield _of_alias(association)
        moment = moment_in_key(model)
        if moment is not None and "sqlite" in database.dialects:
            yield _of_moment(model, moment)
        for attribute in model.attributes:
            if has_hidden_column(attribute):
                yield _of_column(model, attribute)


def has_ambiguous_alias(association: Association, dialect: str) -> bool:
    """Whether an `include` of it fails: both tables of the query have the same name.

    The model's table is called by the model's name, the other one by the alias
    (selectQuery in sequelize/lib/dialects/abstract/query-generator.js).
    """
    alias, model = association.alias, association.source
    return alias == model or (dialect == "sqlite" and alias.lower() == model.lower())


def moment_in_key(model: Model) -> Attribute | None:
    """The first moment in the primary key, by which SQLite finds no row to update.

    An UPDATE takes its conditions as parameters, and sqlite3 gives a Date as a number
    (updateQuery in sequelize/lib/dialects/sqlite/query-generator.js).
    """
    return next((each for each in model.primary_key if each.column.type.name == "datetime"), None)


def has_hidden_column(attribute: Attribute) -> bool:
    """Whether a `where` on the attribute fails, for its column is called as what all objects have.

    See _getSafeKey in sequelize/lib/dialects/abstract/query-generator.js.
    """
    return attribute.column.name in _PROTOTYPE


def _of_alias(association: Association) -> Problem:
    alias, model = association.alias, association.source
    where = "" if alias == model else " on SQLite"
    return Problem(
        association.location,
        f"`{model}.{alias}`: an `include` of it fails{where}, because the query calls one table "
        f"`{model}` and the other `{alias}`",
        "Give the association another name.",
    )


def _of_moment(model: Model, attribute: Attribute) -> Problem:
    return Problem(
        attribute.location or model.location,
        f"`{model.name}.{attribute.name}`: with a datetime in the primary key `save` and `update` "
        "change no row on SQLite, and say nothing",
        "Give the key another type, such as date, integer or string.",
    )


def _of_column(model: Model, attribute: Attribute) -> Problem:
    name = attribute.column.name
    return Problem(
        attribute.location or model.location,
        f"`{model.name}.{attribute.name}`: a `where` on it fails, because its column is called "
        f"`{name}`, as a property of all JavaScript objects",
        "Call the column otherwise.",
    )

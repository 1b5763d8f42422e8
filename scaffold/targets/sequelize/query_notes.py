"""Notes on queries that fail in Sequelize for some names and key types, measured on 6.37.8."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.targets.sequelize.attribute_labels import attribute_labels

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
    yield from _of_local(database)
    for model in database.models:
        for association in model.associations:
            if any(has_ambiguous_alias(association, each) for each in database.dialects):
                yield _of_alias(association)
        datetime = datetime_in_key(model)
        if datetime is not None and "sqlite" in database.dialects:
            yield _of_datetime(model, datetime)
        for attribute in model.attributes:
            if "postgres" in database.dialects and is_array_of_shared_enum(attribute):
                yield _of_shared_array(model, attribute)
            if has_hidden_column(attribute):
                yield _of_column(model, attribute)


def has_ambiguous_alias(association: Association, dialect: str) -> bool:
    """Return whether an `include` fails because both tables of the query have the same name.

    The model's table is named after the model, the other one after the alias (selectQuery in
    sequelize/lib/dialects/abstract/query-generator.js).
    """
    alias, model = association.alias, association.source
    return alias == model or (dialect == "sqlite" and alias.lower() == model.lower())


def datetime_in_key(model: Model) -> Attribute | None:
    """Return the first datetime in the primary key, by which SQLite finds no row to update.

    An UPDATE passes its conditions as parameters, and sqlite3 passes a Date as a number
    (updateQuery in sequelize/lib/dialects/sqlite/query-generator.js).
    """
    return next((each for each in model.primary_key if each.column.type.name == "datetime"), None)


def has_hidden_column(attribute: Attribute) -> bool:
    """Return whether a `where` fails because the column is named like a property of all objects.

    See _getSafeKey in sequelize/lib/dialects/abstract/query-generator.js.
    """
    return attribute.column.name in _PROTOTYPE


def is_array_of_shared_enum(attribute: Attribute) -> bool:
    """Return whether Sequelize casts values of an array to a type that does not exist.

    It casts to `"enum_Table_column"[]` whatever the type is called, in conditions and `bulkCreate`
    (ARRAY._stringify in sequelize/lib/dialects/postgres/data-types.js).
    """
    of = attribute.column.type.of
    return of is not None and of.type_name is not None


def _of_shared_array(model: Model, attribute: Attribute) -> Problem:
    return Problem(
        attribute.location or model.location,
        f"`{model.name}.{attribute.name}`: `bulkCreate` and a `where` on it fail on PostgreSQL, "
        "because Sequelize casts an array of a shared enum to a type of the column's own",
        "Write the values in the field, `array(enum(a, b))`, or use `array(string)`.",
    )


def _of_alias(association: Association) -> Problem:
    alias, model = association.alias, association.source
    where = "" if alias == model else " on SQLite"
    return Problem(
        association.location,
        f"`{model}.{alias}`: including it fails{where}, because the query names one table "
        f"`{model}` and the other `{alias}`",
        "Give the association another name.",
    )


def _of_datetime(model: Model, attribute: Attribute) -> Problem:
    return Problem(
        attribute.location or model.location,
        f"`{model.name}.{attribute.name}`: with a datetime in the primary key, `save` and `update` "
        "change no row on SQLite, without an error",
        "Use another type for the primary key, such as date, integer or string.",
    )


def _of_local(database: Database) -> Iterator[Problem]:
    """Note all datetimes without a time zone together: a database often has no others."""
    found = [
        (model, attribute)
        for model in database.models
        for attribute in model.attributes
        if attribute.column.type.local
    ]
    if not found:
        return
    model, attribute = found[0]
    yield Problem(
        attribute.location or model.location,
        f"{attribute_labels(found)}: Sequelize writes a datetime without a time zone in UTC, "
        "and the driver reads it in the time zone of the process",
        "Run Node with `TZ=UTC`.",
    )


def _of_column(model: Model, attribute: Attribute) -> Problem:
    name = attribute.column.name
    return Problem(
        attribute.location or model.location,
        f"`{model.name}.{attribute.name}`: a `where` on it fails, because its column is named "
        f"`{name}`, like a property of all JavaScript objects",
        "Rename the column.",
    )

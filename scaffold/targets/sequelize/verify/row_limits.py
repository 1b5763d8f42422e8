"""What Sequelize itself cannot do or does wrong, which is no fault of the models. Measured on
6.37.8.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.database.tables import Association, Database, Model
from scaffold.targets.sequelize.query_notes import (
    datetime_in_key,
    has_ambiguous_alias,
    has_hidden_column,
    is_array_of_shared_enum,
)
from scaffold.verify.rows.association_trials import Limits
from scaffold.verify.rows.trial_types import NotTriedError, Operation

# See sequelize/lib: model.js and associations/.
_NO_KEY = "Sequelize cannot save rows of a model without a primary key"
_SAME = "Sequelize takes all included rows without a primary key for the same one"
_KEY_STAYS = "Sequelize cannot change the primary key of an existing row"
_FIRST = "Sequelize finds rows by the first attribute of the primary key, and changes others too"
_HAS = "Sequelize's has… compares the key by its column name, and finds none"
_DATETIME_KEY = "Sequelize finds no row by a datetime in the primary key on SQLite"
_ALIAS = "both tables of the query would have the same name"
_HIDDEN = "Sequelize fails on a `where` with a column named like a property of all objects"
_ARRAY = "Sequelize casts an array of a shared enum to a type that does not exist"
_SET: tuple[Operation, ...] = ("set", "clear")
_CHANGES: tuple[Operation, ...] = ("set", "clear", "add", "remove")


def row_limits(model: Model, dialect: str) -> Mapping[str, str]:
    """Return why a row is not changed (`update`), or rows are not written at once (`bulkCreate`).

    NotTriedError if it cannot be found at all.
    """
    if any(map(has_hidden_column, model.primary_key)):
        raise NotTriedError(_HIDDEN)
    found = {"update": _DATETIME_KEY} if _is_frozen(model, dialect) else {}
    if dialect == "postgres" and any(map(is_array_of_shared_enum, model.attributes)):
        found["bulkCreate"] = _ARRAY
    return found


def association_limits(association: Association, database: Database, dialect: str) -> Limits:
    """Return the operations that are left out, and why; NotTriedError if all are."""
    source, target = database.model(association.source), database.model(association.target)
    holder = database.model(association.holder)
    key = holder.attribute(association.foreign_key)
    if any(map(has_hidden_column, (*source.primary_key, *target.primary_key, key))):
        raise NotTriedError(_HIDDEN)
    found: dict[Operation, str] = {}
    saved = _saving(holder, association.foreign_key, dialect)
    match association.kind:
        case "belongsTo" if saved:
            found = dict.fromkeys((*_SET, "create"), saved)
        case "hasOne" if saved:
            found = dict.fromkeys(_SET, saved)
        case "hasMany" if not target.table.primary_key:
            found = dict.fromkeys((*_CHANGES, "has", "count"), _NO_KEY) | {"include": _SAME}
        case "hasMany" if len(target.table.primary_key) > 1:
            found = dict.fromkeys(_CHANGES, _FIRST)
        case "hasMany" if _is_primary(target, association.foreign_key):
            found = dict.fromkeys(_CHANGES, _KEY_STAYS)
        case "hasMany" if _is_frozen(target, dialect):
            found = dict.fromkeys(_CHANGES, _DATETIME_KEY)
        case "belongsToMany" if not _is_key_with_own_name(target, association.target_key):
            found = {"has": _HAS}
    if has_ambiguous_alias(association, dialect):
        found["include"] = _ALIAS
    return found


def _saving(holder: Model, key: str, dialect: str) -> str | None:
    """Return why a row cannot be saved with another foreign key, or None."""
    if not holder.table.primary_key:
        return _NO_KEY
    if _is_primary(holder, key):
        return _KEY_STAYS
    return _DATETIME_KEY if _is_frozen(holder, dialect) else None


def _is_frozen(model: Model, dialect: str) -> bool:
    return dialect == "sqlite" and datetime_in_key(model) is not None


def _is_primary(model: Model, attribute: str) -> bool:
    return model.attribute(attribute).column.name in model.table.primary_key


def _is_key_with_own_name(model: Model, attribute: str) -> bool:
    """Return whether it is in the primary key and its column has the same name."""
    return _is_primary(model, attribute) and model.attribute(attribute).column.name == attribute

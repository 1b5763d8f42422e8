"""Notes of `check` that do not depend on the target."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Attribute, Database
from scaffold.errors import Problem

# Digits that survive in a REAL, as which SQLite stores a decimal.
_EXACT_DIGITS = 15


def inexact_numbers(database: Database) -> Iterator[Problem]:
    """Note the numbers that SQLite does not hold, or Node does not read from it, exactly."""
    if "sqlite" not in database.dialects:
        return
    for model in database.models:
        for attribute in model.attributes:
            if attribute.origin == "field":
                yield from _inexact(model.name, attribute)


def unguarded_ones(database: Database) -> Iterator[Problem]:
    """Note each scoped hasOne that no index holds to one row, for lack of partial indexes."""
    if "mysql" not in database.dialects:
        return
    for model in database.models:
        for association in model.associations:
            if association.kind == "hasOne" and not _is_guarded(association, database):
                yield Problem(
                    association.location,
                    f"`{model.name}.{association.alias}`: a hasMany shares its key, and MySQL has "
                    "no partial index to keep a second row of the scope out",
                    "Look for a row before you create one, give it a `foreignKey(…)` of its own, "
                    "or leave mysql out of `dialects`.",
                )


def _inexact(model: str, attribute: Attribute) -> Iterator[Problem]:
    data_type = attribute.column.type
    label = f"`{model}.{attribute.name}`"
    if data_type.name == "bigint":
        yield Problem(
            attribute.location,
            f"{label}: Node reads whole numbers from SQLite exactly up to 2^53 only, "
            "Python to 2^63",
            "Keep larger ones out of SQLite, or make it a string.",
        )
    elif data_type.name == "decimal" and (data_type.precision or 0) > _EXACT_DIGITS:
        yield Problem(
            attribute.location,
            f"{label}: SQLite keeps {_EXACT_DIGITS} digits of a decimal",
            "Keep longer ones out of SQLite, or make it a string.",
        )


def _is_guarded(association: Association, database: Database) -> bool:
    """Whether the hasOne has no scope, or a unique index, or shares its key with no hasMany."""
    shared = any(
        other.kind == "hasMany"
        and (other.target, other.foreign_key) == (association.target, association.foreign_key)
        for model in database.models
        for other in model.associations
    )
    if association.scope is None or not shared:
        return True
    holder = database.model(association.target)
    scope = holder.attribute(association.scope.attribute).column.name
    covered = {association.column.name, scope}
    return any(index.unique and covered >= set(index.columns) for index in holder.table.indexes)

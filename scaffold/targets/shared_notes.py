"""Notes of `scaffold check` that do not depend on the target."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Attribute, Database, ScopeValue
from scaffold.errors import Problem

# SQLite stores decimals as REAL, which keeps this many digits.
_EXACT_DIGITS = 15


def inexact_numbers(database: Database) -> Iterator[Problem]:
    """Note numbers that SQLite does not store, or Node does not read from it, exactly."""
    if "sqlite" not in database.dialects:
        return
    for model in database.models:
        for attribute in model.attributes:
            if attribute.origin == "field":
                yield from _inexact(model.name, attribute)


def scoped_ones_without_index(database: Database) -> Iterator[Problem]:
    """Note each scoped hasOne without an index that limits it to one row."""
    if "mysql" not in database.dialects:
        return
    shared = {
        (each.target, each.foreign_key)
        for model in database.models
        for each in model.associations
        if each.kind == "hasMany"
    }
    for model in database.models:
        for association in model.associations:
            if (
                association.kind == "hasOne"
                and association.scope is not None
                and (association.target, association.foreign_key) in shared
                and not _is_unique_in_scope(association, association.scope, database)
            ):
                yield Problem(
                    association.location,
                    f"`{model.name}.{association.alias}`: a hasMany shares its foreign key, "
                    "and MySQL has no partial index that prevents a second row in the scope",
                    "Check for an existing row before creating one, give it its own "
                    "`foreignKey(…)`, or remove mysql from `dialects`.",
                )


def _inexact(model: str, attribute: Attribute) -> Iterator[Problem]:
    data_type = attribute.column.type
    label = f"`{model}.{attribute.name}`"
    if data_type.name == "bigint":
        yield Problem(
            attribute.location,
            f"{label}: Node reads integers from SQLite exactly only up to 2^53, Python up to 2^63",
            "Do not store larger numbers in SQLite, or use a string.",
        )
    elif data_type.name == "decimal" and (data_type.precision or 0) > _EXACT_DIGITS:
        yield Problem(
            attribute.location,
            f"{label}: SQLite stores at most {_EXACT_DIGITS} digits of a decimal exactly",
            "Do not store longer numbers in SQLite, or use a string.",
        )


def _is_unique_in_scope(association: Association, scope: ScopeValue, database: Database) -> bool:
    """Return whether a unique index allows one row in the scope of a hasOne."""
    holder = database.model(association.target)
    column = holder.attribute(scope.attribute).column.name
    covered = {association.column.name, column}
    return any(index.unique and covered >= set(index.columns) for index in holder.table.indexes)

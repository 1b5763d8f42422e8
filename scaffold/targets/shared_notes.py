"""Notes of `scaffold check` that do not depend on the target."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.database.row_size import page_octets
from scaffold.database.tables import Association, Attribute, Database, ScopeValue
from scaffold.errors import Problem
from scaffold.schema.native_types import values_type
from scaffold.schema.type_table import are_comparable

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


def wide_rows(database: Database) -> Iterator[Problem]:
    """Note each table that MySQL can create and MariaDB cannot, or the other way round."""
    limit = max((DIALECTS[name].page_octets or 0 for name in database.dialects), default=0)
    for model in database.models if limit else ():
        mysql, mariadb = page_octets(model.table)
        if model.external or (mysql < limit) == (mariadb < limit):
            continue
        server, size = ("MySQL", mysql) if mysql >= limit else ("MariaDB", mariadb)
        yield Problem(
            model.location,
            f"{server} creates no table for `{model.name}`: a row could have {size:,} bytes in its "
            f"page, and must have less than {limit:,}",
            "Move some fields to a model of their own, with a hasOne to it."
            if server == "MySQL"
            else "Declare strings of up to 63 characters as `string(64)` or longer: MariaDB stores "
            "the values of those outside the page.",
        )


def incomparable_keys(database: Database) -> Iterator[Problem]:
    """Note each logical association whose two columns PostgreSQL does not compare."""
    if "postgres" not in database.dialects:
        return
    for model in database.models:
        for association in model.associations:
            if association.kind == "belongsToMany" or association.constraints:
                continue
            holder = database.model(association.holder)
            other = association.source if association.holder != association.source else None
            target = database.model(other or association.target)
            referred = association.source_key if other else association.target_key
            key = holder.attribute(association.foreign_key).column.type
            value = target.attribute(referred).column.type
            kinds = [values_type(each, database.dialects).name for each in (key, value)]
            if not are_comparable(*kinds):
                yield Problem(
                    association.location,
                    f"`{model.name}.{association.alias}`: PostgreSQL does not compare its foreign "
                    f"key, which is `{key}`, with `{target.name}.{referred}`, which is `{value}`: "
                    "queries that join the two fail",
                    "Give both the same type, or look up the rows with a cast of your own.",
                )


def keys_of_other_types(database: Database) -> Iterator[Problem]:
    """Note each foreign key whose type is not that of the column that it refers to."""
    tables = {table.name: table for table in database.tables}
    for model in database.models:
        by_column = {each.column.name: each for each in model.attributes}
        for key in model.table.foreign_keys:
            attribute, target = by_column[key.column], tables.get(key.table)
            found = target.columns if target is not None else ()
            for referred in (each for each in found if each.name == key.key):
                mine, theirs = attribute.column.type, referred.type
                if str(mine) != str(theirs):
                    yield Problem(
                        attribute.location or model.location,
                        f"`{model.name}.{attribute.name}` is `{mine}`, and the column of its "
                        f"foreign key, {key.table}.{key.key}, is `{theirs}`",
                        f"The database allows it; give both the same type if you can: `{theirs}`.",
                    )


def required_keys_set_to_null(database: Database) -> Iterator[Problem]:
    """Note each NOT NULL foreign key with SET NULL: PostgreSQL allows it, and the action fails."""
    for model in database.models:
        by_column = {each.column.name: each for each in model.attributes}
        for key in model.table.foreign_keys:
            attribute = by_column[key.column]
            if attribute.column.nullable:
                continue
            actions = (("onDelete", key.on_delete), ("onUpdate", key.on_update))
            for word, action in actions:
                if action == "SET NULL":
                    yield Problem(
                        attribute.location or model.location,
                        f"`{model.name}.{attribute.name}` is required, so that "
                        f"`{word}(setNull)` fails for every row that refers to the changed one",
                        f"Write `{word}(restrict)` or `{word}(cascade)`, or remove `required`.",
                    )
        for composite in model.table.composite_keys:
            required = [by_column[name] for name in composite.columns]
            required = [each for each in required if not each.column.nullable]
            if required and "SET NULL" in (composite.on_delete, composite.on_update):
                word = "onDelete" if composite.on_delete == "SET NULL" else "onUpdate"
                yield Problem(
                    required[0].location or model.location,
                    f"`{model.name}.{required[0].name}` is required, so that `{word}(setNull)` of "
                    "its foreign key fails for every row that refers to the changed one",
                    f"Write `{word}(restrict)` or `{word}(cascade)`, or remove `required`.",
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
    return any(
        index.unique and not index.has_expression and covered >= set(index.columns)
        for index in holder.table.indexes
    )

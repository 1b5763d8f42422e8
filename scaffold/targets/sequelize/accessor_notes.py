"""Notes on associations whose accessors do something else in Sequelize than their names say."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.tables import Association, Database, Model
from scaffold.errors import Problem


def accessor_notes(database: Database) -> Iterator[Problem]:
    """Note accessors that change other rows, and removed pairs that cannot be added again.

    Measured on sequelize 6.37.8.
    """
    for model in database.models:
        for association in model.associations:
            if association.kind == "hasMany":
                yield from _of_many(association, database.model(association.target))
    yield from _removed_pairs(database)


def _of_many(association: Association, target: Model) -> Iterator[Problem]:
    """Note hasMany to a composite primary key.

    `set`, `add` and `remove` find rows by the first attribute of the primary key
    (sequelize/lib/associations/has-many.js). Without a primary key an include takes all rows for
    the same one (_groupJoinData in sequelize/lib/dialects/abstract/query.js).
    """
    names = [attribute.name for attribute in target.primary_key]
    if len(names) == 1:
        return
    label = f"`{association.source}.{association.alias}`"
    one, many = _capital(association.singular), _capital(association.alias)
    accessors = f"`add{one}`, `set{many}` and `remove{one}`"
    if names:
        yield Problem(
            association.location,
            f"{label}: {accessors} find rows of `{target.name}` only by `{names[0]}`, and change "
            f"all rows with the same value, whatever their {_listed(names[1:])}",
            f"Use `create{one}`, or `{target.name}.update(…)` with a `where` on the complete "
            "primary key.",
        )
    else:
        yield Problem(
            association.location,
            f"{label}: {accessors} find rows by their primary key, which `{target.name}` does "
            "not have: they fail, or change nothing, and an `include` finds one row of many",
            f"Use `create{one}` and `get{many}`, or give `{target.name}` a primary key.",
        )


def _removed_pairs(database: Database) -> Iterator[Problem]:
    """Note paranoid joins: a removed pair keeps its row, and Sequelize adds another one."""
    noted: set[str] = set()
    for model in database.models:
        for association in model.associations:
            if association.through is None or association.through in noted:
                continue
            join = database.model(association.through)
            found = _kept(association, join)
            if found is not None:
                noted.add(join.name)
                what, alternative = found
                yield Problem(
                    join.location,
                    f"`{join.name}` is paranoid: `{association.source}.{association.alias}` "
                    f"cannot add a removed pair again, because {what}",
                    f"Write `$paranoid: false` in `{join.name}`, or {alternative}",
                )


def _kept(association: Association, join: Model) -> tuple[str, str] | None:
    """Return what keeps a removed pair from being added again, and what to do about it."""
    if join.deleted_at is None or association.other_key is None:
        return None
    keys = (association.foreign_key, association.other_key)
    pair = {join.attribute(name).column.name for name in keys}
    if pair == set(join.table.primary_key):
        return (
            "its soft-deleted row keeps the primary key",
            f"`$id` and `$unique: [[{', '.join(keys)}]]` there.",
        )
    if any(
        each.unique and not each.where and pair <= {*each.columns} for each in join.table.indexes
    ):
        what = "its soft-deleted row keeps the unique pair, and MySQL has no partial indexes"
        return what, "remove mysql from `dialects`."
    return None


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)

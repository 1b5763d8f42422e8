"""Foreign keys of several columns, and the conditions of their relationships."""

from __future__ import annotations

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    CompositeForeignKey,
)
from scaffold.targets.sqlalchemy.names import ModelNames
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Joins:
    """The conditions of a relationship."""

    primaryjoin: str | None = None
    secondaryjoin: str | None = None
    foreign_keys: str | None = None
    remote_side: str | None = None


@dataclass(frozen=True, slots=True)
class CompositeKeyView:
    """A foreign key of several columns; `targets` are `table.column`."""

    name: str
    columns: tuple[str, ...]
    targets: tuple[str, ...]
    on_delete: str
    on_update: str


def composite_key_view(key: CompositeForeignKey, name: str) -> CompositeKeyView:
    """Return the foreign key; `name` is its name, as SQLAlchemy has to quote it."""
    targets = tuple(f"{key.table}.{column}" for column in key.keys)
    return CompositeKeyView(name, key.columns, targets, key.on_delete, key.on_update)


def written_attributes(association: CompositeAssociation, holder: ModelNames) -> tuple[str, ...]:
    """Return the attributes of the foreign key that the relationship sets.

    Where some of the columns are required and others are not, it sets only the others: a required
    one belongs to the row itself, such as its tenant, and cannot become NULL
    (https://docs.sqlalchemy.org/en/20/orm/join_conditions.html#overlapping-foreign-keys).
    """
    optional = tuple(
        name for name in association.foreign_keys if holder.model.attribute(name).column.nullable
    )
    return optional or association.foreign_keys


def composite_joins(
    association: CompositeAssociation, holder: ModelNames, referred: ModelNames, *, several: bool
) -> Joins:
    """Return the conditions; `several`: there are more foreign keys between the two tables."""
    columns = [f"{holder.class_name}.{holder[name]}" for name in association.foreign_keys]
    keys = [f"{referred.class_name}.{referred[name]}" for name in association.referenced]
    written = written_attributes(association, holder)
    itself = holder.model is referred.model
    if association.constraints and written == association.foreign_keys:
        return Joins(
            foreign_keys=_listed(columns) if several else None,
            remote_side=_listed(keys) if itself and association.kind == "belongsTo" else None,
        )
    tests = []
    for name, column, key in zip(association.foreign_keys, columns, keys, strict=True):
        own = f"foreign({column})" if name in written else column
        if itself and association.kind == "belongsTo":
            tests.append(f"{own} == remote({key})")
        elif itself:
            tests.append(f"{key} == remote({own})")
        else:
            tests.append(f"{own} == {key}")
    return Joins(primaryjoin=f"and_({', '.join(tests)})")


def _listed(columns: list[str]) -> str:
    return f"[{', '.join(columns)}]"

"""Unique indexes of scoped hasOnes: one row for each owner among the rows of the scope."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.stages import (
    AssociationEnd,
)
from scaffold.database.tables import Attribute
from scaffold.schema.data_types import Default


def scoped_uniques(
    model: ResolvedModel, key: str, *, partial: bool
) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield columns and condition of each unique index for the foreign key `key`.

    The index covers the scope's attribute and the key. If a hasMany shares the key, it covers only
    the rows of the scope where all dialects have partial indexes (`partial`), and is left out
    otherwise.
    """
    ends = [end for each in model.keys.get(key, ()) for end in each.declared.ends]
    shared = any(end.declaration.kind == "hasMany" for end in ends)
    column = model.attributes[key].column.name
    found: dict[tuple[tuple[str, ...], str | None], None] = {}
    for end in filter(_is_scoped_one, ends):
        assert end.declaration.scope is not None
        name, text = end.declaration.scope
        attribute = model.attributes.get(name)
        if attribute is None or name == key:
            continue
        if not shared:
            found[(attribute.column.name, column), None] = None
        elif partial and (condition := _condition(attribute, text)):
            found[(column,), condition] = None
    yield from found


def _is_scoped_one(end: AssociationEnd) -> bool:
    declaration = end.declaration
    return (
        declaration.kind == "hasOne"
        and declaration.scope is not None
        and declaration.unique is not False
    )


def _condition(attribute: Attribute, text: str) -> str | None:
    """Return the scope as SQL of SQLite and PostgreSQL; None if the value is not a constant."""
    # A large module, needed only for scopes.
    from scaffold.schema.defaults import judge

    value = judge(text, False, attribute.column.type)
    if not isinstance(value, Default):
        return None
    column = f"{{{attribute.column.name}}}"
    match value.kind:
        case "boolean":
            return column if value.value == "true" else f"NOT {column}"
        case "number":
            return f"{column} = {value.value}"
        case "text":
            quoted = value.value.replace("'", "''").replace("{", "{{").replace("}", "}}")
            return f"{column} = '{quoted}'"
        case _:
            return None

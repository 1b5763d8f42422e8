"""Unique indexes of scoped hasOnes: one row for each owner among the rows of the scope."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.resolve.drafts import ModelDraft, Side
from scaffold.database.tables import Attribute
from scaffold.schema.types import Default


def scoped_uniques(
    draft: ModelDraft, name: str, *, partial: bool
) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Return columns and condition of each unique index for the foreign key `name`.

    The index covers the scope's attribute and the key. Where a hasMany shares the key it covers
    the rows of the scope alone, if all dialects have partial indexes (`partial`), or is left out.
    """
    sides = [side for key in draft.keys.get(name, ()) for side in key.sides]
    shared = any(side.said.kind == "hasMany" for side in sides)
    column = draft.attributes[name].column.name
    found: dict[tuple[tuple[str, ...], str | None], None] = {}
    for side in filter(is_scoped_one, sides):
        assert side.said.scope is not None
        attribute, text = draft.attributes.get(side.said.scope[0]), side.said.scope[1]
        if attribute is None or attribute.name == name:
            continue
        if not shared:
            found[(attribute.column.name, column), None] = None
        elif partial and (condition := _condition(attribute, text)):
            found[(column,), condition] = None
    yield from found


def is_scoped_one(side: Side) -> bool:
    """Whether the side is a hasOne whose owner has one row of several in the table."""
    said = side.said
    return said.kind == "hasOne" and said.scope is not None and said.unique is not False


def _condition(attribute: Attribute, text: str) -> str | None:
    """The scope as SQL that SQLite and PostgreSQL take; None where the value is reported."""
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

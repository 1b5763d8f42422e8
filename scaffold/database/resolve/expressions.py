"""Expressions of CHECKs and `where`: from `{attribute}` to `{column}`.

`{{` and `}}` are literal braces, before and after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.stages import (
    Problems,
)
from scaffold.database.tables import Attribute
from scaffold.errors import SourceLocation
from scaffold.schema.terms import BRACES


def column_expression(
    text: str, model: ResolvedModel, location: SourceLocation, problems: Problems
) -> tuple[str, tuple[str, ...]]:
    """Return the expression with `{column}` for each `{attribute}`, and those columns."""
    columns: dict[str, None] = {}
    pieces: list[str] = []
    end = 0
    for found in BRACES.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        name = found[1]
        if found[0] in ("{{", "}}"):
            pieces.append(found[0])
        elif not name:
            problems.add(
                location,
                f"`{found[0]}` in an expression is not an attribute",
                "Write an attribute as `{name}`, and a literal brace as `{{` or `}}`.",
            )
        elif (attribute := model.attributes.get(name)) is None:
            _unknown(name, model, location, problems)
        else:
            columns[attribute.column.name] = None
            pieces.append(f"{{{attribute.column.name}}}")
    pieces.append(text[end:])
    return "".join(pieces), tuple(columns)


def generated_expression(
    text: str,
    model: str,
    attributes: Mapping[str, Attribute],
    location: SourceLocation,
    problems: Problems,
) -> tuple[str, tuple[Attribute, ...]]:
    """Return the expression of a generated column like `column_expression`, and its attributes."""
    used: dict[str, Attribute] = {}

    def column(found: re.Match[str]) -> str:
        name = found[1]
        if found[0] in ("{{", "}}"):
            return found[0]
        attribute = attributes.get(name or "")
        if attribute is None:
            near = problems.nearest(name or "", attributes)
            problems.add(
                location,
                f"`{found[0]}`: `{model}` has no attribute `{name or ''}`"
                + (f": did you mean `{near}`?" if near else ""),
                "Write attributes of this model in braces, and a literal brace as `{{` or `}}`.",
            )
            return found[0]
        used[name] = attribute
        return f"{{{attribute.column.name}}}"

    return BRACES.sub(column, text), tuple(used.values())


def _unknown(name: str, model: ResolvedModel, location: SourceLocation, problems: Problems) -> None:
    end = model.ends.get(name)
    if end is not None and end.declaration.kind == "belongsTo":
        key = model.near.get(end)
        if key is not None:
            problems.add(
                location,
                f"`{name}` is an association of `{model.name}`, not an attribute",
                f"Write `{{{key.declared.name}}}`, its foreign key.",
            )
        return
    near = problems.nearest(name, model.attributes)
    problems.add(
        location,
        f"`{model.name}` has no attribute `{name}`" + (f": did you mean `{near}`?" if near else ""),
        "Write attributes of this model in braces, and a literal brace as `{{` or `}}`.",
    )

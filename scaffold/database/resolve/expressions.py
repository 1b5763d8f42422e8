"""`{attr}` in a check or a `where`: from attributes to columns.

`{{` and `}}` are braces of the expression itself, before and after.
"""

from __future__ import annotations

from scaffold.database.resolve.drafts import ModelDraft, Problems
from scaffold.errors import Place
from scaffold.schema.terms import BRACES


def column_expression(
    text: str, draft: ModelDraft, place: Place, problems: Problems
) -> tuple[str, tuple[str, ...]]:
    """The expression with `{column}` for each `{attr}`, and those columns, each once."""
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
                place,
                f"`{found[0]}` in an expression names no attribute",
                "Write an attribute as `{name}`, and a brace itself as `{{` or `}}`.",
            )
        elif (attribute := draft.attributes.get(name)) is None:
            _unknown(name, draft, place, problems)
        else:
            columns[attribute.column.name] = None
            pieces.append(f"{{{attribute.column.name}}}")
    pieces.append(text[end:])
    return "".join(pieces), tuple(columns)


def _unknown(name: str, draft: ModelDraft, place: Place, problems: Problems) -> None:
    side = draft.sides.get(name)
    if side is not None and side.said.kind == "belongsTo":
        if side.key is not None:
            problems.add(
                place,
                f"`{name}` is an association of `{draft.name}`, and a column is wanted",
                f"Write `{{{side.key.name}}}`, its key.",
            )
        return
    near = problems.nearest(name, draft.attributes)
    problems.add(
        place,
        f"`{draft.name}` has no attribute `{name}`" + (f": did you mean `{near}`?" if near else ""),
        "Name attributes of this model in braces; a brace itself is `{{` or `}}`.",
    )

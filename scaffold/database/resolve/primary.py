"""What tells a table's rows apart: the id, the declared primary fields, or a join's two keys."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, line
from scaffold.schema import model as schema
from scaffold.schema.types import DataType

ID = "id"
ID_TYPES = {
    "integer": DataType("integer"),
    "bigint": DataType("bigint"),
    "uuid": DataType("uuid"),
}


def set_primary_keys(
    drafts: Iterable[ModelDraft], options: schema.Options, problems: Problems
) -> None:
    """Give each model the attributes of its primary key, in order, and its implicit id."""
    for draft in drafts:
        declared = _declared(draft)
        if declared:
            _not_both(draft, declared[0], problems)
            draft.primary = tuple(name for name, _ in declared)
            draft.pair = _pair(draft, problems, among=set(draft.primary))
        elif draft.join and draft.said.id is None:
            draft.pair = _pair(draft, problems)
            if draft.pair is not None:
                draft.primary = tuple(key.name for key in draft.pair)
        else:
            kind = draft.said.id or options.id
            if kind != "none":
                draft.id = ID_TYPES[kind]
                draft.primary = (ID,)
                _id_is_free(draft, problems)
        for name in draft.primary:
            for key in draft.keys.get(name, ()):
                key.primary = True


def _declared(draft: ModelDraft) -> list[tuple[str, schema.Field]]:
    """The primary fields by their attributes, in the order of declaration."""
    found: dict[str, schema.Field] = {}
    for field in draft.said.fields:
        if field.primary:
            if isinstance(field, schema.Attribute):
                found.setdefault(field.name, field)
            else:
                side = draft.sides.get(field.name)
                if side is not None and side.key is not None:
                    found.setdefault(side.key.name, field)
    return list(found.items())


def _not_both(draft: ModelDraft, first: tuple[str, schema.Field], problems: Problems) -> None:
    kind = draft.said.id
    if kind is not None and kind != "none":
        problems.add(
            draft.said.at("$id"),
            f"`{draft.name}` has both `$id: {kind}` and a primary field, `{first[1].name}` "
            f"({line(first[1].place)})",
            "Leave out one of the two.",
        )


def _id_is_free(draft: ModelDraft, problems: Problems) -> None:
    taken = draft.declared.get(ID)
    if taken is not None:
        problems.add(
            taken.place,
            f"`{draft.name}` has an implicit `id`, and its field `id` is not primary",
            "Write `primary` to make it the key, or `$id: none` for a table without one.",
        )
    for key in draft.keys.get(ID, ()):
        problems.add(
            key.place,
            f"`{draft.name}` has an implicit `id`, which cannot be a foreign key as well",
            "Write `primary` on its belongsTo, which makes that key the id.",
        )


def _pair(
    draft: ModelDraft, problems: Problems, among: set[str] | None = None
) -> tuple[Key, Key] | None:
    """The two keys of a join, where they alone are its primary key (`among`, if declared)."""
    pairs = [
        (side.key, side.other_key)
        for side in draft.join
        if side.key is not None and side.other_key is not None
    ]
    if not pairs:
        return None
    first = pairs[0]
    names = {first[0].name, first[1].name}
    if among is not None:
        return first if names == among else None
    for side in draft.join:
        if side.key and side.other_key and {side.key.name, side.other_key.name} != names:
            problems.add(
                side.said.at("through"),
                f"`{draft.name}` joins two pairs of models by different keys "
                f"(`{draft.join[0].label}` and `{side.label}`), so no two keys can be its "
                "primary key",
                f"Declare `{draft.name}` with `$id` or `primary` fields, "
                "or go through another table.",
            )
            return None
    return first

"""The differences between two states of a model, one for each thing that its code says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from scaffold.changes.model_states import AssociationState, AttributeState, ModelState
from scaffold.database.tables import Index
from scaffold.values import dataclass

ChangeKind = Literal["model", "attribute", "association", "index"]


@dataclass(frozen=True, slots=True)
class ModelChange:
    """One difference: added where `before` is None, removed where `after` is.

    model: the current name.
    state: the whole model, as it should be; the former one of a removed model.
    """

    kind: ChangeKind
    model: str
    before: ModelState | AttributeState | AssociationState | Index | None
    after: ModelState | AttributeState | AssociationState | Index | None
    state: ModelState


def model_changes(
    before: ModelState | None,
    after: ModelState | None,
    renamed_models: Mapping[str, str],
    renamed_columns: Mapping[str, str],
) -> Iterator[ModelChange]:
    """Yield the changes of one model.

    The renames have the new names by the old ones.
    """
    if after is None:
        if before is not None:
            yield ModelChange("model", before.name, before, None, before)
        return
    if before is None:
        yield ModelChange("model", after.name, None, after, after)
        return
    if before.name != after.name:
        yield ModelChange("model", after.name, before, after, after)
    yield from _attributes(before, after, renamed_columns)
    yield from _associations(before, after, renamed_models, renamed_columns)
    yield from _indexes(before, after, renamed_columns)


def _attributes(
    before: ModelState, after: ModelState, renamed: Mapping[str, str]
) -> Iterator[ModelChange]:
    by_column = {
        renamed.get(each.column.name, each.column.name): each for each in before.attributes
    }
    by_name = {each.name: each for each in before.attributes}
    columns = {each.column.name for each in after.attributes}
    kept: set[str] = set()
    pairs: list[tuple[AttributeState | None, AttributeState]] = []
    for new in after.attributes:
        old = by_column.get(new.column.name)
        if old is None:
            old = by_name.get(new.name)
            if old is not None and renamed.get(old.column.name, old.column.name) in columns:
                old = None
        if old is not None:
            kept.add(old.name)
        pairs.append((old, new))
    for each in before.attributes:
        if each.name not in kept:
            yield ModelChange("attribute", after.name, each, None, after)
    for old, new in pairs:
        if old is None or _comparable(old) != _comparable(new):
            yield ModelChange("attribute", after.name, old, new, after)


def _comparable(attribute: AttributeState) -> AttributeState:
    """Return what code says of an attribute: no comment, nothing of the order of migrations."""
    column = replace(attribute.column, comment=None, deferred=False)
    return replace(attribute, column=column)


def _associations(
    before: ModelState,
    after: ModelState,
    renamed_models: Mapping[str, str],
    renamed_columns: Mapping[str, str],
) -> Iterator[ModelChange]:
    old = {each.alias: each for each in before.associations}
    new = {each.alias: each for each in after.associations}
    gone = [each for alias, each in old.items() if alias not in new]
    added = [each for alias, each in new.items() if alias not in old]
    for each in tuple(gone):
        same = [
            one
            for one in added
            if one.kind == each.kind
            and one.target == renamed_models.get(each.target, each.target)
            and one.column == renamed_columns.get(each.column, each.column)
        ]
        if len(same) == 1:
            gone.remove(each)
            added.remove(same[0])
            yield ModelChange("association", after.name, each, same[0], after)
    for each in gone:
        yield ModelChange("association", after.name, each, None, after)
    for alias, each in new.items():
        known = old.get(alias)
        if known is None and each in added:
            yield ModelChange("association", after.name, None, each, after)
        elif known is not None and _key(known) != _key(each):
            yield ModelChange("association", after.name, known, each, after)


def _key(association: AssociationState) -> tuple[object, ...]:
    """What the call of an association says; whether the key may be null is its attribute's."""
    return (
        *(association.kind, association.target, association.foreign_key, association.column),
        *(association.other_key, association.other_column, association.holder),
    )


def _indexes(
    before: ModelState, after: ModelState, renamed: Mapping[str, str]
) -> Iterator[ModelChange]:
    def facts(index: Index, columns: Mapping[str, str]) -> tuple[object, ...]:
        return tuple(columns.get(x, x) for x in index.columns), index.unique, index.where

    old = {facts(each, renamed): each for each in before.indexes}
    new = {facts(each, {}): each for each in after.indexes}
    for key, index in old.items():
        if key not in new:
            yield ModelChange("index", after.name, index, None, after)
    for key, index in new.items():
        if key not in old:
            yield ModelChange("index", after.name, None, index, after)

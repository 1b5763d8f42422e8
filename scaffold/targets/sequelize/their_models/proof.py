"""Proof of edits: the models are loaded again, and differ as wanted and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_states import AssociationState, AttributeState
from scaffold.targets.loaded_models import LoadedAttribute, LoadedModel, LoadedModels
from scaffold.targets.sequelize.their_models.agreement import disagreement


def objection(
    before: LoadedModels,
    after: LoadedModels,
    changes: Collection[ModelChange],
    dialects: tuple[str, ...],
) -> str | None:
    """Return what is wrong with the models after some changes; None if nothing is."""
    for change in changes:
        if (found := disagreement(after, change, dialects)) is not None:
            return found
    touched = set(_touched(changes))
    for model in before.models:
        other = after.model(model.name)
        if other is None:
            return f"{model.name} would no longer be loaded"
        if (found := _difference(model, other, touched)) is not None:
            return found
    return None


def _touched(changes: Iterable[ModelChange]) -> Iterable[tuple[str, str]]:
    """Yield model and name of what changes may change, foreign keys of both sides included."""
    for change in changes:
        for part in (change.before, change.after):
            if isinstance(part, AttributeState):
                yield change.model, part.name
            elif isinstance(part, AssociationState):
                yield change.model, part.alias
                for model in (change.model, part.holder, part.target):
                    yield model, part.foreign_key
                    if part.other_key is not None:
                        yield model, part.other_key


def _difference(
    before: LoadedModel, after: LoadedModel, touched: Collection[tuple[str, str]]
) -> str | None:
    name = before.name
    if (before.table, before.schema) != (after.table, after.schema):
        return f"the table of {name} would be {after.table}"
    if (before.hooks, before.scopes) != (after.hooks, after.scopes):
        return f"hooks or scopes of {name} would change"
    for each in before.attributes:
        if (name, each.name) not in touched:
            other = after.attribute(each.name)
            if other is None or _compared(other) != _compared(each):
                return f"{name}.{each.name} would change"
    for one in before.associations:
        if (name, one.alias) not in touched:
            found = after.association(one.alias)
            if found is None or (found.kind, found.target) != (one.kind, one.target):
                return f"the association {name}.{one.alias} would change"
    return None


def _compared(attribute: LoadedAttribute) -> LoadedAttribute:
    """Return what only the definition of an attribute decides, not its associations."""
    return replace(attribute, references=None, on_delete=None, on_update=None, generated=False)

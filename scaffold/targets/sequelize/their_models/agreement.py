"""Whether loaded models agree with what the schema wants of them."""

from __future__ import annotations

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_states import AssociationState, AttributeState
from scaffold.targets.loaded_models import LoadedAttribute, LoadedModel, LoadedModels, LoadedType
from scaffold.targets.sequelize.model_edits.read_values import (
    Plain,
    TypeValue,
    Value,
    enum_values,
    same_type,
)
from scaffold.targets.sequelize.their_models.wanted_facts import default_value, type_value

_NO_MODEL = "the model is not loaded"


def disagreement(
    loaded: LoadedModels, change: ModelChange, dialects: tuple[str, ...]
) -> str | None:
    """Return what the loaded models say otherwise than the schema; None if they agree."""
    model = loaded.model(change.model)
    if change.kind == "model":
        if change.after is None:
            return None if model is None else "the model is still loaded"
        return None if model is not None else _NO_MODEL
    if model is None:
        return _NO_MODEL
    before, after = change.before, change.after
    if isinstance(before, AttributeState) or isinstance(after, AttributeState):
        old = before if isinstance(before, AttributeState) else None
        return _attribute(model, old, after, dialects)
    if isinstance(before, AssociationState) or isinstance(after, AssociationState):
        old_one = before if isinstance(before, AssociationState) else None
        return _association(model, old_one, after)
    return None


def _attribute(
    model: LoadedModel, before: AttributeState | None, after: object, dialects: tuple[str, ...]
) -> str | None:
    new = after if isinstance(after, AttributeState) else None
    if before is not None and (new is None or before.name != new.name):
        left = model.attribute(before.name)
        if left is not None and not left.is_virtual and left.field == before.column.name:
            return f"{model.name} still has {before.name}"
    if new is None:
        return None
    found = model.attribute(new.name)
    if found is None or found.is_virtual:
        return f"{model.name} has no attribute {new.name}"
    return _properties(model, found, before, new, dialects)


def _properties(
    model: LoadedModel,
    found: LoadedAttribute,
    before: AttributeState | None,
    new: AttributeState,
    dialects: tuple[str, ...],
) -> str | None:
    """Return which property differs, of those that the change is about."""
    name, column = f"{model.name}.{new.name}", new.column
    if found.field != column.name:
        return f"{name} has the column {found.field}, not {column.name}"
    old = before.column if before is not None else None
    wanted = type_value(column.type, dialects)
    if (old is None or old.type != column.type) and not has_type(found.type, wanted):
        return f"the type of {name} is {found.type.key if found.type else 'missing'}"
    is_new = old is None or old.nullable != column.nullable
    if is_new and not found.primary_key and found.allow_null != column.nullable:
        return f"allowNull of {name} is {str(found.allow_null).lower()}"
    default = default_value(column)
    is_new = old is None or old.default != column.default
    if is_new and default is not None and found.default is None:
        return f"{name} has no default"
    stated = found.default.value if found.default and found.default.kind == "value" else default
    if is_new and isinstance(default, Plain) and stated not in (default, default.value):
        return f"the default of {name} is {stated}"
    if is_new and old is not None and column.default is None and found.default is not None:
        return f"{name} still has a default"
    return None


def has_type(found: LoadedType | None, wanted: Value) -> bool:
    """Whether a loaded type makes the wanted column; a native one is not compared."""
    if found is None:
        return False
    if not isinstance(wanted, TypeValue) or found.key == "type":
        return True
    if wanted.key == "ENUM":
        return found.key == "ENUM" and list(found.values) == enum_values(wanted)
    if found.key == wanted.key == "RANGE":
        # What it is a range of is not loaded.
        return True
    return same_type(_value_of(found), wanted)


def _value_of(found: LoadedType) -> TypeValue:
    given: list[Plain | TypeValue] = []
    modifiers = ("UNSIGNED",) if found.unsigned else ()
    key = {"DOUBLE PRECISION": "DOUBLE"}.get(found.key, found.key)
    if found.of is not None:
        given = [_value_of(found.of)]
    elif key == "ENUM":
        given = [Plain(value) for value in found.values]
    elif key in ("DECIMAL", "NUMERIC"):
        given = [Plain(x) for x in (found.precision, found.scale) if x is not None]
    elif key in ("STRING", "CHAR", "DATE") and found.length is not None:
        given = [Plain(found.length)]
    return TypeValue(key, tuple(given), modifiers)


def _association(model: LoadedModel, before: AssociationState | None, after: object) -> str | None:
    new = after if isinstance(after, AssociationState) else None
    is_gone = before is not None and (new is None or before.alias != new.alias)
    if before is not None and is_gone and model.association(before.alias) is not None:
        return f"{model.name} still has the association {before.alias}"
    if new is None:
        return None
    found = model.association(new.alias)
    name = f"{model.name}.{new.alias}"
    if found is None:
        return f"{model.name} has no association {new.alias}"
    if (found.kind, found.target) != (new.kind, new.target):
        return f"{name} is {found.kind} {found.target}, not {new.kind} {new.target}"
    if found.foreign_key != new.foreign_key:
        return f"the foreign key of {name} is {found.foreign_key}, not {new.foreign_key}"
    if found.field is not None and found.field != new.column:
        return f"the column of {name} is {found.field}, not {new.column}"
    if new.other_key is not None and found.other_key != new.other_key:
        return f"the other key of {name} is {found.other_key}, not {new.other_key}"
    return None

"""Whether loaded models of SQLAlchemy agree with a change of the schema."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_states import AssociationState, AttributeState, ModelState
from scaffold.database.tables import Index, TableName
from scaffold.naming import snake
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.targets.loaded_models import LoadedAttribute, LoadedModel

# str() of SQLAlchemy's generic types.
_TYPES = {
    "string": "VARCHAR({length})",
    "char": "CHAR({length})",
    "decimal": "NUMERIC({precision},{scale})",
    "double": "DOUBLE",
}
_SAME = {"DECIMAL": "NUMERIC", "TIMESTAMP": "DATETIME", "DOUBLE_PRECISION": "DOUBLE"}


def disagreement(
    tables: Mapping[TableName, LoadedModel], change: ModelChange, name: str, target: str
) -> str | None:
    """Return what the loaded models lack; None if they agree.

    `name` is the class of the model, `target` that of an association's other end.
    """
    before, after = change.before, change.after
    model = tables.get(change.state.table)
    if change.kind == "model":
        if after is None:
            return None if model is None else f"{name} is still there"
        if model is None:
            return f"no class has the table {change.state.table}"
        if isinstance(before, ModelState) and model.name != name:
            return f"the class of {change.state.table} is still called {model.name}"
        return None
    if model is None:
        return f"no class has the table {change.state.table}"
    if isinstance(after, AttributeState):
        old = before if isinstance(before, AttributeState) else None
        return _attribute(model, old, after)
    if isinstance(before, AttributeState):
        left = _of_column(model, before.column.name)
        return f"{name} still has {left.name}" if left is not None else None
    if isinstance(after, AssociationState):
        return _association(model, after, target)
    if isinstance(before, AssociationState):
        alias = snake(before.alias)
        return f"{name} still has {alias}" if model.association(alias) is not None else None
    if isinstance(after, Index):
        return None if _has_index(model, after) else f"{name} lacks the index {after.name}"
    if isinstance(before, Index):
        return f"{name} still has the index {before.name}" if _has_index(model, before) else None
    return None


def _of_column(model: LoadedModel, column: str) -> LoadedAttribute | None:
    return next((each for each in model.attributes if each.field == column), None)


def _attribute(
    model: LoadedModel, before: AttributeState | None, after: AttributeState
) -> str | None:
    column = after.column
    found = _of_column(model, column.name)
    if found is None:
        return f"{model.name} has no column {column.name}"
    label = f"{model.name}.{found.name}"
    if before is None:
        return None
    old = before.column
    if old.nullable != column.nullable and found.allow_null != column.nullable:
        return f"{label} is {'nullable' if found.allow_null else 'not nullable'}"
    written = _canonical((found.type.sql if found.type is not None else None) or "")
    if old.type != column.type and written == _written(old.type):
        return f"{label} still has the type {found.type.sql if found.type else ''}"
    if before.unique != after.unique and _is_unique(model, found) != after.unique:
        return f"{label} is {'not ' if after.unique else 'still '}unique"
    if (old.default is None) != (column.default is None):
        has_default = found.default is not None
        if has_default != (column.default is not None) and column.default is None:
            return f"{label} still has a default"
    return None


def _written(data_type: DataType) -> str:
    known = _TYPES.get(data_type.name, data_type.name.upper())
    return known.format(
        length=data_type.length or STRING_LENGTH,
        precision=data_type.precision,
        scale=data_type.scale,
    )


def _canonical(text: str) -> str:
    head, parenthesis, rest = re.sub(r"\s", "", text.upper()).partition("(")
    return _SAME.get(head, head) + parenthesis + rest


def _is_unique(model: LoadedModel, attribute: LoadedAttribute) -> bool:
    alone = (attribute.field,)
    return bool(attribute.unique) or any(
        each.unique and each.fields == alone for each in model.indexes
    )


def _has_index(model: LoadedModel, index: Index) -> bool:
    return any(
        each.fields == index.columns and each.unique == index.unique for each in model.indexes
    )


def _association(model: LoadedModel, after: AssociationState, target: str) -> str | None:
    alias = snake(after.alias)
    found = model.association(alias)
    if found is None:
        return f"{model.name} has no relationship {alias}"
    if (found.kind, found.target) != (after.kind, target):
        return f"{model.name}.{alias} is {found.kind} {found.target}, not {after.kind} {target}"
    return None

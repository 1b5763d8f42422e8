"""What a model file has to say of an attribute or association, as the edits write it."""

from __future__ import annotations

import json
from functools import lru_cache

from scaffold.changes.model_states import AssociationState, AttributeState
from scaffold.database.tables import Column
from scaffold.schema.data_types import DataType, Default
from scaffold.targets.sequelize.model_edits.model_facts import AssociationFacts, AttributeFacts
from scaffold.targets.sequelize.model_edits.read_values import (
    Plain,
    Sql,
    TypeValue,
    UnreadWords,
    Value,
    read_value,
)
from scaffold.targets.sequelize.model_edits.script import Script
from scaffold.targets.sequelize.model_edits.value_types import typescript_type
from scaffold.targets.sequelize.types import in_model, type_code


def type_value(data_type: DataType, dialects: tuple[str, ...]) -> Value:
    """Return the data type of a column; a text for a native one."""
    return _type(data_type, dialects)


@lru_cache(maxsize=1024)
def _type(data_type: DataType, dialects: tuple[str, ...]) -> Value:
    script = Script("type.js", type_code(data_type, in_model(dialects)))
    found = read_value(script, script.root.named_children[0].named_children[0])
    return Plain(None) if isinstance(found, UnreadWords) else found


def default_value(column: Column) -> Value | None:
    """Return the default as `defaultValue` has it; None without one."""
    return _default(column.default) if column.default is not None else None


def _default(default: Default) -> Value:
    match default.kind:
        case "number":
            value = default.value
            return Plain(float(value) if any(x in value for x in ".eE") else int(value))
        case "boolean":
            return Plain(default.value == "true")
        case "json":
            return Plain(json.loads(default.value))
        case "now":
            return TypeValue("NOW")
        case "uuid":
            return TypeValue("UUIDV4")
        case "text":
            return Plain(default.value)
        case "sql":
            return Sql(default.value)


def attribute_facts(
    attribute: AttributeState, dialects: tuple[str, ...], field: str | None
) -> AttributeFacts:
    """Return what the file says of an attribute; `field` is its column, where it must be named."""
    column = attribute.column
    properties: dict[str, Value] = {"type": type_value(column.type, dialects)}
    if field is not None:
        properties["field"] = Plain(field)
    if attribute.primary:
        properties["primaryKey"] = Plain(True)
    if column.autoincrement:
        properties["autoIncrement"] = Plain(True)
    if not column.nullable and not attribute.primary:
        properties["allowNull"] = Plain(False)
    default = default_value(column)
    if default is not None:
        properties["defaultValue"] = default
    if attribute.unique:
        properties["unique"] = Plain(True)
    type_ = properties["type"]
    typescript = typescript_type(type_ if isinstance(type_, TypeValue) else None)
    return AttributeFacts(attribute.name, properties, typescript)


def association_facts(
    association: AssociationState, field: str | None, timestamps: bool = True
) -> AssociationFacts:
    """Return what the file says of an association.

    `field`: the column of its foreign key, where the call must name it, because no attribute does.
    `timestamps`: whether its join table has them.
    """
    key: Value = Plain(association.foreign_key)
    details: dict[str, object] = {"name": association.foreign_key}
    if field is not None:
        details["field"] = field
    if association.required and association.kind == "belongsTo":
        details["allowNull"] = False
    if field is not None:
        key = Plain(details)
    options: dict[str, Value] = {"as": Plain(association.alias), "foreignKey": key}
    through = None
    if association.kind == "belongsToMany":
        through = association.join_table or association.holder
        options = {"through": Plain(through), **options}
        if association.other_key is not None:
            options["otherKey"] = Plain(association.other_key)
        if association.join_table is not None and not timestamps:
            options["timestamps"] = Plain(False)
    return AssociationFacts(
        association.kind,
        association.target,
        association.alias,
        options,
        association.foreign_key,
        through,
    )

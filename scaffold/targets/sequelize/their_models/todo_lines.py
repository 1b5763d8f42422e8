"""The lines that a person has to write where an edit could not be placed."""

from __future__ import annotations

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_states import AssociationState, AttributeState, ModelState
from scaffold.errors import Problem
from scaffold.targets.sequelize.model_edits.model_facts import PROPERTIES
from scaffold.targets.sequelize.model_edits.read_values import Plain, Sql, TypeValue, Value
from scaffold.targets.sequelize.model_edits.style import literal
from scaffold.targets.sequelize.their_models.place_change import Placement


def todo(placement: Placement, change: ModelChange, reason: str) -> Problem:
    """Return what a person has to do: the file, why, and the lines to write."""
    files = placement.files
    anchor = files.find(change.model)
    path = anchor.script.path if anchor is not None else files.file_of(change.model)
    line = f":{anchor.script.line_of(anchor.definition)}" if anchor and anchor.definition else ""
    where = f"{path}{line}: " if path is not None else f"{change.model}: "
    return Problem(None, f"{where}{reason}", _hint(placement, change))


def _hint(placement: Placement, change: ModelChange) -> str:
    before, after, model = change.before, change.after, change.model
    if isinstance(after, ModelState):
        if isinstance(before, ModelState):
            name, table = (literal(x, "'") for x in (model, after.table.name))
            return (
                f"Rename {before.name} to {model} in the code: `modelName: {name}`, `tableName: "
                f"{table}`, and its name in the associations of other models."
            )
        return "Write its file if there is none, and load it where the other models are loaded."
    if isinstance(before, ModelState):
        return f"Remove the file of {model}, and its associations in other models."
    if isinstance(after, AttributeState):
        code = _attribute(placement, model, after)
        old = before.name if isinstance(before, AttributeState) else None
        if old is None:
            return f"Add to the attributes of {model}: `{code}`."
        if old == after.name:
            return f"Change {old} in {model} to: `{code}`, and keep what else it has."
        return f"Rename {old} in {model} to {after.name}: `{code}`, and keep what else it has."
    if isinstance(before, AttributeState):
        return f"Remove {before.name} from the attributes of {model}."
    if isinstance(after, AssociationState):
        call = _call(placement, model, after)
        if isinstance(before, AssociationState):
            return f"Replace the association {before.alias} of {model} by: `{call}`."
        return f"Add to the associations of {model}: `{call}`."
    if isinstance(before, AssociationState):
        return f"Remove the association {before.alias} of {model}."
    if after is not None:
        fields = literal(list(after.columns), "'")
        unique = ", unique: true" if after.unique else ""
        name = literal(after.name, "'")
        return f"Add to the indexes of {model}: `{{ name: {name}, fields: {fields}{unique} }}`."
    columns = ", ".join(before.columns) if before is not None else ""
    return f"Remove the index on {columns} from {model}."


def _attribute(placement: Placement, model: str, attribute: AttributeState) -> str:
    properties = placement.attribute_facts(model, attribute).properties
    pairs = [f"{name}: {_code(properties[name])}" for name in PROPERTIES if name in properties]
    return f"{attribute.name}: {{ {', '.join(pairs)} }}"


def _call(placement: Placement, model: str, association: AssociationState) -> str:
    options = placement.association_facts(association).options
    pairs = ", ".join(f"{name}: {_code(value)}" for name, value in options.items())
    return f"{model}.{association.kind}(models.{association.target}, {{ {pairs} }})"


def _code(value: Value) -> str:
    if isinstance(value, Plain):
        return literal(value.value, "'")
    if isinstance(value, Sql):
        return f"sequelize.literal({literal(value.text, chr(39))})"
    if not isinstance(value, TypeValue):
        return "undefined"
    given = ", ".join(map(_code, value.arguments))
    modifiers = "".join(f".{each}" for each in value.modifiers)
    return f"DataTypes.{value.key}{f'({given})' if given else ''}{modifiers}"

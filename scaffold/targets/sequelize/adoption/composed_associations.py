"""The associations of a generated file with what a person's file says besides."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.adoption.factory_file import FactoryFile
from scaffold.targets.sequelize.adoption.moved_text import insert_moved, moved
from scaffold.targets.sequelize.model_edits.association_calls import AssociationCall, calls_in
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.model_edits.script_nodes import (
    enclosing,
    items,
    key_of,
    last_name,
    value_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_OF_SCHEMA = frozenset(
    {
        *("as", "foreignKey", "otherKey", "through", "onDelete", "onUpdate", "sourceKey"),
        *("targetKey", "constraints", "scope"),
    }
)


def compose_associations(
    theirs: FactoryFile, ours: FactoryFile, models: Collection[str]
) -> str | None:
    """Add what only their `associate` has to the generated one.

    models: those that the project defines. Return the function as text if the generated class has
    none. NotPlaced if it is not clear which call is which.
    """
    if theirs.associate is None:
        return None
    uses_models = False
    own = list(calls_in(ours.script, ours.associate.body)) if ours.associate is not None else []
    kept: list[str] = []
    declared: list[str] = []
    body = theirs.associate.body
    calls = {call.node: call for call in calls_in(theirs.script, body)}
    for node in body.named_children:
        if node.type == "comment":
            continue
        call = _call_of(node, calls)
        found = _match(theirs, call, own) if call is not None else None
        if call is None or found is None:
            is_declared = node.type in ("lexical_declaration", "variable_declaration")
            (declared if is_declared else kept).append(moved(theirs.script, node, "      "))
            continue
        own.remove(found)
        uses_models |= _extend(theirs, ours, node, call, found, models)
    if not (kept or uses_models):
        return None
    parameter = theirs.associate.parameter
    name = theirs.script.text(parameter) if parameter is not None else "models"
    if name != "models":
        declared.insert(0, f"const {name} = models;")
    if ours.associate is None:
        lines = "".join(f"      {each}\n" for each in (*declared, *kept))
        return f"static associate(models) {{\n{lines}    }}"
    statements = ours.associate.body.named_children
    for text in declared:
        ours.script.edit(statements[0].start_byte, statements[0].start_byte, f"{text}\n      ")
    for text in kept:
        ours.script.edit(statements[-1].end_byte, statements[-1].end_byte, f"\n      {text}")
    return None


def _call_of(statement: Node, calls: dict[Node, AssociationCall]) -> AssociationCall | None:
    inner = statement.named_children[0] if statement.type == "expression_statement" else None
    return calls.get(inner) if inner is not None else None


def _match(
    theirs: FactoryFile, call: AssociationCall, own: list[AssociationCall]
) -> AssociationCall | None:
    """Return the generated call of the same association; None if the schema has none."""
    variable, name = theirs.anchor.variable, theirs.anchor.name
    subjects = {variable, name, "this"}
    if last_name(call.subject) not in subjects:
        return None
    target = last_name(call.target)
    target = name if target == variable else target
    alike = [each for each in own if each.kind == call.kind and last_name(each.target) == target]
    if call.alias not in (None, "?"):
        return next((each for each in alike if each.alias == call.alias), None)
    if call.foreign_key not in (None, "?"):
        alike = [each for each in alike if each.foreign_key == call.foreign_key]
    if len(alike) > 1:
        line = theirs.script.line_of(call.node)
        raise NotPlaced(f"line {line}: which association of the schema this is, is not clear")
    return alike[0] if alike else None


def _extend(
    theirs: FactoryFile,
    ours: FactoryFile,
    statement: Node,
    call: AssociationCall,
    found: AssociationCall,
    models: Collection[str],
) -> bool:
    """Add the options of a call that the schema does not have; return whether code was added.

    A join table without a model in this project is named as the call does.
    """
    through = value_of(ours.script, found.options, "through")
    joined = value_of(ours.script, through, "model") if through is not None else None
    if joined is not None and last_name(ours.script.text(joined)) not in models:
        own = enclosing(found.node, "expression_statement")
        assert own is not None
        ours.script.replace(own, moved(theirs.script, statement, "      ", comments=False))
        return True
    if call.options is None or found.options is None:
        return False
    extras = [each for each in items(call.options) if key_of(theirs.script, each) not in _OF_SCHEMA]
    for each in extras:
        insert_moved(ours.script, found.options, theirs.script, each)
    return bool(extras)

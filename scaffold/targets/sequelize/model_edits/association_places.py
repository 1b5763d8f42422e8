"""Where a new association of a model goes: its `associate`, or a file that associates models."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor, find_models
from scaffold.targets.sequelize.model_edits.association_calls import (
    AssociationCall,
    block_of,
    calls_in,
    is_visible,
    names_of,
)
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    FIELDS,
    enclosing,
    items,
    key_of,
    last_name,
    value_of,
)
from scaffold.targets.sequelize.model_edits.style import IDENTIFIER, literal
from scaffold.values import dataclass

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = ("associate", "associations", "initAssociations", "setupAssociations", "setAssociations")
_ANONYMOUS = ("arrow_function", "function_expression")
_MODELS = re.compile(r"(?:.*\.)?models\Z")

# Given the subject's and the target's spelling, and the indent.
CallText = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True, eq=False)
class AssociateFunction:
    """The function in which a model declares its associations; its only parameter has models."""

    body: Node
    parameter: Node | None


def associate_function(anchor: Anchor) -> AssociateFunction | None:
    """Return the function of a model that its project calls to associate it."""
    for node in _candidates(anchor):
        if node.type == "method_definition" or node.type in _ANONYMOUS:
            body = node.child_by_field_name("body")
            if body is None or body.type != "statement_block":
                continue
            parameter = node.child_by_field_name("parameter")
            several = node.child_by_field_name("parameters")
            if parameter is None and several is not None and items(several):
                first = items(several)[0]
                parameter = first.child_by_field_name("pattern") or first
            return AssociateFunction(body, parameter)
    return None


def _candidates(anchor: Anchor) -> list[Node]:
    script = anchor.script
    found: list[Node | None] = []
    if anchor.owner is not None:
        body = anchor.owner.child_by_field_name("body")
        for each in body.named_children if body is not None else ():
            if key_of(script, each) in NAMES:
                is_field = each.type in FIELDS
                found.append(each.child_by_field_name("value") if is_field else each)
    if anchor.style == "object" and anchor.options is not None:
        for each in items(anchor.options):
            if key_of(script, each) in NAMES:
                found.append(each if each.type != "pair" else each.child_by_field_name("value"))
    for node in walk(script.root):
        left = node.child_by_field_name("left") if node.type == "assignment_expression" else None
        if left is None or left.type != "member_expression":
            continue
        subject, name = left.child_by_field_name("object"), left.child_by_field_name("property")
        if subject is None or name is None or script.text(name) not in NAMES:
            continue
        if anchor.variable in (None, script.text(subject)):
            found.append(node.child_by_field_name("right"))
    methods = value_of(script, anchor.options, "classMethods")
    found += [value_of(script, methods, name) for name in NAMES]
    return [each for each in found if each is not None]


def add_in_function(
    anchor: Anchor, function: AssociateFunction, target: str, text: CallText
) -> None:
    """Add a call to the function of a model, spelled as its own calls are."""
    script, parameter = anchor.script, function.parameter
    if parameter is None:
        raise NotPlaced("its associate() has no parameter with the models")
    spelled = script.text(parameter)
    calls = list(calls_in(script, function.body))
    subjects = {anchor.variable, anchor.name, "this", f"{spelled}.{anchor.name}"}
    own = [each for each in calls if each.subject in subjects]
    subject = own[-1].subject if own else anchor.variable or f"{spelled}.{anchor.name}"
    calls = own or calls
    name = _target_in_function(anchor, function, target, calls)
    _append(script, function.body, calls, lambda indent: text(subject, name, indent))


def _target_in_function(
    anchor: Anchor, function: AssociateFunction, target: str, calls: list[AssociationCall]
) -> str:
    script, parameter = anchor.script, function.parameter
    if parameter is None:
        raise NotPlaced("its associate() has no parameter with the models")
    if target == anchor.name and anchor.variable not in (None, "this"):
        return str(anchor.variable)
    if parameter.type == "object_pattern":
        _extend_pattern(script, parameter, target)
        return target
    spelled = script.text(parameter)
    used = [each.target for each in calls]
    for each in used:
        if last_name(each) == target:
            return each
    if used and not any(each.startswith((f"{spelled}.", f"{spelled}[")) for each in used):
        pattern = _models_pattern(script, function.body)
        if pattern is not None:
            _extend_pattern(script, pattern, target)
            return target
    if IDENTIFIER.fullmatch(target):
        return f"{spelled}.{target}"
    return f"{spelled}[{literal(target, script.quote)}]"


def _extend_pattern(script: Script, pattern: Node, name: str) -> None:
    known = {script.text(each.child_by_field_name("key") or each) for each in items(pattern)}
    if name not in known:
        lists.insert(script, pattern, lambda indent, one_line: name)


def forget_model(anchor: Anchor, name: str) -> None:
    """Remove a model from the pattern of associate()'s parameter, where nothing uses it now."""
    function = associate_function(anchor)
    if function is None or function.parameter is None:
        return
    script, pattern = anchor.script, function.parameter
    if pattern.type != "object_pattern" or len(items(pattern)) < 2:
        return
    used = any(
        node.type in ("identifier", "shorthand_property_identifier") and script.text(node) == name
        for node in walk(function.body)
    )
    for each in items(pattern):
        is_name = each.type == "shorthand_property_identifier_pattern" and script.text(each) == name
        if is_name and not used:
            lists.remove(script, each)


def _models_pattern(script: Script, body: Node) -> Node | None:
    """Return the pattern that takes models out of an object: `const { A } = models`."""
    for node in walk(body):
        if node.type != "variable_declarator":
            continue
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None or name.type != "object_pattern":
            continue
        if IDENTIFIER.fullmatch(script.text(value)) or _MODELS.match(script.text(value)):
            return name
    return None


def add_beside(
    anchor: Anchor, scripts: Iterable[Script], target: Anchor | None, name: str, text: CallText
) -> Script | None:
    """Add a call beside those of the model in a script that associates it.

    Return the script; None if there is none in which both models have a name.
    """
    for script in (anchor.script, *(each for each in scripts if each is not anchor.script)):
        known = names_of(script, anchor)
        calls = list(calls_in(script))
        own = [each for each in calls if last_name(each.subject) in known]
        mine = own or [each for each in calls if last_name(each.target) in known]
        if not mine or (not own and script is not anchor.script and find_models(script)):
            continue
        call = mine[-1]
        statement = call.node.parent
        if statement is None or statement.type != "expression_statement":
            continue
        block = block_of(call)
        names = names_of(script, target) if target is not None else {name}
        spelled = [
            expression
            for each in calls
            if block_of(each) == block
            for expression in (each.subject, each.target)
        ]
        options = [each for each in spelled if last_name(each) in names] + sorted(names)
        found = next((each for each in options if is_visible(script, block, each)), None)
        if found is None:
            pattern = _models_pattern(script, block)
            if pattern is None:
                continue
            _extend_pattern(script, pattern, name)
            found = name
        subject = call.subject if own else call.target
        if _runs_before(anchor, call, found):
            continue
        _append(script, block, [call], partial(text, subject, found))
        return script
    return None


def _runs_before(anchor: Anchor, call: AssociationCall, target: str) -> bool:
    """Whether a call is in the model's own init(), where the target may not exist yet."""
    method = enclosing(call.node, "method_definition")
    if method is None or key_of(call.script, method) not in ("init", "initModel"):
        return False
    others = [each.target for each in calls_in(call.script, method)]
    return target not in others


def _append(
    script: Script, block: Node, calls: list[AssociationCall], text: Callable[[str], str]
) -> None:
    """Add a statement behind the last of some calls in a block, or at its end."""
    newline = script.newline
    statements = [
        parent
        for each in calls
        if (parent := each.node.parent) is not None
        and parent.type == "expression_statement"
        and parent.parent == block
    ]
    if statements:
        last = statements[-1]
        indent = script.indent_at(last.start_byte)
        semicolon = ";" if last.children[-1].type == ";" else ""
        end = lists.end_with_comment(last, last)
        script.edit(end, end, f"{newline}{indent}{text(indent)}{semicolon}")
        return
    outer = script.indent_at(block.start_byte)
    inner = outer + script.indent
    children = block.named_children
    if not children or lists.is_one_line(block):
        kept = "".join(f"{newline}{inner}{script.text(each)}" for each in children)
        code = f"{kept}{newline}{inner}{text(inner)}{script.semicolon}{newline}{outer}"
        script.edit(block.start_byte + 1, block.end_byte - 1, code)
        return
    last = children[-1]
    indent = script.indent_at(children[0].start_byte)
    code = text(indent) + script.semicolon
    if last.type == "return_statement":
        script.edit(last.start_byte, last.start_byte, f"{code}{newline}{indent}")
    else:
        script.edit(last.end_byte, last.end_byte, f"{newline}{indent}{code}")

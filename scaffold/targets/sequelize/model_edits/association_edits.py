"""Add, remove and change associations of a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits import decorated_associations, lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.association_calls import (
    AssociationCall,
    calls_in,
    names_of,
)
from scaffold.targets.sequelize.model_edits.association_places import (
    add_beside,
    add_in_function,
    associate_function,
)
from scaffold.targets.sequelize.model_edits.model_facts import AssociationFacts
from scaffold.targets.sequelize.model_edits.new_associate import make_function
from scaffold.targets.sequelize.model_edits.read_values import Value
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script
from scaffold.targets.sequelize.model_edits.script_nodes import last_name, property_of
from scaffold.targets.sequelize.model_edits.style import value_code

if TYPE_CHECKING:
    from tree_sitter import Node

_TRAILING = re.compile(rb",\s*\n\s*[}\]]")


def add_association(
    anchor: Anchor,
    facts: AssociationFacts,
    target: Anchor | None,
    scripts: Sequence[Script] = (),
    makes_function: bool = False,
) -> Script:
    """Add an association; return the script in which it was added.

    target: the definition of the other model. scripts: other files that may associate models.
    makes_function: other models of the project have associate(), so this one can get it.
    """
    if anchor.style == "decorators":
        decorated_associations.add_association(anchor, facts, target)
        return anchor.script
    name = target.name if target is not None else facts.target

    def text(subject: str, spelled: str, indent: str) -> str:
        return call_code(anchor, facts, subject, spelled, indent)

    function = associate_function(anchor)
    if function is not None:
        add_in_function(anchor, function, name, text)
        return anchor.script
    found = add_beside(anchor, scripts, target, name, text)
    if found is not None:
        return found
    if not makes_function:
        raise NotPlaced("it has no associate(), and no file associates it with others")
    make_function(anchor, name, text)
    return anchor.script


def call_code(
    anchor: Anchor, facts: AssociationFacts, subject: str, target: str, indent: str
) -> str:
    """Return the call of an association, on one line if it is short enough."""
    script = anchor.script
    start = f"{subject}.{facts.kind}({target}"
    if not facts.options:
        return f"{start})"
    pairs = [f"{name}: {value_code(anchor, value)}" for name, value in facts.options.items()]
    line = f"{start}, {{ {', '.join(pairs)} }})"
    if len(indent) + len(line) < script.width:
        return line
    newline, unit = script.newline, script.indent
    lines = f",{newline}".join(f"{indent}{unit}{each}" for each in pairs)
    comma = "," if _TRAILING.search(script.data) else ""
    return f"{start}, {{{newline}{lines}{comma}{newline}{indent}}})"


def has_association(
    scripts: Sequence[Script], anchor: Anchor, facts: AssociationFacts, target: Anchor | None
) -> bool:
    """Whether some code makes an association of this alias."""
    if anchor.style == "decorators":
        return decorated_associations.has_association(anchor, facts)
    try:
        return find_call(scripts, anchor, facts, target).alias == facts.alias
    except NotPlaced:
        return False


def find_call(
    scripts: Iterable[Script], anchor: Anchor, facts: AssociationFacts, target: Anchor | None
) -> AssociationCall:
    """Return the call that makes an association; NotPlaced if it is not exactly one."""
    found = [
        call
        for script in scripts
        for call in calls_in(script)
        if call.kind == facts.kind and _is_of(call, anchor) and _leads_to(call, facts, target)
    ]
    found = [each for each in found if each.alias in (facts.alias, None)]
    if facts.foreign_key is not None:
        found = [each for each in found if each.foreign_key in (facts.foreign_key, None)]
    named = [each for each in found if each.alias == facts.alias]
    found = named or found
    if len(found) > 1 and facts.foreign_key is not None:
        found = [each for each in found if each.foreign_key == facts.foreign_key] or found
    if len(found) != 1:
        count = "no call makes" if not found else f"{len(found)} calls make"
        raise NotPlaced(f"{count} the association {facts.alias} by literal names")
    return found[0]


def _is_of(call: AssociationCall, anchor: Anchor) -> bool:
    if last_name(call.subject) in names_of(call.script, anchor):
        return True
    if call.script is not anchor.script:
        return False
    function = associate_function(anchor)
    is_inside = (
        function is not None
        and function.body.start_byte <= call.node.start_byte < function.body.end_byte
    )
    return call.subject == "this" or (is_inside and call.subject == anchor.variable)


def _leads_to(call: AssociationCall, facts: AssociationFacts, target: Anchor | None) -> bool:
    name = last_name(call.target)
    known = {facts.target}
    if target is not None:
        known |= names_of(call.script, target)
        if target.variable is not None:
            known.add(target.variable)
    return name in known or name == "this"


def remove_association(
    scripts: Sequence[Script], anchor: Anchor, facts: AssociationFacts, target: Anchor | None
) -> Script:
    """Remove an association; return the script of its call."""
    if anchor.style == "decorators":
        decorated_associations.remove_association(anchor, facts)
        return anchor.script
    call = find_call(scripts, anchor, facts, target)
    statement = call.node.parent
    if statement is None or statement.type != "expression_statement":
        raise NotPlaced(f"the result of the call for {facts.alias} is used")
    if statement.parent is None or statement.parent.type not in ("statement_block", "program"):
        raise NotPlaced(f"the call for {facts.alias} is in a condition or a loop")
    if _is_repeated(statement):
        raise NotPlaced(f"the call for {facts.alias} is in a condition or a loop")
    lists.remove(call.script, statement, statement)
    return call.script


_REPEATED = ("if_statement", "for_statement", "for_in_statement", "while_statement")


def _is_repeated(statement: Node) -> bool:
    block = statement.parent
    return block is not None and block.parent is not None and block.parent.type in _REPEATED


def change_association(
    scripts: Sequence[Script],
    anchor: Anchor,
    facts: AssociationFacts,
    target: Anchor | None,
    options: Mapping[str, Value | None],
) -> Script:
    """Give options of an association other values; None removes one."""
    if anchor.style == "decorators":
        decorated_associations.change_association(anchor, facts, options)
        return anchor.script
    call = find_call(scripts, anchor, facts, target)
    given = call.given
    kept = {name: value for name, value in options.items() if value is not None}
    if len(given) == 1:
        pairs = ", ".join(f"{name}: {value_code(anchor, v)}" for name, v in kept.items())
        if pairs:
            call.script.edit(given[0].end_byte, given[0].end_byte, f", {{ {pairs} }}")
        return call.script
    if call.options is None:
        raise NotPlaced(f"the options of {facts.alias} are not written out in the call")
    for name, value in options.items():
        _set_option(anchor, call, name, value)
    return call.script


def _set_option(anchor: Anchor, call: AssociationCall, name: str, value: Value | None) -> None:
    script, stated = call.script, property_of(call.script, call.options, name)
    code = value_code(anchor, value) if value is not None else ""
    if stated is None:
        if value is not None and call.options is not None:
            lists.insert(script, call.options, lambda indent, one_line: f"{name}: {code}")
    elif stated.type != "pair":
        raise NotPlaced(f"the option {name} is not a plain value")
    elif value is None:
        lists.remove(script, stated)
    else:
        old = stated.child_by_field_name("value")
        if old is not None:
            script.replace(old, code)

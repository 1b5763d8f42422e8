"""A model file of CommonJS as its parts: the definition, and the code around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.anchors import Anchor, find_models
from scaffold.targets.sequelize.model_edits.association_places import (
    NAMES,
    AssociateFunction,
    associate_function,
)
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    arguments,
    items,
    key_of,
    last_name,
    string_value,
    unwrap,
)
from scaffold.values import dataclass

if TYPE_CHECKING:
    from tree_sitter import Node

_NO_FACTORY = "it does not export one function of (sequelize, DataTypes) that returns the model"


@dataclass(frozen=True, slots=True, eq=False)
class FactoryFile:
    """`module.exports = (sequelize, DataTypes) => { … }`.

    top: statements before the export. before, after: those of the function before and behind the
    definition. members: of the class, without `associate`. exported: the statement of the export of
    `function`.
    """

    script: Script
    anchor: Anchor
    exported: Node
    function: Node
    body: Node | None
    parameters: tuple[str, ...]
    top: tuple[Node, ...]
    before: tuple[Node, ...]
    after: tuple[Node, ...]
    members: tuple[Node, ...]
    associate: AssociateFunction | None

    @property
    def attributes(self) -> Node:
        return self.anchor.literal

    @property
    def definition(self) -> Node:
        """The call that defines the model."""
        assert self.anchor.definition is not None
        return self.anchor.definition


def read_factory(path: str, text: str, model: str) -> FactoryFile:
    """Return the parts of a model's file; NotPlaced if it has another form."""
    script = Script(path, text)
    exported = [each for each in script.root.named_children if _is_export(script, each)]
    if len(exported) != 1:
        raise NotPlaced(_NO_FACTORY)
    right = exported[0].named_children[0].child_by_field_name("right")
    function = unwrap(right)
    if function is None or function.type not in ("arrow_function", "function_expression"):
        raise NotPlaced(_NO_FACTORY)
    found = find_models(script)
    if len(found) != 1 or found[0].name != model or found[0].style not in ("define", "init"):
        raise NotPlaced(f"it does not define {model}, and nothing else, by define() or init()")
    anchor = found[0]
    _require_literals(anchor)
    body = function.child_by_field_name("body")
    inner = body if body is not None and body.type == "statement_block" else None
    before, after = _around(anchor, inner)
    others = [each for each in script.root.named_children if each.type != "comment"]
    top = others[: others.index(exported[0])]
    if others[len(top) + 1 :]:
        raise NotPlaced(f"line {script.line_of(others[len(top) + 1])}: code follows the export")
    return FactoryFile(
        script,
        anchor,
        exported[0],
        function,
        inner,
        tuple(_parameters(script, function)),
        tuple(each for each in top if not _is_strict(script, each)),
        before,
        after,
        tuple(_members(anchor)),
        associate_function(anchor),
    )


def _is_export(script: Script, node: Node) -> bool:
    if node.type != "expression_statement" or not node.named_children:
        return False
    inner = node.named_children[0]
    left = inner.child_by_field_name("left") if inner.type == "assignment_expression" else None
    return left is not None and script.text(left) == "module.exports"


def _is_strict(script: Script, node: Node) -> bool:
    inner = node.named_children[0] if node.named_children else None
    return node.type == "expression_statement" and string_value(script, inner) == "use strict"


def _require_literals(anchor: Anchor) -> None:
    """NotPlaced unless attributes and options are written in the call that defines the model."""
    call = anchor.definition
    given = arguments(call) if call is not None else []
    first = 0 if anchor.style == "init" else 1
    for node, literal in zip(given[first:], (anchor.literal, anchor.options), strict=False):
        if literal is None or unwrap(node) is None or unwrap(node) != literal:
            raise NotPlaced("its attributes and options are not written in the call")
        for each in items(literal):
            if each.type == "spread_element":
                raise NotPlaced(f"line {anchor.script.line_of(each)}: it takes over an object")
    owner = anchor.owner
    if owner is not None:
        base = next((each for each in owner.children if each.type == "class_heritage"), None)
        if base is None or last_name(anchor.script.text(base).removeprefix("extends ")) != "Model":
            raise NotPlaced("its class does not extend Model")


def _around(anchor: Anchor, body: Node | None) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the other statements of the function, before and behind the definition."""
    script, own = anchor.script, {anchor.variable, anchor.name}
    function = associate_function(anchor)
    before: list[Node] = []
    after: list[Node] = []
    defined = False
    for node in body.named_children if body is not None else ():
        below = list(walk(node))
        if node.type == "comment" or _is_strict(script, node):
            continue
        if anchor.definition in below or anchor.owner in below:
            defined = defined or anchor.definition in below
        elif node.type == "return_statement":
            value = node.named_children[0] if node.named_children else None
            if value is None or script.text(value) not in own:
                raise NotPlaced(f"line {script.line_of(node)}: it does not return the model alone")
        elif function is None or function.body not in below:
            (after if defined else before).append(node)
    return tuple(before), tuple(after)


def _parameters(script: Script, function: Node) -> Iterator[str]:
    single = function.child_by_field_name("parameter")
    several = function.child_by_field_name("parameters")
    for node in [single] if single is not None else items(several) if several is not None else []:
        if node.type != "identifier":
            raise NotPlaced(_NO_FACTORY)
        yield script.text(node)


def _members(anchor: Anchor) -> Iterator[Node]:
    body = anchor.owner.child_by_field_name("body") if anchor.owner is not None else None
    for each in body.named_children if body is not None else ():
        if each.type != "comment" and key_of(anchor.script, each) not in NAMES:
            yield each

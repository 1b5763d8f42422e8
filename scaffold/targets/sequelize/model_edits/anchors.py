"""Find the definitions of models in a script: where their attributes and options are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from scaffold.targets.sequelize.model_edits.script import Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    CLASSES,
    FIELDS,
    arguments,
    class_name,
    declarators,
    decorator_name,
    decorator_object,
    decorators,
    enclosing,
    items,
    key_of,
    object_of,
    string_value,
    unwrap,
    value_of,
)
from scaffold.values import dataclass

if TYPE_CHECKING:
    from tree_sitter import Node

# define(): `sequelize.define(…)`. init: `X.init(…)`, `super.init(…)`. object: one with a `name` and
# a `schema`. decorators: a class of sequelize-typescript.
Style = Literal["define", "init", "object", "decorators"]

COLUMN_DECORATORS = frozenset(
    {
        *("Column", "ForeignKey", "PrimaryKey", "CreatedAt", "UpdatedAt", "DeletedAt"),
        *("Default", "AllowNull", "Unique", "AutoIncrement", "IsUUID", "Encrypted"),
    }
)
_OPTIONS = frozenset({"sequelize", "modelName", "tableName", "timestamps"})


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A model's definition in a script.

    attributes: the object of its attributes, or a class body; None if it is not in this script.
    options: the object of its options. variable: the name of its class or variable here.
    definition: the call, object, or @Table decorator.
    """

    script: Script
    name: str
    style: Style
    attributes: Node | None
    options: Node | None
    owner: Node | None
    variable: str | None
    definition: Node | None

    @property
    def literal(self) -> Node:
        """The attributes; NotPlaced if they are not a literal in this script."""
        from scaffold.targets.sequelize.model_edits.script import NotPlaced

        if self.attributes is None:
            raise NotPlaced("its attributes are not written out in this file")
        return self.attributes


def find_models(script: Script) -> tuple[Anchor, ...]:
    """Return the definitions of models in a script, in its order."""
    return tuple(_found(script))


def _found(script: Script) -> Iterator[Anchor]:
    for node in walk(script.root):
        if node.type == "call_expression":
            yield from _called(script, node)
        elif node.type == "object":
            yield from _described(script, node)
        elif node.type in CLASSES:
            yield from _decorated(script, node)


def _called(script: Script, call: Node) -> Iterator[Anchor]:
    function = call.child_by_field_name("function")
    if function is None or function.type != "member_expression":
        return
    method = function.child_by_field_name("property")
    subject = function.child_by_field_name("object")
    given = arguments(call)
    if method is None or subject is None:
        return
    if script.text(method) == "define" and len(given) >= 2:
        variable = _variable(script, call)
        name = _name(script, given[0]) or variable
        options = object_of(script, given[2]) if len(given) > 2 else None
        if name is not None and given[1].type not in ("arrow_function", "function_expression"):
            attributes = object_of(script, given[1])
            yield Anchor(script, name, "define", attributes, options, None, variable, call)
    elif script.text(method) == "init" and len(given) == 2:
        options = object_of(script, given[1])
        keys = {key_of(script, each) for each in items(options)} if options is not None else set()
        if not keys & _OPTIONS:
            return
        spelled = script.text(subject)
        if spelled in ("super", "this"):
            owner = enclosing(call, *CLASSES)
        else:
            owner = next(
                (
                    node
                    for node in walk(script.root)
                    if node.type in CLASSES and class_name(script, node) == spelled
                ),
                None,
            )
        variable = class_name(script, owner) or spelled
        name = string_value(script, value_of(script, options, "modelName")) or variable
        attributes = object_of(script, given[0])
        yield Anchor(script, name, "init", attributes, options, owner, variable, call)


def _name(script: Script, node: Node) -> str | None:
    node = unwrap(node) or node
    if node.type == "identifier":
        found = declarators(script, script.text(node))
        return string_value(script, found[0].child_by_field_name("value")) if found else None
    return string_value(script, node)


def _variable(script: Script, node: Node) -> str | None:
    found = enclosing(node, "variable_declarator", "statement_block", "program")
    if found is None or found.type != "variable_declarator":
        return None
    name = found.child_by_field_name("name")
    return script.text(name) if name is not None else None


def _described(script: Script, node: Node) -> Iterator[Anchor]:
    schema, name = value_of(script, node, "schema"), value_of(script, node, "name")
    text = string_value(script, name)
    if schema is not None and schema.type == "object" and text:
        yield Anchor(script, text, "object", schema, node, None, "this", node)


def _decorated(script: Script, node: Node) -> Iterator[Anchor]:
    body = node.child_by_field_name("body")
    if body is None or not any(is_column(script, each) for each in body.named_children):
        return
    above = node.parent
    found = decorators(node)
    if above is not None and above.type == "export_statement":
        found += decorators(above)
    table = next((each for each in found if decorator_name(script, each) == "Table"), None)
    options = decorator_object(table) if table is not None else None
    variable = class_name(script, node) or posixpath.basename(script.path).partition(".")[0]
    name = string_value(script, value_of(script, options, "modelName")) or variable
    yield Anchor(script, name, "decorators", body, options, node, variable, table)


def is_column(script: Script, node: Node) -> bool:
    """Whether a class member is an attribute of sequelize-typescript."""
    return node.type in FIELDS and any(
        decorator_name(script, each) in COLUMN_DECORATORS for each in decorators(node)
    )

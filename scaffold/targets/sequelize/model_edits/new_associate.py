"""Give a model without associate() one, in the way its file defines models."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.association_places import CallText
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.model_edits.script_nodes import (
    FIELDS,
    enclosing,
)


def make_function(anchor: Anchor, target: str, text: CallText) -> None:
    """Give a model an associate(), as other models of the project have one."""
    script = anchor.script
    newline, unit = script.newline, script.indent
    semicolon = script.semicolon

    def body(indent: str, subject: str) -> str:
        inner = indent + unit
        name = f"models.{target}"
        if target == anchor.name:
            name = subject
        call = text(subject, name, inner)
        return f"{{{newline}{inner}{call}{semicolon}{newline}{indent}}}"

    if anchor.style == "object" and anchor.options is not None:
        lists.insert(
            script,
            anchor.options,
            lambda indent, one_line: f"associations: function (models) {body(indent, 'this')}",
        )
    elif anchor.owner is not None and anchor.variable is not None:
        _add_method(anchor, str(anchor.variable), body)
    elif anchor.style == "define" and anchor.variable and anchor.definition is not None:
        statement = enclosing(
            anchor.definition, "lexical_declaration", "variable_declaration", "expression_statement"
        )
        if statement is None:
            raise NotPlaced("it has no variable that associate() could be set on")
        indent = script.indent_at(statement.start_byte)
        code = f"{anchor.variable}.associate = function (models) {body(indent, anchor.variable)}"
        end = statement.end_byte
        script.edit(end, end, f"{newline}{newline}{indent}{code}{semicolon or ';'}")
    else:
        raise NotPlaced("it has no class or variable that associate() could be set on")


def _add_method(anchor: Anchor, variable: str, body: Callable[[str, str], str]) -> None:
    script, owner = anchor.script, anchor.owner
    block = owner.child_by_field_name("body") if owner is not None else None
    if block is None:
        raise NotPlaced("its class has no body")
    newline = script.newline
    members = [each for each in block.named_children if each.type != "comment"]
    outer = script.indent_at(block.start_byte)
    is_short = lists.is_one_line(block)
    inner = outer + script.indent
    if members and not is_short:
        inner = script.indent_at(members[0].start_byte)
    type_ = ": any" if script.is_typescript else ""
    code = f"{inner}static associate(models{type_}) {body(inner, variable)}"
    fields = [each for each in members if each.type in FIELDS]
    if is_short and not members:
        start, end = block.start_byte + 1, block.end_byte - 1
        script.edit(start, end, f"{newline}{code}{newline}{outer}")
    elif is_short:
        raise NotPlaced("its class is written on one line")
    elif fields:
        last = fields[-1]
        end = lists.end_with_comment(lists.semicolon_after(last) or last, last)
        script.edit(end, end, f"{newline}{newline}{code}")
    else:
        start = block.start_byte + 1
        script.edit(start, start, f"{newline}{code}{newline if members else ''}")

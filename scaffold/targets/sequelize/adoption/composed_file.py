"""The generated file of a model with the code of a person's file."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.adoption.composed_associations import compose_associations
from scaffold.targets.sequelize.adoption.factory_file import FactoryFile
from scaffold.targets.sequelize.adoption.moved_text import comments_of, insert_moved, moved
from scaffold.targets.sequelize.model_edits.association_calls import declared_names
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.model_edits.script_nodes import items, key_of, value_of

if TYPE_CHECKING:
    from tree_sitter import Node

# What the schema decides, of an attribute and of the options of a model.
_OF_ATTRIBUTE = frozenset(
    {
        *("type", "field", "allowNull", "unique", "autoIncrement", "primaryKey", "comment"),
        *("references", "onDelete", "onUpdate", "autoIncrementIdentity"),
    }
)
_OF_OPTIONS = frozenset(
    {
        *("sequelize", "modelName", "tableName", "freezeTableName", "schema", "comment", "indexes"),
        *("timestamps", "createdAt", "updatedAt", "paranoid", "deletedAt", "underscored"),
    }
)


def compose(
    theirs: FactoryFile, ours: FactoryFile, virtual: Collection[str], models: Collection[str]
) -> str:
    """Return the text of `ours` with what only `theirs` has.

    virtual: its attributes without a column. models: those that the project defines. NotPlaced if a
    part has no place.
    """
    _top(theirs, ours, _parameters(theirs, ours))
    _function(theirs, ours)
    _attributes(theirs, ours, virtual)
    _options(theirs, ours)
    associate = compose_associations(theirs, ours, models)
    _members(theirs, ours, associate)
    return ours.script.result()


def _parameters(theirs: FactoryFile, ours: FactoryFile) -> list[str]:
    """Take away parameters that callers may not give; return statements that declare them."""
    missing = ours.parameters[len(theirs.parameters) :]
    if not missing:
        return []
    given = ", ".join(ours.parameters[: len(theirs.parameters)])
    several = ours.function.child_by_field_name("parameters")
    assert several is not None
    ours.script.replace(several, f"({given})")
    known = {name for node in theirs.top for name in _names(theirs, node)}
    if missing == ("DataTypes",):
        return [] if "DataTypes" in known else ["const { DataTypes } = require('sequelize');"]
    raise NotPlaced("its function has no parameter for the instance of Sequelize")


def _top(theirs: FactoryFile, ours: FactoryFile, declared: list[str]) -> None:
    script, own = ours.script, {name: each for each in ours.top for name in _names(ours, each)}
    texts = declared
    for node in theirs.top:
        names = _names(theirs, node)
        shared = {own[name] for name in names if name in own}
        text = moved(theirs.script, node, "")
        if not shared:
            texts.append(text)
        elif len(shared) == 1 and _names(ours, (same := shared.pop())) <= names:
            if names != _names(ours, same):
                script.replace(same, text)
        else:
            line = theirs.script.line_of(node)
            raise NotPlaced(f"line {line}: it declares a name that the generated file has too")
    at = ours.exported.start_byte
    for text in texts:
        script.edit(at, at, f"{text}\n")
    if texts:
        script.edit(at, at, "\n")


def _names(file: FactoryFile, statement: Node) -> frozenset[str]:
    return frozenset(declared_names(file.script, statement))


def _function(theirs: FactoryFile, ours: FactoryFile) -> None:
    """Add the statements of the function, and the names that their code uses."""
    assert ours.body is not None
    script = ours.script
    statements = [each for each in ours.body.named_children if each.type != "comment"]
    pairs = zip(theirs.parameters, ours.parameters, strict=False)
    start = [f"const {name} = {own};" for name, own in pairs if name != own]
    start += (moved(theirs.script, each, "  ") for each in theirs.before)
    at = statements[0].start_byte
    if start:
        script.edit(at, at, "\n  ".join((*start, "")).rstrip() + "\n\n  ")
    variable = theirs.anchor.variable
    end = []
    if variable not in (None, "this", ours.anchor.variable):
        end.append(f"const {variable} = {ours.anchor.variable};")
    end += (moved(theirs.script, each, "  ") for each in theirs.after)
    for text in end:
        script.edit(statements[-1].start_byte, statements[-1].start_byte, f"{text}\n\n  ")


def _attributes(theirs: FactoryFile, ours: FactoryFile, virtual: Collection[str]) -> None:
    script = ours.script
    own = {key_of(script, each): each for each in items(ours.attributes)}
    for node in items(theirs.attributes):
        name = key_of(theirs.script, node)
        if name is None or node.type != "pair":
            line = theirs.script.line_of(node)
            raise NotPlaced(f"line {line}: an attribute is not written as `name: …`")
        known = own[name].child_by_field_name("value") if name in own else None
        has_default = known is not None and value_of(script, known, "defaultValue") is not None
        extras = _extras(theirs, node, has_default)
        if name in own:
            _extend(theirs, ours, node, own[name], extras)
        elif name in virtual or extras:
            insert_moved(script, ours.attributes, theirs.script, node)


def _extras(theirs: FactoryFile, node: Node, has_default: bool) -> list[Node]:
    """Return the properties of an attribute that the schema does not decide."""
    value = node.child_by_field_name("value")
    found = []
    for each in items(value) if value is not None and value.type == "object" else ():
        name = key_of(theirs.script, each)
        if name not in _OF_ATTRIBUTE and not (name == "defaultValue" and has_default):
            found.append(each)
    return found


def _extend(
    theirs: FactoryFile, ours: FactoryFile, node: Node, own: Node, extras: list[Node]
) -> None:
    script = ours.script
    indent = script.indent_at(own.start_byte)
    if comments := comments_of(theirs.script, node, indent):
        script.edit(own.start_byte, own.start_byte, comments)
    value = own.child_by_field_name("value")
    if not extras or value is None:
        return
    inner = f"{indent}  "
    parts = [moved(script, each, inner, comments=False) for each in items(value)]
    parts += (moved(theirs.script, each, inner) for each in extras)
    lines = "".join(f"{inner}{each},\n" for each in parts)
    script.replace(value, f"{{\n{lines}{indent}}}")


def _options(theirs: FactoryFile, ours: FactoryFile) -> None:
    if theirs.anchor.options is None or ours.anchor.options is None:
        return
    for node in items(theirs.anchor.options):
        if key_of(theirs.script, node) not in _OF_OPTIONS:
            insert_moved(ours.script, ours.anchor.options, theirs.script, node)


def _members(theirs: FactoryFile, ours: FactoryFile, associate: str | None) -> None:
    """Add members of the class; `associate` is a function that the generated class lacks."""
    owner, script = ours.anchor.owner, ours.script
    body = owner.child_by_field_name("body") if owner is not None else None
    assert body is not None
    parts = [associate] if associate is not None else []
    parts += (moved(theirs.script, each, "    ") for each in theirs.members)
    if not parts:
        return
    existing = body.named_children
    lead = "\n\n    " if existing else "\n    "
    at = existing[-1].end_byte if existing else body.start_byte + 1
    script.edit(at, at, lead + "\n\n    ".join(parts) + ("" if existing else "\n  "))

"""What TypeScript declares beside the attributes: members of the class and of interfaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from scaffold.targets.sequelize.model_edits import lists
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.model_facts import AttributeFacts
from scaffold.targets.sequelize.model_edits.read_values import Plain, TypeValue, Value
from scaffold.targets.sequelize.model_edits.script import walk
from scaffold.targets.sequelize.model_edits.script_nodes import items, key_of
from scaffold.targets.sequelize.model_edits.style import bound_names, literal
from scaffold.targets.sequelize.model_edits.type_unions import literals_of, without_literal
from scaffold.targets.sequelize.model_edits.value_types import typescript_type

if TYPE_CHECKING:
    from tree_sitter import Node

TIMESTAMPS = frozenset(
    {"createdAt", "updatedAt", "deletedAt", "created_at", "updated_at", "deleted_at"}
)
_MODIFIERS = re.compile(r"(?:(?:declare|public|readonly|private|protected)\s+)*")
_NULL = re.compile(r"\s*\|\s*null\b")
_OPTIONAL = re.compile(r"CreationOptional<(.*)>", re.DOTALL)
_BANG = re.compile(r"[^:=]*!\s*:")

_Group = tuple[Literal["class", "interface"], list["Node"]]


def _groups(anchor: Anchor) -> list[_Group]:
    """Return the members of the class, and of each interface or type that lists the attributes.

    An interface counts if the model names it, or if it has half of the attributes.
    """
    script = anchor.script
    if not script.is_typescript or anchor.style == "decorators":
        return []
    names = {key_of(script, each) for each in items(anchor.literal)} - {None}
    found: list[_Group] = []
    named: set[str] = set()
    if anchor.owner is not None:
        body = anchor.owner.child_by_field_name("body")
        fields = [
            each
            for each in (body.named_children if body is not None else ())
            if each.type == "public_field_definition" and key_of(script, each) in names
        ]
        if fields:
            found.append(("class", fields))
        for node in walk(anchor.owner):
            if node.type == "class_heritage":
                named |= {script.text(x) for x in walk(node) if x.type == "type_identifier"}
    elif anchor.definition is not None:
        named = {script.text(x) for x in walk(anchor.definition) if x.type == "type_identifier"}
    for node in walk(script.root):
        body = _body_of_type(node)
        name = node.child_by_field_name("name") if body is not None else None
        if body is None or name is None:
            continue
        listed = [
            each
            for each in body.named_children
            if each.type == "property_signature" and key_of(script, each) in names
        ]
        if listed and (len(listed) * 2 >= len(names) or script.text(name) in named):
            found.append(("interface", listed))
    return found


def optional_unions(anchor: Anchor) -> list[Node]:
    """Return the names in `Optional<Attributes, 'id' | 'role'>` of the model's own interfaces."""
    script = anchor.script
    names = set()
    for kind, members in _groups(anchor):
        parent = members[0].parent.parent if members[0].parent is not None else None
        name = parent.child_by_field_name("name") if parent is not None else None
        if kind == "interface" and name is not None:
            names.add(script.text(name))
    found = []
    for node in walk(script.root):
        name = node.child_by_field_name("name") if node.type == "generic_type" else None
        given = node.child_by_field_name("type_arguments") if name is not None else None
        if name is None or given is None or script.text(name) != "Optional":
            continue
        types = items(given)
        if len(types) == 2 and script.text(types[0]) in names:
            found.append(types[1])
    return found


def _body_of_type(node: Node) -> Node | None:
    if node.type == "interface_declaration":
        return node.child_by_field_name("body")
    if node.type == "type_alias_declaration":
        value = node.child_by_field_name("value")
        return value if value is not None and value.type == "object_type" else None
    return None


def add_member(anchor: Anchor, facts: AttributeFacts) -> None:
    """Declare a new attribute behind the last of each group, before timestamps."""
    script = anchor.script
    if facts.is_optional:
        for union in optional_unions(anchor):
            script.edit(union.end_byte, union.end_byte, f" | {literal(facts.name, script.quote)}")
    for kind, members in _groups(anchor):
        others = [each for each in members if key_of(script, each) not in TIMESTAMPS]
        last = (others or members)[-1]
        code = _member(anchor, kind, members, facts)
        behind = lists.semicolon_after(last)
        separator = script.text(behind) if behind is not None else ""
        parent = last.parent
        if parent is not None and last.start_point[0] == parent.start_point[0]:
            script.edit(last.end_byte, last.end_byte, f"{separator or ';'} {code}")
            continue
        end = lists.end_with_comment(behind or last, last)
        indent = script.indent_at(last.start_byte)
        script.edit(end, end, f"{script.newline}{indent}{code}{separator}")


def _member(
    anchor: Anchor, kind: Literal["class", "interface"], members: list[Node], facts: AttributeFacts
) -> str:
    script = anchor.script
    texts = [script.text(each) for each in members]
    type_ = facts.typescript + (" | null" if facts.nullable else "")
    if kind == "interface":
        optional = sum("?" in each.partition(":")[0] for each in texts) * 2 > len(texts)
        is_needed = facts.is_optional and any("?" in each.partition(":")[0] for each in texts)
        return f"{facts.name}{'?' if optional or is_needed else ''}: {type_}"
    found = _MODIFIERS.match(texts[-1])
    modifiers = found.group().replace("readonly ", "") if found else ""
    bang = "!" if all(map(_BANG.match, texts)) else ""
    if facts.is_optional and not facts.nullable and "CreationOptional" in bound_names(script):
        type_ = f"CreationOptional<{type_}>"
    return f"{modifiers}{facts.name}{bang}: {type_}"


def remove_member(anchor: Anchor, name: str) -> None:
    """Remove the declarations of an attribute."""
    for union in optional_unions(anchor):
        without_literal(anchor.script, union, name)
    for each in _members_of(anchor, name):
        lists.remove(anchor.script, each, lists.semicolon_after(each) or each)


def rename_member(anchor: Anchor, old: str, new: str) -> None:
    """Rename the declarations of an attribute."""
    for union in optional_unions(anchor):
        for node in literals_of(anchor.script, union, old):
            anchor.script.replace(node, literal(new, anchor.script.text(node)[0]))
    for each in _members_of(anchor, old):
        name = each.child_by_field_name("name")
        if name is not None:
            anchor.script.replace(name, new)


def _members_of(anchor: Anchor, name: str) -> list[Node]:
    script = anchor.script
    return [x for _, members in _groups(anchor) for x in members if key_of(script, x) == name]


def retype_member(
    anchor: Anchor,
    node: Node,
    name: str,
    old: Mapping[str, Value],
    changed: Mapping[str, Value | None],
) -> None:
    """Change the declared types of an attribute whose type or nullability changed.

    A type that is not the plain one of the old column type is left, with a note.
    """
    members = [node] if anchor.style == "decorators" else _members_of(anchor, name)
    for each in members:
        _retype(anchor, each, name, old, changed)


def _retype(
    anchor: Anchor,
    member: Node,
    name: str,
    old: Mapping[str, Value],
    changed: Mapping[str, Value | None],
) -> None:
    script = anchor.script
    annotation = member.child_by_field_name("type")
    if annotation is None:
        return
    declared = annotation.named_children[0]
    current = script.text(declared)
    wrapped = _OPTIONAL.fullmatch(current)
    inner = wrapped.group(1) if wrapped else current
    is_null, base = bool(_NULL.search(inner)), _NULL.sub("", inner)
    before, after = old.get("type"), changed.get("type")
    new = base
    if isinstance(after, TypeValue):
        if isinstance(before, TypeValue) and base == typescript_type(before):
            new = typescript_type(after)
        elif base != typescript_type(after):
            line = script.line_of(member)
            script.notes.append(f"{script.path}: line {line} still declares {name} as {current}")
    if "allowNull" in changed:
        is_null = changed["allowNull"] in (None, Plain(True))
    new += " | null" if is_null else ""
    if wrapped:
        new = f"CreationOptional<{new}>"
    if new != current:
        script.replace(declared, new)

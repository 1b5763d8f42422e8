"""Calls that make associations, and the names by which a script knows a model."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.script import Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import (
    arguments,
    enclosing,
    object_of,
    property_of,
    string_value,
    unwrap,
    value_of,
)
from scaffold.values import dataclass

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = ("belongsTo", "hasOne", "hasMany", "belongsToMany")
FUNCTIONS = ("arrow_function", "function_expression", "function_declaration", "method_definition")
_SUFFIX = re.compile(r"\.[cm]?[jt]sx?\Z")
_REQUIRE = re.compile(r"""require\(\s*['"](.+?)['"]\s*\)(\(?)""")


@dataclass(frozen=True, slots=True, eq=False)
class AssociationCall:
    """`subject.kind(target, options)`; the texts as the script spells them."""

    script: Script
    node: Node
    subject: str
    kind: str
    target: str
    options: Node | None

    @property
    def given(self) -> list[Node]:
        return arguments(self.node)

    @property
    def alias(self) -> str | None:
        """The alias; `?` if it is not a literal, None if there is none."""
        found = property_of(self.script, self.options, "as")
        if found is None:
            return None
        value = unwrap(found.child_by_field_name("value")) if found.type == "pair" else None
        if value is not None and value.type == "object":
            many = "plural" if self.kind in ("hasMany", "belongsToMany") else "singular"
            value = value_of(self.script, value, many)
        return string_value(self.script, value) or "?"

    @property
    def foreign_key(self) -> str | None:
        """The foreign key; `?` if it is not a literal, None if there is none."""
        found = property_of(self.script, self.options, "foreignKey")
        if found is None:
            return None
        value = unwrap(found.child_by_field_name("value")) if found.type == "pair" else None
        if value is not None and value.type == "object":
            value = value_of(self.script, value, "name")
        return string_value(self.script, value) or "?"


def calls_in(script: Script, node: Node | None = None) -> Iterator[AssociationCall]:
    """Yield the calls that make associations, in a script or below a node."""
    for call in walk(node if node is not None else script.root):
        if call.type != "call_expression":
            continue
        function = call.child_by_field_name("function")
        if function is None or function.type != "member_expression":
            continue
        method = function.child_by_field_name("property")
        subject = unwrap(function.child_by_field_name("object"))
        given = arguments(call)
        if method is None or subject is None or not given or script.text(method) not in KINDS:
            continue
        if subject.type == "assignment_expression":
            subject = subject.child_by_field_name("right") or subject
        options = object_of(script, given[1]) if len(given) > 1 else None
        yield AssociationCall(
            script,
            call,
            script.text(subject),
            script.text(method),
            script.text(given[0]),
            options,
        )


def names_of(script: Script, anchor: Anchor) -> set[str]:
    """Return the names by which a script knows a model.

    In another script these are imports of its file, and what its factory returns there.
    """
    own = {each for each in (anchor.variable, anchor.name) if each is not None and each != "this"}
    if script is anchor.script:
        return own
    imported = _imported(script, anchor, own)
    made: set[str] = set()
    for node in walk(script.root):
        if node.type != "variable_declarator":
            continue
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None or name.type != "identifier":
            continue
        found = _REQUIRE.match(script.text(value))
        if found and _is_file(script, found.group(1), anchor):
            made.add(script.text(name))
        if value.type == "call_expression":
            function = value.child_by_field_name("function")
            spelled = script.text(function) if function is not None else ""
            if spelled.removesuffix(".initModel").removesuffix(".init") in imported:
                made.add(script.text(name))
    return own | imported | made


def _imported(script: Script, anchor: Anchor, own: set[str]) -> set[str]:
    exported = {}
    for node in walk(anchor.script.root):
        alias = node.child_by_field_name("alias") if node.type == "export_specifier" else None
        name = node.child_by_field_name("name") if alias is not None else None
        if alias is not None and name is not None:
            exported[anchor.script.text(alias)] = anchor.script.text(name)
    found: set[str] = set()
    for node in script.root.named_children:
        if node.type != "import_statement":
            continue
        source = string_value(script, node.child_by_field_name("source"))
        if not _is_file(script, source, anchor):
            continue
        for each in walk(node):
            if each.type == "import_specifier":
                name = each.child_by_field_name("name")
                local = each.child_by_field_name("alias") or name
                if name is not None and local is not None:
                    spelled = script.text(name)
                    if exported.get(spelled, spelled) in own:
                        found.add(script.text(local))
            elif each.type == "import_clause":
                found |= {script.text(x) for x in each.named_children if x.type == "identifier"}
    return found


def _is_file(script: Script, source: str | None, anchor: Anchor) -> bool:
    """Whether an import of a script leads to the file of a model."""
    if source is None or not source.startswith("."):
        return False
    folder = posixpath.dirname(script.path)
    path = posixpath.normpath(posixpath.join(folder, source))
    return _SUFFIX.sub("", path) == _SUFFIX.sub("", posixpath.normpath(anchor.script.path))


def is_visible(script: Script, block: Node, expression: str) -> bool:
    """Whether the first name of an expression is declared in a block or around it."""
    name = re.split(r"[.\[?]", expression)[0]
    if name == "this":
        return True
    node: Node | None = block
    while node is not None:
        if node.type in ("statement_block", "program"):
            if any(name in declared_names(script, each) for each in node.named_children):
                return True
        elif node.type in FUNCTIONS:
            parameters = (
                node.child_by_field_name("parameters"),
                node.child_by_field_name("parameter"),
            )
            if any(name in _names(script, each) for each in parameters if each is not None):
                return True
        node = node.parent
    return False


def declared_names(script: Script, statement: Node) -> set[str]:
    """Return the names that a statement declares or imports."""
    if statement.type == "import_statement":
        return _names(script, statement)
    if statement.type == "export_statement":
        inner = statement.child_by_field_name("declaration")
        return declared_names(script, inner) if inner is not None else set()
    declarations = [statement]
    if statement.type in ("lexical_declaration", "variable_declaration"):
        declarations = statement.named_children
    found: set[str] = set()
    for each in declarations:
        name = each.child_by_field_name("name")
        if name is not None and each.type in (
            *("variable_declarator", "class_declaration", "function_declaration"),
            "abstract_class_declaration",
        ):
            found |= _names(script, name)
    return found


_IDENTIFIERS = ("identifier", "type_identifier", "shorthand_property_identifier_pattern")


def _names(script: Script, node: Node) -> set[str]:
    return {script.text(each) for each in walk(node) if each.type in _IDENTIFIERS}


def block_of(call: AssociationCall) -> Node:
    """Return the block of statements that a call is in."""
    return enclosing(call.node, "statement_block", "program") or call.script.root

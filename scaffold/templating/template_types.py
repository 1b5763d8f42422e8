"""The types of expressions in a template, and what is wrong with them.

Jinja reports a mistake only where a line is reached; here each branch is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import nodes

from scaffold.templating.block_lines import LINES
from scaffold.templating.contract.reflection import (
    ANY,
    FLAG,
    NUMBER,
    TEXT,
    Member,
    ValueType,
    members,
)
from scaffold.templating.filter_arguments import FilterArguments
from scaffold.templating.template_suggestions import suggested
from scaffold.templating.template_text import view_title

# What a loop knows of itself.
LOOP = {
    **dict.fromkeys(("first", "last"), FLAG),
    **dict.fromkeys(
        ("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), NUMBER
    ),
    **dict.fromkeys(("previtem", "nextitem", "cycle", "changed"), ANY),
}
_BY_ATTRIBUTE = ("selectattr", "rejectattr", "groupby")
_KEEP_LIST = ("select", "reject", "list", "reverse", "sort", "unique", "selectattr", "rejectattr")
_TO_ITEM = ("first", "last", "min", "max")
_TO_TEXT = (
    *("camel", "pascal", "snake", "kebab", "words", "plural", "singular", "js", "py", "json"),
    *("key", "indent", "capitalize", "center", "join", "lower", "upper", "title", "trim"),
    *("replace", "string", "truncate", "wordwrap", "e", "escape", "tojson", "urlencode"),
)
_TITLES = {"text": "a text", "number": "a number", "flag": "true or false", "list": "a list"}

Scope = dict[str, ValueType]
Note = Callable[[nodes.Node, str, str], None]


class ExpressionTypes:
    """Finds the types of expressions; `note` gets each mistake with its node and a way out.

    `extra` are members that other parts of the program add to a view's class.
    """

    def __init__(
        self,
        filters: Mapping[str, Callable[..., Any]],
        tests: Mapping[str, Any],
        extra: Mapping[type, Mapping[str, Member]],
        note: Note,
        call: Callable[[nodes.Call, Scope], ValueType],
    ) -> None:
        self._arguments = FilterArguments(filters, tests)
        self._filters, self._tests = self._arguments.filters, self._arguments.tests
        self._extra = extra
        self._note = note
        # `type_of` finds it by its name, as it finds the methods below.
        self._call = call

    def type_of(self, node: nodes.Node | None, scope: Scope) -> ValueType:
        """Return the type of an expression; ANY where it is not known."""
        if node is None:
            return ANY
        find = getattr(self, f"_{type(node).__name__.lower()}", None)
        if find is not None:
            return find(node, scope)  # type: ignore[no-any-return]
        for child in node.iter_child_nodes():
            self.type_of(child, scope)
        return ANY

    def members(self, view: type) -> Mapping[str, Member]:
        """Return the names of a view, those that targets add included."""
        return {**members(view), **self._extra.get(view, {})}

    def member(self, owner: ValueType, name: str, node: nodes.Node) -> ValueType:
        """Return the type of `owner.name`; a name that does not exist is noted."""
        if name.startswith("_"):
            self._note(node, f"`{name}` cannot be used", "No name of a template begins with `_`.")
            return ANY
        if owner.kind == "view" and owner.view is not None:
            known = self.members(owner.view)
            if name in known:
                return known[name].type
            message = f"{_a(view_title(owner.view))} has no `{name}`"
            self._note(node, *suggested(message, name, known, "It has"))
        elif owner.views:
            return self._member_of_some(owner.views, name, node)
        elif owner.kind in _TITLES:
            self._note(node, f"{_TITLES[owner.kind]} has no `.{name}`", self._filter_hint(name))
        return ANY

    def _member_of_some(self, views: tuple[type, ...], name: str, node: nodes.Node) -> ValueType:
        """The type of a name that at least one of several classes must have."""
        found = [self.members(each)[name].type for each in views if name in self.members(each)]
        if not found:
            known = dict.fromkeys(each for view in views for each in self.members(view))
            titles = ", ".join(map(view_title, views[:3]))
            message = f"none of {titles}{', …' if len(views) > 3 else ''} has a `{name}`"
            self._note(node, *suggested(message, name, known, "They have"))
        return found[0] if found and all(each == found[0] for each in found) else ANY

    def _filter_hint(self, name: str) -> str:
        if name in self._filters:
            return f"Use the filter: `| {name}`."
        return "Use a filter; `scaffold templates variables` lists them."

    def _name(self, node: nodes.Name, scope: Scope) -> ValueType:
        if node.ctx == "load" and node.name not in scope:
            known = [name for name in scope if name not in ("range", "self")]
            message = f"unknown name `{node.name}`"
            self._note(node, *suggested(message, node.name, known, "There are"))
        return scope.get(node.name, ANY)

    def _const(self, node: nodes.Const, scope: Scope) -> ValueType:
        if isinstance(node.value, str):
            return TEXT
        return FLAG if isinstance(node.value, bool) else ANY

    def _getattr(self, node: nodes.Getattr, scope: Scope) -> ValueType:
        if isinstance(node.node, nodes.Name) and node.node.name in ("loop", "self", "super"):
            if node.node.name == "loop" and node.node.name in scope and node.attr not in LOOP:
                message = f"`loop` has no `{node.attr}`"
                self._note(node, *suggested(message, node.attr, LOOP, "It has"))
            self._name(node.node, scope)
            return LOOP.get(node.attr, ANY)
        return self.member(self.type_of(node.node, scope), node.attr, node)

    def _getitem(self, node: nodes.Getitem, scope: Scope) -> ValueType:
        owner = self.type_of(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.member(owner, node.arg.value, node)
        self.type_of(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return owner
        return owner.item or ANY if owner.kind == "list" else ANY

    def _condexpr(self, node: nodes.CondExpr, scope: Scope) -> ValueType:
        self.type_of(node.test, scope)
        one, other = self.type_of(node.expr1, scope), self.type_of(node.expr2, scope)
        return one if one == other else ANY

    def _or(self, node: nodes.Or, scope: Scope) -> ValueType:
        one, other = self.type_of(node.left, scope), self.type_of(node.right, scope)
        return one if one.kind == other.kind else ANY

    def _concat(self, node: nodes.Concat, scope: Scope) -> ValueType:
        for each in node.nodes:
            self.type_of(each, scope)
        return TEXT

    def _list(self, node: nodes.List, scope: Scope) -> ValueType:
        kinds = [self.type_of(each, scope) for each in node.items]
        alike = bool(kinds) and all(each == kinds[0] for each in kinds)
        return ValueType("list", item=kinds[0] if alike else ANY)

    _tuple = _list

    def _compare(self, node: nodes.Compare, scope: Scope) -> ValueType:
        left = self.type_of(node.expr, scope)
        for operand in node.ops:
            right = self.type_of(operand.expr, scope)
            if operand.op in ("eq", "ne"):
                self._require_word(left, operand.expr)
                self._require_word(right, node.expr)
            elif operand.op in ("in", "notin") and isinstance(
                operand.expr, nodes.List | nodes.Tuple
            ):
                for each in operand.expr.items:
                    self._require_word(left, each)
            elif operand.op in ("in", "notin") and right.kind == "list" and right.item:
                self._require_word(right.item, node.expr)
        return FLAG

    def _require_word(self, kind: ValueType, node: nodes.Node) -> None:
        """A text that a value can never be is a mistake in a comparison."""
        word = _constant_text(node)
        if kind.words and word is not None and word not in kind.words:
            message = f"this is never `{word}`"
            self._note(node, *suggested(message, word, kind.words, "It may be"))

    def _test(self, node: nodes.Test, scope: Scope) -> ValueType:
        if node.name not in self._tests:
            message = f"unknown test `{node.name}`"
            self._note(node, *suggested(message, node.name, self._tests, "There are"))
        if not (node.name in ("defined", "undefined") and isinstance(node.node, nodes.Name)):
            self.type_of(node.node, scope)
        for each in node.args:
            self.type_of(each, scope)
        self._require_arguments(node)
        return FLAG

    def _filter(self, node: nodes.Filter, scope: Scope) -> ValueType:
        given = self.type_of(node.node, scope)
        if node.name == LINES:
            return given
        if node.name not in self._filters:
            message = f"unknown filter `{node.name}`"
            self._note(node, *suggested(message, node.name, self._filters, "There are"))
        for each in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.type_of(each, scope)
        self._require_arguments(node)
        path = self._attribute_path(node)
        reached = given.item or ANY
        for name in path.split(".") if path else ():
            reached = self.member(reached, name, node) if not name.isdigit() else ANY
        if node.name == "map":
            if path:
                return ValueType("list", item=reached)
            first = (
                node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else ""
            )
            return ValueType("list", item=TEXT if first in _TO_TEXT else ANY)
        if node.name == "groupby":
            return ValueType("list", item=ValueType("any", item=replace(given, optional=False)))
        if node.name in _KEEP_LIST:
            return given
        if node.name in _TO_ITEM:
            return reached if not path and given.kind == "list" else given.item or ANY
        if node.name in ("batch", "slice"):
            return ValueType("list", item=given)
        return TEXT if node.name in _TO_TEXT else ANY

    def _require_arguments(self, node: nodes.Filter | nodes.Test) -> None:
        for message, hint in self._arguments.faults(node):
            self._note(node, message, hint)

    def _attribute_path(self, node: nodes.Filter) -> str | None:
        """The attribute that a filter looks up in each item, where it is a constant text."""
        for keyword in node.kwargs:
            if keyword.key == "attribute":
                return _constant_text(keyword.value)
        if node.name in _BY_ATTRIBUTE and node.args:
            return _constant_text(node.args[0])
        return None


def _a(title: str) -> str:
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def _constant_text(node: Any) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None

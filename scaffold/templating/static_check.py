"""Checks a template against the names of its views before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import nodes

from scaffold.errors import Problem, SourceLocation
from scaffold.templating.checked_templates import CheckedTemplates, Source
from scaffold.templating.contract.reflection import ANY, Member, ValueType
from scaffold.templating.sandbox import Sandbox
from scaffold.templating.template_macros import Macro, bind, exports
from scaffold.templating.template_suggestions import suggested
from scaffold.templating.template_text import view_title
from scaffold.templating.template_types import ExpressionTypes, Scope
from scaffold.templating.visited_bodies import VisitedBodies

_CALLABLE = "Only macros, super(), caller(), loop() and range() are called in a template."


class StaticCheck:
    """Checks templates; `problems` has what is wrong, each with the template and its line.

    `source` gives the text of a template, `ours` tells built-in ones, which are not checked but
    for the scopes of their blocks. `replaced` gives the text of the built-in template whose place
    a template takes: it may compute the names that it includes as that one does.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        source: Source,
        ours: Callable[[str], bool],
        names: Iterable[str],
        extra: Mapping[type, Mapping[str, Member]],
        replaced: Callable[[str], str | None] = lambda name: None,
    ) -> None:
        self._sandbox = sandbox
        self._templates = CheckedTemplates(sandbox, source, ours, names, replaced)
        self._visited = VisitedBodies()
        self._called: set[tuple[str, str]] = set()
        self._begin()
        self._expressions = ExpressionTypes(
            sandbox.filters, sandbox.tests, extra, self._templates.note, self._call
        )

    def _begin(self) -> None:
        self._templates.current = ""
        self._macros: dict[str, Macro] = {}
        self._siblings: dict[str, Macro] = {}
        self._called_at: nodes.Call | None = None
        self._modules: dict[str, dict[str, Macro | None]] = {}
        self._block_scopes: dict[str, Scope] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the templates that were checked, in reading order."""
        return tuple(sorted(self._templates.problems, key=lambda each: each.where or ("", 0, 0)))

    @property
    def reached(self) -> frozenset[str]:
        """The templates that the checked ones include, import or extend, these included."""
        return frozenset(self._templates.reached)

    def check(self, template: str, roots: Mapping[str, ValueType]) -> None:
        """Check a template that is rendered with values of these types."""
        self._begin()
        with self._templates.shallow():
            self._enter(template, {**roots, "range": ANY, "self": ANY})

    def check_expression(
        self, text: str, roots: Mapping[str, ValueType], where: SourceLocation
    ) -> None:
        """Check an expression that stands at `where` in another file, such as a `when`."""
        self.check_text(f"{{% set value = ({text}) %}}", roots, where)

    def check_text(self, text: str, roots: Mapping[str, ValueType], where: SourceLocation) -> None:
        """Check a text with `{{ … }}` that stands at `where` in another file, such as a `path`."""
        known = set(self._templates.problems)
        tree = self._templates.piece(text, where)
        if tree is None:
            return
        self._begin()
        self._templates.current = f"<{where}>"
        with self._templates.shallow():
            self._walk(tree.body, {**roots, "range": ANY})
        self._templates.relocate(known, where)

    def _enter(self, template: str, scope: Scope) -> None:
        """Check a template and what it reaches, unless it was checked with these names."""
        if self._visited.is_left_out((template, frozenset(scope.items()))):
            return
        tree = self._templates.tree(template)
        if tree is None:
            return
        outer = self._templates.current, self._macros, self._modules
        self._templates.current, self._macros, self._modules = template, dict(self._macros), {}
        parent = self._templates.extended(tree)
        if parent is not None:
            self._enter(parent, dict(scope))
            self._templates.require_blocks(tree, parent)
        outer_siblings, self._siblings = self._siblings, dict(self._macros)
        for macro in tree.find_all(nodes.Macro):
            self._siblings[macro.name] = Macro(macro, template, scope, self._siblings)
        with self._visited.inside():
            self._walk(tree.body, scope)
        for macro in tree.find_all(nodes.Macro):
            if (template, macro.name) not in self._called:
                self._macro_body(self._siblings[macro.name], [])
        self._siblings = outer_siblings
        self._templates.current, self._macros, self._modules = outer

    # Statements.

    def _walk(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            visit = getattr(self, f"_visit_{type(node).__name__.lower()}", None)
            if visit is not None:
                visit(node, scope)
            elif isinstance(node, nodes.Expr):
                self._expressions.type_of(node, scope)
            else:
                self._walk(node.iter_child_nodes(), scope)

    def _visit_for(self, node: nodes.For, scope: Scope) -> None:
        over = self._expressions.type_of(node.iter, scope)
        if over.kind in ("text", "number", "flag", "view"):
            what = view_title(over.view) if over.view else over.kind
            hint = "Loop over one of its lists." if over.view else "Loop over a list."
            self._templates.note(node.iter, f"a {what} is no list", hint)
        item = over.item or ANY if over.kind == "list" else ANY
        inner = dict(scope)
        bind(node.target, item, inner)
        if node.test is not None:
            self._expressions.type_of(node.test, inner)
        inner["loop"] = ANY
        self._walk(node.body, inner)
        self._walk(node.else_, dict(scope))

    def _visit_assign(self, node: nodes.Assign, scope: Scope) -> None:
        kind = self._expressions.type_of(node.node, scope)
        if isinstance(node.node, nodes.Tuple):
            parts = tuple(self._expressions.type_of(each, scope) for each in node.node.items)
            kind = replace(kind, parts=parts)
        bind(node.target, kind, scope)

    def _visit_assignblock(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self._walk(node.body, dict(scope))
        if node.filter is not None:
            self._expressions.type_of(node.filter, scope)
        bind(node.target, ValueType("text"), scope)

    def _visit_filterblock(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self._walk(node.body, dict(scope))
        self._expressions.type_of(node.filter, scope)

    def _visit_with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            bind(target, self._expressions.type_of(value, scope), inner)
        self._walk(node.body, inner)

    def _visit_block(self, node: nodes.Block, scope: Scope) -> None:
        above = self._block_scopes.get(node.name, {})
        self._block_scopes[node.name] = {**above, **scope}
        self._walk(node.body, {**above, **scope, "super": ANY})

    def _visit_macro(self, node: nodes.Macro, scope: Scope) -> None:
        # From here on it can be called; in bodies of macros also before.
        self._macros[node.name] = self._siblings[node.name]
        scope[node.name] = ANY
        for each in node.defaults:
            self._expressions.type_of(each, scope)

    def _visit_callblock(self, node: nodes.CallBlock, scope: Scope) -> None:
        self._expressions.type_of(node.call, scope)
        inner = dict(scope)
        for each in node.args:
            bind(each, ANY, inner)
        self._walk(node.body, inner)

    # Other templates.

    def _visit_extends(self, node: nodes.Extends, scope: Scope) -> None:
        """The parent was checked first."""

    def _visit_include(self, node: nodes.Include, scope: Scope) -> None:
        if self._templates.may_compute(node.template):
            self._expressions.type_of(node.template, scope)
            for computed, inner in self._templates.computed(node.template, scope):
                self._enter(computed, inner)
        else:
            name = self._templates.named(node.template, node)
            if name is not None:
                self._enter(name, {**scope} if node.with_context else {"range": ANY})

    def _visit_import(self, node: nodes.Import, scope: Scope) -> None:
        name = self._templates.named(node.template, node)
        scope[node.target] = ANY
        if name is not None:
            self._modules[node.target] = self._exports(name, node.with_context, scope)

    def _visit_fromimport(self, node: nodes.FromImport, scope: Scope) -> None:
        name = self._templates.named(node.template, node)
        known = self._exports(name, node.with_context, scope) if name is not None else {}
        for each in node.names:
            asked, called = each if isinstance(each, tuple) else (each, each)
            scope[called] = ANY
            if name is None:
                continue
            if asked not in known:
                message = f"`{name}` has no macro `{asked}`"
                self._templates.note(node, *suggested(message, asked, known, "It has"))
            elif (macro := known[asked]) is not None:
                self._macros[called] = macro

    def _exports(self, name: str, with_context: bool, scope: Scope) -> dict[str, Macro | None]:
        inner = dict(scope) if with_context else {"range": ANY}
        self._enter(name, inner)
        return exports(self._templates.tree(name), name, inner)

    # Calls.

    def _call(self, node: nodes.Call, scope: Scope) -> ValueType:
        outer, self._called_at = self._called_at, None
        given = [self._expressions.type_of(each, scope) for each in node.args]
        named = {each.key: self._expressions.type_of(each.value, scope) for each in node.kwargs}
        self._called_at = node
        found = self._called_type(node, given, named, scope)
        self._called_at = outer
        return found

    def _called_type(
        self,
        node: nodes.Call,
        given: list[ValueType],
        named: Mapping[str, ValueType],
        scope: Scope,
    ) -> ValueType:
        """The type of a call whose arguments have these types."""
        called = node.node
        if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
            owner = called.node.name
            if owner in self._modules:
                known = self._modules[owner]
                if called.attr not in known:
                    message = f"`{owner}` has no macro `{called.attr}`"
                    self._templates.note(node, *suggested(message, called.attr, known, "It has"))
                elif (macro := known[called.attr]) is not None:
                    self._macro_body(macro, given, named)
                return ValueType("text")
            if owner in ("loop", "self", "super"):
                self._expressions.type_of(called, scope)
                return ANY
        if isinstance(called, nodes.Name):
            if called.name in self._macros:
                self._macro_body(self._macros[called.name], given, named)
                return ValueType("text")
            if called.name == "range":
                return ValueType("list", item=ValueType("number"))
            if called.name in ("super", "caller", "loop"):
                self._expressions.type_of(called, scope)
                return ValueType("text")
            if scope.get(called.name, ANY) == ANY:
                self._expressions.type_of(called, scope)
                return ANY
        before = len(self._templates.problems)
        self._expressions.type_of(called, scope)
        if len(self._templates.problems) == before:
            attribute = called.attr if isinstance(called, nodes.Getattr) else ""
            name = f"`.{attribute}(…)`" if attribute else "this"
            is_filter = attribute in self._sandbox.filters
            hint = f"Use the filter: `| {attribute}`." if is_filter else _CALLABLE
            self._templates.note(node, f"{name} cannot be called", hint)
        return ANY

    def _macro_body(
        self,
        macro: Macro,
        given: list[ValueType],
        named: Mapping[str, ValueType] | None = None,
    ) -> None:
        """Check a macro's body with the types of one call."""
        named = named or {}
        if self._called_at is not None:
            for message, hint in macro.argument_faults(given, named):
                self._templates.note(self._called_at, message, hint)
        key: Any = (macro.template, macro.node.name, tuple(given), tuple(named.items()))
        if self._visited.is_left_out(key):
            return
        self._called.add((macro.template, macro.node.name))
        outer = self._templates.current, self._macros, self._called_at
        self._templates.current = macro.template
        self._macros, self._called_at = macro.siblings, None
        with self._visited.inside():
            self._walk(macro.node.body, macro.body_scope(given, named))
        self._templates.current, self._macros, self._called_at = outer

"""Checks a template against the names of its views before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from scaffold.errors import Problem, SourceLocation
from scaffold.templating.contract.reflection import ANY, Member, ValueType, view_type
from scaffold.templating.sandbox import Sandbox
from scaffold.templating.template_text import view_title
from scaffold.templating.template_types import Expressions, Scope, suggested
from scaffold.values import dataclass

_CALLABLE = "Only macros, super(), caller(), loop() and range() are called in a template."
_NO_MACRO_NAMES = ("caller", "varargs", "kwargs")

# The source of a template by its name, None where there is none.
Source = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Macro:
    """A macro and the template that it is in; `scope` has what it sees beside its arguments."""

    node: nodes.Macro
    template: str
    scope: Scope
    siblings: dict[str, _Macro]


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
        self._replaced = replaced
        self._sandbox = sandbox
        self._source = source
        self._ours = ours
        self._names = tuple(names)
        self._found: dict[Problem, None] = {}
        self._trees: dict[str, nodes.Template | None] = {}
        self._checked: set[object] = set()
        self._called: set[tuple[str, str]] = set()
        self._reached: set[str] = set()
        self._template = ""
        self._macros: dict[str, _Macro] = {}
        self._siblings: dict[str, _Macro] = {}
        self._called_at: nodes.Call | None = None
        self._modules: dict[str, dict[str, _Macro | None]] = {}
        self._block_scopes: dict[str, Scope] = {}
        self._expressions = Expressions(
            sandbox.filters, sandbox.tests, extra, self._note, self._call
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the templates that were checked, in reading order."""
        return tuple(sorted(self._found, key=lambda each: each.where or ("", 0, 0)))

    @property
    def reached(self) -> frozenset[str]:
        """The templates that the checked ones include, import or extend, these included."""
        return frozenset(self._reached)

    def check(self, template: str, roots: Mapping[str, ValueType]) -> None:
        """Check a template that is rendered with values of these types."""
        self._block_scopes = {}
        self._enter(template, {**roots, "range": ANY, "self": ANY})

    def check_expression(
        self, text: str, roots: Mapping[str, ValueType], where: SourceLocation
    ) -> None:
        """Check an expression that stands at `where` in another file, such as a `when`."""
        self._check_piece(f"{{% set value = ({text}) %}}", roots, where)

    def check_text(self, text: str, roots: Mapping[str, ValueType], where: SourceLocation) -> None:
        """Check a text with `{{ … }}` that stands at `where` in another file, such as a `path`."""
        self._check_piece(text, roots, where)

    def _check_piece(
        self, text: str, roots: Mapping[str, ValueType], where: SourceLocation
    ) -> None:
        before = set(self._found)
        name = f"<{where}>"
        try:
            tree: nodes.Template = self._sandbox.parse(text)
        except TemplateSyntaxError as error:
            hint = "Write it as Jinja has it, in quotes where YAML needs them."
            self._found[Problem(where, error.message or "this is not Jinja", hint)] = None
            return
        outer, self._template = self._template, name
        self._walk(tree.body, {**roots, "range": ANY})
        self._template = outer
        for problem in [each for each in self._found if each not in before]:
            del self._found[problem]
            self._found[replace(problem, where=where)] = None

    def _enter(self, template: str, scope: Scope) -> None:
        """Check a template and what it reaches, unless it was checked with these names."""
        key = (template, tuple(sorted(scope.items(), key=lambda item: item[0])))
        if key in self._checked:
            return
        self._checked.add(key)
        tree = self._tree(template)
        if tree is None:
            return
        outer = self._template, self._macros, self._modules
        self._template, self._macros, self._modules = template, dict(self._macros), {}
        parent = self._extended(tree)
        if parent is not None:
            self._enter(parent, dict(scope))
            self._require_blocks(tree, parent)
        outer_siblings, self._siblings = self._siblings, dict(self._macros)
        for macro in tree.find_all(nodes.Macro):
            self._siblings[macro.name] = _Macro(macro, template, scope, self._siblings)
        self._walk(tree.body, scope)
        for macro in tree.find_all(nodes.Macro):
            if (template, macro.name) not in self._called:
                self._macro_body(self._siblings[macro.name], [])
        self._siblings = outer_siblings
        self._template, self._macros, self._modules = outer

    def _tree(self, template: str) -> nodes.Template | None:
        if template not in self._trees:
            self._reached.add(template)
            source = self._source(template)
            tree: nodes.Template | None = None
            if source is not None:
                try:
                    tree = self._sandbox.parse(source, template)
                except TemplateSyntaxError as error:
                    where = SourceLocation(template, error.lineno, 1)
                    hint = "Correct the tag; the words before say what Jinja expected here."
                    problem = Problem(where, error.message or "this is not Jinja", hint)
                    self._found[problem] = None
                except RecursionError:
                    where = SourceLocation(template, 1, 1)
                    problem = Problem(where, "it is nested too deeply", "Simplify it.")
                    self._found[problem] = None
            self._trees[template] = tree
        return self._trees[template]

    def _is_ours(self) -> bool:
        """Whether the template at hand is built in; a piece of another file is a person's."""
        return not self._template.startswith("<") and self._ours(self._template)

    def _note(self, node: nodes.Node, message: str, hint: str) -> None:
        if not self._is_ours():
            where = SourceLocation(self._template, node.lineno or 1, 1)
            self._found[Problem(where, message, hint)] = None

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
            self._note(node.iter, f"a {what} is no list", hint)
        item = over.item or ANY if over.kind == "list" else ANY
        inner = dict(scope)
        self._bind(node.target, item, inner)
        if node.test is not None:
            self._expressions.type_of(node.test, inner)
        inner["loop"] = ANY
        self._walk(node.body, inner)
        self._walk(node.else_, dict(scope))

    def _bind(self, target: nodes.Node, kind: ValueType, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        elif isinstance(target, nodes.Tuple) and len(kind.parts) == len(target.items):
            for each, part in zip(target.items, kind.parts, strict=True):
                self._bind(each, part, scope)
        elif isinstance(target, nodes.Tuple):
            # `groupby` gives pairs: what the items share, and their list.
            rest = kind.item if kind.kind == "any" and kind.item else ANY
            for number, each in enumerate(target.items):
                self._bind(each, rest if number else ANY, scope)

    def _visit_assign(self, node: nodes.Assign, scope: Scope) -> None:
        kind = self._expressions.type_of(node.node, scope)
        if isinstance(node.node, nodes.Tuple):
            parts = tuple(self._expressions.type_of(each, scope) for each in node.node.items)
            kind = replace(kind, parts=parts)
        self._bind(node.target, kind, scope)

    def _visit_assignblock(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self._walk(node.body, dict(scope))
        if node.filter is not None:
            self._expressions.type_of(node.filter, scope)
        self._bind(node.target, ValueType("text"), scope)

    def _visit_filterblock(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self._walk(node.body, dict(scope))
        self._expressions.type_of(node.filter, scope)

    def _visit_with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self._expressions.type_of(value, scope), inner)
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
            self._bind(each, ANY, inner)
        self._walk(node.body, inner)

    # Other templates.

    def _extended(self, tree: nodes.Template) -> str | None:
        node = tree.find(nodes.Extends)
        return None if node is None else self._named(node.template, node)

    def _visit_extends(self, node: nodes.Extends, scope: Scope) -> None:
        """The parent was checked first."""

    def _visit_include(self, node: nodes.Include, scope: Scope) -> None:
        is_computed = not isinstance(node.template, nodes.Const)
        if is_computed and (self._is_ours() or self._is_replaced(node.template)):
            self._expressions.type_of(node.template, scope)
            for computed, inner in self._computed(node.template, scope):
                self._enter(computed, inner)
        else:
            name = self._named(node.template, node)
            if name is not None:
                self._enter(name, {**scope} if node.with_context else {"range": ANY})

    def _computed(self, name: nodes.Expr, scope: Scope) -> Iterator[tuple[str, Scope]]:
        """The templates whose names a built-in template computes of a view's constant.

        `'a/' ~ step.name ~ '.jinja'` is one for each class of `step`, of which it then is.
        """
        parts: list[Any] = name.nodes if isinstance(name, nodes.Concat) else [name]
        looked_up = [each for each in parts if not isinstance(each, nodes.Const)]
        if len(looked_up) != 1 or not isinstance(looked_up[0], nodes.Getattr):
            return
        member = looked_up[0]
        if not isinstance(member.node, nodes.Name) or member.node.name not in scope:
            return
        kind = scope[member.node.name]
        for view in kind.views or ([kind.view] if kind.view else []):
            constant = getattr(view, member.attr, None)
            if isinstance(constant, str):
                texts = (constant if each is member else each.value for each in parts)
                found = "".join(map(str, texts))
                if self._source(found) is not None:
                    yield found, {**scope, member.node.name: view_type(view)}

    def _is_replaced(self, name: nodes.Expr) -> bool:
        """Whether the built-in template of this name includes what `name` computes, too."""
        text = self._replaced(self._template)
        if text is None:
            return False
        included = self._sandbox.parse(text).find_all(nodes.Include)
        return any(each.template == name for each in included)

    def _visit_import(self, node: nodes.Import, scope: Scope) -> None:
        name = self._named(node.template, node)
        scope[node.target] = ANY
        if name is not None:
            self._modules[node.target] = self._exports(name, node.with_context, scope)

    def _visit_fromimport(self, node: nodes.FromImport, scope: Scope) -> None:
        name = self._named(node.template, node)
        exports = self._exports(name, node.with_context, scope) if name is not None else {}
        for each in node.names:
            asked, called = each if isinstance(each, tuple) else (each, each)
            scope[called] = ANY
            if name is None:
                continue
            if asked not in exports:
                message = f"`{name}` has no macro `{asked}`"
                self._note(node, *suggested(message, asked, exports, "It has"))
            elif (macro := exports[asked]) is not None:
                self._macros[called] = macro

    def _exports(self, name: str, with_context: bool, scope: Scope) -> dict[str, _Macro | None]:
        inner = dict(scope) if with_context else {"range": ANY}
        self._enter(name, inner)
        tree = self._tree(name)
        found: dict[str, _Macro | None] = {}
        siblings: dict[str, _Macro] = {}
        for node in tree.body if tree else ():
            if isinstance(node, nodes.Macro):
                found[node.name] = siblings[node.name] = _Macro(node, name, inner, siblings)
            elif isinstance(node, nodes.Assign | nodes.AssignBlock):
                found.update((each.name, None) for each in node.find_all(nodes.Name))
        return found

    def _named(self, node: nodes.Expr, tag: nodes.Node) -> str | None:
        """The name of the template that a tag reaches; a name that is computed is refused."""
        if not (isinstance(node, nodes.Const) and isinstance(node.value, str)):
            hint = "Write the name in quotes, and choose between templates with `if`."
            self._note(tag, "the name of a template is a text in quotes here", hint)
            return None
        name = self._sandbox.join_path(node.value, self._template)
        if name == self._template and isinstance(tag, nodes.Extends):
            hint = f"Write `builtin/{name}` to extend the built-in template."
            self._note(tag, "the template extends itself", hint)
            return None
        if self._source(name) is None:
            message = f"there is no template `{name}`"
            self._note(tag, *suggested(message, name, self._names, "There are"))
            return None
        return name

    def _require_blocks(self, tree: nodes.Template, parent: str) -> None:
        """A block that no template above has would silently print nothing."""
        known: dict[str, None] = {}
        above: str | None = parent
        while above is not None:
            parsed = self._tree(above)
            if parsed is None:
                return
            known.update((block.name, None) for block in parsed.find_all(nodes.Block))
            node = parsed.find(nodes.Extends)
            above = node.template.value if node and isinstance(node.template, nodes.Const) else None
        inner = {
            block.name
            for outer in tree.find_all(nodes.Block)
            for block in outer.find_all(nodes.Block)
        }
        for block in tree.find_all(nodes.Block):
            if block.name not in known and block.name not in inner:
                message = f"`{parent}` has no block `{block.name}`"
                self._note(block, *suggested(message, block.name, known, "It has"))

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
                exports = self._modules[owner]
                if called.attr not in exports:
                    message = f"`{owner}` has no macro `{called.attr}`"
                    self._note(node, *suggested(message, called.attr, exports, "It has"))
                elif (macro := exports[called.attr]) is not None:
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
            if called.name in scope and scope[called.name] == ANY:
                return ANY
            if called.name not in scope:
                self._expressions.type_of(called, scope)
                return ANY
        before = len(self._found)
        self._expressions.type_of(called, scope)
        if len(self._found) == before:
            name = f"`.{called.attr}(…)`" if isinstance(called, nodes.Getattr) else "this"
            way_out = self._way_out(called.attr if isinstance(called, nodes.Getattr) else "")
            self._note(node, f"{name} cannot be called", way_out)
        return ANY

    def _way_out(self, name: str) -> str:
        return f"Use the filter: `| {name}`." if name in self._sandbox.filters else _CALLABLE

    def _require_arguments(
        self, macro: _Macro, given: list[ValueType], named: Mapping[str, ValueType]
    ) -> None:
        """A call has no argument that the macro does not name."""
        at = self._called_at
        arguments = [each.name for each in macro.node.args]
        used = {each.name for each in macro.node.find_all(nodes.Name)}
        if at is None:
            return
        if len(given) > len(arguments) and "varargs" not in used:
            message = f"`{macro.node.name}` takes {len(arguments)} arguments, not {len(given)}"
            self._note(at, message, "Remove the others.")
        for name in named:
            if name not in arguments and "kwargs" not in used:
                message = f"`{macro.node.name}` takes no `{name}`"
                self._note(at, *suggested(message, name, arguments, "It takes"))

    def _macro_body(
        self,
        macro: _Macro,
        given: list[ValueType],
        named: Mapping[str, ValueType] | None = None,
    ) -> None:
        """Check a macro's body with the types of one call."""
        self._require_arguments(macro, given, named or {})
        key: Any = (macro.template, macro.node.name, tuple(given), tuple((named or {}).items()))
        if key in self._checked:
            return
        self._checked.add(key)
        self._called.add((macro.template, macro.node.name))
        arguments = [each.name for each in macro.node.args]
        scope = {**macro.scope, **dict.fromkeys((*arguments, *_NO_MACRO_NAMES), ANY)}
        scope |= dict(zip(arguments, given, strict=False)) | dict(named or {})
        scope |= dict.fromkeys((name for name in macro.siblings if name not in scope), ANY)
        outer = self._template, self._macros, self._called_at
        self._template, self._macros, self._called_at = macro.template, macro.siblings, None
        self._walk(macro.node.body, scope)
        self._template, self._macros, self._called_at = outer

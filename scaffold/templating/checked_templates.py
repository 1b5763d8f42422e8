"""The templates of a check: their trees, how they refer to each other, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from scaffold.errors import Problem, SourceLocation
from scaffold.templating.contract.reflection import view_type
from scaffold.templating.sandbox import Sandbox
from scaffold.templating.template_suggestions import suggested
from scaffold.templating.template_types import Scope

# The source of a template by its name, None where there is none.
Source = Callable[[str], str | None]


class CheckedTemplates:
    """Parses templates by their names and collects problems; `current` is checked at the moment.

    `source`, `ours`, `names` and `replaced` are those of `StaticCheck`.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        source: Source,
        ours: Callable[[str], bool],
        names: Iterable[str],
        replaced: Callable[[str], str | None],
    ) -> None:
        self.current = ""
        self.problems: dict[Problem, None] = {}
        self.reached: set[str] = set()
        self._sandbox = sandbox
        self._source = source
        self._ours = ours
        self._names = tuple(names)
        self._replaced = replaced
        self._trees: dict[str, nodes.Template | None] = {}

    def tree(self, name: str) -> nodes.Template | None:
        """Return the tree of a template, or None if there is none or its syntax is wrong."""
        if name not in self._trees:
            self.reached.add(name)
            source = self._source(name)
            self._trees[name] = None if source is None else self._parsed(source, name)
        return self._trees[name]

    def _parsed(self, source: str, name: str) -> nodes.Template | None:
        try:
            return self._sandbox.parse(source, name)
        except TemplateSyntaxError as error:
            where = SourceLocation(name, error.lineno, 1)
            hint = "Correct the tag; the words before say what Jinja expected here."
            self.add(Problem(where, error.message or "this is not Jinja", hint))
        return None

    def piece(self, text: str, where: SourceLocation) -> nodes.Template | None:
        """Return the tree of a text at `where` in another file, or None if its syntax is wrong."""
        try:
            self._sandbox.compile(text)
            return self._sandbox.parse(text)
        except TemplateSyntaxError as error:
            hint = "Write it as Jinja has it, in quotes where YAML needs them."
            if text.startswith("{% set") and "({{" in text:
                hint = "Write the expression alone, without `{{` and `}}`."
            self.add(Problem(where, error.message or "this is not Jinja", hint))
        return None

    @contextmanager
    def shallow(self) -> Iterator[None]:
        """Note that the current template is nested more deeply than it can be looked into."""
        try:
            yield
        except RecursionError:
            where = SourceLocation(self.current, 1, 1)
            self.add(Problem(where, "it is nested too deeply", "Simplify it."))

    def relocate(self, known: set[Problem], where: SourceLocation) -> None:
        """Give the problems that are not `known` the location `where`."""
        for problem in [each for each in self.problems if each not in known]:
            del self.problems[problem]
            self.add(replace(problem, where=where))

    def add(self, problem: Problem) -> None:
        """Add a problem, once."""
        self.problems[problem] = None

    def note(self, node: nodes.Node, message: str, hint: str) -> None:
        """Add a problem of the current template, unless it is built in."""
        if not self._is_ours():
            where = SourceLocation(self.current, node.lineno or 1, 1)
            self.add(Problem(where, message, hint))

    def _is_ours(self) -> bool:
        """Whether the current template is built in; a piece of another file is a user's."""
        return not self.current.startswith("<") and self._ours(self.current)

    def named(self, node: nodes.Expr, tag: nodes.Node) -> str | None:
        """Return the name of the template that a tag refers to.

        None after a problem: there is no such template, or the name is computed.
        """
        if not (isinstance(node, nodes.Const) and isinstance(node.value, str)):
            hint = "Write the name in quotes, and choose between templates with `if`."
            self.note(tag, "the name of a template is a text in quotes here", hint)
            return None
        name = self._sandbox.join_path(node.value, self.current)
        if name == self.current and isinstance(tag, nodes.Extends):
            hint = "Name the template to extend."
            if self._replaced(name) is not None:
                hint = f"Write `builtin/{name}` to extend the built-in template."
            self.note(tag, "the template extends itself", hint)
            return None
        if self._source(name) is None:
            message = f"there is no template `{name}`"
            self.note(tag, *suggested(message, name, self._names, "There are"))
            return None
        return name

    def extended(self, tree: nodes.Template) -> str | None:
        """Return the name of the template that the current one, `tree`, extends."""
        node = tree.find(nodes.Extends)
        return None if node is None else self.named(node.template, node)

    def require_blocks(self, tree: nodes.Template, parent: str) -> None:
        """Note blocks that no template above has: they would silently print nothing."""
        known: dict[str, None] = {}
        above: str | None = parent
        while above is not None:
            parsed = self.tree(above)
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
                self.note(block, *suggested(message, block.name, known, "It has"))

    def may_compute(self, name: nodes.Expr) -> bool:
        """Whether the current template may include the computed `name`.

        Built-in templates may, and a template in the place of one that includes the same.
        """
        if isinstance(name, nodes.Const):
            return False
        if self._is_ours():
            return True
        text = self._replaced(self.current)
        if text is None:
            return False
        included = self._sandbox.parse(text).find_all(nodes.Include)
        return any(each.template == name for each in included)

    def computed(self, name: nodes.Expr, scope: Scope) -> Iterator[tuple[str, Scope]]:
        """Yield the templates whose names a built-in template computes of a view's constant.

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

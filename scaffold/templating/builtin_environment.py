"""The Jinja environment of the built-in templates, whose code is made to run fast.

What they see is plain: a view, filters that compute a text from their arguments, and macros. So a
member is read as Python reads it, an include is one loop less, and the body of a loop is rendered
once for equal values (`render_once`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, Template
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.utils import missing

from scaffold.templating.block_lines import LINES, lines
from scaffold.templating.builtin_loader import BuiltinLoader
from scaffold.templating.rendered_values import exact

if TYPE_CHECKING:
    from jinja2 import nodes

# Nothing is escaped, in any template.
_PLAIN_TEXT = EvalContext(Environment())
# As many texts of loops are remembered at a time.
_REMEMBERED = 8192


class BuiltinContext(Context):
    """The names of a template that is rendered; Jinja's own takes longer to make."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Any],
        globals: Any = None,
    ) -> None:
        self.parent = parent
        self.vars = {}
        self.environment = environment
        self.eval_ctx = _PLAIN_TEXT
        self.exported_vars = set()
        self.name = name
        self.globals_keys = set()
        self.blocks = {name: [block] for name, block in blocks.items()}


class BuiltinTemplate(Template):
    """A template without global names: its context has what it is given and nothing else."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        names = vars or {}
        if locals:
            names = names.copy()
            for name, value in locals.items():
                if value is not missing:
                    names[name] = value
        return BuiltinContext(self.environment, names, self.name, self.blocks)


class BuiltinEnvironment(Environment):
    """Finds built-in templates, each loaded once."""

    template_class = BuiltinTemplate
    context_class = BuiltinContext

    def __init__(self) -> None:
        super().__init__(
            loader=BuiltinLoader(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.filters[LINES] = lines
        # Views are objects: Jinja's own function would look for an item besides.
        self.getattr = getattr  # type: ignore[method-assign,assignment]
        # A template sees its view and nothing else.
        self.globals.clear()
        self._loaded: dict[str, Template] = {}
        self._texts: dict[Any, str] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: Any = None
    ) -> Template:
        found = self._loaded.get(name) if isinstance(name, str) else name
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent, globals)  # type: ignore[index]
        return found

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        from scaffold.templating.layout_tag import LayoutTag
        from scaffold.templating.super_line import SuperLine

        if not self.extensions:
            self.add_extension(LayoutTag)
            self.add_extension(SuperLine)
        return super()._parse(source, name, filename)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        from scaffold.templating.builtin_code import BuiltinCode, render_once

        self.code_generator_class = BuiltinCode
        return super()._generate(render_once(source, name or ""), name, filename, defer_init)

    def remembered(self, place: str, values: tuple[Any, ...]) -> tuple[Any, str | None]:
        """Return the key of a loop's body with its values, and its text if it was rendered.

        The key is None if the values cannot be compared exactly.
        """
        key = exact(values)
        if key is None:
            return None, None
        key = place, key
        return key, self._texts.get(key)

    def remember(self, key: Any, text: str) -> str:
        """Remember the text of a loop's body, and return it."""
        if key is not None:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            self._texts[key] = text
        return text

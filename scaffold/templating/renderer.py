"""Render templates with views in one strict Jinja environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scaffold.targets.layout.regions import REGION_END, REGION_START, lay_out_regions

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from scaffold.targets.protocol import Artifact


class Renderer:
    """Renders artifacts. Use one for all files of a run: each template is compiled once."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        self._environment = _environment()
        self._environment.filters.update(filters or {})
        self._templates: dict[str, Template] = {}

    def render(self, artifact: Artifact) -> str:
        """Return the artifact's text; a name that its view lacks raises AttributeError, a bug."""
        text = self._template(artifact.template).render({artifact.view_name: artifact.view})
        return lay_out_regions(text, artifact.path)

    def render_block(self, artifact: Artifact, block: str, **names: object) -> str:
        """Return the text of one block of the template, which is within a layout region.

        `names` are those that the template sets for its blocks.
        """
        template = self._template(artifact.template)
        context = template.new_context({artifact.view_name: artifact.view, **names})
        text = "".join(template.blocks[block](context))
        return lay_out_regions(f"{REGION_START}{text}{REGION_END}", artifact.path)

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.get_template(name)
        return template


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    from scaffold.templating.builtin_loader import BuiltinLoader
    from scaffold.templating.layout_tag import LayoutTag
    from scaffold.templating.super_line import LINES, SuperLine, lines

    environment = Environment(
        loader=BuiltinLoader(),
        extensions=[LayoutTag, SuperLine],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters[LINES] = lines
    # Views are objects: Jinja's own function would look for an item besides, at several times
    # the cost.
    environment.getattr = getattr  # type: ignore[method-assign,assignment]
    # A template sees its view and nothing else.
    environment.globals.clear()
    return environment

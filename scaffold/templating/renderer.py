"""Render templates with views in one strict Jinja environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scaffold.targets.layout.regions import lay_out_regions

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
        """Return the artifact's text; a name that its view lacks raises UndefinedError, a bug."""
        template = self._templates.get(artifact.template)
        if template is None:
            template = self._environment.get_template(artifact.template)
            self._templates[artifact.template] = template
        text = template.render({artifact.view_name: artifact.view})
        return lay_out_regions(text, artifact.path)


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from scaffold.templating.layout_tag import LayoutTag
    from scaffold.templating.template_folder import templates_folder

    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        extensions=[LayoutTag],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    # A template sees its view and nothing else.
    environment.globals.clear()
    return environment

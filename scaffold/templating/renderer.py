"""Render templates with views in one strict Jinja environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scaffold.targets.layout.regions import REGION_END, REGION_START, lay_out_regions

if TYPE_CHECKING:
    from scaffold.targets.protocol import Artifact


class Renderer:
    """Renders artifacts. Use one for all files of a run: each template is compiled once."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        from scaffold.templating.builtin_environment import BuiltinEnvironment

        self._environment = BuiltinEnvironment()
        self._environment.filters.update(filters or {})

    def render(self, artifact: Artifact) -> str:
        """Return the artifact's text; a name that its view lacks raises AttributeError, a bug."""
        text = self._environment.get_template(artifact.template).render(
            {artifact.view_name: artifact.view}
        )
        return lay_out_regions(text, artifact.path)

    def render_block(self, artifact: Artifact, block: str, **names: object) -> str:
        """Return the text of one block of the template, which is within a layout region.

        `names` are those that the template sets for its blocks.
        """
        template = self._environment.get_template(artifact.template)
        context = template.new_context({artifact.view_name: artifact.view, **names})
        text = "".join(template.blocks[block](context))
        return lay_out_regions(f"{REGION_START}{text}{REGION_END}", artifact.path)
